import { rupiah } from '../../shared/money.ts';
import type { ShiftReport } from '../../shared/shift.ts';
import type { Transaction } from '../../shared/transaction.ts';
import type { Seen } from './drawer.ts';
import type { Evidence } from './evidence.ts';
import { entry, seen, shifts, transaction, z } from './good-evidence.ts';

// Worlds whose shifts O12 must object to, and some that it may not.

const inShifts = (change: Partial<Evidence['shifts']>): Partial<Evidence> => ({ shifts: { ...shifts, ...change } });
/** The Z is another one, and was answered so. */
const asZ = (change: Partial<ShiftReport>): Partial<Evidence> => {
  const report = { ...z, ...change };
  return inShifts({ zs: [report], seen: seen.map((one) => (one.what === 'z' ? { ...one, report } : one)) });
};
const asDeposit = (change: Partial<ShiftReport['deposits'][number]>): Partial<Evidence> =>
  asZ({ deposits: z.deposits.map((one) => ({ ...one, ...change })) });
const nextZ: ShiftReport = { ...z, number: 2 };
const without = (what: Seen['what']): Partial<Evidence> => inShifts({ seen: seen.filter((one) => one.what !== what) });
/** Refused in a later shift, which gave the cash back. */
const givenBack: readonly Seen[] = [
  { what: 'told', payment: { ...transaction, status: 'refused', reference: null } },
  ...seen.slice(-1),
];

const debt = { customerId: 'C1', kind: 'cash', amount: 5_000, owed: 5_000 } as const;
const settled = { ...debt, settlementId: 'P1' };
/** Somebody pays of a debt that is older than what was seen, before the close. */
const payingOff: readonly Seen[] = [
  ...seen.slice(0, 8),
  { what: 'asks', for: 'debt', ...debt },
  { what: 'paid-off', ...settled },
  ...seen.slice(8),
];

const back = { customerId: 'C1', kind: 'cash', amount: -5_000, owed: -5_000 } as const;
const givenToHer = { ...back, settlementId: 'P1' };
/** Somebody has back what they paid too much before what was seen. */
const giving: readonly Seen[] = [
  ...seen.slice(0, 8),
  { what: 'asks', for: 'debt', ...back },
  { what: 'paid-off', ...givenToHer },
  ...seen.slice(8),
];
/** And the Z says so. */
function givenBackIn(expected: number): Partial<Evidence> {
  const cash = [...z.cash, { kind: 'debt-back' as const, amount: rupiah(5_000), reason: 'Bu Yanti', at: z.openedAt }];
  const report = { ...z, cash, expected: rupiah(expected), difference: rupiah((z.counted ?? 0) - expected) };
  const saying = giving.map((one) => (one.what === 'z' ? { ...one, report } : one));
  return inShifts({ zs: [report], owed: 5_000, paidOff: [givenToHer], seen: saying });
}

/** Paid by QRIS, Rp500 too low, and the shop called that rounding. */
function roundedWithoutCash(): Partial<Evidence> {
  const tendered = rupiah(302_000);
  const tenders = [{ kind: 'qris', amount: tendered }] as const;
  const report: ShiftReport = {
    ...{ ...z, rounding: rupiah(-500), tenders: [{ kind: 'qris', count: 1, amount: tendered }] },
    ...{ expected: rupiah(120_000), difference: rupiah(302_000) },
  };
  const told = (one: Seen): Seen =>
    one.what === 'told' ? { ...one, payment: { ...one.payment, tendered, change: rupiah(0), tenders } } : one;
  return inShifts({ zs: [report], seen: seen.map((one) => (one.what === 'z' ? { ...one, report } : told(one))) });
}

const nobodys = { count: 1, bill: rupiah(0), admin: rupiah(0) };

/** The provider refused the payment and paid it after all, within the shift; the Z says so much of it. */
function turnedIn(turned: ShiftReport['turned']): Partial<Evidence> {
  const report: ShiftReport = {
    ...{ ...z, ...(turned && { turned }), tenders: [], perpetual: { count: 0, total: rupiah(0) } },
    ...{ expected: rupiah(120_000), difference: rupiah(302_000), reason: 'dicari' },
    sales: z.sales.map((one) => ({ ...one, count: 0, bill: rupiah(0), admin: rupiah(0) })),
  };
  const told = (one: Seen): Seen =>
    one.what === 'told' && one.payment.status === 'paid'
      ? { ...one, payment: { ...one.payment, warning: 'refused-then-paid' } }
      : one;
  return inShifts({ zs: [report], seen: seen.map((one) => (one.what === 'z' ? { ...one, report } : told(one))) });
}

