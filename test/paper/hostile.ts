import { bareBills } from '../../shared/bill.ts';
import { rupiah } from '../../shared/money.ts';
import type { Transaction } from '../../shared/transaction.ts';
import { mustSay, problemOfPaper } from '../../electron/printing/check-paper.ts';
import { toEscPos } from '../../electron/printing/escpos.ts';
import { receiptLines, type Slip } from '../../electron/printing/receipt.ts';

// Slips of payments whose every text is hostile.

/** A paid payment as the document's sample has it. */
export const samplePayment: Transaction = {
  transactionId: '01K9ZV3XAB5C7D9E1F2G',
  quoteId: '01K9ZV3XAB5C7D9E1F2H',
  createdAt: '2026-11-21T14:32:05.000+07:00',
  settledAt: '2026-11-21T14:32:07.000+07:00',
  status: 'paid',
  provider: 'alfakios',
  product: 'pln-postpaid',
  customerNumber: '512345678901',
  customerName: 'SITI RAHAYU',
  periods: ['2024-04'],
  bills: bareBills(['2024-04']),
  bill: rupiah(285_000),
  admin: rupiah(6_000),
  fee: rupiah(0),
  total: rupiah(291_000),
  saidBy: null,
  rounding: rupiah(0),
  due: rupiah(291_000),
  commission: rupiah(0),
  tendered: rupiah(300_000),
  tenders: [{ kind: 'cash', amount: rupiah(300_000) }],
  debtor: null,
  change: rupiah(9_000),
  reference: 'REF-PLN-20240501',
  refusal: null,
  remainingBills: null,
  expiresAt: '2026-11-21T14:37:05.000+07:00',
  nextAskAt: null,
  prints: 0,
  slipNumber: 'LKT01-2611-000123',
  claimCode: 'K7M4QX8',
  warning: null,
  paidBefore: null,
  details: { tariff: 'R2/TR', power: '2200 VA', standStart: null, standEnd: null, penalty: null },
};

export const sampleSlip: Slip = {
  transaction: samplePayment,
  cashier: 'SRI',
  shop: { name: 'Loket Sumber Rejeki', address: 'Jl. Melati 7, Sleman', terminal: '01' },
  columns: 32,
  copy: 0,
  training: false,
  footer: null,
  callCentre: null,
  head: '1024-9F3A21C4',
};

/** Every field that a provider or a person fills, with that text in it. */
const slipsWith: readonly ((text: string) => Slip)[] = [
  (text) => slip({ footer: [text, `x${text}`] }, { ...names(text), details: postpaid(text) }),
  (text) => slip({ columns: 42 }, { ...names(text), product: 'pln-nontaglist', details: nontaglist(text) }),
  (text) => slip({ columns: 48, copy: 2 }, { ...names(text), saidBy: text, reference: null, details: postpaid(text) }),
  (text) => slip({ copy: null }, { ...names(text), status: 'pending', slipNumber: null, settledAt: null }),
];

const slip = (of: Partial<Slip>, payment: Partial<Transaction>): Slip => ({
  ...sampleSlip,
  ...of,
  transaction: { ...samplePayment, ...payment },
});

function names(text: string): Partial<Transaction> {
  return {
    ...{ customerName: text, reference: text, periods: ['2024-04', text] },
    debtor: { customerId: 'C1', name: text },
    tenders: [{ kind: 'credit', amount: rupiah(291_000) }],
  };
}

const postpaid = (text: string) => ({ tariff: text, power: text, standStart: text, standEnd: text, penalty: null });
const nontaglist = (text: string) => ({ kind: text, registrationNumber: text, registrationDate: text });

/** What the till would say of the bytes of that slip before it sends them; null if nothing. */
export function problemOf(of: Slip): string | null {
  const { transaction, columns } = of;
  return problemOfPaper(toEscPos(receiptLines(of), columns), {
    ...{ ...mustSay(transaction, columns), columns, drawer: false },
  });
}

/** The first problem of the slips that have this text in their fields, with where; null if there is none. */
export function problemWith(text: string): string | null {
  for (const [at, make] of slipsWith.entries()) {
    const problem = problemOf(make(text));
    if (problem !== null) return `${JSON.stringify(text)} in slip ${at}: ${problem}`;
  }
  return null;
}

/** The same of a receipt with this name. */
export function problemWithName(customerName: string): string | null {
  const problem = problemOf(slip({}, { customerName }));
  return problem === null ? null : `${JSON.stringify(customerName)}: ${problem}`;
}

/** The text of that number of all 65,536 of two bytes. */
export function twoBytes(n: number): string {
  return String.fromCharCode(n >> 8, n & 255);
}

/** A name of up to 24 characters, half of them what commands are made of. `chance` answers 0 to below 1. */
export function anyName(chance: () => number): string {
  const size = 1 + Math.floor(chance() * 24);
  const one = (): string => {
    const kind = chance();
    if (kind < 0.3) return String.fromCharCode(Math.floor(chance() * 32));
    if (kind < 0.5) return '@tEVpdk(Lv0\u001b\u001d\u001c\u0010'.charAt(Math.floor(chance() * 16));
    if (kind < 0.8) return String.fromCharCode(0x20 + Math.floor(chance() * 95));
    return String.fromCodePoint(Math.floor(chance() * 0xd800));
  };
  return Array.from({ length: size }, one).join('');
}
