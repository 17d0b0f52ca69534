import { expect, test } from 'vitest';
import { rupiah } from '../../../../../shared/money.ts';
import type { Tender } from '../../../../../shared/tender.ts';
import { heroOf } from '../../../../../renderer/ui/text/handed.ts';
import { en } from '../../../../../renderer/words/en/en.ts';
import { id } from '../../../../../renderer/words/id/id.ts';

const tender = (kind: Tender['kind'], amount: number): Tender => ({ kind, amount: rupiah(amount) });
const hero = (tenders: readonly Tender[], change = 0, words = id) => {
  const { label, sum } = heroOf({ tenders, change: rupiah(change), due: rupiah(150_000) }, words);
  return `${label}: ${sum}`;
};

test('where no change is given the largest thing was change of Rp0; it is what was paid, and how', () => {
  expect(hero([tender('cash', 160_000)], 10_000)).toBe('Kembalian: Rp10.000');
  expect(hero([tender('cash', 150_000)])).toBe('Tunai, uang pas: Rp150.000');
  expect(hero([tender('cash', 150_000)], 0, en)).toBe('Cash, the exact sum: Rp150.000');
  expect(hero([tender('qris', 150_000)])).toBe('QRIS: Rp150.000');
  expect(hero([tender('credit', 150_000)])).toBe('Bon (utang): Rp150.000');
  expect(hero([tender('qris', 100_000), tender('qris', 20_000), tender('cash', 30_000)])).toBe(
    'QRIS + Tunai: Rp150.000',
  );
  expect(hero([tender('qris', 100_000), tender('cash', 60_000)], 10_000)).toBe('Kembalian: Rp10.000');
});
