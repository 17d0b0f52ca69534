import { expect, test } from 'vitest';
import { daysOf } from '../../../../renderer/deposit/days.ts';

const now = Date.parse('2026-11-27T00:30:00+07:00');

test('the newest page of a deposit’s book ends with today in WIB, and pages meet without a gap or a day twice', () => {
  const [today, before] = [daysOf(0, now), daysOf(1, now)];
  expect(today).toMatchObject({ from: '2026-11-14T00:00:00.000+07:00', to: '2026-11-28T00:00:00.000+07:00' });
  expect(before.to).toBe(today.from);
  expect(before.from).toBe('2026-10-31T00:00:00.000+07:00');
  expect(today.last - today.first).toBe(13 * 24 * 3_600_000);
});
