import { expect, test } from 'vitest';
import { readTrail } from '../../../electron/payment/trail.ts';
import type { Status, TransactionEvent } from '../../../shared/transaction.ts';

// What the till says a payment's trail comes to. The page words it and decides nothing.

const createdAt = '2026-11-21T14:32:05.123+07:00';
const sentAt = Date.parse(createdAt);
const event = (kind: TransactionEvent['kind'], data: TransactionEvent['data'] = {}): TransactionEvent => ({
  at: createdAt,
  kind,
  data,
});
const read = (status: Status, events: readonly TransactionEvent[], now = sentAt) =>
  readTrail({ status, settledAt: null, createdAt }, events, now);

test('why it is not certain is what was said last; a decision and an alarm are no reason', () => {
  const events = [
    event('intent'),
    event('pending', { why: 'no-reply' }),
    event('asked', { why: 'not-received' }),
    event('resolved', { as: 'refused', reason: 'CS Dewi' }),
    event('alarm', { why: 'contradiction' }),
  ];
  expect(read('refused', events).why).toBe('not-received');
  expect(read('pending', [...events, event('interrupted', { why: 'interrupted' })]).why).toBe('interrupted');
  expect(read('paid', [event('intent'), event('paid')]).why).toBeNull();
});

test('what persons said stands in its order', () => {
  const events = [event('resolved', { as: 'refused' }), event('print'), event('resolved', { as: 'paid' })];
  expect(read('paid', events).decisions).toEqual(['refused', 'paid']);
  expect(read('paid', [event('paid')]).decisions).toEqual([]);
});

test('what is in process is so until 15 s after it was sent, and not before it was', () => {
  const until = (afterMs: number) =>
    read('pending', [event('pending', { why: 'in-process' })], sentAt + afterMs).inProcessUntil;
  expect([0, 14_999].map(until)).toEqual(['2026-11-21T14:32:20.123+07:00', '2026-11-21T14:32:20.123+07:00']);
  // Sent in the future: by a clock that was set back.
  expect([15_000, -1].map(until)).toEqual([null, null]);
});

test('in process is only what its provider said so of last', () => {
  const said = [event('pending', { why: 'in-process' }), event('asked', { why: 'no-reply' })];
  expect(read('pending', said).inProcessUntil).toBeNull();
  expect(read('paid', [event('pending', { why: 'in-process' })]).inProcessUntil).toBeNull();
});

const late = (kind: string) => event('alarm', { late: { kind } });

test('a late answer that says something else contradicts what is recorded, whatever the others say', () => {
  expect(read('refused', [late('paid')]).alarm).toBe('contradicts');
  expect(read('paid', [late('paid'), late('refused')]).alarm).toBe('contradicts');
});

test.for<[Status, TransactionEvent[], string | null]>([
  ['paid', [late('paid')], 'agrees'],
  ['paid', [late('pending')], 'open'],
  ['paid', [late('paid'), event('alarm', { why: 'contradiction' })], 'open'],
  ['paid', [event('asked', { why: 'other-payment', alarm: true })], 'open'],
  ['paid', [event('alarm', { why: 'refused-then-paid', other: null })], 'turned'],
  ['refused', [event('looked', { why: 'in-process', alarm: true })], 'open'],
  ['refused', [event('looked', { why: 'not-received', alarm: false })], null],
  ['paid', [event('asked', { why: 'in-process', alarm: false })], null],
  ['pending', [event('asked', { why: 'other-payment', alarm: true })], null],
])('recorded as %s, the alarms %j come to %s', ([status, events, alarm]) => {
  expect(read(status, events).alarm).toBe(alarm);
});
