import { expect, onTestFinished, test } from 'vitest';
import { startAyoconnectTraining } from '../../electron/training/ayoconnect.ts';
import { rupiah } from '../../shared/money.ts';
import { roundingOf, type Tender } from '../../shared/tender.ts';
import { tempFolder } from '../harness/temp-folder.ts';
import { checkFolder } from '../verify/check.ts';
import { openShop, type Shop } from './shop.ts';

/** Sri's shift in a shop that rounds so; the document's bill is Rp291.000, with this fee Rp291.060. */
async function openRounding(rounding: object | null, amount = 60): Promise<Shop> {
  const fees = { alfakios: { 'pln-postpaid': { policy: 'fixed', amount } } };
  const shop = await openShop({
    more: { fees },
    shop: { name: 'Loket', rounding },
    printers: [{ id: 'kasir', transport: `file:${tempFolder()}/slips.bin`, columns: 32 }],
  });
  await shop.signIn('Sri');
  await shop.must('shift:open', { float: 0 });
  return shop;
}

const total = 291_060;

test('cash is rounded as the shop says, told with the quote, and stands on the slip and in the Z', async () => {
  const shop = await openRounding({ to: 100, mode: 'nearest' });
  const quote = await shop.quote();
  expect(quote).toMatchObject({ total, rounding: 40, due: 291_100 });
  const { quoteId } = quote;
  expect(await shop.call('payment:pay', { quoteId, tendered: 291_099 })).toMatchObject({ code: 'tender-too-low' });
  const paid = await shop.must('payment:pay', { quoteId, tendered: 300_000 });
  expect(paid).toMatchObject({ status: 'paid', total, rounding: 40, due: 291_100, change: 8_900 });
  const { text } = await shop.must('receipt:preview', { transactionId: paid.transactionId, copy: 0 });
  expect(text).toMatch(/^PEMBULATAN +: +Rp40$/m);
  expect(text).toMatch(/^KEMBALI +: +Rp8\.900$/m);
  const z = await shop.must('shift:close', { counted: 291_100 });
  expect(z).toMatchObject({ rounding: 40, difference: 0, balance: 0, tenders: [{ kind: 'cash', amount: 291_100 }] });
  await shop.close();
  expect(checkFolder(shop.folder).problems).toEqual([]);
});

test('a rounding saved between the bill and the payment charged another sum than the customer was told', async () => {
  const shop = await openRounding({ to: 500, mode: 'down' });
  const told = await shop.quote();
  expect(told).toMatchObject({ due: 291_000, roundingRule: { to: 500, mode: 'down' } });
  const renewed = { ...told, quoteId: (await shop.quote()).quoteId };
  shop.changeShop({ rounding: { to: 100, mode: 'nearest' } });
  const paid = await shop.must('payment:pay', { quoteId: told.quoteId, tendered: 300_000 });
  expect(paid).toMatchObject({ status: 'paid', rounding: -60, due: 291_000, change: 9_000 });
  // A quote that is renewed on the way stays what was told.
  shop.clock.ms += 6 * 60 * 1000;
  const again = { quoteId: renewed.quoteId, tendered: 300_000, confirmPaidBefore: true };
  expect(await shop.call('payment:pay', again)).toMatchObject({ code: 'paid-before' });
  expect(await shop.must('payment:pay', again)).toMatchObject({ status: 'paid', rounding: -60, due: 291_000 });
  // The next one is told the new one, and where nothing is rounded that is told too.
  const next = await shop.quote();
  expect(next).toMatchObject({ due: 291_100, roundingRule: { to: 100 } });
  shop.changeShop({ rounding: null });
  const last = await shop.must('payment:pay', { ...again, quoteId: next.quoteId });
  expect(last).toMatchObject({ status: 'paid', due: 291_100 });
  expect(await shop.quote()).toMatchObject({ due: total, roundingRule: null });
  await shop.close();
  expect(checkFolder(shop.folder).problems).toEqual([]);
});

test('rounded down a customer hands over less than the total, and that is enough', async () => {
  const shop = await openRounding({ to: 500, mode: 'down' });
  const { quoteId, rounding, due } = await shop.quote();
  expect([rounding, due]).toEqual([-60, 291_000]);
  const paid = await shop.must('payment:pay', { quoteId, tendered: 291_000 });
  expect(paid).toMatchObject({ status: 'paid', tendered: 291_000, change: 0 });
  expect(await shop.must('shift:close', { counted: 291_000 })).toMatchObject({
    rounding: -60,
    difference: 0,
    balance: 0,
  });
  await shop.close();
  expect(checkFolder(shop.folder).problems).toEqual([]);
});

