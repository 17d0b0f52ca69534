import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { LoketBridge } from '../../shared/api.ts';
import {
  confirmNew,
  fillPerson,
  isInSight,
  openNew as open,
  signInNew as signIn,
  type Opened,
} from '../harness/first-run.ts';
import { startPrinterSink } from '../harness/printer-sink.ts';
import { tempFolder } from '../harness/temp-folder.ts';
import { pins } from '../harness/people-counter.ts';

// A till that nobody has set up yet, at its screen.

vi.setConfig({ testTimeout: 180_000 });

/** In the page. */
declare const loket: LoketBridge;

/** The file that slips of training go to is nobody's printer; an Enter is answered, and the caret is where the address goes. */
async function printerIsAskedFor({ cashier, app, picture }: Opened): Promise<void> {
  const field = cashier.see('printer-transport-0');
  expect(await field.inputValue()).toBe('');
  await picture('first-5b-no-printer');
  await cashier.enter();
  await cashier.see('setting-lacking').waitFor();
  expect(await field.evaluate((it) => it === document.activeElement)).toBe(true);
  const settings = await app.page.evaluate(() => loket.call('settings:get', {}));
  expect(settings.ok && settings.value['printers']).toEqual([]);
}

test('a printer of a shop began as the file that slips of training go to, and Enter there was not answered', async () => {
  const dataDir = tempFolder();
  const opened = await open(dataDir);
  const { cashier } = opened;
  await cashier.see('setting-shop.name').fill('Loket Sumber Rejeki');
  await cashier.enter();
  await cashier.see('step-owner').waitFor({ timeout: 30_000 });
  await fillPerson(opened, 'Ibu', pins.Ibu);
  for (const step of ['phrase', 'cashier', 'provider']) {
    await cashier.see(`step-${step}`).waitFor();
    await opened.press('F10');
  }
  await cashier.see('step-printer').waitFor();
  await printerIsAskedFor(opened);
  await cashier.see('printer-transport-0').fill('file:struk.bin');
  await cashier.enter();
  await confirmNew(opened);
  await cashier.see('settings-saved').waitFor();
  await opened.press('F6');
  await cashier.see('test-page-sent').waitFor();
  expect(await isInSight(cashier.see('test-page-sent'))).toBe(true);
  expect(readFileSync(path.join(dataDir, 'struk.bin'), 'latin1')).toContain('HALAMAN UJI');
  await opened.picture('first-6b-file');
});

test('a first run is left in the middle by a kill and taken up again where it was, and ends where people sign in', async () => {
  const dataDir = tempFolder();
  const sink = await startPrinterSink();
  onTestFinished(() => sink.close());
  const first = await open(dataDir);
  await first.cashier.see('setting-shop.name').waitFor();
  await first.picture('first-1-welcome');
  await first.cashier.see('setting-shop.name').fill('Loket Sumber Rejeki');
  await first.cashier.enter();
  await first.cashier.see('step-owner').waitFor({ timeout: 30_000 });
  expect(await first.status()).toMatchObject({ setUp: 'begun', training: false, signIn: false });
  // Nothing is sold before there is an owner.
  const paid = await first.app.page.evaluate(() => loket.call('payment:pay', { quoteId: 'q', tendered: 1 }));
  expect(paid).toMatchObject({ ok: false, code: 'owner-needed' });
  expect(await first.cashier.see('step-later').count()).toBe(0);
  await first.picture('first-2-owner');
  await fillPerson(first, 'Ibu', pins.Ibu);
  await first.cashier.see('step-phrase').waitFor();
  await first.picture('first-3-phrase');
  first.app.kill();
  await first.app.exited;

  const again = await open(dataDir);
  const { cashier, press, app } = again;
  await signIn(again, 'Ibu');
  await cashier.see('step-phrase').waitFor();
  expect(await cashier.see('shop-name').textContent()).toContain('Loket Sumber Rejeki');
  await cashier.enter();
  await confirmNew(again);
  await cashier.see('phrase-text').waitFor();
  await cashier.armed('phrase-written');
  await cashier.enter();
  await cashier.see('step-cashier').waitFor();
  // Back, and on again: what is done is done.
  await press('Escape');
  await cashier.see('step-phrase').waitFor();
  await cashier.enter();
  await cashier.see('step-cashier').waitFor();
  await fillPerson(again, 'Sri', pins.Sri);
  await confirmNew(again);
  await cashier.see('step-provider').waitFor();
  await again.picture('first-4-provider');
  await cashier.see('setting-providers.iak.baseUrl').fill('http://192.168.1.5');
  await cashier.see('setting-providers.iak.username').fill('0812CANARY');
  await cashier.see('setting-providers.iak.apiKey').fill('CANARY-SECRET-9');
  await cashier.enter();
  await cashier.see('setting-wrong').waitFor();
  await cashier.see('setting-providers.iak.baseUrl').fill('https://testpostpaid.mobilepulsa.net');
  await cashier.enter();
  await confirmNew(again);
  await cashier.see('settings-saved').waitFor();
  await again.picture('first-5-saved');
  await cashier.enter();
  await cashier.see('step-printer').waitFor();
  await app.page.setViewportSize({ width: 800, height: 600 });
  await press('Alt+B');
  await press('Alt+T');
  await press('Alt+T');
  await cashier.see('printer-transport-0').fill(sink.transport);
  await cashier.enter();
  await confirmNew(again);
  await cashier.see('settings-saved').waitFor();
  await press('F6');
  await expect.poll(() => sink.jobs.length).toBe(1);
  await cashier.see('test-page-sent').waitFor();
  expect(await isInSight(cashier.see('test-page-sent'))).toBe(true);
  expect(sink.jobs[0]?.toString('latin1')).toContain('HALAMAN UJI');
  await again.picture('first-6-printer');
  await cashier.enter();
  await cashier.see('step-done').waitFor();
  expect(await cashier.see('first-run-missing').count()).toBe(0);
  await again.picture('first-7-done');
  await cashier.enter();
  await cashier.see('person-tile').first().waitFor({ timeout: 30_000 });
  const now = await again.status();
  expect(now).toMatchObject({ setUp: 'begun', training: false, mode: 'normal', signIn: true });
  expect(now['providers']).toMatchObject([{ id: 'iak' }]);
  // A cashier works; nothing of the first run is in the way.
  await signIn(again, 'Sri');
  await cashier.see('number-input').waitFor();
  expect(await cashier.see('first-run').count()).toBe(0);
});

