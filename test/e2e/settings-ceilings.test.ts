import { expect, test, vi } from 'vitest';
import type { LoketBridge } from '../../shared/api.ts';
import { pins } from '../harness/people-counter.ts';
import { openSettings, saved } from '../harness/settings-counter.ts';
import { say, textOf } from '../harness/shift-counter.ts';

vi.setConfig({ testTimeout: 120_000 });

/** In the page. */
declare const loket: LoketBridge;

test('a ceiling of 0 was saved without a word, and then every payment waited for a PIN', async () => {
  const counter = await openSettings();
  const { cashier, app } = counter;
  const ceiling = async (): Promise<unknown> => {
    const now = await app.page.evaluate(() => loket.call('settings:get', {}));
    return now.ok && (now.value['ceilings'] as { readonly payment: number }).payment;
  };
  const before = await ceiling();
  await cashier.see('settings-page-cash').click();
  expect(await cashier.see('settings').textContent()).toContain('Dengan 0, setiap pembayaran perlu PIN');
  await cashier.see('setting-ceilings.payment').fill('0');
  await cashier.see('save-settings').click();
  await cashier.see('confirm-yes').waitFor();
  expect(await app.page.locator('dialog[open]').textContent()).toContain('setiap pembayaran menunggu PIN');
  await counter.picture('settings-20-zero');
  await say(counter, false);
  expect(await ceiling()).toBe(before);
  // Meant all the same.
  await cashier.see('save-settings').click();
  await cashier.see('confirm-yes').waitFor();
  await say(counter, true);
  await counter.confirm(pins.Ibu);
  await saved(counter);
  expect(await ceiling()).toBe(0);
});

test('a sum that was emptied was saved as what a till has that nobody set up: it is asked for, and nothing is saved', async () => {
  const counter = await openSettings();
  const { cashier, app } = counter;
  const limit = async (): Promise<unknown> => {
    const now = await app.page.evaluate(() => loket.call('settings:get', {}));
    return now.ok && (now.value['shift'] as { readonly overShort: number }).overShort;
  };
  await cashier.see('settings-page-cash').click();
  await cashier.see('setting-shift.overShort').fill('20000');
  await cashier.see('save-settings').click();
  await counter.confirm(pins.Ibu);
  await saved(counter);
  await cashier.see('setting-shift.overShort').fill('');
  await cashier.see('save-settings').click();
  await cashier.see('setting-lacking').waitFor();
  expect(await textOf(counter, 'setting-lacking')).toContain('Ketik batasnya dalam rupiah.');
  await counter.picture('settings-21-emptied');
  expect(await limit()).toBe(20_000);
  // 0 is a sum as any other.
  await cashier.see('setting-shift.overShort').fill('0');
  await expect.poll(() => cashier.see('setting-lacking').count()).toBe(0);
  await cashier.see('save-settings').click();
  await counter.confirm(pins.Ibu);
  await saved(counter);
  expect(await limit()).toBe(0);
});
