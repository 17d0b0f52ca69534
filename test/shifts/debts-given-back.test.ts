import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { tempFolder } from '../harness/temp-folder.ts';
import { areMadeAgain } from './made-again.ts';
import { openShop, type Shop } from './shop.ts';

// What a customer paid too much of a debt goes back in cash: a bill on credit was paid off, and refused then.

const total = 291_000;
const cash = (amount: number) => [{ kind: 'cash' as const, amount }];

interface Owing {
  readonly shop: Shop;
  readonly customerId: string;
}

/** Sri's shift, with 100,000 in its drawer, 50,000 of which Bu Yanti paid for a bill that was refused then. */
async function owedBack(printers: readonly unknown[] = []): Promise<Owing> {
  const shop = await openShop({ printers });
  await shop.signIn('Sri');
  await shop.must('shift:open', { float: 50_000 });
  const { customerId } = await shop.must('customer:save', { name: 'Bu Yanti', numbers: [] });
  shop.payments(() => 'cut');
  const { quoteId } = await shop.quote();
  const tenders = [{ kind: 'credit' as const, amount: total }];
  const { transactionId } = await shop.must('payment:pay', { quoteId, tenders, customerId });
  await shop.must('debt:settle', { customerId, tenders: cash(50_000) });
  await shop.must('payment:resolve', { transactionId, as: 'refused', reason: 'gagal' }, 'page', shop.approval('Budi'));
  return { shop, customerId };
}

const giveBack = ({ shop, customerId }: Owing, amount: number, more: { readonly owed?: number } = {}) =>
  shop.call('debt:give-back', { customerId, amount, ...more }, 'page', shop.approval('Budi'));

test('a debt that was paid off and refused then stayed below 0, and nothing gave the money back', async () => {
  const owing = await owedBack();
  const { shop, customerId } = owing;
  const given = await giveBack(owing, 50_000);
  expect(given).toMatchObject({
    value: { owed: 0, payment: { amount: -50_000, change: 0, owed: 0, tenders: cash(-50_000) } },
  });
  const { items } = await shop.must('debt:list', { customerId });
  expect(items[0]?.lines).toContainEqual(expect.objectContaining({ kind: 'given-back', amount: 50_000, by: 'Sri' }));
  expect(shop.db.prepare(`SELECT sum(amount) FROM ledger WHERE account = 'credit'`).pluck().get()).toBe(0);
  await shop.must('customer:remove', { customerId });

  const z = await shop.must('shift:close', { counted: 50_000 });
  expect(z).toMatchObject({ expected: 50_000, difference: 0, balance: 0, tenders: [] });
  expect(z.debts).toEqual([{ kind: 'cash', count: 1, amount: 50_000 }]);
  expect(z.cash).toMatchObject([
    { kind: 'debt', amount: 50_000 },
    { kind: 'debt-back', amount: 50_000, reason: 'Bu Yanti', by: 'Sri' },
  ]);
  expect(z.approvals?.at(-1)).toMatchObject({ right: 'cash-out', by: 'Budi', forWhom: 'Sri' });
  expect(z.lines.join('\n')).toMatch(/^UTANG KEMBALI +: +-Rp50\.000$/m);
  await areMadeAgain(shop);
});

test('money that is given back comes with a slip, opens the drawer, and what is printed again says so', async () => {
  const slips = path.join(tempFolder(), 'slips.bin');
  const owing = await owedBack([{ id: 'kasir', transport: `file:${slips}`, columns: 32, drawer: 2 }]);
  const { shop } = owing;
  const given = await giveBack(owing, 50_000);
  if (!given.ok) throw new Error(given.code);
  const said = /^LEBIH BAYAR *: *Rp50\.000\nKEMBALI *: *Rp50\.000\nSISA UTANG *: *Rp0$/m;
  expect(given.value.slip.join('\n')).toMatch(said);
  const { settlementId } = given.value.payment;
  const [record] = shop.db
    .prepare(`SELECT n || '-' || substr(hex(hash), 1, 8) FROM journal WHERE kind = 'debt-settled' ORDER BY n DESC`)
    .pluck()
    .all();
  // Whose it is, and by which record it is known, as on a receipt.
  expect(given.value.slip.join('\n')).toMatch(/^TERMINAL *: *01\nKASIR *: *Sri\nDISETUJUI *: *Budi$/m);
  expect(given.value.slip.at(-1)?.trim()).toBe(`Jurnal ${String(record)}`);
  for (let n = 0; n < 2; n++) await shop.must('debt:print', { settlementId });
  const [, original = '', ...again] = readFileSync(slips, 'latin1').split('BUKTI UANG KEMBALI');
  expect(again).toHaveLength(2);
  for (const one of again) expect(one).toContain('CETAK ULANG');
  expect(original).not.toContain('CETAK ULANG');
  const opened = shop.db.prepare(
    `SELECT count(*) FROM journal WHERE kind = 'drawer-opened' AND data ->> '$.reason' = ?`,
  );
  expect(opened.pluck().get(settlementId)).toBe(1);
});