test('only cash is rounded, and a refused payment gives back what was kept', async () => {
  const shop = await openRounding({ to: 1000, mode: 'down' });
  const { quoteId } = await shop.quote();
  const all = await shop.must('payment:pay', { quoteId, tenders: [{ kind: 'qris', amount: total }] });
  expect(all).toMatchObject({ status: 'paid', rounding: 0, due: total, change: 0, tendered: total });
  shop.payments(() => 'cut');
  const { quoteId: second } = await shop.quote();
  const tenders = [
    { kind: 'debit' as const, amount: 100_500, note: 'BCA 0042' },
    { kind: 'cash' as const, amount: 200_000 },
  ];
  const split = await shop.must('payment:pay', { quoteId: second, tenders, confirmPaidBefore: true });
  expect(split).toMatchObject({ status: 'pending', rounding: -560, due: 290_500, change: 10_000, tenders });
  await shop.signIn('Budi');
  expect((await shop.must('shift:x', {})).expected).toBe(190_000);
  const resolved = { transactionId: split.transactionId, as: 'refused', reason: 'gagal' } as const;
  await shop.must('payment:resolve', resolved, 'program');
  const x = await shop.must('shift:x', {});
  expect(x).toMatchObject({
    expected: 0,
    rounding: 0,
    balance: 0,
    tenders: [{ kind: 'qris', count: 1, amount: total }],
  });
});

test('a bill that was paid too low by QRIS was rounded, and the shop lost the rest', async () => {
  for (const mode of ['down', 'nearest'] as const) {
    const shop = await openRounding({ to: 1000, mode }, 160);
    const { quoteId, total, due } = await shop.quote();
    expect([total, due]).toEqual([291_160, 291_000]);
    const { customerId } = await shop.must('customer:save', { name: 'Bu Tini', numbers: [] });
    const pay = (...tenders: Tender[]) =>
      shop.call('payment:pay', { quoteId, tenders, ...(tenders[0]?.kind === 'credit' && { customerId }) });
    for (const kind of ['qris', 'transfer', 'debit', 'credit'] as const)
      expect(await pay({ kind, amount: due }), kind).toMatchObject({ code: 'tender-too-low' });
    const two = [
      { kind: 'qris', amount: rupiah(291_000) },
      { kind: 'debit', amount: rupiah(159) },
    ] as const;
    expect(await pay(...two)).toMatchObject({ code: 'tender-too-low' });
    expect(shop.payRequests()).toBe(0);
    const paid = await shop.must('payment:pay', { quoteId, tenders: [{ kind: 'qris', amount: total }] });
    expect(paid).toMatchObject({ status: 'paid', rounding: 0, due: total });
  }
});

test('the kinds of money stand on the slip by their names, and there is no change of what is no cash', async () => {
  const shop = await openRounding(null);
  const { quoteId } = await shop.quote();
  const tooMuch = { quoteId, tenders: [{ kind: 'transfer' as const, amount: total + 1 }] };
  expect(await shop.call('payment:pay', tooMuch)).toMatchObject({ code: 'no-change' });
  const tooLittle = { quoteId, tenders: [{ kind: 'transfer' as const, amount: total - 1 }] };
  expect(await shop.call('payment:pay', tooLittle)).toMatchObject({ code: 'tender-too-low' });
  expect(shop.payRequests()).toBe(0);
  const tenders = [
    { kind: 'qris' as const, amount: 200_000 },
    { kind: 'transfer' as const, amount: 91_060 },
  ];
  const { transactionId } = await shop.must('payment:pay', { quoteId, tenders });
  const { text } = await shop.must('receipt:preview', { transactionId, copy: 0 });
  expect(text).toMatch(/^QRIS +: +Rp200\.000$/m);
  expect(text).toMatch(/^TRANSFER +: +Rp91\.060$/m);
  expect(text).not.toMatch(/TUNAI|KEMBALI|PEMBULATAN/);
  const z = await shop.must('shift:close', { counted: 0 });
  expect(z).toMatchObject({ expected: 0, balance: 0 });
  expect(z.tenders).toEqual([
    { kind: 'qris', count: 1, amount: 200_000 },
    { kind: 'transfer', count: 1, amount: 91_060 },
  ]);
  await shop.close();
  expect(checkFolder(shop.folder).problems).toEqual([]);
});

