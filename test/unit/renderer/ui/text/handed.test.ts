import { expect, test } from 'vitest';
import { rupiah } from '../../../../../shared/money.ts';
import type { Tender } from '../../../../../shared/tender.ts';
import { handedWords, heroOf } from '../../../../../renderer/ui/text/handed.ts';
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

const back = (tenders: readonly Tender[], change = 0, words = id) =>
  handedWords({ tenders, change: rupiah(change) }, words).back;

test('a refusal right away had all of the money go back, though the change may have been given by the button that named it', () => {
  const split = [tender('qris', 100_000), tender('cash', 300_000)];
  expect(back(split, 213_300)).toBe(
    'Kembalikan ke pelanggan: Rp400.000 (QRIS Rp100.000, Tunai Rp300.000), atau Rp186.700 (QRIS Rp100.000, Tunai Rp86.700) kalau kembaliannya sudah diberikan.',
  );
  expect(back([tender('cash', 200_000)], 12_950, en)).toBe(
    'Give back to the customer: Rp200.000, or Rp187.050 if the change was handed out already.',
  );
});

test('what goes back says nothing of change where none was due, and nothing at all where nothing was received', () => {
  expect(back([tender('cash', 150_000)])).toBe('Kembalikan uang pelanggan: Rp150.000.');
  expect(back([tender('credit', 100_000), tender('cash', 50_000)])).toBe('Kembalikan uang pelanggan: Rp50.000.');
  expect(back([tender('credit', 150_000)])).toBeNull();
});
