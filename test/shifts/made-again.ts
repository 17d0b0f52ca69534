import { expect } from 'vitest';
import { rebuild } from '../../electron/books/rebuild.ts';
import { openCounter, type Counter } from '../harness/counter.ts';
import { checkFolder } from '../verify/check.ts';

/** Closes the till. Its books are whole, and made again from the journal they post the same. */
export async function areMadeAgain(shop: Counter): Promise<void> {
  const sums = (from: Counter): unknown =>
    from.db.prepare('SELECT * FROM ledger WHERE amount <> 0 OR count <> 0 ORDER BY 1, 2, 3, 4, 5, 6, 7').all();
  const live = sums(shop);
  await shop.close();
  expect(checkFolder(shop.folder).problems).toEqual([]);
  expect(await rebuild(shop.folder, 'database', shop.clock.ms)).toMatchObject({ ok: true });
  expect(checkFolder(shop.folder).problems).toEqual([]);
  expect(sums(await openCounter({ folder: shop.folder, startsAt: shop.clock.ms }))).toEqual(live);
}
