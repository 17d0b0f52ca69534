import { generateKeyPairSync, sign } from 'node:crypto';
import { copyFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { sharedBrowser } from '../harness/shared-browser.ts';
import { tempFolder } from '../harness/temp-folder.ts';
import { payloadOf, slipCodeText } from '../../shared/slip-code/slip-code.ts';

// The page that checks a slip: one file, opened from a disk, without a network.

const page = path.resolve('dist/check-slip.html');

test('the page is one file of at most 60 kB', () => {
  expect(statSync(page).size).toBeLessThanOrEqual(60_000);
});

test('whoever has the file and the key sees whose a slip is, and the page asks nobody', async () => {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const key = String(publicKey.export({ format: 'jwk' })['x']);
  const payload = payloadOf({
    ...{ till: 'LKT01', slipNumber: 'LKT01-2611-000123', product: 'pln-postpaid', customerNumber: '512345678901' },
    ...{ total: 187_400, state: 'paid', referenceHash: new Uint8Array(16).fill(7), head: '1024-9F3A21C4' },
    printedAt: 1_795_880_025,
  });
  const code = slipCodeText(payload, new Uint8Array(sign(null, payload, privateKey)));
  const alone = path.join(tempFolder(), 'check-slip.html');
  copyFileSync(page, alone);
  const { seen } = await sharedBrowser();
  const tab = await seen.newPage();
  onTestFinished(() => tab.close());
  const asked: string[] = [];
  tab.on('request', (request) => asked.push(request.url()));
  const errors: string[] = [];
  tab.on('pageerror', (error) => errors.push(error.message));
  await tab.goto(pathToFileURL(alone).href);
  const verdict = tab.locator('#verdict');
  expect(await verdict.isVisible()).toBe(false);
  const title = await tab.textContent('h1');
  if (title === 'Check a slip') await tab.click('#language');

  await tab.fill('#code', code);
  expect(await verdict.textContent()).toContain('Kunci publiknya belum benar');
  await tab.fill('#key', key);
  expect(await verdict.textContent()).toMatch(/ASLI.*LKT01-2611-000123.*Rp187\.400.*LUNAS.*1024-9F3A21C4/s);
  if (process.env['LOKET_PICTURES']) await tab.screenshot({ path: `${process.env['LOKET_PICTURES']}/check-slip.png` });
  await tab.fill(
    '#code',
    code.replace(/.$/, (last) => (last === '0' ? '1' : '0')),
  );
  expect(await verdict.textContent()).not.toContain('ASLI');
  await tab.fill('#code', code);
  await tab.fill('#key', `A${key.slice(1)}`);
  expect(await verdict.textContent()).toContain('BUKAN DARI LOKET INI');
  await tab.fill('#code', 'LKT1:');
  expect(await verdict.textContent()).toContain('Bukan kode struk');

  // The key is there the next time; one behind the address counts more.
  await tab.fill('#key', key);
  await tab.reload();
  expect(await tab.inputValue('#key')).toBe(key);
  await tab.goto(`${pathToFileURL(alone).href}#other`);
  await tab.reload();
  expect(await tab.inputValue('#key')).toBe('other');
  const words = async () => [await tab.textContent('h1'), await tab.textContent('#language')];
  const both = [await words(), (await tab.click('#language'), await words())];
  expect(both.sort()).toEqual([
    ['Check a slip', 'Bahasa Indonesia'],
    ['Periksa struk', 'English'],
  ]);
  expect(asked.filter((url) => !url.startsWith('file:'))).toEqual([]);
  expect(errors).toEqual([]);
});