test('a bill of a provider that allows no fee is only ever rounded down', async () => {
  const server = await startAyoconnectTraining(() => Date.parse('2026-11-21T14:32:05.000+07:00'), {});
  onTestFinished(() => server.close());
  const { partnerId, apiKey, apiSecret, baseUrl, productCode } = server;
  const ayoconnect = {
    enabled: true,
    baseUrl,
    partnerId,
    apiKey,
    apiSecret,
    productCodes: { 'pln-postpaid': productCode },
  };
  const shop = await openShop({
    providers: { ayoconnect },
    shop: { name: 'Loket', rounding: { to: 1000, mode: 'nearest' } },
  });
  const quote = await shop.must('bill:inquire', { product: 'pln-postpaid', customerNumber: '516070377775' });
  // Rp25.220 would be Rp25.000 either way; in whole hundreds it would go up.
  expect(quote).toMatchObject({ total: 25_220, rounding: -220, due: 25_000 });
  const other = await shop.must('bill:inquire', { product: 'pln-postpaid', customerNumber: '516070377764' });
  expect(other.total % 1_000, 'a total that would go up').toBeGreaterThanOrEqual(500);
  expect(other.rounding).toBe(-(other.total % 1_000));
});

test('a payment says either its cash or its tenders, and credit says whose it is', async () => {
  const shop = await openRounding(null);
  const { quoteId } = await shop.quote();
  const wrong = [
    { quoteId },
    { quoteId, tendered: total, tenders: [{ kind: 'cash', amount: total }] },
    { quoteId, tenders: [] },
    { quoteId, tenders: [{ kind: 'cash', amount: 0 }] },
    { quoteId, tenders: [{ kind: 'gold', amount: total }] },
    { quoteId, tenders: [{ kind: 'credit', amount: total }] },
  ];
  for (const input of wrong)
    expect(await shop.call('payment:pay', input as { quoteId: string })).toMatchObject({ code: 'bad-request' });
});

test('whatever is rounded, it is less than the note that it is rounded to, and never up where no fee is allowed', () => {
  for (const to of [100, 500, 1000] as const)
    for (let cash = 0; cash < 3_000; cash += 7) {
      const [down, near, forbidden] = [
        roundingOf(cash, { to, mode: 'down' }, true),
        roundingOf(cash, { to, mode: 'nearest' }, true),
        roundingOf(cash, { to, mode: 'nearest' }, false),
      ];
      for (const rounding of [down, near, forbidden]) {
        expect((cash + rounding) % to).toBe(0);
        expect(Math.abs(rounding)).toBeLessThan(to);
      }
      expect(Math.max(down, forbidden)).toBeLessThanOrEqual(0);
      expect(Math.abs(near)).toBeLessThanOrEqual(to / 2);
    }
});

test('two tenders of one kind are two in the Z, and the books were said to be wrong for it', async () => {
  const shop = await openRounding(null);
  const customer = await shop.must('customer:save', { name: 'Pak Joko', numbers: [] });
  const { quoteId } = await shop.quote();
  const tenders: { kind: Tender['kind']; amount: number }[] = [
    { kind: 'qris', amount: 100_000 },
    { kind: 'qris', amount: 50_000 },
    { kind: 'credit', amount: 20_000 },
    { kind: 'credit', amount: 30_000 },
    { kind: 'cash', amount: 50_000 },
    { kind: 'cash', amount: 50_000 },
  ];
  const { customerId } = customer;
  expect(await shop.must('payment:pay', { quoteId, tenders, customerId })).toMatchObject({
    status: 'paid',
    change: 8_940,
  });
  const half = [{ kind: 'transfer', amount: 10_000 } as const, { kind: 'transfer', amount: 15_000 } as const];
  await shop.must('debt:settle', { customerId, tenders: half });
  const z = await shop.must('shift:close', { counted: 91_060 });
  expect(z).toMatchObject({ difference: 0, balance: 0 });
  expect(z.tenders).toContainEqual(expect.objectContaining({ kind: 'qris', count: 2, amount: 150_000 }));
  await shop.close();
  expect(checkFolder(shop.folder).problems).toEqual([]);
});
