import { expect, test } from 'vitest';
import { movedOf } from '../../../../renderer/debts/in-money.ts';
import { rupiah } from '../../../../shared/money.ts';

const moved = (amount: number, rounding: number) => movedOf({ amount: rupiah(amount), rounding: rupiah(rounding) });

test('the list of a debt read “Bayar -Rp168.250” where Rp168.200 were paid, as cash is rounded', () => {
  expect(moved(-168_250, -50)).toBe(-168_200);
  // Given back: as it was paid, or rounded up.
  expect(moved(292_750, 250)).toBe(292_500);
  expect(moved(100_050, -50)).toBe(100_100);
  expect(moved(-100_000, 0)).toBe(-100_000);
});
