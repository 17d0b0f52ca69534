import { expect, test, vi } from 'vitest';
import type { LoketBridge } from '../../shared/api.ts';
import { openSignedIn, type Counter } from '../harness/people-counter.ts';
import { count, say, textOf } from '../harness/shift-counter.ts';

/** In the page. */
declare const loket: LoketBridge;

// A shift begins with another sum than was counted last: the screen says so once it is open.

vi.setConfig({ testTimeout: 120_000 });

/** A shift of before was closed with Rp1.000.000; the next one is opened with what is counted. */
async function openedAfter(...notes: readonly string[]): Promise<Counter> {
  const counter = await openSignedIn('Sri', { shift: false });
  await counter.app.page.evaluate(async () => {
    await loket.call('shift:open', { float: 1_000_000 });
    await loket.call('shift:close', { counted: 1_000_000 });
  });
  await counter.press('Alt+L');
  await counter.cashier.see('open-shift').waitFor();
  await count(counter, ...notes);
  await counter.press('F9');
  expect(await counter.app.page.textContent('body')).not.toContain('hitungan terakhir');
  await say(counter, true);
  return counter;
}

test('a float of Rp900.000 less than was counted last is told once the shift is open, and stands on its page', async () => {
  const counter = await openedAfter('1');
  const { cashier, app, rows } = counter;
  const dialog = app.page.getByRole('dialog').filter({ hasText: 'Modal awal kurang' });
  await dialog.waitFor();
  await counter.picture('float-differs');
  expect(await dialog.textContent()).toMatch(/kurang Rp900\.000.*Rp1\.000\.000.*sekarang Rp100\.000/);
  expect(rows('SELECT float FROM shifts WHERE closed_at IS NULL')).toEqual([{ float: 100_000 }]);
  await say(counter, true);
  await cashier.see('number-input').waitFor();
  await counter.press('Alt+L');
  await cashier.see('shift-now').waitFor();
  await counter.picture('float-differs-page');
  expect(await textOf(counter, 'float-differs')).toContain('kurang Rp900.000');
});

test('Esc at what is told of the float leads to the shift', async () => {
  const counter = await openedAfter('11');
  await say(counter, false);
  await counter.cashier.see('shift-now').waitFor();
  expect(await textOf(counter, 'float-differs')).toContain('lebih Rp100.000');
});

test('the float that was counted last is told nothing of', async () => {
  const counter = await openedAfter('10');
  await counter.cashier.see('number-input').waitFor();
  await counter.press('Alt+L');
  await counter.cashier.see('shift-now').waitFor();
  expect(await counter.cashier.see('float-differs').count()).toBe(0);
});
