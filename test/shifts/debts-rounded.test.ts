import { expect, test } from 'vitest';
import { toLines } from '../../electron/books/journal/line.ts';
import type { Entry } from '../../electron/books/journal/record.ts';
import type { DebtLine } from '../../shared/customer.ts';
import { debtRoundingOf } from '../../shared/tender.ts';
import { tempFolder } from '../harness/temp-folder.ts';
import { problemsOf } from '../verify/check.ts';
import { areMadeAgain } from './made-again.ts';
import { openShop, type Shop } from './shop.ts';

// Cash for debts is rounded as cash for bills is, and only ever in the customer's favour.

const total = 291_000;

interface Owing {
  readonly shop: Shop;
  readonly customerId: string;
  readonly transactionId: string;
}

/** Sri's shift with 400,000 in its drawer, in a shop that rounds so; Bu Yanti bought a bill on credit that is not certain. */
async function owing(rounding: object | null, credit = total): Promise<Owing> {
  const printers = [{ id: 'kasir', transport: `file:${tempFolder()}/slips.bin`, columns: 32 }];
  const shop = await openShop({ shop: { name: 'Loket', rounding }, printers });
  await shop.signIn('Sri');
  await shop.must('shift:open', { float: 400_000 });
  const { customerId } = await shop.must('customer:save', { name: 'Bu Yanti', numbers: [] });
  return { shop, customerId, transactionId: await buy(shop, customerId, credit) };
}

/** So much of a bill on credit, the rest by QRIS; it is not certain. Its id. */
async function buy(shop: Shop, customerId: string, credit: number): Promise<string> {
  shop.clock.ms += 60_000;
  shop.payments(() => 'cut');
  const { quoteId } = await shop.quote();
  const rest = total - credit;
  const tenders = [
    ...(rest > 0 ? [{ kind: 'qris' as const, amount: rest }] : []),
    { kind: 'credit' as const, amount: credit },
  ];
  return (await shop.must('payment:pay', { quoteId, tenders, customerId, confirmPaidBefore: true })).transactionId;
}

const pay = ({ shop, customerId }: Owing, kind: 'cash' | 'qris', amount: number) =>
  shop.must('debt:settle', { customerId, tenders: [{ kind, amount }] });

function giveBack({ shop, customerId }: Owing, amount: number, cash?: number) {
  shop.clock.ms += 60_000;
  const told = cash !== undefined && { cash };
  return shop.call('debt:give-back', { customerId, amount, ...told }, 'page', shop.approval('Budi'));
}

/** They paid 100,050 by QRIS, and the bill turns out refused. */
async function owedBack(rounding: object | null): Promise<Owing> {
  const all = await owing(rounding);
  await pay(all, 'qris', 100_050);
  await resolve(all, 'refused');
  return all;
}

/** A minute later somebody decides so. */
function resolve({ shop, transactionId }: Owing, as: 'paid' | 'refused'): Promise<unknown> {
  shop.clock.ms += 60_000;
  return shop.must('payment:resolve', { transactionId, as, reason: 'kata orang' }, 'page', shop.approval('Budi'));
}

const backOf = async ({ shop, customerId }: Owing) => {
  const { items } = await shop.must('debt:list', { customerId });
  return [items[0]?.owed, items[0]?.cashBack];
};

const roundedLines = (lines: readonly DebtLine[]) =>
  lines.map(({ kind, amount, rounding }) => [kind, amount, rounding]);

test('the rounding was forgotten at a give-back, and Rp100.050 that nobody can count was to be handed out', async () => {
  const all = await owedBack({ to: 100, mode: 'nearest' });
  const { shop } = all;
  // What somebody was told by another rule is not given.
  expect(await giveBack(all, 100_050, 100_050)).toMatchObject({ code: 'debt-changed', owed: -100_050 });
  const given = await giveBack(all, 100_050, 100_100);
  if (!given.ok) throw new Error(given.code);
  const { payment, slip } = given.value;
  expect(payment).toMatchObject({
    amount: -100_050,
    rounding: -50,
    owed: 0,
    tenders: [{ kind: 'cash', amount: -100_100 }],
  });
  expect(slip.join('\n')).toMatch(
    /^LEBIH BAYAR *: *Rp100\.050\nPEMBULATAN *: *Rp50\nKEMBALI *: *Rp100\.100\nSISA UTANG *: *Rp0$/m,
  );
  expect(await shop.must('shift:x', {}, 'program')).toMatchObject({ balance: 0, debtRounding: -50 });
  const z = await shop.must('shift:close', { counted: 299_900 });
  expect(z).toMatchObject({ expected: 299_900, difference: 0, balance: 0, rounding: 0, debtRounding: -50 });
  expect(z.cash).toMatchObject([{ kind: 'debt-back', amount: 100_100 }]);
  expect(z.lines.join('\n')).toMatch(/^PEMBULATAN UTANG *: *-Rp50$/m);
  await areMadeAgain(shop);
});

