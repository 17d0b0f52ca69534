import { renameSync } from 'node:fs';
import path from 'node:path';
import { expect, test, vi } from 'vitest';
import type { LoketBridge } from '../../shared/api.ts';
import { openSignedIn, type Counter } from '../harness/people-counter.ts';
import { count, openWith, say, textOf, toCount, write } from '../harness/shift-counter.ts';

/** In the page. */
declare const loket: LoketBridge;

// What goes wrong around a shift: midnight, the disk, the printer, a page that dies. Nothing is lost, and every shift has one Z.

vi.setConfig({ testTimeout: 150_000 });

const zs = ({ rows }: Counter) => rows('SELECT z FROM zs ORDER BY z');

/** A page that is loaded again finds the same person, who was never away. */
async function reload({ app, cashier }: Counter): Promise<void> {
  await app.page.reload();
  await cashier.see('number-input').waitFor();
}

test('a shift that was left open over midnight says so on every screen, goes on selling, and is closed for its own day', async () => {
  const counter = await openSignedIn('Sri', { shift: false, movesClock: true });
  const { cashier } = counter;
  await openWith(counter, '1');
  expect(await cashier.see('shift-bar').count()).toBe(0);
  await counter.pass(24 * 3_600_000);
  await expect.poll(() => textOf(counter, 'shift-bar'), { timeout: 20_000 }).toContain('Sri');
  await counter.picture('shift-15-overdue');
  await toCount(counter);
  await count(counter, '1');
  await counter.press('F9');
  await say(counter, true);
  await cashier.see('shift-closed').waitFor();
  const [day, next] = [-1, 0].map((ago) => {
    const at = new Date(Date.now() + (ago + 1) * 24 * 3_600_000 + 7 * 3_600_000).toISOString();
    return `${at.slice(8, 10)}/${at.slice(5, 7)}/${at.slice(0, 4)}`;
  });
  const paper = await textOf(counter, 'paper');
  expect(paper).toMatch(new RegExp(`BUKA +: ${day}`));
  expect(paper).toMatch(new RegExp(`TUTUP +: ${next}`));
  expect(zs(counter)).toEqual([{ z: 1 }]);
  await cashier.armed('z-done');
  await cashier.enter();
  await openWith(counter, '1');
  expect(await cashier.see('shift-bar').count()).toBe(0);
});

test('a disk that takes nothing at the close keeps the count on the screen; once it does, the same count closes, with one Z', async () => {
  const counter = await openSignedIn('Sri', { shift: false });
  const { cashier, data } = counter;
  await openWith(counter, '1');
  await toCount(counter);
  await count(counter, '1');
  const journal = path.join(data, 'training', 'journal', '000001.jsonl');
  renameSync(journal, `${journal}.away`);
  await counter.press('F9');
  await say(counter, true);
  await expect.poll(() => cashier.see('problem').getAttribute('data-code')).toBe('storage-failed');
  await counter.picture('shift-16-storage');
  expect(await textOf(counter, 'count-sum')).toBe('Rp100.000');
  expect(zs(counter)).toEqual([]);
  renameSync(`${journal}.away`, journal);
  await cashier.see('storage-bar').waitFor({ state: 'detached', timeout: 20_000 });
  await counter.press('F9');
  await say(counter, true);
  await cashier.see('shift-closed').waitFor();
  expect(await textOf(counter, 'z-difference')).toContain('pas');
  expect(zs(counter)).toEqual([{ z: 1 }]);
});

test('without a printer a shift is closed all the same: its Z is on the screen, and what is missing is said', async () => {
  const counter = await openSignedIn('Sri', { shift: false, printers: [] });
  const { cashier } = counter;
  await openWith(counter, '1');
  await toCount(counter);
  await count(counter, '1');
  await counter.press('F9');
  await say(counter, true);
  await cashier.see('shift-closed').waitFor();
  expect(await textOf(counter, 'paper')).toContain('LAPORAN Z 1');
  await expect.poll(() => textOf(counter, 'problem')).toContain('printer');
  await counter.picture('shift-17-no-printer');
  expect(zs(counter)).toEqual([{ z: 1 }]);
});

