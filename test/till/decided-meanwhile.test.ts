import { expect, test } from 'vitest';
import { openCounter } from '../harness/counter.ts';

test('of two persons who decided opposite on what both saw pending, the second one silently overrode the first', async () => {
  const counter = await openCounter();
  counter.payments(() => 'reset');
  const { quoteId } = await counter.quote();
  const { transactionId } = await counter.must('payment:pay', { quoteId, tendered: 291_000 });
  const { status, settledAt } = await counter.must('transaction:get', { transactionId });
  const say = (as: 'paid' | 'refused', seen?: { status: typeof status; settledAt: string | null }) =>
    counter.call('payment:resolve', { transactionId, as, reason: `it is ${as}`, ...(seen && { seen }) });
  const pending = { status, settledAt };
  expect(await say('refused', pending)).toMatchObject({ ok: true });
  const first = await counter.must('transaction:get', { transactionId });
  const decided = { as: 'refused', by: 'owner', at: first.settledAt };
  expect(await say('paid', pending)).toMatchObject({ ok: false, code: 'decided-meanwhile', decided });
  expect(await say('refused', pending)).toMatchObject({ ok: false, code: 'not-pending' });
  expect(await counter.must('transaction:get', { transactionId })).toMatchObject({ status: 'refused' });
  counter.clock.ms += 1_000;
  const asSeen = { status: first.status, settledAt: first.settledAt };
  expect(await say('paid', asSeen)).toMatchObject({ ok: true, value: { status: 'paid' } });
  counter.clock.ms += 1_000;
  // A program says what it means, without what it saw.
  expect(await say('refused')).toMatchObject({ ok: true, value: { status: 'refused' } });
  counter.clock.ms += 1_000;
  // The same status again, and another word than the one that was seen.
  expect(await say('paid', asSeen)).toMatchObject({ ok: false, code: 'decided-meanwhile' });
});