/** A payment by QRIS is pending at a close, and refused in the next shift, whose Z has these lines of money. */
function refusedLater(tenders: ShiftReport['tenders']): Partial<Evidence> {
  const whole = transaction.total;
  const qris: Transaction = {
    ...{ ...transaction, status: 'pending', tendered: whole, change: rupiah(0) },
    tenders: [{ kind: 'qris', amount: whole }],
  };
  const first: ShiftReport = {
    ...{ ...z, tenders: [{ kind: 'qris', count: 1, amount: whole }], perpetual: { count: 0, total: rupiah(0) } },
    ...{ expected: rupiah(120_000), counted: rupiah(120_000), difference: rupiah(0) },
    unsettled: { count: 1, bill: transaction.bill, admin: transaction.admin },
    sales: z.sales.map((one) => ({ ...one, commission: rupiah(0), deposit: rupiah(0) })),
    deposits: z.deposits.map((one) => ({
      ...one,
      used: rupiah(0),
      closing: one.opening,
      difference: rupiah(-302_000),
    })),
  };
  const next: ShiftReport = {
    ...{ ...first, number: 2, shiftId: 'S2', sales: [], tenders, cash: [] },
    ...{ expected: rupiah(100_000), counted: rupiah(100_000), unsettled: { ...nobodys, count: 0 } },
  };
  const second = (isOpen: boolean, number: number | null): Seen => ({
    what: 'finds',
    shift: { shiftId: 'S2', isOpen, number },
  });
  return inShifts({
    zs: [first, next],
    shifts: ['S1', 'S2'].map((shiftId) => ({ shiftId, closedAt: z.closedAt })),
    seen: [
      ...[...seen.slice(0, 4), ...seen.slice(6, 8)],
      { what: 'told', payment: qris },
      { what: 'asks', for: 'close', counted: 120_000 },
      ...[{ what: 'z', report: first } as const, ...seen.slice(-1), ...seen.slice(1, 2), second(true, null)],
      { what: 'told', payment: qris },
      { what: 'told', payment: { ...qris, status: 'refused' } },
      { what: 'asks', for: 'close', counted: 100_000 },
      ...[{ what: 'z', report: next } as const, second(false, 2)],
    ],
  });
}

/** A payment is taken in cash while no shift is open, and refused in the first one, which expects so much. */
function refusedInside(expected: number): Partial<Evidence> {
  const difference = rupiah((z.counted ?? 0) - expected);
  const report: ShiftReport = {
    ...{ ...z, sales: [], tenders: [], expected: rupiah(expected), difference, reason: 'dicari' },
    ...{ deposits: [], perpetual: { count: 0, total: rupiah(0) } },
  };
  const [none, asks, opened, presses, told] = seen as readonly [Seen, Seen, Seen, Seen, Seen];
  const rest = seen.slice(6).map((one) => (one.what === 'z' ? { ...one, report } : one));
  return inShifts({ zs: [report], seen: [presses, told, none, asks, opened, ...givenBack.slice(0, 1), ...rest] });
}

