import { expect, test } from 'vitest';
import type { Input } from '../../shared/api.ts';
import { rebuild } from '../../electron/books/rebuild.ts';
import { inquiryPath, sampleInquiry, samplePayment } from '../harness/counter.ts';
import { reply } from '../harness/fake-provider.ts';
import { toWib } from '../../shared/time.ts';
import { checkFolder } from '../verify/check.ts';
import { openShop, type Shop } from './shop.ts';

const dayMs = 24 * 60 * 60 * 1000;
const provider = 'alfakios';

async function openedBySri(): Promise<Shop> {
  const shop = await openShop();
  await shop.signIn('Sri');
  await shop.must('shift:open', { float: 0 });
  return shop;
}

/** What the provider says is in the deposit, with every bill; undefined for nothing. */
function says(shop: Shop, balance: number | undefined): void {
  shop.provider.answer((at, body) =>
    at === inquiryPath
      ? { raw: reply(200, sampleInquiry({ balance: balance && String(balance) })) }
      : { raw: reply(200, samplePayment(JSON.parse(body) as Record<string, string>, { balance: undefined })) },
  );
}

const price = 291_000;
const topUp = (amount: number) => ({ provider, kind: 'top-up', amount, note: 'BCA 0042' }) as const;
/** Of who is signed in, by a program: the page takes a PIN. */
const record = (shop: Shop, input: Input<'deposit:record'>) => shop.must('deposit:record', input, 'program');
const unknown = { basis: null, opening: null, closing: null, difference: null };

test('top-ups, what payments took, and corrections make the closing, day by day', async () => {
  const shop = await openedBySri();
  await shop.signIn('Budi');
  says(shop, undefined);
  const recorded = { basis: 'recorded', opening: 0, closing: 1_000_000, said: null, difference: null };
  expect(await record(shop, topUp(1_000_000))).toMatchObject(recorded);
  const first = await shop.sell();
  const second = await shop.sell();
  const used =
    first.bill + first.admin - (first.commission ?? 0) + second.bill + second.admin - (second.commission ?? 0);
  const today = await shop.must('deposit:book', { provider });
  expect(today).toMatchObject({ provider, opening: 0, closing: 1_000_000 - used });
  expect(today.lines.map(({ kind, amount, by }) => [kind, amount, by])).toEqual([
    ['top-up', 1_000_000, 'Budi'],
    ['used', -used, null],
  ]);
  shop.clock.ms += dayMs;
  const closing = 1_000_000 - used - 250;
  await record(shop, { provider, kind: 'correction', amount: -250, note: 'biaya admin mitra' });
  const next = await shop.must('deposit:book', { provider, from: '2026-11-22T00:00:00+07:00' });
  expect(next).toMatchObject({ basis: 'said', opening: today.closing, closing });
  expect(next.lines).toMatchObject([{ kind: 'correction', amount: -250, note: 'biaya admin mitra', by: 'Budi' }]);
  const before = await shop.must('deposit:book', { provider, to: '2026-11-22T00:00:00+07:00' });
  expect(before).toMatchObject({ closing: today.closing, lines: today.lines });
  says(shop, closing + 70);
  await shop.quote();
  expect(await shop.must('deposit:book', { provider }), 'a person’s word stands').toMatchObject({ difference: 70 });
  const z = await shop.must('shift:close', { counted: first.total + second.total });
  expect(z.deposits).toMatchObject([{ provider, opening: 0, topUps: 999_750, used, closing, difference: 70 }]);
  // On paper a correction is not called a top-up.
  expect(z.lines.join('\n')).toMatch(/ISI ULANG +: +Rp1\.000\.000\nKOREKSI +: +-Rp250\n/);
  expect(z.balance).toBe(0);
});

