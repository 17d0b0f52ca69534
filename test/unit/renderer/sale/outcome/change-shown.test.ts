import { expect, test } from 'vitest';
import { changeShown } from '../../../../../renderer/sale/outcome/change-shown.ts';
import { rupiah } from '../../../../../shared/money.ts';

const of = (wasUncertain: boolean | null, isAnswered = true, wasSeenUncertain = false, change = 12_950) => {
  const trail = wasUncertain === null ? null : { wasUncertain };
  return changeShown({ change: rupiah(change) }, trail, { isAnswered, wasSeenUncertain });
};

test('when the record of a payment could not be read, its change was shown large though it may have been given', () => {
  expect(of(null)).toBe('maybe-given');
  expect(of(null, false)).toBe('unread');
});

test('change is shown to be given where the record says that the payment was certain at once, and only there', () => {
  expect(of(false)).toBe('due');
  expect(of(true)).toBe('maybe-given');
  expect(of(false, true, true)).toBe('maybe-given');
  expect(of(null, false, true)).toBe('maybe-given');
  expect(of(null, false, false, 0)).toBe('none');
});
