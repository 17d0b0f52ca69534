import { expect, test } from 'vitest';
import { isReason } from '../../../../../renderer/ui/dialog/reason.ts';

test.each(['CS IAK', 'dasbor: lunas', 'abc', ' a b c ', 'tiket 12 oke'])('%j says why', (text) => {
  expect(isReason(text)).toBe(true);
});

test.each(['', '   ', 'ok', '...', '530000000000', '12 ab'])('%j does not', (text) => {
  expect(isReason(text)).toBe(false);
});
