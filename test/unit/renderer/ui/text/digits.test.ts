import { expect, test } from 'vitest';
import { groupAmount } from '../../../../../renderer/ui/text/digits.ts';

test('amounts are grouped in threes', () => {
  expect(['', '5', '500', '5000', '350000', '1000000'].map(groupAmount)).toEqual([
    '',
    '5',
    '500',
    '5.000',
    '350.000',
    '1.000.000',
  ]);
  expect(['350000,', '350000,0', '1350000,00'].map(groupAmount)).toEqual(['350.000,', '350.000,0', '1.350.000,00']);
});
