import { expect, test, vi } from 'vitest';
import type { LoketBridge } from '../../shared/api.ts';
import { openSignedIn, pins } from '../harness/people-counter.ts';
import { count, openWith, say, sell, textOf, toCount, write } from '../harness/shift-counter.ts';

/** In the page. */
declare const loket: LoketBridge;

// A cashier's day at the screen, its end: the drawer is counted blind, the shift closed, its Z printed, listed and opened again.

vi.setConfig({ testTimeout: 120_000 });

test('a drawer is counted blind, by who may see what it should hold too; the Z comes out by itself, once, whatever is pressed', async () => {
  const counter = await openSignedIn('Ibu', { shift: false });
  const { cashier, app, sink, rows } = counter;
  await openWith(counter, '1');
  await sell(counter);
  await cashier.see('done-status').waitFor();
  await cashier.next();
  await expect.poll(() => rows("SELECT * FROM print_jobs WHERE state = 'sent'")).toHaveLength(1);
  const jobs = sink.jobs.length;
  await toCount(counter);
  await count(counter, '3', '1', '2');
  await counter.picture('shift-7-count');
  // In the middle of it a customer comes, and the screen is locked; the count is still there.
  await counter.press('Escape');
  await cashier.see('shift-now').waitFor();
  await counter.press('Escape');
  await cashier.see('number-input').waitFor();
  await toCount(counter);
  await counter.press('Alt+K');
  await cashier.see('locked').waitFor();
  await counter.typePin(pins.Ibu);
  await counter.isOpen();
  expect(await textOf(counter, 'count-sum')).toBe('Rp390.000');
  await counter.press('ArrowDown');
  await counter.press('F9');
  await counter.picture('shift-8-sure');
  const before = (await app.page.textContent('body')) ?? '';
  expect(before).not.toMatch(/391\.000|SEHARUSNYA|Seharusnya/);
  await say(counter, false);
  await counter.press('ArrowUp');
  expect(await textOf(counter, 'count-sum')).toBe('Rp390.000');
  // A thousand more lay under the tray.
  await cashier.see('add-note').nth(6).click();
  await counter.press('F9');
  await say(counter, true);
  await counter.press('Enter');
  await counter.press('Enter');
  await cashier.see('shift-closed').waitFor();
  expect(await textOf(counter, 'z-difference')).toContain('pas');
  await expect.poll(() => cashier.see('report-print').getAttribute('data-state')).toBe('sent');
  await counter.picture('shift-9-z');
  expect(await textOf(counter, 'paper')).toContain('LAPORAN Z 1');
  expect(sink.jobs.length).toBe(jobs + 1);
  expect(rows('SELECT z FROM zs')).toEqual([{ z: 1 }]);
  expect(rows("SELECT amount FROM shift_lines WHERE kind = 'count'")).toEqual([{ amount: 391_000 }]);
  await cashier.armed('z-done');
  await cashier.enter();
  await cashier.see('shift-bar').waitFor();
});

test('too little in the drawer is counted again or given a reason and a supervisor; what is pending is named before and after', async () => {
  const counter = await openSignedIn('Sri', { shift: false });
  const { cashier, rows } = counter;
  await openWith(counter, '1');
  await sell(counter, '512345678922');
  await cashier.see('pending-status').waitFor();
  await cashier.next();
  await toCount(counter);
  await expect.poll(() => textOf(counter, 'carried')).toContain('5123 4567 8922');
  await count(counter, '2');
  await counter.picture('shift-10-pending');
  await counter.press('F9');
  await say(counter, true);
  await cashier.see('difference-dialog').waitFor();
  expect(await textOf(counter, 'difference-dialog')).toContain('Hitungan ini belum menutup shift');
  // Who counts blind reads only what they typed themselves.
  expect(await textOf(counter, 'difference-dialog')).not.toMatch(/kurang|lebih|Rp(?!200\.000)/);
  await counter.picture('shift-11-difference');
  // Counted again: what was typed is there.
  await counter.press('Escape');
  await cashier.see('difference-dialog').waitFor({ state: 'detached' });
  expect(await textOf(counter, 'count-sum')).toBe('Rp200.000');
  await count(counter, '2', '', '1');
  expect(await textOf(counter, 'count-sum')).toBe('Rp220.000');
  await counter.press('F9');
  await say(counter, true);
  await cashier.see('difference-dialog').waitFor();
  await write(counter, 'salah kembalian');
  await cashier.enter();
  await cashier.enter();
  await cashier.see('approval').waitFor();
  // Nobody approves: the shift is open, and the reason still there.
  await counter.press('Escape');
  await cashier.see('approval').waitFor({ state: 'detached' });
  await expect.poll(() => textOf(counter, 'problem')).toContain('Shift masih terbuka');
  expect(rows('SELECT z FROM zs')).toEqual([]);
  await cashier.see('decision-confirm').click();
  await cashier.see('approval').getByTestId('person-tile').last().click();
  await counter.typePin(pins.Wati);
  await cashier.see('shift-closed').waitFor();
  expect(await textOf(counter, 'z-difference')).toContain('kurang');
  expect(await textOf(counter, 'carried')).toContain('5123 4567 8922');
  expect(await textOf(counter, 'paper')).toContain('salah kembalian');
  await counter.picture('shift-12-z-short');
  expect(rows("SELECT amount FROM shift_lines WHERE kind = 'count'")).toEqual([
    { amount: 200_000 },
    { amount: 220_000 },
  ]);
});

