import { expect, test } from 'vitest';
import { inquiryPath, openCounter, sampleInquiry } from '../harness/counter.ts';
import { reply } from '../harness/fake-provider.ts';
import { openShop, type Shop } from './shop.ts';

// How much may be paid without a PIN in the same call.

const total = 291_000;
const hourMs = 60 * 60 * 1000;

async function openedBySri(ceilings: object): Promise<Shop> {
  const shop = await openShop({ more: { ceilings } });
  await shop.signIn('Sri');
  await shop.must('shift:open', { float: 0 });
  return shop;
}

async function pay(shop: Shop, by?: 'Sri' | 'Budi') {
  const { quoteId } = await shop.quote();
  const input = { quoteId, tendered: total, confirmPaidBefore: true };
  return shop.call('payment:pay', input, 'page', by && shop.approval(by));
}

test('a payment above the ceiling takes a supervisor’s PIN in the same call, and nothing leaves before', async () => {
  const shop = await openedBySri({ payment: total - 1 });
  expect(await pay(shop)).toMatchObject({ code: 'not-allowed', right: 'above-ceiling' });
  expect(await pay(shop, 'Sri')).toMatchObject({ code: 'not-allowed' });
  expect(shop.payRequests()).toBe(0);
  expect(await pay(shop, 'Budi')).toMatchObject({ ok: true, value: { status: 'paid' } });
  const approved = shop.db.prepare(`SELECT data ->> '$.forName' FROM journal WHERE kind = 'approved'`).pluck().all();
  expect(approved).toEqual(['Sri']);
});

test('the answer of who had no PIN was that of a right one at the same time: nothing was paid, and both were told to ask', async () => {
  const shop = await openedBySri({ payment: total - 1 });
  const { quoteId } = await shop.quote();
  const input = { quoteId, tendered: total, confirmPaidBefore: true };
  const by = [undefined, shop.approval('Sri'), shop.approval('Budi'), undefined];
  const all = await Promise.all(by.map((approval) => shop.call('payment:pay', input, 'page', approval)));
  const paid = { ok: true, value: { status: 'paid' } };
  expect(all).toMatchObject([{ code: 'not-allowed' }, { code: 'not-allowed' }, paid, paid]);
  expect(all[3]).toEqual(all[2]);
  expect(shop.payRequests()).toBe(1);
  const records = shop.db.prepare(`SELECT kind FROM journal WHERE kind IN ('approved', 'intent') ORDER BY n`).pluck();
  expect(records.all()).toEqual(['approved', 'intent']);
});

test('who may approve gives the PIN too: a page that was taken over has none', async () => {
  const shop = await openedBySri({ payment: total - 1 });
  await shop.signIn('Budi');
  expect(await pay(shop)).toMatchObject({ code: 'not-allowed', right: 'above-ceiling' });
  expect(await pay(shop, 'Budi')).toMatchObject({ ok: true });
});

test('an hour has a ceiling of what was not refused, and the next hour begins anew', async () => {
  const shop = await openedBySri({ hour: 2 * total });
  for (let nth = 0; nth < 2; nth++) expect(await pay(shop)).toMatchObject({ ok: true });
  expect(await pay(shop)).toMatchObject({ code: 'not-allowed', right: 'above-ceiling' });
  shop.clock.ms += hourMs + 1;
  expect(await pay(shop)).toMatchObject({ ok: true });
});

test('eight payments at once don’t pass a day’s ceiling together', async () => {
  const shop = await openedBySri({ day: 3 * total });
  // Each number has its bill; what is paid for is never answered.
  shop.provider.answer((at, body) => {
    const { cust_id } = JSON.parse(body) as Record<string, string>;
    return at === inquiryPath ? { raw: reply(200, sampleInquiry({ cust_id, balance: undefined })) } : 'cut';
  });
  const numbers = Array.from({ length: 8 }, (_none, nth) => `51234567890${nth}`);
  const quotes = await Promise.all(
    numbers.map((customerNumber) => shop.call('bill:inquire', { product: 'pln-postpaid', customerNumber })),
  );
  const ids = quotes.flatMap((quote) => (quote.ok ? [quote.value.quoteId] : []));
  expect(ids).toHaveLength(8);
  await Promise.all(
    ids.map((quoteId) => shop.call('payment:pay', { quoteId, tendered: total, confirmPaidBefore: true })),
  );
  expect(shop.payRequests()).toBe(3);
});

test('where nobody signs in there is no PIN to give, and no ceiling', async () => {
  const counter = await openCounter({ more: { ceilings: { payment: 1 } } });
  const { quoteId } = await counter.quote();
  expect(await counter.must('payment:pay', { quoteId, tendered: total })).toMatchObject({ status: 'paid' });
});
