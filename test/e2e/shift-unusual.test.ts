import { expect, test, vi } from 'vitest';
import { openSignedIn } from '../harness/people-counter.ts';
import { say, textOf } from '../harness/shift-counter.ts';

// A count in which a finger slipped.

vi.setConfig({ testTimeout: 120_000 });

test('a float of a milliard was not asked about, and five digits of notes were cut in their field', async () => {
  const counter = await openSignedIn('Sri', { shift: false });
  const { cashier, app, press } = counter;
  const asked = () => app.page.getByRole('dialog').last().textContent();
  await press('Alt+L');
  await cashier.see('open-shift').waitFor();
  await app.page.keyboard.type('100266', { delay: 60 });
  const field = cashier.see('note').first();
  expect(await field.inputValue()).toBe('10026');
  await expect.poll(() => cashier.see('open-shift').textContent()).toContain('Terlalu banyak angka');
  for (const width of [1024, 1366]) {
    await app.page.setViewportSize({ width, height: 768 });
    await counter.picture(`count-long-${width}`);
    expect(await field.evaluate((it) => it.scrollWidth <= it.clientWidth), String(width)).toBe(true);
  }
  await press('F9');
  await cashier.armed('confirm-yes');
  await counter.picture('count-unusual');
  expect(await asked()).toContain('Uangnya benar Rp1.002.600.000?');
  await press('Escape');
  await cashier.see('confirm-yes').waitFor({ state: 'detached' });
  for (let n = 0; n < 4; n++) await press('Backspace');
  await press('F9');
  await cashier.armed('confirm-yes');
  expect(await asked()).toContain('Buka shift dengan modal awal Rp100.000?');
  await say(counter, true);
  await cashier.see('shift-button').waitFor();
  expect(await textOf(counter, 'shift-button')).toContain('Shift');
});
