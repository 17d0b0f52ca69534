import { expect, test, vi } from 'vitest';
import type { LoketBridge } from '../../shared/api.ts';
import { pins } from '../harness/people-counter.ts';
import { openSettings, saved } from '../harness/settings-counter.ts';
import { say } from '../harness/shift-counter.ts';

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
