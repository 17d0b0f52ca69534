import path from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { LoketBridge } from '../../shared/api.ts';
import { cashierAt } from '../harness/cashier.ts';
import { launchApp, runApp, type LaunchedApp } from '../harness/launch.ts';
import { openSignedIn, pins } from '../harness/people-counter.ts';
import { tempFolder } from '../harness/temp-folder.ts';

vi.setConfig({ testTimeout: 120_000 });

/** In the page. */
declare const loket: LoketBridge;

async function pictureOf(app: LaunchedApp, name: string): Promise<void> {
  const folder = process.env['LOKET_PICTURES'];
  if (folder) await app.page.screenshot({ path: path.join(folder, `${name}.png`) });
}

test('at the screen of a restored till nobody could ever sign in: an owner makes a new PIN, and then a phrase', async () => {
  const counter = await openSignedIn('Ibu');
  const made = await counter.app.page.evaluate(() => loket.call('backup:run', {}));
  await counter.app.stop();
  const data = path.join(tempFolder(), 'data');
  expect((await runApp(['--restore', made.ok ? made.value.file : ''], data)).code).toBe(0);

  const app = await launchApp({ dataDir: data });
  onTestFinished(() => app.stop());
  const { keyboard } = app.page;
  const { see, enter } = cashierAt(app.page);
  await see('after-restore').waitFor();
  // A cashier has a PIN that does not count, and no way in.
  await keyboard.press('s');
  await enter();
  await see('pin').waitFor();
  await keyboard.type('1357');
  await enter();
  await see('problem').waitFor();
  await keyboard.press('Escape');
  await see('after-restore').waitFor();
  await keyboard.press('i');
  await enter();
  await see('forgotten').waitFor();
  expect(await see('phrase').count()).toBe(0);
  await pictureOf(app, 'restored-1-new-pin');
  await keyboard.type('5836');
  await enter();
  await keyboard.type('5836');
  await enter();
  await see('sign-in').waitFor({ state: 'detached' });
  await see('phrase-bar').waitFor();
  await pictureOf(app, 'restored-2-in');
  const status = await app.page.evaluate(() => loket.call('till:status', {}));
  expect(status).toMatchObject({ value: { mode: 'reconcile', recoveryPhrase: 'used', session: { name: 'Ibu' } } });
  // Once.
  await keyboard.press('Alt+K');
  await see('locked').waitFor();
  await keyboard.press('F4');
  await see('phrase').waitFor();
});

test('a restored till asked for PINs though none counts, and three bars pushed the last keys below the fold', async () => {
  const counter = await openSignedIn('Ibu');
  const made = await counter.app.page.evaluate(async (pin) => {
    const people = await loket.call('people:list', {});
    const personId = people.ok ? (people.value.items[0]?.personId ?? '') : '';
    const phrase = await loket.call('people:phrase', {}, { personId, pin });
    const backup = await loket.call('backup:run', {}, { personId, pin });
    return [phrase.ok ? phrase.value.phrase : '', backup.ok ? backup.value.file : ''] as const;
  }, pins.Ibu);
  await counter.app.stop();
  const data = path.join(tempFolder(), 'data');
  expect((await runApp(['--restore', made[1]], data)).code).toBe(0);

  const app = await launchApp({ dataDir: data });
  onTestFinished(() => app.stop());
  const { see, enter } = cashierAt(app.page);
  await see('pins-lost').waitFor();
  await pictureOf(app, 'restored-3-names');
  await app.page.keyboard.press('i');
  await enter();
  await see('phrase').fill(made[0]);
  for (const _ of ['', '']) {
    await enter();
    await app.page.keyboard.type('5836');
  }
  await enter();
  await see('sign-in').waitFor({ state: 'detached' });
  await see('phrase-bar').waitFor();
  await see('reconcile-bar').waitFor();
  await pictureOf(app, 'restored-4-bars');
  const zero = await app.page.getByRole('button', { name: '0', exact: true }).boundingBox();
  const panel = await app.page.locator('.entry').boundingBox();
  expect((zero?.y ?? 0) + (zero?.height ?? 0)).toBeLessThanOrEqual((panel?.y ?? 0) + (panel?.height ?? 0));
});