test('who sells in somebody else’s shift sees whose drawer it is, and closes it with a supervisor; a printer that is off is told', async () => {
  const counter = await openSignedIn('Sri');
  const { cashier, sink, rows } = counter;
  expect(await textOf(counter, 'shift-button')).toContain('Ibu');
  expect(await cashier.see('shift-bar').count()).toBe(0);
  await sell(counter);
  await cashier.see('done-status').waitFor();
  await cashier.next();
  await sink.close();
  await toCount(counter);
  await count(counter, '3', '1', '2', '', '', '', '1');
  await counter.press('F9');
  await say(counter, true);
  await cashier.see('approval').waitFor();
  // Nobody approves: not even the count is with the till.
  await counter.press('Escape');
  await expect.poll(() => cashier.see('problem').getAttribute('data-code')).toBe('not-allowed');
  expect(rows('SELECT kind FROM shift_lines')).toEqual([]);
  await counter.press('F9');
  await say(counter, true);
  await cashier.see('approval').getByTestId('person-tile').last().click();
  await counter.typePin(pins.Wati);
  await cashier.see('shift-closed').waitFor();
  await expect.poll(() => cashier.see('problem').getAttribute('data-code')).toBe('printer-failed');
  expect(await textOf(counter, 'problem')).toContain('tersimpan');
  await counter.picture('shift-13-printer');
});

test('a shift that was closed elsewhere is said while it is counted; its Z is in the list, and a supervisor opens it again', async () => {
  const counter = await openSignedIn('Sri', { shift: false });
  const { cashier, app, sink, rows } = counter;
  await openWith(counter, '1');
  await toCount(counter);
  await count(counter, '5');
  await app.page.evaluate(() => loket.call('shift:close', { counted: 100_000 }));
  await expect.poll(() => textOf(counter, 'problem'), { timeout: 10_000 }).toContain('sudah ditutup');
  await counter.press('F9');
  await say(counter, true);
  await expect.poll(() => textOf(counter, 'problem')).toContain('sudah ditutup');
  expect(rows('SELECT z FROM zs')).toEqual([{ z: 1 }]);
  await counter.press('F10');
  await cashier.see('shift-list').waitFor();
  await expect.poll(() => textOf(counter, 'paper')).toContain('LAPORAN Z 1');
  await counter.picture('shift-14-list');
  await counter.press('F6');
  await expect.poll(() => cashier.see('report-print').getAttribute('data-state')).toBe('sent');
  expect(sink.jobs).toHaveLength(1);
  await counter.press('F8');
  await cashier.see('reason-pick').first().click();
  await cashier.see('decision-confirm').click();
  await cashier.see('approval').waitFor();
  expect(await textOf(counter, 'approval-about')).toMatch(/ShiftSriZ terakhirZ 1Dibuka\d+ \w+ \d{4} \d\d\.\d\d/);
  await counter.picture('shift-18-approval');
  await cashier.see('approval').getByTestId('person-tile').last().click();
  await counter.typePin(pins.Wati);
  await cashier.see('shift-now').waitFor();
  expect(await textOf(counter, 'shift-reopened')).toMatch(/^Shift \w+ terbuka lagi\. Z berikutnya menggantikan Z 1\.$/);
  await counter.picture('shift-19-reopened');
  await counter.press('F10');
  await cashier.see('shift-row').waitFor();
  expect(await textOf(counter, 'shift-row')).toContain('terbuka');
  // What is open has no Z to look at, and its X is not asked for here.
  expect(await cashier.see('paper').count()).toBe(0);
  await counter.press('Escape');
  await cashier.see('shift-now').waitFor();
});
