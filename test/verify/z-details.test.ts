import { expect, test } from 'vitest';
import type { RecordData } from '../../electron/books/journal/record.ts';
import type { ShiftReport } from '../../shared/shift.ts';
import { openShop } from '../shifts/shop.ts';
import { saidOfChanged } from './changed-records.ts';
import { checkFolder } from './check.ts';

// What a Z lists one by one, and who and when stands beside money, is compared with the records: in copies of real books.

const cash = (amount: number) => [{ kind: 'cash' as const, amount }];

/** A shift with money from the safe, a bill on credit that is pending, a part of it paid, and cash out by Budi's PIN. */
async function dayOfSri() {
  const shop = await openShop();
  await shop.signIn('Sri');
  await shop.must('shift:open', { float: 100_000 });
  await shop.must('shift:cash', { kind: 'in', amount: 50_000, reason: 'receh' });
  const { customerId } = await shop.must('customer:save', { name: 'Bu Yanti', numbers: [] });
  shop.payments(() => 'cut');
  const { quoteId, total } = await shop.quote();
  await shop.must('payment:pay', { quoteId, tenders: [{ kind: 'credit', amount: total }], customerId });
  await shop.must('debt:settle', { customerId, tenders: cash(50_000) });
  const out = { kind: 'out', amount: 2_000, reason: 'galon' } as const;
  await shop.must('shift:cash', out, 'page', shop.approval('Budi'));
  const z = await shop.must('shift:close', { counted: 198_000 });
  return { shop, z };
}

type Books = Awaited<ReturnType<typeof dayOfSri>>;

const said = <K extends keyof RecordData>({ shop }: Books, kind: K, change: (data: RecordData[K]) => object) =>
  saidOfChanged(shop.db, kind, change);
const inZ = (books: Books, change: object) =>
  said(books, 'shift-closed', ({ report }) => ({ report: { ...report, ...change } }));
const later = (at: string | null): string => String(at).replace(/\.\d{3}/, '.999');

/** What a Z might say otherwise, and what the verifier names of it. */
function liesAbout({ cash: moves, pending: bills, ...z }: ShiftReport): readonly (readonly [object, string])[] {
  const move = (kind: string, more: object) => ({
    cash: moves.map((one) => ({ ...one, ...(one.kind === kind && more) })),
  });
  const pending = (more: object) => ({ pending: bills.map((one) => ({ ...one, ...more })) });
  return [
    [{ openedAt: later(z.openedAt) }, 'time of opening'],
    [{ closedAt: later(z.closedAt) }, 'time of closing'],
    [{ cashier: 'Tono' }, 'cashier'],
    [{ shiftId: 'S2' }, 'shift'],
    [move('in', { at: later(z.openedAt) }), 'list of cash'],
    [move('in', { by: 'Tono' }), 'list of cash'],
    [move('out', { reason: 'gaji' }), 'list of cash'],
    [move('debt', { reason: 'Bu Tuti' }), 'list of cash'],
    [{ tenders: z.tenders.map((one) => ({ ...one, count: 2 })) }, 'number by credit'],
    [{ debts: (z.debts ?? []).map((one) => ({ ...one, count: 2 })) }, 'number of debts by cash'],
    [pending({ total: 1 }), 'list of pending payments'],
    [pending({ customerName: 'TUTI' }), 'list of pending payments'],
    [pending({ customerNumber: '512345678902' }), 'list of pending payments'],
    [pending({ createdAt: later(z.openedAt) }), 'list of pending payments'],
    [pending({ cashier: 'Tono' }), 'list of pending payments'],
  ];
}

test('times, names, numbers and the list of pending payments of a Z went unseen by the verifier', async () => {
  const books = await dayOfSri();
  expect(inZ(books, {})).toEqual([]);
  for (const [change, what] of liesAbout(books.z))
    expect(inZ(books, change)).toEqual([`its Z says another ${what} than the records`]);
});

test('the lists of an older till’s Z, which say less, are right', async () => {
  const books = await dayOfSri();
  const { pending, cash: moves } = books.z;
  const less = (one: object, ...names: readonly string[]) =>
    Object.fromEntries(Object.entries(one).filter(([name]) => !names.includes(name)));
  const then = {
    pending: pending.map((one) => less(one, 'provider', 'isEarlier')),
    cash: moves.map((one) => less(one, 'by')),
  };
  expect(inZ(books, then).filter((what) => !what.includes('its own pending'))).toEqual([]);
});

test('an approval for somebody else, or by another channel, went unseen by the verifier', async () => {
  const books = await dayOfSri();
  expect(said(books, 'approved', () => ({ forId: 'nobody' }))).toContainEqual(
    expect.stringContaining('approves for nobody'),
  );
  expect(said(books, 'approved', () => ({ channel: 'debt:give-back' }))).toContainEqual(
    expect.stringContaining('approved of by another channel'),
  );
});

test('the change and the name of a debt’s payment that was changed in the database are told', async () => {
  const { shop: own } = await dayOfSri();
  own.db.exec('DROP TRIGGER debt_payments_keep');
  own.db.exec(`UPDATE debt_payments SET change = 5000, by_name = 'Tono'`);
  await own.close();
  const told = checkFolder(own.folder).problems.map(({ what }) => what);
  for (const column of ['change', 'by_name'])
    expect(told).toContainEqual(expect.stringContaining(`its ${column} is not what the records make it`));
});