export const badShifts: readonly (readonly [string, Partial<Evidence>])[] = [
  ['postings that do not come to 0', inShifts({ balances: [{ shift: 1, amount: -500 }] })],
  ['a Z that does not come to 0', asZ({ balance: rupiah(500) })],
  ['cash that nobody handed over', asZ({ expected: rupiah(422_501), difference: rupiah(-501) })],
  ['a drawer that forgot a payment', asZ({ expected: rupiah(120_000), difference: rupiah(302_000) })],
  ['a bill that was rounded though no cash was handed over', roundedWithoutCash()],
  ['QRIS that went back in a later shift and stands in no Z', refusedLater([])],
  ['a third count that closed without a reason', asZ({ recounts: [rupiah(0), rupiah(1)] })],
  ['a float that nobody counted', asZ({ float: rupiah(99_000), expected: rupiah(421_500), difference: rupiah(500) })],
  ['a close by another count', asZ({ counted: rupiah(422_500), difference: rupiah(0) })],
  ['a difference that is none', asZ({ difference: rupiah(0) })],
  ['cash put in that is lost', asZ({ cash: [], expected: rupiah(402_500), difference: rupiah(19_500) })],
  ['cash put in twice', asZ({ cash: [...z.cash, ...z.cash], expected: rupiah(442_500), difference: rupiah(-20_500) })],
  ['cash put in that nobody put in', asZ({ cash: z.cash.map((line) => ({ ...line, reason: 'lain' })) })],
  ['sales without a payment', asZ({ sales: [] })],
  ['a sale that nobody bought', asZ({ sales: [...z.sales, ...z.sales] })],
  [
    'a deposit that the provider did not use',
    asZ({ deposits: z.deposits.map((one) => ({ ...one, used: rupiah(0) })) }),
  ],
  ['a deposit that does not add up', asDeposit({ closing: rupiah(0), difference: rupiah(198_000) })],
  ['a deposit of which nothing is known, and that has a closing', asDeposit({ basis: null })],
  ['a difference to what only top-ups say', asDeposit({ basis: 'recorded' })],
  ['a deposit that was used more', { ledger: [{ ...entry, deducted: 302_000 }] }],
  ['a sum of all time that fell', asZ({ perpetual: { count: 1, total: rupiah(300_000) } })],
  ['a number of all time that fell', asZ({ perpetual: { count: 0, total: rupiah(302_500) } })],
  [
    'a sale that the Z has as not certain',
    asZ({ unsettled: { ...nobodys, bill: transaction.bill, admin: transaction.admin } }),
  ],
  ['a payment of an earlier shift that nobody settled', asZ({ late: { count: 1, amount: rupiah(302_500) } })],
  ['a payment that was refused and paid, and is in no Z', turnedIn({ count: 0, amount: rupiah(0) })],
  ['a payment that was refused and paid, and stands there with less', turnedIn({ count: 1, amount: rupiah(300_000) })],
  ['a Z that was left out', inShifts({ zs: [nextZ] })],
  ['a Z that stands twice', inShifts({ zs: [z, z] })],
  ['a Z that nobody made', inShifts({ zs: [z, nextZ] })],
  ['a Z that is lost', inShifts({ zs: [] })],
  ['a Z that changed', inShifts({ zs: [{ ...z, copies: 1 }] })],
  ['a Z of no shift', inShifts({ shifts: [] })],
  ['two shifts that are open', inShifts({ shifts: ['S1', 'S2'].map((shiftId) => ({ shiftId, closedAt: null })) })],
  [
    'a payment that was taken after the close',
    { shifts: { ...shifts, seen: [...seen.slice(0, 3), ...seen.slice(6), ...seen.slice(3, 6)] } },
  ],
  [
    'cash that was given back and is still there',
    inShifts({ seen: [...seen.slice(0, -3), ...givenBack.slice(0, 1), ...seen.slice(-3)] }),
  ],
  ['cash that no shift took and one gave back', refusedInside(120_000 - transaction.total)],
  ['a debt that nobody made', inShifts({ owed: 5_000 })],
  [
    'a move of cash that was told not to be recorded',
    inShifts({ seen: seen.map((one) => (one.what === 'moved' ? { what: 'not-kept', reason: one.reason } : one)) }),
  ],
  ['a debt that somebody paid off and that is lost', inShifts({ owed: 0, seen: payingOff })],
  [
    'a debt that was rounded against its customer',
    inShifts({ owed: -5_000, paidOff: [{ ...settled, rounding: 50 }], seen: payingOff }),
  ],
  ['a debt that was paid off by nobody', inShifts({ owed: -5_000, paidOff: [settled] })],
  [
    'a debt that was paid off twice',
    inShifts({ owed: -10_000, paidOff: [settled, { ...settled, settlementId: 'P2', owed: 0 }], seen: payingOff }),
  ],
  ['money that was given back and is still expected', givenBackIn(z.expected ?? 0)],
  ['money that was given back to nobody', inShifts({ owed: 5_000, paidOff: [givenToHer] })],
  ['money that was given back and is lost', inShifts({ seen: giving })],
  ['money that was given back and is in no Z', inShifts({ owed: 5_000, paidOff: [givenToHer], seen: giving })],
  ['a debt that was paid off and is in no Z', inShifts({ owed: -5_000, paidOff: [settled], seen: payingOff })],
];

const [refusal] = givenBack;
/** What happened as a shift was closed may be in it or not. */
export const goodShifts: readonly Partial<Evidence>[] = [
  // The till died over the close, and somebody looked later.
  inShifts({ seen: [...seen.slice(0, 9), ...(refusal ? [refusal] : []), ...seen.slice(-1)] }),
  refusedLater([{ kind: 'qris', count: 0, amount: rupiah(0 - transaction.total) }]),
  refusedInside(120_000),
  givenBackIn((z.expected ?? 0) - 5_000),
  turnedIn({ count: 1, amount: rupiah(302_500) }),
  without('moved'),
  without('presses'),
];
