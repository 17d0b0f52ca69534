import { expect, test } from 'vitest';
import { toWib } from '../../shared/time.ts';
import { inquiryPath, sampleInquiry, samplePayment } from '../harness/counter.ts';
import { reply } from '../harness/fake-provider.ts';
import { checkFolder } from '../verify/check.ts';
import { openShop } from './shop.ts';

// The book of a deposit on a PC whose clock is set back.

const dayMs = 24 * 60 * 60 * 1000;
const provider = 'alfakios';
const price = 291_000;

test('after the clock was set back, the book of a top-up knew neither what was there before nor what is there now', async () => {
  const shop = await openShop();
  await shop.signIn('Budi');
  await shop.must('shift:open', { float: 0 });
  shop.provider.answer((at, body) =>
    at === inquiryPath
      ? { raw: reply(200, sampleInquiry({ balance: '700000' })) }
      : { raw: reply(200, samplePayment(JSON.parse(body) as Record<string, string>, { balance: undefined })) },
  );
  await shop.quote();
  shop.clock.ms += dayMs;
  await shop.sell();
  shop.clock.ms -= 3_650 * dayMs;
  const topUp = { provider, kind: 'top-up', amount: 1_000_000, note: 'BCA 0042' } as const;
  const book = await shop.must('deposit:record', topUp, 'program');
  // Whatever its date says, it was recorded before, and is in what there is now.
  expect(book).toMatchObject({ basis: 'said', opening: 700_000, closing: 1_700_000 - price });
  expect(book.knownSince).toBe('2026-11-21T00:00:00.000+07:00');
  expect(book.lines).toMatchObject([
    { kind: 'top-up', amount: 1_000_000 },
    { kind: 'used', amount: -price, at: '2026-11-22T23:59:59.999+07:00' },
  ]);
  const yesterday = await shop.must('deposit:book', { provider, to: toWib(shop.clock.ms - dayMs) });
  expect(yesterday, 'of days before nothing is known').toMatchObject({ opening: null, closing: null, lines: [] });
  await shop.close();
  expect(checkFolder(shop.folder).problems).toEqual([]);
});
