import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { passphraseKeychain, newDerivation } from '../../electron/secrets/passphrase.ts';
import { openSecrets } from '../../electron/secrets/store.ts';
import { launchApp } from '../harness/launch.ts';
import { tempFolder } from '../harness/temp-folder.ts';

// The app on a desktop without a keychain: the owner's passphrase is asked for once, before the till opens.

const env = { LOKET_HOST_KEYCHAIN: 'basic_text' };
const passphrase = 'kuda lumping 77 meja';

test('the app asks for the passphrase before the till opens, and a wrong one opens nothing', async () => {
  const dataDir = tempFolder();
  const keychain = await passphraseKeychain(passphrase, newDerivation());
  const opened = await openSecrets(dataDir, { keychain, isReal: true, hasBooks: false, at: 0 });
  if (!opened.ok) throw new Error(opened.problem);
  await opened.store.set({ 'settings.1.iak.api-key': 'CANARY-KEY' });
  const app = await launchApp({ dataDir, env, firstRun: true, realPins: true });
  onTestFinished(() => app.stop());
  const { page } = app;
  await page.getByTestId('passphrase').waitFor();
  // As fast as a person: what is faster is a scanner's.
  await page.keyboard.type('not the passphrase', { delay: 60 });
  await page.keyboard.press('Enter');
  await page.getByTestId('unlock-problem').waitFor();
  expect(await page.getByTestId('train-first').count()).toBe(0);
  // The pause after the first wrong one is a second.
  await expect.poll(() => page.getByTestId('unlock-open').isEnabled()).toBe(true);
  await page.getByTestId('passphrase').fill(passphrase);
  await page.keyboard.press('Enter');
  // Nobody has chosen yet what this till is for.
  await page.getByTestId('train-first').waitFor();
  expect(await page.getByTestId('unlock').count()).toBe(0);
  const text = ['loket.secrets', 'loket.log'].map((name) => readFileSync(path.join(dataDir, name), 'latin1')).join('');
  expect(text).not.toMatch(/CANARY|kuda lumping/);
}, 40_000);
