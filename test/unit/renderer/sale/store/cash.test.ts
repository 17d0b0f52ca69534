import { describe, expect, test } from 'vitest';
import { likelyTenders, hasOdd, readAmount, tenderedOf } from '../../../../../renderer/sale/store/cash.ts';
import { groupAmount } from '../../../../../renderer/ui/text/digits.ts';
import { rupiah } from '../../../../../shared/money.ts';

const spellings = [
  ['350000,00', '350000,00'],
  ['350000.00', '350000,00'],
  ['350.000', '350000'],
  ['350,000', '350000'],
  ['350.000,00', '350000,00'],
  ['350,000.00', '350000,00'],
  ['350000,5', '350000,5'],
  ['Rp350.000,-', '350000,'],
  ['Rp 350.000', '350000'],
  ['1.350.000', '1350000'],
  ['000350', '350'],
  ['0', '0'],
  ['', ''],
  ['abc', ''],
  [',50', '0,50'],
  ['9'.repeat(20), '9'.repeat(12)],
] as const;

test.each(spellings)('an amount that is pasted as %j is read as %j', (text, amount) => {
  expect(readAmount(text)).toBe(amount);
});

test.each(spellings)('an amount that is typed as %j, key by key, is read as %j', (text, amount) => {
  let typed = '';
  for (const key of text) {
    // What the field shows has dots of its own; one that is typed means what a comma means.
    const shown = groupAmount(typed).replaceAll('.', '');
    typed = readAmount(shown + (key === '.' ? ',' : key));
  }
  expect(typed).toBe(amount);
});

test('nothing typed is not zero', () => {
  expect(tenderedOf('')).toBeNull();
  expect(tenderedOf('0')).toBe(0);
  expect(tenderedOf('350000')).toBe(350_000);
  expect(tenderedOf('350000,')).toBe(350_000);
  expect(tenderedOf('350000,75')).toBe(350_000);
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

test('“300k” and “-300” were taken for 300 without a word; what is written around a sum is no odd sign', () => {
  expect(['300k', '-300', '300rb', '3/0'].map(hasOdd)).toEqual([true, true, true, true]);
  expect(['Rp350.000,-', 'Rp. 350.000', '350,000.00', ' 300 000', ''].map(hasOdd)).toEqual(Array(5).fill(false));
});
