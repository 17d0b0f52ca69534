import { expect, test } from 'vitest';
import type { Input } from '../../shared/api.ts';
import { toWib } from '../../shared/time.ts';
import { sampleInquiry, samplePayment } from '../harness/counter.ts';
import { reply } from '../harness/fake-provider.ts';
import { checkFolder } from '../verify/check.ts';
import { openShop } from './shop.ts';

// Who said what of a provider's deposit.

const provider = 'alfakios';
const topUp = (amount: number) => ({ provider, kind: 'top-up', amount, note: 'BCA 0042' }) as const;

test('a top-up that was called off left no trace in the book, and an arrived one lost who had sent it and who approved', async () => {
  const shop = await openShop();
  await shop.signIn('Sri');
  const byBudi = shop.approval('Budi');
  const recordBySri = async (input: Input<'deposit:record'>) => {
    const reply = await shop.call('deposit:record', input, 'page', byBudi);
    expect(reply).toMatchObject({ ok: true });
    shop.clock.ms += 60_000;
  };
  const asked = toWib(shop.clock.ms);
  await recordBySri({ provider, kind: 'top-up-asked', amount: 1_000_000, note: 'BCA 0050' });
  await recordBySri({ provider, kind: 'top-up-asked', amount: 250_000, note: 'BCA 0051' });
  const { asks } = await shop.must('deposit:book', { provider });
  const [first = '', second = ''] = asks.map(({ askId }) => askId);
  await shop.signIn('Tono');
  await recordBySri({ ...topUp(999_000), askId: first });
  await recordBySri({ provider, kind: 'top-up-cancelled', askId: second, note: 'belum dikirim' });
  // The same sum once more, of a supervisor, for whom nobody approves.
  await shop.signIn('Budi');
  await shop.must('deposit:record', topUp(999_000), 'program');
  const { lines, calledOff } = await shop.must('deposit:book', { provider });
  const ask = { askId: first, at: asked, amount: 1_000_000, note: 'BCA 0050', by: 'Sri' };
  const line = { kind: 'top-up', amount: 999_000, note: 'BCA 0042' };
  expect(lines.map(({ at: _at, ...rest }) => rest)).toEqual([
    { ...line, by: 'Tono', approvedBy: 'Budi', ask },
    { ...line, by: 'Budi' },
  ]);
  expect(calledOff).toMatchObject([
    { by: 'Tono', note: 'belum dikirim', approvedBy: 'Budi', ask: { amount: 250_000, by: 'Sri', note: 'BCA 0051' } },
  ]);
  const before = await shop.must('deposit:book', { provider, to: '2026-11-21T00:00:00+07:00' });
  expect(before).toMatchObject({ lines: [], calledOff: [] });
});

test('what a provider had said before a top-up was recorded was called a difference to be corrected', async () => {
  const shop = await openShop();
  await shop.signIn('Budi');
  await shop.must('shift:open', { float: 100_000 });
  shop.provider.answer((at, body) =>
    at.endsWith('inquiry')
      ? { raw: reply(200, sampleInquiry()) }
      : { raw: reply(200, samplePayment(JSON.parse(body) as Record<string, string>, { balance: '2000000' })) },
  );
  await shop.sell();
  shop.clock.ms += 60_000;
  await shop.must('deposit:record', topUp(1_000_000), 'program');
  const before = await shop.must('deposit:book', { provider });
  expect(before).toMatchObject({ saidBefore: true });
  shop.clock.ms += 60_000;
  await shop.sell();
  expect(await shop.must('deposit:book', { provider })).toMatchObject({ saidBefore: false });
});

test('after a person’s word what a provider had said before was called a difference, in the book and on X and Z', async () => {
  const shop = await openShop();
  await shop.signIn('Budi');
  await shop.must('shift:open', { float: 100_000 });
  const told = (balance: string) => (at: string, body: string) => ({
    raw: reply(
      200,
      at.endsWith('inquiry') ? sampleInquiry() : samplePayment(JSON.parse(body) as Record<string, string>, { balance }),
    ),
  });
  shop.provider.answer(told('2000000'));
  await shop.sell();
  shop.clock.ms += 60_000;
  shop.payments(() => 'cut');
  const { transactionId } = await shop.sell({ confirmPaidBefore: true });
  shop.clock.ms += 60_000;
  await shop.must('payment:resolve', { transactionId, as: 'paid', reason: 'kata Alfakios lunas' }, 'program');
  expect(await shop.must('deposit:book', { provider })).toMatchObject({ saidBefore: true });
  const x = await shop.must('shift:x', {}, 'program');
  expect(x.deposits).toMatchObject([{ saidBefore: true }]);
  const paper = x.lines.join('\n');
  expect(paper).toMatch(/Disebut sebelum catatan/);
  expect(paper).not.toMatch(/KATA PENYEDIA[^]*SELISIH /);
  // Said again, what is missing is known.
  shop.clock.ms += 60_000;
  shop.provider.answer(told('1000000'));
  await shop.sell({ confirmPaidBefore: true });
  expect(await shop.must('deposit:book', { provider })).toMatchObject({ saidBefore: false });
  const z = await shop.must('shift:close', { counted: 973_000 }, 'program');
  expect(z.deposits).not.toMatchObject([{ saidBefore: true }]);
  await shop.close();
  expect(checkFolder(shop.folder).problems).toEqual([]);
});