test('a page that is loaded again in the middle of a count, a close and a reopening loses nothing, and each close has one Z', async () => {
  const counter = await openSignedIn('Ibu', { shift: false });
  const { cashier, rows } = counter;
  await openWith(counter, '1');
  await toCount(counter);
  await count(counter, '3');
  await reload(counter);
  // Nothing was said of the count yet, and the shift goes on.
  expect([rows('SELECT kind FROM shift_lines'), zs(counter)]).toEqual([[], []]);
  await toCount(counter);
  expect(await textOf(counter, 'count-sum')).toBe('Rp0');
  await count(counter, '1');
  await counter.press('F9');
  await cashier.armed('confirm-yes');
  await Promise.all([counter.press('Enter'), counter.app.page.reload()]);
  await cashier.see('number-input').waitFor();
  // The close reached the till or it did not; a second one makes no second Z.
  await counter.press('Alt+L');
  await expect
    .poll(async () => (await cashier.see('open-shift').count()) + (await cashier.see('shift-now').count()))
    .toBe(1);
  if ((await cashier.see('shift-now').count()) > 0) {
    await cashier.enter();
    await cashier.see('count-drawer').waitFor();
    await count(counter, '1');
    await counter.press('F9');
    await say(counter, true);
    await cashier.see('shift-closed').waitFor();
    await cashier.armed('z-done');
    await cashier.enter();
    await counter.press('Alt+L');
  }
  expect(zs(counter)).toEqual([{ z: 1 }]);
  expect(rows("SELECT amount FROM shift_lines WHERE kind = 'count'")).toEqual([{ amount: 100_000 }]);

  await cashier.see('open-shift').waitFor();
  await counter.press('F10');
  await cashier.see('shift-list').waitFor();
  await expect.poll(() => textOf(counter, 'paper')).toContain('LAPORAN Z 1');
  await counter.press('F8');
  await cashier.see('reason-pick').first().click();
  await Promise.all([
    cashier.see('decision-confirm').click(),
    expect.poll(() => rows('SELECT shift FROM shifts WHERE closed_at IS NULL')).toHaveLength(1),
  ]);
  await reload(counter);
  expect(zs(counter)).toEqual([{ z: 1 }]);
  await toCount(counter);
  await count(counter, '1');
  await counter.press('F9');
  await say(counter, true);
  await cashier.see('shift-closed').waitFor();
  expect(zs(counter)).toEqual([{ z: 1 }, { z: 2 }]);
  await cashier.armed('z-done');
  await cashier.enter();
  await counter.press('Alt+L');
  await cashier.see('open-shift').waitFor();
  await counter.press('F10');
  await expect.poll(() => textOf(counter, 'paper')).toContain('LAPORAN Z 2');
  expect(await cashier.see('replaced-by').count()).toBe(0);
  await cashier.see('earlier-z').first().click();
  await expect.poll(() => textOf(counter, 'replaced-by')).toContain('Z 2');
  expect(await textOf(counter, 'paper')).toContain('DIGANTIKAN Z 2');
});

test('the list of shifts goes on page by page, and a shift that is not the last is not opened again', async () => {
  const counter = await openSignedIn('Sri', { shift: false });
  const { cashier, app } = counter;
  await app.page.evaluate(async () => {
    for (let nth = 1; nth <= 23; nth++) {
      const replies = [await loket.call('shift:open', { float: 0 }), await loket.call('shift:close', { counted: 0 })];
      for (const reply of replies) if (!reply.ok) throw new Error(`${nth}: ${reply.code}`);
    }
  });
  await counter.press('Alt+L');
  await counter.press('F10');
  await cashier.see('shift-row').nth(19).waitFor();
  expect(await cashier.see('shift-row').count()).toBe(20);
  await counter.press('PageDown');
  await expect.poll(() => cashier.see('shift-row').count()).toBe(23);
  expect(await cashier.see('more-shifts').count()).toBe(0);
  expect(await cashier.see('shift-row').first().textContent()).toContain('Z 23');
  expect(await cashier.see('shift-row').last().textContent()).toContain('Z 1');
  await counter.press('ArrowDown');
  await expect.poll(() => textOf(counter, 'paper')).toContain('LAPORAN Z 22');
  // It is offered where it can be, and is not learnt of only once a reason was typed.
  expect(await cashier.see('reopen-shift').count()).toBe(0);
  await counter.press('F8');
  expect(await cashier.see('reason-pick').count()).toBe(0);
  await counter.picture('shift-18-over');
  await counter.press('ArrowUp');
  await expect.poll(() => textOf(counter, 'paper')).toContain('LAPORAN Z 23');
  expect(await cashier.see('reopen-shift').count()).toBe(1);
  expect(zs(counter)).toHaveLength(23);
});

test('whoever approved of cash out saw neither its sum nor its reason nor who asked', async () => {
  const counter = await openSignedIn('Sri');
  const { cashier } = counter;
  await counter.press('Alt+L');
  await cashier.see('cash-out').click();
  await cashier.see('cash-dialog').waitFor();
  await write(counter, '20000');
  await cashier.enter();
  await write(counter, 'beli kertas');
  await cashier.enter();
  await cashier.enter();
  await cashier.see('approval').waitFor();
  await expect.poll(() => textOf(counter, 'approval-about')).toMatch(/Sri.*Rp20\.000.*beli kertas/s);
  await counter.picture('approval-about');
});
