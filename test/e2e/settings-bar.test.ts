import { readFileSync, writeFileSync } from 'node:fs';
import { expect, onTestFinished, test } from 'vitest';
import { idSettings } from '../../renderer/words/id/settings.ts';
import { idStatus } from '../../renderer/words/id/status.ts';
import { cashierAt } from '../harness/cashier.ts';
import { launchApp } from '../harness/launch.ts';
import { openPeopledCounter, pins } from '../harness/people-counter.ts';
import { openTrainingShop } from '../harness/training-shop.ts';

test('an edit of the config file stands on the owner’s screen after the next start, until they put it away', async () => {
  const { app, cashier, data, configFile } = await openTrainingShop();
  await cashier.see('number-input').waitFor();
  expect(await cashier.see('settings-bar').count()).toBe(0);
  await app.stop();
  const config = JSON.parse(readFileSync(configFile, 'utf8')) as { shop: object };
  writeFileSync(
    configFile,
    JSON.stringify({
      ...config,
      callCentre: '0274-1',
      shop: { ...config.shop, rounding: { to: 500, mode: 'nearest' } },
    }),
  );
  const again = await launchApp({ dataDir: data, configFile });
  onTestFinished(() => again.stop());
  const bar = again.page.getByTestId('settings-bar');
  await bar.waitFor();
  const text = await bar.textContent();
  expect(text).not.toContain('callCentre');
  expect(text).toContain(`${idSettings.settings.fields.callCentre.label}: ${idSettings.settings.none} → 0274-1`);
  // The raw names of the config, and no values, stood there.
  expect(text).toContain('Pembulatan tunai (kelipatan): tidak ada → Rp500');
  expect(text).toContain('Pembulatan tunai (arah): tidak ada → Ke yang terdekat');
  await again.page.getByTestId('settings-seen').click();
  await bar.waitFor({ state: 'detached' });
});

test('of many changes only three were named, and the others could be seen nowhere', async () => {
  const { app, data, configFile } = await openTrainingShop();
  await app.stop();
  const config = JSON.parse(readFileSync(configFile, 'utf8')) as { shop: object };
  const shop = {
    ...config.shop,
    name: 'Loket Baru',
    address: 'Jl. Mawar 1',
    terminal: '02',
    rounding: { to: 500, mode: 'down' },
  };
  writeFileSync(configFile, JSON.stringify({ ...config, callCentre: '0274-1', shop }));
  const again = await launchApp({ dataDir: data, configFile });
  onTestFinished(() => again.stop());
  const bar = again.page.getByTestId('settings-bar');
  const more = again.page.getByTestId('settings-more');
  await more.waitFor();
  expect(await bar.textContent()).toContain('Jl. Melati 7, Sleman → Jl. Mawar 1');
  expect(await bar.textContent()).not.toContain('Terminal: 01 → 02');
  await more.focus();
  await again.page.keyboard.press('Enter');
  await more.waitFor({ state: 'detached' });
  for (const change of ['Nama toko: Loket Sumber Rejeki → Loket Baru', 'Pembulatan tunai', 'Terminal: 01 → 02'])
    expect(await bar.textContent()).toContain(change);
});

test('the owner puts changed settings away by Alt+V and a PIN; who calls it off still sees them', async () => {
  const { app, data, configFile } = await openPeopledCounter();
  await app.stop();
  const config = JSON.parse(readFileSync(configFile, 'utf8')) as object;
  writeFileSync(configFile, JSON.stringify({ ...config, callCentre: '0274-1' }));
  const again = await launchApp({ dataDir: data, configFile });
  onTestFinished(() => again.stop());
  const cashier = cashierAt(again.page);
  const type = async (): Promise<void> => {
    await cashier.see('pin').waitFor();
    await again.page.keyboard.type(pins.Ibu);
    await cashier.enter();
  };
  await cashier.see('person-tile').first().waitFor();
  await again.page.keyboard.press('i');
  await cashier.enter();
  await type();
  await cashier.see('settings-bar').waitFor();
  await again.page.keyboard.press('Alt+V');
  await cashier.see('approval').waitFor();
  expect(await cashier.see('approval').textContent()).toContain(idStatus.settingsChanged.seenAct);
  await again.page.keyboard.press('Escape');
  await cashier.see('approval').waitFor({ state: 'detached' });
  expect(await cashier.see('settings-bar').count()).toBe(1);
  await again.page.keyboard.press('Alt+V');
  await cashier.see('approval').waitFor();
  await type();
  await cashier.see('settings-bar').waitFor({ state: 'detached' });
});
