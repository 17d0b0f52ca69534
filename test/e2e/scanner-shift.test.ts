import { expect, test, vi } from 'vitest';
import { openPeopledCounter, type Counter } from '../harness/people-counter.ts';
import { plugInScanner, type Scanner } from '../harness/scanner.ts';
import { count, openWith, say, textOf, toCount } from '../harness/shift-counter.ts';

// A scanner at the screens of a shift: what it types is a customer's number there, and no count, no amount and no press.

vi.setConfig({ testTimeout: 120_000 });

const scanned = '512345678902';
const paces = [0, 10, 30];

/** Scans at each pace; the number waits in the bar. */
async function scanAll({ cashier }: Counter, scanner: Scanner): Promise<void> {
  for (const paceMs of paces) {
    await scanner.scan(scanned, paceMs);
    await cashier.see('scan-bar').waitFor();
  }
}

test('a scan while a drawer is counted is no count, and opens and closes no shift', async () => {
  const counter = await openPeopledCounter({ shift: false });
  const { cashier, app, rows } = counter;
  const scanner = await plugInScanner(app.page);
  await counter.signIn('Ibu');
  await counter.isOpen();
  await counter.press('Alt+L');
  await cashier.see('open-shift').waitFor();
  await count(counter, '2');
  await scanAll(counter, scanner);
  expect(await textOf(counter, 'count-sum')).toBe('Rp200.000');
  expect(rows('SELECT * FROM shifts')).toEqual([]);
  await counter.press('F9');
  await cashier.armed('confirm-yes');
  await scanner.scan(scanned, 10);
  expect(rows('SELECT * FROM shifts')).toEqual([]);
  await say(counter, false);
  await counter.press('Escape');
  await openWith(counter);
  expect(rows('SELECT float FROM shifts')).toEqual([{ float: 200_000 }]);
  await toCount(counter);
  await count(counter, '2');
  await scanAll(counter, scanner);
  expect(await textOf(counter, 'count-sum')).toBe('Rp200.000');
  expect(rows('SELECT * FROM shift_lines')).toEqual([]);
});
