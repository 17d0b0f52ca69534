import { expect, test } from 'vitest';
import { owingOf } from '../../../../../renderer/sale/bill/owing.ts';
import { rupiah } from '../../../../../shared/money.ts';
import type { TenderKind } from '../../../../../shared/shift.ts';

const roundingRule = { to: 100, mode: 'down' } as const;
const quote = { total: rupiah(150_050), provider: 'iak', roundingRule } as const;
const cash = { kind: 'cash', amount: rupiah(50_000) } as const;

/** Rest, rounding and what is too much or, below 0, left, in rupiah. */
const of = (kind: TenderKind, digits: string, parts: readonly (typeof cash)[] = []) => {
  const { rest, rounding, over } = owingOf(quote, parts, kind, digits);
  return [rest, rounding, over];
};

test('a part in cash announced a rest that was rounded, though the rest can be paid by QRIS, which is not', () => {
  expect(of('cash', '50000')).toEqual([150_050, 0, -100_050]);
  expect(of('qris', '', [cash])).toEqual([100_050, 0, 0]);
  expect(of('cash', '', [cash])).toEqual([100_000, -50, 0]);
});

test('cash that pays the rest is rounded, and what is above it is change', () => {
  expect(of('cash', '')).toEqual([150_000, -50, 0]);
  expect(of('cash', '150000')).toEqual([150_000, -50, 0]);
  expect(of('cash', '200000')).toEqual([150_000, -50, 50_000]);
  expect(of('qris', '200000')).toEqual([150_050, 0, 49_950]);
});

test('where cash is rounded up, no part leaves less than nothing', () => {
  const up = { ...quote, roundingRule: { to: 100, mode: 'nearest' } } as const;
  expect(owingOf(up, [], 'cash', '150080')).toMatchObject({ due: 150_100, over: 0 });
  expect(owingOf(up, [], 'cash', '150100')).toMatchObject({ rest: 150_100, rounding: 50, over: 0 });
});
