import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { id } from '../../renderer/words/id/id.ts';
import { uncertainWords } from '../../renderer/debts/uncertain.ts';
import type { Debt } from '../../shared/customer.ts';
import type { Options } from '../harness/counter.ts';
import { tempFolder } from '../harness/temp-folder.ts';
import { openShop } from './shop.ts';

// The slip of what was paid of a debt, printed again.

async function openOwing(options: Options) {
  const shop = await openShop(options);
  await shop.signIn('Sri');
  await shop.must('shift:open', { float: 50_000 });
  const { customerId } = await shop.must('customer:save', { name: 'Bu Yanti', numbers: [] });
  const { quoteId, total } = await shop.quote();
  await shop.must('payment:pay', { quoteId, tenders: [{ kind: 'credit', amount: total }], customerId });
  const pay = async (amount: number) => {
    const { payment } = await shop.must('debt:settle', { customerId, tenders: [{ kind: 'qris', amount }] });
    return { settlementId: payment.settlementId };
  };
  const jobs = async () => {
    const { items } = await shop.must('print:list', {});
    return items.filter(({ what }) => what === 'debt').map(({ copy, state, sum }) => ({ copy, state, sum }));
  };
  return { shop, pay, jobs };
}

test('the copies of a debt’s slip were all alike, so that nobody could tell how many there are', async () => {
  const slips = path.join(tempFolder(), 'slips.bin');
  const { shop, pay } = await openOwing({ printers: [{ id: 'a', transport: `file:${slips}`, columns: 32 }] });
  const one = await pay(20_000);
  await expect.poll(() => existsSync(slips)).toBe(true);
  for (let n = 0; n < 2; n++) await shop.must('debt:print', one);
  await shop.must('debt:print', await pay(30_000));
  const printed = readFileSync(slips, 'latin1').split('BUKTI BAYAR UTANG').slice(1);
  expect(printed.map((slip) => /CETAK ULANG.*/.exec(slip)?.[0])).toEqual([
    ...[undefined, 'CETAK ULANG (CU) ke-1', 'CETAK ULANG (CU) ke-2'],
    ...[undefined, 'CETAK ULANG (CU) ke-1'],
  ]);
  // Where the jobs were forgotten, or an older till took them, no number is made up.
  await shop.close();
  const again = await openShop({
    folder: shop.folder,
    startsAt: shop.clock.ms + 8 * 24 * 60 * 60_000,
    printers: [{ id: 'a', transport: `file:${slips}`, columns: 32 }],
  });
  await again.signIn('Sri');
  await again.must('debt:print', one);
  expect(readFileSync(slips, 'latin1').split('BUKTI BAYAR UTANG').at(-1)).toMatch(/CETAK ULANG *[^ (]/);
});

test('printing a debt’s slip again while the first one waited behind another brought out a copy beside it', async () => {
  let takes = false;
  const { shop, pay, jobs } = await openOwing({
    printers: [{ id: 'a', transport: 'tcp://127.0.0.1:9', columns: 32 }],
    deliver: (_to, _bytes, _ms, begin) =>
      Promise.resolve(takes && begin() ? { kind: 'sent' } : { kind: 'failed', why: 'it is off', cause: 'offline' }),
  });
  await expect.poll(async () => (await shop.must('print:list', {})).items[0]?.attempts).toBeGreaterThan(0);
  // It was not tried: the receipt waits before it.
  const one = await pay(20_000);
  expect(await shop.call('debt:print', one)).toMatchObject({ code: 'printer-failed', job: { state: 'queued' } });
  expect(await jobs()).toEqual([{ copy: 0, state: 'queued', sum: 20_000 }]);
  takes = true;
  await shop.must('debt:print', one);
  expect(await jobs()).toMatchObject([{ copy: 0, state: 'sent' }]);
  await shop.must('debt:print', one);
  expect(await jobs()).toMatchObject([
    { copy: 1, state: 'sent' },
    { copy: 0, state: 'sent' },
  ]);
});

test('what goes back if a bill fails that was paid off in rounded cash was said to be more than was handed over', async () => {
  const shop = await openShop({ shop: { name: 'Loket', rounding: { to: 100, mode: 'down' } } });
  await shop.signIn('Sri');
  await shop.must('shift:open', { float: 50_000 });
  const { customerId } = await shop.must('customer:save', { name: 'Bu Yanti', numbers: [] });
  shop.payments(() => 'cut');
  const { quoteId, total } = await shop.quote();
  const tenders = [
    { kind: 'credit' as const, amount: 187_750 },
    { kind: 'qris' as const, amount: total - 187_750 },
  ];
  await shop.must('payment:pay', { quoteId, tenders, customerId });
  const debt = async () => (await shop.must('debt:list', { customerId })).items[0];
  expect(await debt()).toMatchObject({ owed: 187_750, uncertain: 187_750, uncertainBack: 0 });
  await shop.must('debt:settle', { customerId, tenders: [{ kind: 'cash', amount: 187_700 }] });
  const paid = await debt();
  expect(paid).toMatchObject({ owed: 0, uncertain: 187_750, uncertainBack: 187_700 });
  expect(paid?.lines.map(({ kind, kinds }) => [kind, kinds]).sort()).toEqual([
    ['paid', ['cash']],
    ['sale', []],
  ]);
  expect(uncertainWords(paid as Debt, id)).toContain('Kalau gagal, Rp187.700 harus');
});
