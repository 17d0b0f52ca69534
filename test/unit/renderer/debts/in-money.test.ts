import { expect, test } from 'vitest';
import { movedOf, standingOf } from '../../../../renderer/debts/in-money.ts';
import { rupiah } from '../../../../shared/money.ts';

const moved = (amount: number, rounding: number) => movedOf({ amount: rupiah(amount), rounding: rupiah(rounding) });

test('the list of a debt read “Bayar -Rp168.250” where Rp168.200 were paid, as cash is rounded', () => {
  expect(moved(-168_250, -50)).toBe(-168_200);
  // Given back: as it was paid, or rounded up.
  expect(moved(292_750, 250)).toBe(292_500);
  expect(moved(100_050, -50)).toBe(100_100);
  expect(moved(-100_000, 0)).toBe(-100_000);
});

const standing = (owed: number, cashBack: number) => standingOf({ owed: rupiah(owed), cashBack: rupiah(cashBack) });

test('the debts screen read “Lebih bayar Rp292.750” of a customer who handed over Rp292.500, as if the shop kept Rp250', () => {
  expect(standing(-292_750, 292_500)).toBe(-292_500);
  // Rounded up as it goes back: so much was not paid.
  expect(standing(-100_050, 100_100)).toBe(-100_050);
  expect(standing(-40_000, 40_000)).toBe(-40_000);
  expect(standing(168_250, 0)).toBe(168_250);
  // It comes to nothing in cash.
  expect(standing(-50, 0)).toBe(-50);
});
