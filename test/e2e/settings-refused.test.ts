import { expect, test, vi } from 'vitest';
import { isInSight } from '../harness/first-run.ts';
import { focused } from '../harness/people-counter.ts';
import { openSettings, save } from '../harness/settings-counter.ts';
import { textOf } from '../harness/shift-counter.ts';

// A save of settings that is refused.

vi.setConfig({ testTimeout: 120_000 });

test('what was refused over a setting of another page stood below the edge, and the PIN typed next landed in a field', async () => {
  const counter = await openSettings();
  const { cashier, app } = counter;
  await app.page.setViewportSize({ width: 1024, height: 768 });
  // A pause that is shortened, as only tests may have it, forbids a provider outside this machine.
  await cashier.see('settings-page-till').click();
  await cashier.see('more-settings').click();
  await cashier.see('setting-settleScale').fill('0.5');
  await save(counter);
  await cashier.see('settings-page-iak').click();
  await cashier.see('setting-providers.iak.username').fill('0812000000');
  await cashier.see('setting-providers.iak.apiKey').fill('CANARY-KEY');
  await cashier.see('setting-providers.iak.baseUrl').fill('https://testpostpaid.mobilepulsa.net');
  await app.page.locator('[data-setting="providers.iak.enabled"]').getByRole('radio').first().click();
  await cashier.enter();
  await cashier.see('setting-wrong').waitFor();
  await counter.picture('settings-refused-elsewhere');
  expect(await textOf(counter, 'setting-wrong')).toContain('di halaman Mesin kasir');
  await expect.poll(() => isInSight(cashier.see('setting-wrong'))).toBe(true);
  expect(await focused(counter)).toBe('setting-wrong');
});
