import { bareBills } from '../../shared/bill.ts';
import { rupiah } from '../../shared/money.ts';
import type { ShiftReport } from '../../shared/shift.ts';
import type { Transaction } from '../../shared/transaction.ts';
import type { Seen } from './drawer.ts';
import type { Evidence, LedgerEntry, Row, Sent, ShiftsFound } from './evidence.ts';
import { createStatements, type Statements } from './statements.ts';

// A good world, for the tests of the oracles to spoil.

export const at = '2026-11-21T14:32:05.000+07:00';
export const [id, other] = ['01M80GMAAWJ4PTWC9N5W', '01M80GMABKMGDKQ2M3CM'];
export const number = 'LKT01-2611-000001';

export const transaction: Transaction = {
  transactionId: id,
  quoteId: 'Q1',
  provider: 'iak',
  product: 'pln-postpaid',
  customerNumber: '577700000001',
  customerName: 'SRI WAHYUNI',
  periods: ['2026-10'],
  bills: bareBills(['2026-10']),
  bill: rupiah(300_000),
  admin: rupiah(2_500),
  fee: rupiah(0),
  total: rupiah(302_500),
  saidBy: null,
  rounding: rupiah(0),
  due: rupiah(302_500),
  commission: rupiah(600),
  remainingBills: 0,
  expiresAt: at,
  warning: null,
  paidBefore: null,
  details: { tariff: null, power: null, standStart: null, standEnd: null, penalty: null },
  status: 'paid',
  tendered: rupiah(302_500),
  tenders: [{ kind: 'cash', amount: rupiah(302_500) }],
  debtor: null,
  change: rupiah(0),
  reference: 'ABC123',
  refusal: null,
  createdAt: at,
  settledAt: at,
  nextAskAt: null,
  prints: 1,
  slipNumber: number,
  claimCode: '2222222',
};

export const paid: Row & Transaction = { ...transaction, providerRef: 'REF1', key: '9732792', settledBy: 'provider' };
export const open: Row & Transaction = {
  ...paid,
  status: 'pending',
  reference: null,
  settledAt: null,
  nextAskAt: at,
  prints: 0,
  slipNumber: null,
};
/** Another payment of another bill. */
export const second: Row & Transaction = {
  ...paid,
  ...{ transactionId: other, quoteId: 'Q2', providerRef: 'REF2', key: '2', customerNumber: '577700000002' },
  ...{ slipNumber: 'LKT01-2611-000002', claimCode: '222322W' },
};
export const entry: LedgerEntry = {
  provider: 'iak',
  ref: 'REF1',
  bill: '577700000001',
  deducted: 301_900,
  reference: 'ABC123',
};
export const sent: Sent = { provider: 'iak', key: '9732792', times: 1, resends: 0 };
const nothing: ReadonlySet<string> = new Set();

/** What was said, in this order. */
export const said = (...all: readonly Transaction[]): Statements => {
  const statements = createStatements();
  for (const one of all) statements.told(one);
  return statements;
};
/** A shift with that payment in it, and 20.000 of cash put in. */
export const z: ShiftReport = {
  ...{ number: 1, shiftId: 'S1', till: 'LKT01', cashier: 'Sri', openedAt: at, closedAt: at },
  ...{ float: rupiah(100_000), floatDifference: null, rounding: rupiah(0) },
  sales: [
    {
      ...{ provider: 'iak', product: 'pln-postpaid', count: 1, bill: rupiah(300_000), admin: rupiah(2_500) },
      ...{ fee: rupiah(0), commission: rupiah(600), deposit: rupiah(301_900) },
    },
  ],
  tenders: [{ kind: 'cash', count: 1, amount: rupiah(302_500) }],
  cash: [{ kind: 'in', amount: rupiah(20_000), reason: 'receh', at }],
  ...{ expected: rupiah(422_500), counted: rupiah(422_000), difference: rupiah(-500), reason: null, recounts: [] },
  ...{ pending: [], unsettled: { count: 0, bill: rupiah(0), admin: rupiah(0) }, copies: 0, drawerOpens: 0 },
  ...{ late: { count: 0, amount: rupiah(0) }, turned: { count: 0, amount: rupiah(0) } },
  deposits: [
    {
      ...{ provider: 'iak', basis: 'said', opening: rupiah(500_000), topUps: rupiah(0), used: rupiah(301_900) },
      ...{ closing: rupiah(198_100), said: rupiah(198_000), difference: rupiah(-100) },
    },
  ],
  ...{ perpetual: { count: 1, total: rupiah(302_500) }, head: '0123456789', balance: rupiah(0) },
};
const found = (isOpen: boolean, number: number | null): Seen => {
  return { what: 'finds', shift: { shiftId: 'S1', isOpen, number } };
};
export const seen: readonly Seen[] = [
  { what: 'finds', shift: null },
  { what: 'asks', for: 'open', float: 100_000 },
  found(true, null),
  { what: 'presses', quoteId: 'Q1' },
  { what: 'told', payment: { ...transaction, status: 'pending' } },
  { what: 'told', payment: transaction },
  { what: 'asks', for: 'cash', kind: 'in', amount: 20_000, reason: 'receh' },
  { what: 'moved', reason: 'receh', shiftId: 'S1' },
  { what: 'asks', for: 'close', counted: 422_000 },
  { what: 'z', report: z },
  found(false, 1),
];
export const shifts: ShiftsFound = {
  zs: [z],
  shifts: [{ shiftId: 'S1', closedAt: at }],
  balances: [{ shift: 1, amount: 0 }],
  owed: 0,
  paidOff: [],
  seen,
};

export const good: Evidence = {
  ledger: [entry],
  rows: [paid],
  unsettled: [],
  statements: said({ ...transaction, status: 'pending', reference: null }, transaction, transaction),
  allDecided: false,
  storage: { integrity: ['ok'], brokenKeys: 0, problems: [] },
  shifts,
  slips: [0, 1, 2].map((copy) => ({ transactionId: id, copy, isReceipt: true, slipNumber: number })),
  sent: [sent],
  forgotten: { transactionIds: nothing, refs: nothing },
  secrets: ['CANARY-KEY/1', 'short'],
  traces: [{ name: 'loket.log', bytes: Buffer.from('{"event":"started","short":"[secret]"}') }],
  listedAt: Date.parse(at),
  longestPauseMs: 660,
  exceptions: {},
};