test('what was in the deposit before the till began is not known until the provider says it', async () => {
  const shop = await openedBySri();
  says(shop, undefined);
  await shop.sell();
  expect(await shop.must('deposit:book', { provider })).toMatchObject({ ...unknown, said: null });
  const z = await shop.must('shift:close', { counted: price });
  expect(z.deposits).toMatchObject([{ ...unknown, provider, topUps: 0, said: null }]);
  expect(z.lines.join('\n')).toContain('Saldo awal belum diketahui.');
  expect(z.lines.join('\n')).not.toMatch(/^(AWAL|AKHIR) /m);
  const used = z.deposits[0]?.used ?? 0;
  expect(used).toBeGreaterThan(0);

  says(shop, 700_000);
  shop.clock.ms += 1_000;
  await shop.must('shift:open', { float: 0 });
  await shop.quote();
  const known = { basis: 'said', opening: 700_000 + used, closing: 700_000, said: 700_000, difference: 0 };
  expect(await shop.must('deposit:book', { provider })).toMatchObject(known);
  const next = await shop.must('shift:x', {});
  expect(next.deposits).toMatchObject([{ ...known, opening: 700_000, used: 0 }]);
  expect(next.balance).toBe(0);
  // Said again, it is no opening any more.
  says(shop, 650_000);
  await shop.quote();
  expect(await shop.must('deposit:book', { provider })).toMatchObject({ closing: 700_000, difference: -50_000 });
  await shop.close();
  expect(checkFolder(shop.folder).problems).toEqual([]);
});

test('a balance that a payment under way may be in or not is no opening', async () => {
  const shop = await openedBySri();
  const paid = (body: string): string =>
    reply(200, samplePayment(JSON.parse(body) as Record<string, string>, { balance: undefined }));
  says(shop, undefined);
  const { quoteId } = await shop.quote();
  shop.provider.answer((at, body) =>
    at === inquiryPath ? { raw: reply(200, sampleInquiry({ balance: '500000' })) } : { raw: paid(body), afterMs: 300 },
  );
  const sold = shop.must('payment:pay', { quoteId, tendered: price });
  await shop.quote();
  expect(await sold).toMatchObject({ status: 'paid' });
  expect(await shop.must('deposit:book', { provider })).toMatchObject(unknown);
  shop.clock.ms += 1_000;
  await shop.quote();
  expect(await shop.must('deposit:book', { provider })).toMatchObject({ closing: 500_000, difference: 0 });
});

test('what a payment’s own answer says is left makes the opening too, and a top-up that did not arrive is missing', async () => {
  const shop = await openedBySri();
  await shop.signIn('Budi');
  shop.provider.answer((at, body) =>
    at === inquiryPath
      ? { raw: reply(200, sampleInquiry({ balance: undefined })) }
      : { raw: reply(200, samplePayment(JSON.parse(body) as Record<string, string>, { balance: '209000' })) },
  );
  await record(shop, topUp(900_000));
  const { bill, admin, commission } = await shop.sell();
  const used = bill + admin - (commission ?? 0);
  const book = await shop.must('deposit:book', { provider });
  expect(book).toMatchObject({ basis: 'said', opening: 0, closing: 900_000 - used });
  expect(book.difference).toBe(209_000 - (900_000 - used));
});

test('what a payment’s own answer says is left makes the opening of a new till', async () => {
  const shop = await openedBySri();
  shop.provider.answer((at, body) =>
    at === inquiryPath
      ? { raw: reply(200, sampleInquiry({ balance: undefined })) }
      : { raw: reply(200, samplePayment(JSON.parse(body) as Record<string, string>, { balance: '209000' })) },
  );
  await shop.sell();
  const known = { basis: 'said', opening: 500_000, closing: 209_000, said: 209_000, difference: 0 };
  expect(await shop.must('deposit:book', { provider })).toMatchObject(known);
  await shop.close();
  expect(checkFolder(shop.folder).problems).toEqual([]);
});

test('top-ups alone that would be overdrawn show that there was more, and nothing is said of it', async () => {
  const shop = await openedBySri();
  await shop.signIn('Budi');
  says(shop, undefined);
  await record(shop, topUp(100_000));
  await shop.sell();
  expect(await shop.must('deposit:book', { provider })).toMatchObject(unknown);
});

