import { expect, test } from 'vitest';
import { quickHashes } from '../harness/quick-pins.ts';
import { checkFolder } from '../verify/check.ts';
import { openIakCounter, type IakCounter } from '../till/iak-counter.ts';

// What a provider refused is asked about once more before its shift closes.

const failed = { response_code: '37', message: 'PEMBAYARAN GAGAL', status: 2 };
const success = { response_code: '00', status: 1 };

/** Sri's shift, with a payment in it that IAK refused. */
async function refusedInShift(): Promise<{
  readonly shop: IakCounter;
  readonly transactionId: string;
  readonly total: number;
}> {
  const shop = await openIakCounter('json', { people: { hashes: quickHashes }, settleScale: 0.01 });
  const { counter } = shop;
  const { personId } = await counter.must('people:save', { name: 'Ibu', role: 'owner', pin: '8642', active: true });
  await counter.must('session:sign-in', { personId, pin: '8642' });
  await counter.must('shift:open', { float: 10_000 });
  shop.answers({ 'pay-pasca': failed, checkstatus: failed });
  const { transactionId, total, status } = await shop.sell();
  expect(status).toBe('refused');
  return { shop, transactionId, total };
}

test('a refusal that its provider turns into paid is found before the shift closes, and the money has a name', async () => {
  const { shop, transactionId } = await refusedInShift();
  shop.answers({ 'pay-pasca': failed, checkstatus: success });
  // Pressed again meanwhile: that waits for the same Z.
  const close = () => shop.counter.must('shift:close', { counted: 10_000 });
  const [z] = await Promise.all([close(), close()]);
  expect(z).toMatchObject({ difference: 0, balance: 0, tenders: [], cash: [] });
  expect(z.sales).toMatchObject([{ provider: 'iak', count: 0, bill: 0, deposit: expect.any(Number) as number }]);
  expect(z.sales[0]?.deposit).toBeGreaterThan(0);
  const found = await shop.counter.must('transaction:get', { transactionId });
  expect(found).toMatchObject({ status: 'paid', warning: 'refused-then-paid' });
  // The customer has the money back: no sale, not of all time, and yet it left the deposit.
  expect(z).toMatchObject({
    turned: { count: 1, amount: found.bill + found.admin },
    perpetual: { count: 0, total: 0 },
  });
  expect(z.lines.join('\n')).toMatch(/^ +DITOLAK, LALU DIBAYAR$/m);
  expect(
    shop.counter.db.prepare(`SELECT sum(amount) FROM ledger WHERE account = 'unpaid'`).pluck().get(),
  ).toBeGreaterThan(0);
  await shop.counter.close();
  expect(checkFolder(shop.counter.folder).problems).toEqual([]);
});

test('each refusal of a shift is asked about once as it closes, however often somebody presses', async () => {
  const { shop, transactionId } = await refusedInShift();
  const before = shop.asked();
  const over = { counted: 500_000 };
  expect(await shop.counter.call('shift:close', over)).toMatchObject({ code: 'reason-needed' });
  expect(shop.asked() - before).toBe(1);
  const close = () => shop.counter.must('shift:close', { ...over, reason: 'lupa' });
  const zs = await Promise.all([1, 2, 3].map(close));
  expect(new Set(zs.map(({ number }) => number))).toEqual(new Set([1]));
  expect(shop.asked() - before).toBe(1);
  const { events, status } = await shop.counter.must('transaction:get', { transactionId });
  expect(status).toBe('refused');
  expect(events.map(({ kind }) => kind)).toContain('looked');
});

test('a provider that does not answer keeps no shift open', { timeout: 60_000 }, async () => {
  const { shop } = await refusedInShift();
  shop.answers({}, () => 'hang');
  expect(await shop.counter.must('shift:close', { counted: 10_000 })).toMatchObject({ number: 1, difference: 0 });
});

test('a look before the close takes the place of none: what turns out paid later is found at its time', async () => {
  const { shop, transactionId } = await refusedInShift();
  await shop.counter.must('shift:close', { counted: 10_000 });
  await shop.counter.must('shift:open', { float: 0 });
  shop.answers({ 'pay-pasca': failed, checkstatus: success });
  await expect
    .poll(async () => (await shop.counter.must('transaction:get', { transactionId })).status, { timeout: 15_000 })
    .toBe('paid');
});

test('who was made a cashier while refusals were asked about was still told by how much the count is off', async () => {
  const { shop } = await refusedInShift();
  const { counter } = shop;
  const ibu = { personId: (await counter.must('people:list', {})).items[0]?.personId ?? '', pin: '8642' };
  const bapak = { name: 'Bapak', role: 'owner', pin: '77441', active: true } as const;
  const { personId } = await counter.must('people:save', bapak, 'program', ibu);
  const change = { personId: ibu.personId, name: 'Ibu', active: true, role: 'cashier' } as const;
  const told = counter.call('shift:close', { counted: 500_000 });
  await counter.must('people:save', change, 'program', { personId, pin: bapak.pin });
  expect(await told).toMatchObject({ code: 'reason-needed' });
  expect(await told).not.toHaveProperty('difference');
});
