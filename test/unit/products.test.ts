import fc from 'fast-check';
import { expect, test } from 'vitest';
import { billsMaxAt, isSameBill, productOf, products, providerIds, rowsOf } from '../../shared/product.ts';

// What holds for every product in the registry.

const sold = { customerNumber: '512345678901', customerName: null, periods: [] };

test('ids, places and lengths of numbers are each some product’s own', () => {
  const all = products.map(productOf);
  const facts = all.map(({ id, place, number }) => [id, place, number.digits] as const);
  for (const at of [0, 1, 2] as const) expect(new Set(facts.map((of) => of[at])).size).toBe(all.length);
});

test('PLN’s products stand in this order, under these ids, for ever', () => {
  expect(products.filter((id) => id.startsWith('pln-'))).toEqual(['pln-postpaid', 'pln-nontaglist']);
});

test('a product says how many of its bills one payment settles, where a document does', () => {
  expect(providerIds.map((provider) => billsMaxAt(provider, 'pln-postpaid'))).toEqual([null, 3, 4]);
  expect(billsMaxAt('iak', 'pln-nontaglist')).toBeNull();
});

test.for(products)('%s has rows of whatever details an older till stored', (product) => {
  const names = Object.keys(productOf(product).details.parse({}));
  expect(names.length).toBeGreaterThan(0);
  const some = fc.dictionary(fc.constantFrom(...names), fc.jsonValue());
  fc.assert(
    fc.property(some, (details) => {
      const rows = rowsOf({ ...sold, product, details });
      expect(rows.some(({ kind }) => kind === 'name')).toBe(true);
      expect(rows.filter(({ slip }) => slip !== undefined).length).toBeGreaterThan(1);
    }),
  );
});

test('a bill that is paid by the month is the same by a month; one that is not, by its number', () => {
  expect(isSameBill('pln-postpaid', ['2026-09', '2026-10'], ['2026-10'])).toBe(true);
  expect(isSameBill('pln-postpaid', ['2026-09'], ['2026-10'])).toBe(false);
  // What month it was is not known: it may be this one.
  expect(isSameBill('pln-postpaid', [], ['2026-10'])).toBe(true);
  expect(isSameBill('pln-nontaglist', [], [])).toBe(true);
});