test('cash that ends a debt is rounded in the customer’s favour, and what is paid in part or otherwise is not', async () => {
  const all = await owing({ to: 1000, mode: 'nearest' });
  const { shop } = all;
  expect(await pay(all, 'qris', 100_700)).toMatchObject({ owed: 190_300, payment: { rounding: 0 } });
  expect(await pay(all, 'cash', 100_500)).toMatchObject({ owed: 89_800, payment: { rounding: 0, change: 0 } });
  const last = await pay(all, 'cash', 90_000);
  expect(last).toMatchObject({ owed: 0, payment: { amount: 89_800, rounding: -800, change: 1_000, owed: 0 } });
  expect(last.slip.join('\n')).toMatch(
    /^UTANG *: *Rp89\.800\nPEMBULATAN *: *-Rp800\nTUNAI *: *Rp90\.000\nKEMBALI *: *Rp1\.000\nDIBAYAR *: *Rp89\.000\nSISA UTANG *: *Rp0$/m,
  );
  const z = await shop.must('shift:close', { counted: 589_500 });
  expect(z).toMatchObject({ expected: 589_500, balance: 0, rounding: 0, debtRounding: -800 });
  expect(z.debts).toEqual([
    { kind: 'cash', count: 2, amount: 189_500 },
    { kind: 'qris', count: 1, amount: 100_700 },
  ]);
  await areMadeAgain(shop);
});

test('what was paid of a debt rounded down went back rounded up: Rp290.000 were taken and Rp290.100 given back', async () => {
  const all = await owing({ to: 100, mode: 'down' }, 290_050);
  const { shop } = all;
  shop.clock.ms += 60_000;
  expect(await pay(all, 'cash', 300_000)).toMatchObject({ owed: 0, payment: { amount: 290_050, rounding: -50 } });
  await resolve(all, 'refused');
  expect(await backOf(all)).toEqual([-290_050, 290_000]);
  expect(await giveBack(all, 290_050, 290_100)).toMatchObject({ code: 'debt-changed' });
  const given = await giveBack(all, 290_050, 290_000);
  if (!given.ok) throw new Error(given.code);
  expect(given.value).toMatchObject({ owed: 0, cashBack: 0, payment: { amount: -290_050, rounding: 50 } });
  expect(roundedLines(given.value.lines)).toEqual([
    ['given-back', 290_050, 50],
    ['returned', -290_050, 0],
    ['paid', -290_050, -50],
    ['sale', 290_050, 0],
  ]);
  expect(given.value.slip.join('\n')).toMatch(
    /^LEBIH BAYAR *: *Rp290\.000\nKEMBALI *: *Rp290\.000\nSISA UTANG *: *Rp0\nPembulatan Rp50 waktu membayar\nbatal\.$/m,
  );
  const x = await shop.must('shift:x', {}, 'program');
  expect(x).toMatchObject({ balance: 0 });
  expect(x.approvals?.at(-1)?.act).toMatchObject({ kind: 'debt-back', amount: 290_000 });
  const z = await shop.must('shift:close', { counted: 400_000 });
  expect(z).toMatchObject({ expected: 400_000, difference: 0, balance: 0 });
  expect(z.cash.map(({ kind, amount }) => [kind, amount])).toEqual([
    ['debt', 290_000],
    ['debt-back', 290_000],
  ]);
  expect(z).not.toHaveProperty('debtRounding');
  await areMadeAgain(shop);
});

test('what was rounded once goes back once, and never less than was kept', async () => {
  const first = await owing({ to: 1000, mode: 'down' }, 100_500);
  const { shop, customerId } = first;
  await resolve(first, 'paid');
  const second = { ...first, transactionId: await buy(shop, customerId, 100_500) };
  await resolve(second, 'paid');
  const third = { ...first, transactionId: await buy(shop, customerId, 100_500) };
  expect(await pay(first, 'cash', 301_000)).toMatchObject({ owed: 0, payment: { amount: 301_500, rounding: -500 } });
  await resolve(first, 'refused');
  expect(await backOf(first)).toEqual([-100_500, 100_000]);
  // A part may not come to all of it, or nothing would be left to take the rounding back from.
  expect(await giveBack(first, 100_499)).toMatchObject({ code: 'debt-changed' });
  expect(await giveBack(first, 100_500, 100_000)).toMatchObject({ value: { owed: 0 } });
  for (const one of [second, third]) {
    await resolve(one, 'refused');
    expect(await backOf(one)).toEqual([-100_500, 101_000]);
    expect(await giveBack(one, 100_500, 101_000)).toMatchObject({ value: { owed: 0 } });
  }
  await areMadeAgain(shop);
});

