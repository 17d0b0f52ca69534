import { describe, expect, test } from 'vitest';
import { groupAmount, likelyTenders, readAmount, tenderedOf } from '../../../renderer/lib/cash.ts';
import { rupiah } from '../../../shared/money.ts';

test('amounts are grouped in threes', () => {
  expect(['', '5', '500', '5000', '350000', '1000000'].map(groupAmount)).toEqual([
    '',
    '5',
    '500',
    '5.000',
    '350.000',
    '1.000.000',
  ]);
});

describe('readAmount', () => {
  test.each([
    ['350.000', '350000'],
    ['Rp350.000', '350000'],
    ['Rp 350.000,00', '350000'],
    ['000350', '350'],
    ['0', '0'],
    ['abc', ''],
    ['9'.repeat(20), '9'.repeat(12)],
  ])('%s is %s', (text, digits) => {
    expect(readAmount(text)).toBe(digits);
  });
});

test('nothing typed is not zero', () => {
  expect(tenderedOf('')).toBeNull();
  expect(tenderedOf('0')).toBe(0);
  expect(tenderedOf('350000')).toBe(350_000);
});

describe('likelyTenders', () => {
  test.each([
    [302_500, [310_000, 350_000, 400_000]],
    [300_000, [310_000, 350_000, 400_000]],
    [64_220, [70_000, 80_000, 100_000]],
    [7_500, [10_000, 20_000, 50_000]],
    [95_000, [100_000]],
    [2_377_100, [2_380_000, 2_400_000]],
  ])('for %i offers %j', (total, amounts) => {
    expect(likelyTenders(rupiah(total))).toEqual(amounts);
  });

  test('every amount pays the bill, and each is offered once', () => {
    for (let total = 0; total < 3_000_000; total += 1_237) {
      const amounts = likelyTenders(rupiah(total));
      expect(amounts.every((amount) => amount > total)).toBe(true);
      expect(new Set(amounts).size).toBe(amounts.length);
    }
  });
});