test('whoever trains first is at the training screen with one key, and is not asked again once they have practised', async () => {
  const dataDir = tempFolder();
  const { cashier, press, app, picture } = await open(dataDir);
  await cashier.see('train-first').waitFor();
  await press('Alt+B');
  await picture('first-8-english');
  await press('F7');
  await cashier.typeNumber('512345678901');
  await cashier.askForBill();
  await cashier.see('exact-button').click();
  await cashier.pay();
  await cashier.see('done-status').waitFor();
  await app.stop();
  const again = await open(dataDir);
  await again.cashier.see('number-input').waitFor();
  expect(await again.cashier.see('first-run').count()).toBe(0);
});

test('steps are left for later: the till is there with what is missing said, and the owner finds the rest in the settings', async () => {
  const opened = await open(tempFolder());
  const { cashier, press } = opened;
  await cashier.see('setting-shop.name').fill('Loket Sumber Rejeki');
  await cashier.see('set-up').click();
  await cashier.see('step-owner').waitFor({ timeout: 30_000 });
  await fillPerson(opened, 'Ibu', pins.Ibu);
  await cashier.see('step-phrase').waitFor();
  for (const next of ['step-cashier', 'step-provider', 'step-printer', 'step-done']) {
    await press('F10');
    await cashier.see(next).waitFor();
  }
  expect(await cashier.see('first-run-missing').textContent()).toContain('Penyedia');
  await opened.picture('first-9-missing');
  await cashier.enter();
  await signIn(opened, 'Ibu');
  await cashier.see('number-input').waitFor();
  await press('Alt+A');
  await cashier.see('settings-page-iak').waitFor();
});

test('a shop without a provider was told to wait for it: light and sentence say that none is set, and it can practise', async () => {
  const opened = await open(tempFolder());
  const { cashier, press, app, picture } = opened;
  await cashier.see('setting-shop.name').fill('Loket Sumber Rejeki');
  await cashier.see('set-up').click();
  await cashier.see('step-owner').waitFor({ timeout: 30_000 });
  await fillPerson(opened, 'Ibu', pins.Ibu);
  await cashier.see('step-phrase').waitFor();
  for (const next of ['step-cashier', 'step-provider', 'step-printer', 'step-done']) {
    await press('F10');
    await cashier.see(next).waitFor();
  }
  expect(await cashier.see('first-run-missing').textContent()).toContain('belum bisa menjual');
  await cashier.enter();
  await signIn(opened, 'Ibu');
  await cashier.typeNumber('530000000000');
  await cashier.enter();
  await cashier.see('problem').waitFor();
  await picture('first-10-no-provider');
  expect(await cashier.see('problem').getAttribute('data-code')).toBe('provider-down');
  expect(await cashier.see('problem').textContent()).toMatch(/Belum ada penyedia.*Alt\+A/s);
  expect(await cashier.see('light-provider').textContent()).toContain('Penyedia belum ada');
  // As the sentence says.
  await press('Alt+A');
  await cashier.see('settings-page-till').click();
  await app.page.locator('[data-setting="training"]').getByRole('radio').first().click();
  await cashier.enter();
  await confirmNew(opened);
  await cashier.see('restart').click();
  await cashier.see('training-band').waitFor({ timeout: 30_000 });
  await picture('first-11-practising');
  await cashier.see('number-input').waitFor();
});