test('a rounding of long ago was taken back from a payment that was not rounded', async () => {
  const first = await owing({ to: 100, mode: 'down' }, 290_050);
  const { shop, customerId } = first;
  await pay(first, 'cash', 290_000);
  await resolve(first, 'paid');
  const second = { ...first, transactionId: await buy(shop, customerId, 280_030) };
  await pay(second, 'qris', 280_030);
  await resolve(second, 'refused');
  expect(await backOf(first)).toEqual([-280_030, 280_100]);
  await areMadeAgain(shop);
});

test('of a bill that was rounded to 100 the rounding of a later one to 1000 was taken back', async () => {
  const { shop, ...bu } = await owing({ to: 100, mode: 'down' }, 290_050);
  await pay({ shop, ...bu }, 'cash', 290_000);
  await resolve({ shop, ...bu }, 'paid');
  await shop.close();
  const reopened = async (to: number): Promise<Shop> => {
    const again = await openShop({ shop: { name: 'Loket', rounding: { to, mode: 'down' } }, folder: shop.folder });
    await again.signIn('Sri');
    return again;
  };
  const thousands = await reopened(1000);
  const later = { shop: thousands, ...bu, transactionId: await buy(thousands, bu.customerId, 280_900) };
  expect(await pay(later, 'cash', 280_000)).toMatchObject({ payment: { rounding: -900 } });
  await thousands.close();
  const hundreds = { shop: await reopened(100), ...bu };
  await resolve(hundreds, 'refused');
  expect(await backOf(hundreds)).toEqual([-290_050, 290_000]);
  expect(await giveBack(hundreds, 290_050, 290_000)).toMatchObject({ value: { owed: 0 } });
  await areMadeAgain(hundreds.shop);
});

test('the verifier tells cash for a debt that was rounded otherwise than the shop rounds', async () => {
  const all = await owedBack({ to: 100, mode: 'down' });
  await giveBack(all, 100_050);
  const rows = all.shop.db.prepare('SELECT at, kind, transaction_id AS transactionId, data FROM journal ORDER BY n');
  const entries = (rows.all() as { readonly kind: string; readonly data: string }[]).map((row) => ({
    ...row,
    data: JSON.parse(row.data) as object,
  }));
  const said = (more: object): string => {
    const told = entries.map((one) => ({ ...one, data: { ...one.data, ...('rounding' in one.data && more) } }));
    // The last of them gives back.
    const changed = [...entries.slice(0, -1), ...told.slice(-1)] as unknown as readonly Entry[];
    const lines = toLines({ n: 0, hash: '0'.repeat(64) }, changed).map(({ text }) => `${text}\n`);
    return problemsOf(Buffer.from(lines.join('')))
      .map(({ what }) => what)
      .join('\n');
  };
  const cash = (amount: number) => [{ kind: 'cash', amount: 0 - amount }];
  expect(said({})).not.toContain('rounded otherwise');
  for (const more of [
    { rounding: 0, tenders: cash(100_050) },
    { rounding: 50, tenders: cash(100_000) },
    { roundedTo: 500 },
    { roundedTo: null },
  ])
    expect(said(more)).toContain('rounded otherwise');
  // Of the bill that was refused nothing was rounded.
  expect(said({ undone: 50 })).toContain('another rounding than that of what was paid');
});

test('a part of what goes back is what was said, and a shop that rounds no cash gives back all of it', async () => {
  const rounding = await owedBack({ to: 100, mode: 'down' });
  expect(await giveBack(rounding, 20_025)).toMatchObject({ value: { owed: -80_025, payment: { rounding: 0 } } });
  expect(await giveBack(rounding, 80_025)).toMatchObject({ value: { owed: 0, payment: { rounding: -75 } } });
  await areMadeAgain(rounding.shop);
  const exact = await owedBack(null);
  expect(await giveBack(exact, 100_050)).toMatchObject({ value: { owed: 0, payment: { rounding: 0 } } });
  expect(await exact.shop.must('shift:close', { counted: 299_950 })).not.toHaveProperty('debtRounding');
});

test.for([
  [174_250, 100, -50],
  [174_200, 100, 0],
  [999, 1000, 0],
  [1_999, 1000, -999],
  [-100_050, 100, -50],
  [-1, 500, -499],
  [0, 500, 0],
] as const)('what is left of %i, rounded to %i, is rounded by %i', ([due, to, by]) => {
  expect(debtRoundingOf(due, { to })).toBe(by);
});
