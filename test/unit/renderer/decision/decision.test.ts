import { expect, test } from 'vitest';
import { otherDecision, wasDecided } from '../../../../renderer/decision/decision.ts';
import type { TransactionEvent } from '../../../../shared/transaction.ts';

const noon = Date.parse('2026-11-21T12:00:00.000+07:00');
const event = (kind: TransactionEvent['kind'], data: TransactionEvent['data'] = {}): TransactionEvent => ({
  at: '2026-11-21T09:00:00.000+07:00',
  kind,
  data,
});
const decided = {
  status: 'paid',
  settledAt: '2026-11-21T09:00:00.000+07:00',
  events: [event('intent'), event('pending'), event('resolved', { as: 'paid' }), event('print'), event('alarm')],
} as const;

test('a decision of today can become the other one', () => {
  expect(otherDecision(decided, noon)).toBe('refused');
  expect(otherDecision({ ...decided, status: 'refused' }, noon)).toBe('paid');
});

test.each([
  ['2026-11-21T00:00:00.000+07:00', 'refused'],
  ['2026-11-20T23:59:59.999+07:00', null],
])('made at %s, it can become %s', (settledAt, other) => {
  expect(otherDecision({ ...decided, settledAt }, noon)).toBe(other);
});

test('the day ends at midnight in Jakarta, wherever the PC thinks it is', () => {
  expect(otherDecision(decided, Date.parse('2026-11-21T16:59:59.999Z'))).toBe('refused');
  expect(otherDecision(decided, Date.parse('2026-11-21T17:00:00.000Z'))).toBeNull();
});

test('what a provider said, and what is not settled, nobody can change', () => {
  expect(otherDecision({ ...decided, events: [event('pending'), event('paid')] }, noon)).toBeNull();
  expect(otherDecision({ ...decided, status: 'pending', settledAt: null }, noon)).toBeNull();
});

test('what a person once said is found in the trail', () => {
  expect(wasDecided('paid', decided.events)).toBe(true);
  expect(wasDecided('refused', decided.events)).toBe(false);
});
