import { expect, test } from 'vitest';
import { unpayableOf } from '../../../../renderer/debts/unpayable.ts';
import { en } from '../../../../renderer/words/en/en.ts';
import { id } from '../../../../renderer/words/id/id.ts';
import type { TenderKind } from '../../../../shared/shift.ts';

/** Of Rp290.000 due, where cash goes by Rp100. */
const of = (kind: TenderKind | null, amount: number, words = id) =>
  unpayableOf(kind, amount, 290_000, { to: 100 }, words);

test('the button read “Bayar Rp100.050 · Tunai” for a sum in cash that is refused', () => {
  expect(of('cash', 100_050)).toEqual({
    label: 'Tunai: kelipatan Rp100',
    problem: { kind: 'odd-cash', to: 100, below: 100_000, above: 100_100 },
  });
  expect(of('cash', 100_100)).toBeNull();
  expect(of('cash', 300_050)).toBeNull();
});

test('too much on credit or by QRIS left the button as if it paid', () => {
  const problem = { kind: 'hint', hint: 'only-cash-changes' };
  expect(of('credit', 500_000)).toEqual({ label: 'Terlalu banyak Rp210.000', problem });
  expect(of('qris', 290_001, en)).toEqual({ label: 'Too much by Rp1', problem });
  expect(of('qris', 290_000)).toBeNull();
  expect(of(null, 500_000)).toBeNull();
});