test('no more is given back than is owed back, in parts, and not twice by two presses', async () => {
  const owing = await owedBack();
  const { shop, customerId } = owing;
  const replies = [
    await giveBack(owing, 50_001),
    ...(await Promise.all([giveBack(owing, 20_000, { owed: -50_000 }), giveBack(owing, 20_000, { owed: -50_000 })])),
    await giveBack(owing, 30_001),
    await giveBack(owing, 30_000),
    await giveBack(owing, 1),
  ];
  expect(replies.map((one) => (one.ok ? one.value.owed : one.code))).toEqual([
    ...['debt-changed', -30_000, 'debt-changed'],
    ...['debt-changed', 0, 'debt-changed'],
  ]);
  // Who owes something is given nothing.
  shop.payments(() => 'cut');
  const { quoteId } = await shop.quote();
  await shop.must('payment:pay', { quoteId, tenders: [{ kind: 'credit', amount: total }], customerId });
  expect(await giveBack(owing, 1)).toMatchObject({ code: 'debt-changed', owed: total });
  expect(await shop.must('shift:x', {})).toMatchObject({ balance: 0 });
  await areMadeAgain(shop);
});

test('a cashier gives money back only with a supervisor, within a shift, and as much as the drawer has', async () => {
  const owing = await owedBack();
  const { shop, customerId } = owing;
  const alone = { customerId, amount: 50_000 };
  expect(await shop.call('debt:give-back', alone)).toMatchObject({ code: 'not-allowed', right: 'cash-out' });
  await shop.must('shift:cash', { kind: 'drop', amount: 60_000, reason: 'brankas' });
  expect(await giveBack(owing, 50_000)).toMatchObject({ code: 'drawer-short' });
  await shop.must('shift:close', { counted: 40_000 });
  expect(await giveBack(owing, 50_000)).toMatchObject({ code: 'no-shift' });
  expect((await shop.must('debt:list', { customerId })).items[0]?.owed).toBe(-50_000);
  // A till without people gives back as it sells.
  await shop.must('shift:open', { float: 50_000 });
  expect(await giveBack(owing, 50_000)).toMatchObject({ ok: true });
  expect(await shop.must('shift:close', { counted: 0 })).toMatchObject({ difference: 0, sales: [] });
  await areMadeAgain(shop);
});

test('X, Z and the slip that is printed again named who had money back by their name of today', async () => {
  const slips = path.join(tempFolder(), 'slips.bin');
  const owing = await owedBack([{ id: 'kasir', transport: `file:${slips}`, columns: 32 }]);
  const { shop, customerId } = owing;
  const given = await giveBack(owing, 50_000);
  if (!given.ok) throw new Error(given.code);
  await shop.must('customer:save', { customerId, name: 'Bu Tuti', numbers: [] });
  const named = { cash: [{ reason: 'Bu Yanti' }, { reason: 'Bu Yanti' }] };
  const x = await shop.must('shift:x', {});
  expect(x).toMatchObject(named);
  expect(x.approvals?.at(-1)?.act).toMatchObject({ kind: 'debt-back', name: 'Bu Yanti' });
  await shop.must('debt:print', { settlementId: given.value.payment.settlementId });
  expect(readFileSync(slips, 'latin1')).not.toContain('Bu Tuti');
  expect(await shop.must('shift:close', { counted: 50_000 })).toMatchObject(named);
  await areMadeAgain(shop);
});

test('who approved, and who gave money back, were named by their names of today', async () => {
  const slips = path.join(tempFolder(), 'slips.bin');
  const owing = await owedBack([{ id: 'kasir', transport: `file:${slips}`, columns: 32 }]);
  const { shop } = owing;
  const given = await giveBack(owing, 50_000);
  if (!given.ok) throw new Error(given.code);
  const { items } = await shop.must('people:list', {});
  for (const [name, now] of [
    ['Budi', 'Bambang'],
    ['Sri', 'Siti'],
  ] as const) {
    const person = items.find((one) => one.name === name);
    if (!person) throw new Error(`there is no ${name}`);
    const { personId, role, active } = person;
    await shop.must('people:save', { personId, role, active, name: now }, 'page', shop.approval('Ibu'));
  }
  const x = await shop.must('shift:x', {});
  expect(x.approvals).toContainEqual(expect.objectContaining({ right: 'cash-out', by: 'Budi', forWhom: 'Sri' }));
  expect(x.cash.at(-1)).toMatchObject({ kind: 'debt-back', by: 'Sri' });
  await shop.must('debt:print', { settlementId: given.value.payment.settlementId });
  const printed = readFileSync(slips, 'latin1');
  expect(printed).toContain('Budi');
  expect(printed).not.toMatch(/Bambang|Siti/);
  await areMadeAgain(shop);
});
