import { expect, test } from 'vitest';
import { mayTakeBack } from '../../../electron/payment/decide.ts';
import type { TransactionEvent } from '../../../shared/transaction.ts';

// How long a person's word may be changed, and that a provider's never is.

const noon = Date.parse('2026-11-21T12:00:00.000+07:00');
const settledAt = '2026-11-21T09:00:00.000+07:00';
const event = (kind: TransactionEvent['kind']): TransactionEvent => ({ at: settledAt, kind, data: {} });
const decided = [event('intent'), event('pending'), event('resolved'), event('print'), event('alarm')];

test.for([
  ['2026-11-21T00:00:00.000+07:00', true],
  ['2026-11-20T23:59:59.999+07:00', false],
] as const)('whether a decision of %s may be changed on the 21st: %s', ([at, may]) => {
  expect(mayTakeBack({ settledAt: at }, decided, noon)).toBe(may);
});

test('the day ends at midnight in Jakarta, wherever the PC thinks it is', () => {
  expect(mayTakeBack({ settledAt }, decided, Date.parse('2026-11-21T16:59:59.999Z'))).toBe(true);
  expect(mayTakeBack({ settledAt }, decided, Date.parse('2026-11-21T17:00:00.000Z'))).toBe(false);
});

test('what a provider said, and what is not settled, nobody can change', () => {
  expect(mayTakeBack({ settledAt }, [event('pending'), event('paid')], noon)).toBe(false);
  expect(mayTakeBack({ settledAt }, [event('resolved'), event('paid')], noon)).toBe(false);
  expect(mayTakeBack({ settledAt: null }, [event('pending')], noon)).toBe(false);
});