test('a payment under way is reserved, and used only once it is settled', async () => {
  const shop = await openedBySri();
  const opening = 500_000;
  shop.provider.answer((at) =>
    at === inquiryPath ? { raw: reply(200, sampleInquiry({ balance: String(opening) })) } : 'cut',
  );
  const { transactionId, bill, admin } = await shop.sell();
  const reserved = { opening, closing: opening, reserved: bill + admin, lines: [] };
  expect(await shop.must('deposit:book', { provider })).toMatchObject(reserved);
  await shop.signIn('Budi');
  await shop.must('payment:resolve', { transactionId, as: 'paid', reason: 'ada di daftar Alfakios' }, 'program');
  const book = await shop.must('deposit:book', { provider });
  expect(book).toMatchObject({ closing: opening - bill - admin, reserved: 0 });
  await shop.must('payment:resolve', { transactionId, as: 'refused', reason: 'salah lihat' }, 'program');
  expect(await shop.must('deposit:book', { provider })).toMatchObject({ closing: opening, lines: [] });
});

test('a top-up that was asked for counts once a person says that it arrived, and ends once', async () => {
  const shop = await openedBySri();
  says(shop, 700_000);
  await shop.quote();
  await shop.signIn('Budi');
  const ask = (amount: number) => record(shop, { provider, kind: 'top-up-asked', amount, note: 'BCA 0050' });
  const one = await ask(1_000_000);
  expect(one).toMatchObject({ closing: 700_000, difference: 0, lines: [] });
  expect(one.asks).toMatchObject([{ amount: 1_000_000, note: 'BCA 0050', by: 'Budi', at: toWib(shop.clock.ms) }]);
  await ask(250_000);
  const [first = '', second = ''] = (await ask(5)).asks.map(({ askId }) => askId);

  // A little less arrived than was sent.
  const arrived = { ...topUp(999_000), askId: first };
  expect(await record(shop, arrived)).toMatchObject({
    closing: 1_699_000,
    lines: [{ kind: 'top-up', amount: 999_000 }],
    asks: [{ amount: 250_000 }, { amount: 5 }],
  });
  const cancelled = { provider, kind: 'top-up-cancelled', askId: second, note: 'belum dikirim' } as const;
  expect(await record(shop, cancelled)).toMatchObject({
    closing: 1_699_000,
    asks: [{ amount: 5 }],
  });
  for (const again of [arrived, cancelled, { ...arrived, askId: second }, { ...arrived, askId: 'nobody' }])
    expect(await shop.call('deposit:record', again, 'program')).toMatchObject({ code: 'ask-unknown' });
  const elsewhere = { ...arrived, provider: 'iak', askId: (await ask(6)).asks[0]?.askId } as const;
  expect(await shop.call('deposit:record', elsewhere, 'program')).toMatchObject({ code: 'ask-unknown' });
  const x = await shop.must('shift:x', {});
  expect(x).toMatchObject({ balance: 0, deposits: [{ topUps: 999_000, closing: 1_699_000 }] });
});

test('only a supervisor asks for a top-up, for a sum, and ends it', async () => {
  const shop = await openedBySri();
  const ask = { provider, kind: 'top-up-asked', amount: 5_000, note: 'BCA' } as const;
  expect(await shop.call('deposit:record', ask)).toMatchObject({ code: 'not-allowed', right: 'deposit' });
  await shop.signIn('Budi');
  for (const wrong of [{ amount: 0 }, { amount: -5 }, { note: '' }, { askId: 'A1' }])
    expect(await shop.call('deposit:record', { ...ask, ...wrong }, 'program')).toMatchObject({ code: 'bad-request' });
  const askId = (await record(shop, ask)).asks[0]?.askId ?? '';
  const correction = { provider, kind: 'correction', amount: 5_000, note: 'x', askId } as const;
  expect(await shop.call('deposit:record', correction, 'program')).toMatchObject({ code: 'bad-request' });
  await shop.signIn('Sri');
  const cancelled = { provider, kind: 'top-up-cancelled', askId, note: 'x' } as const;
  expect(await shop.call('deposit:record', cancelled)).toMatchObject({ code: 'not-allowed' });
});

