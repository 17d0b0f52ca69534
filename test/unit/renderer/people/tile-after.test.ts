import { expect, test } from 'vitest';
import { tileAfter } from '../../../../renderer/people/tile-after.ts';

const names = ['Ibu', 'Sari', 'Sri', 'Wati'];

test('arrows go round, a letter to the next name that begins with it', () => {
  expect(tileAfter('ArrowRight', 3, names)).toBe(0);
  expect(tileAfter('ArrowLeft', 0, names)).toBe(3);
  expect(tileAfter('ArrowDown', -1, names)).toBe(0);
  expect(tileAfter('s', -1, names)).toBe(1);
  expect(tileAfter('S', 1, names)).toBe(2);
  expect(tileAfter('s', 2, names)).toBe(1);
  expect(tileAfter('w', 3, names)).toBe(3);
});

test('other keys, and a list without names, mean nothing', () => {
  for (const key of ['x', 'Enter', 'Tab', '5', 'F4']) expect(tileAfter(key, 0, names), key).toBeNull();
  expect(tileAfter('ArrowRight', -1, [])).toBeNull();
});