test('a correction booked what a payment that was not settled had taken, and its settling booked it again', async () => {
  const shop = await openedBySri();
  let left = 500_000;
  shop.provider.answer((at) =>
    at === inquiryPath ? { raw: reply(200, sampleInquiry({ balance: String(left) })) } : 'cut',
  );
  const { transactionId } = await shop.sell();
  // The provider took it, and something else.
  left -= price + 1_000;
  await shop.quote();
  const off = { closing: 500_000, difference: -price - 1_000, unsettled: -price, reserved: price };
  expect(await shop.must('deposit:book', { provider })).toMatchObject(off);
  expect(await shop.must('shift:x', {})).toMatchObject({
    deposits: [{ difference: -price - 1_000, unsettled: -price }],
  });
  await shop.signIn('Budi');
  const correct = (amount: number) =>
    shop.call('deposit:record', { provider, kind: 'correction', amount, note: 'dipotong penyedia' }, 'program');
  for (const amount of [-price - 1_000, -price, -1_001])
    expect(await correct(amount)).toMatchObject({ ok: false, code: 'deposit-unsettled' });
  expect(await correct(-1_000)).toMatchObject({ ok: true, value: { difference: -price, unsettled: -price } });
  await shop.must('payment:resolve', { transactionId, as: 'paid', reason: 'ada di daftar Alfakios' }, 'program');
  const settled = { closing: left, difference: 0, unsettled: 0, reserved: 0 };
  expect(await shop.must('deposit:book', { provider })).toMatchObject(settled);
});

test('the book said what was in a deposit on days before anybody knew it', async () => {
  const shop = await openedBySri();
  says(shop, undefined);
  await shop.sell();
  shop.clock.ms += dayMs;
  says(shop, 700_000);
  await shop.quote();
  const used = price;
  const knownSince = '2026-11-22T00:00:00.000+07:00';
  const book = await shop.must('deposit:book', { provider });
  expect(book).toMatchObject({ opening: 700_000 + used, closing: 700_000, knownSince });
  const before = await shop.must('deposit:book', { provider, to: '2026-11-22T00:00:00+07:00' });
  expect(before).toMatchObject({
    opening: null,
    closing: null,
    difference: null,
    knownSince,
    lines: [{ amount: -used }],
  });
});

test('only a supervisor records a deposit, and no top-up takes anything away', async () => {
  const shop = await openedBySri();
  const said = topUp(500_000);
  expect(await shop.call('deposit:record', said, 'program')).toMatchObject({ code: 'not-allowed', right: 'deposit' });
  await shop.signIn('Budi');
  for (const wrong of [{ amount: 0 }, { amount: -1 }, { amount: 0.5 }, { note: '' }, { provider: 'nobody' }])
    expect(await shop.call('deposit:record', { ...said, ...wrong } as typeof said, 'program')).toMatchObject({
      code: 'bad-request',
    });
  expect((await shop.must('deposit:book', { provider })).lines).toEqual([]);
});

test('the book of a deposit is the same after either side was made again from the other', async () => {
  const shop = await openedBySri();
  await shop.signIn('Budi');
  const ask = { provider, kind: 'top-up-asked', amount: 2_000_000, note: 'BCA 0043' } as const;
  await record(shop, ask);
  await record(shop, { ...ask, amount: 10_000 });
  const [first = '', second = ''] = (await record(shop, ask)).asks.map(({ askId }) => askId);
  await record(shop, { provider, kind: 'top-up', amount: 2_000_000, note: 'BCA 0043', askId: first });
  await record(shop, { provider, kind: 'top-up-cancelled', askId: second, note: 'salah ketik' });
  await shop.sell();
  const book = await shop.must('deposit:book', { provider });
  await shop.close();
  expect(checkFolder(shop.folder).problems).toEqual([]);
  for (const what of ['database', 'journal'] as const)
    expect(await rebuild(shop.folder, what, shop.clock.ms)).toMatchObject({ ok: true });
  expect(checkFolder(shop.folder).problems).toEqual([]);
  const again = await openShop({ folder: shop.folder, startsAt: shop.clock.ms });
  await again.signIn('Sri');
  const { opening, lines, closing, asks } = book;
  expect(asks).toHaveLength(1);
  expect(await again.must('deposit:book', { provider })).toMatchObject({ opening, lines, closing, asks });
});
