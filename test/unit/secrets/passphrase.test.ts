import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { systemKeychain, type Keychain } from '../../../electron/secrets/keychain.ts';
import { newDerivation, passphraseKeychain } from '../../../electron/secrets/passphrase.ts';
import { openSecrets, secretsFile } from '../../../electron/secrets/store.ts';
import { createUnlocker } from '../../../electron/secrets/unlocking.ts';
import { tempFolder } from '../../harness/temp-folder.ts';
import { safeStorageOf } from '../../host/safe-storage.ts';

// The till's secrets under the owner's passphrase, where the desktop has no keychain. On real files, with scrypt in earnest.

const passphrase = 'kuda lumping 77 meja';
const none = systemKeychain(safeStorageOf('ours', { backend: 'basic_text' }), 'linux');
const some = systemKeychain(safeStorageOf('ours'), 'linux');
const start = { isReal: true, hasBooks: true, at: Date.parse('2026-11-27T12:00:00Z') } as const;
const clock = { ms: 0 };

const asking = (folder: string, more: { isReal?: boolean; hasBooks?: boolean; keychain?: Keychain } = {}) => {
  const { isReal = true, hasBooks = true, keychain = none } = more;
  return createUnlocker(folder, { keychain, isReal: () => isReal, hasBooks, elapsed: () => clock.ms });
};

/** A folder whose secrets lie under the passphrase. */
async function sealed(): Promise<string> {
  const folder = tempFolder();
  const keychain = await passphraseKeychain(passphrase, newDerivation());
  const opened = await openSecrets(folder, { ...start, keychain });
  if (!opened.ok) throw new Error(opened.problem);
  await opened.store.set({ 'till.key': 'CANARY-1', 'settings.1.iak.api-key': 'CANARY-2' });
  return folder;
}

const textIn = (folder: string): string => readFileSync(secretsFile(folder), 'utf8');

test('secrets under a passphrase are in no file as they are, and are there again for who knows it', async () => {
  const folder = await sealed();
  expect(textIn(folder)).not.toMatch(/CANARY|kuda/);
  expect(JSON.parse(textIn(folder))).toMatchObject({ form: 'passphrase', derivation: { n: 2 ** 17, r: 8, p: 1 } });
  expect(statSync(secretsFile(folder)).mode & 0o777).toBe(0o600);
  const unlocker = await asking(folder);
  expect(unlocker?.wanted).toMatchObject({ isNew: false, maySkip: false });
  expect(await unlocker?.tryWith(passphrase)).toEqual({ result: 'open', retryAfterMs: 0 });
  const keychain = (await unlocker?.done) ?? null;
  const again = await openSecrets(folder, { ...start, keychain });
  expect(again).toMatchObject({ ok: true, lost: null, unprotected: null });
  if (again.ok) expect([...again.store.all()].sort()).toEqual(['CANARY-1', 'CANARY-2']);
  // What is stored then lies under the same passphrase, with a nonce of its own.
  const before = textIn(folder);
  if (again.ok) await again.store.set({ 'till.key': 'CANARY-3' });
  expect(JSON.parse(textIn(folder))).toMatchObject({
    derivation: (JSON.parse(before) as { derivation: object }).derivation,
  });
  expect(await (await asking(folder))?.tryWith(passphrase)).toMatchObject({ result: 'open' });
});

test('a wrong passphrase opens nothing, changes nothing, and each one takes twice as long as the one before', async () => {
  const folder = await sealed();
  const before = textIn(folder);
  const unlocker = await asking(folder);
  const pauses: number[] = [];
  for (let nth = 0; nth < 4; nth++) {
    const tried = await unlocker?.tryWith(`${passphrase}!`);
    expect(tried).toMatchObject({ result: 'wrong' });
    pauses.push(tried?.retryAfterMs ?? 0);
    // In the pause not even the right one is looked at.
    expect(await unlocker?.tryWith(passphrase)).toMatchObject({ result: 'wait', retryAfterMs: tried?.retryAfterMs });
    clock.ms += tried?.retryAfterMs ?? 0;
  }
  expect(pauses).toEqual([1_000, 2_000, 4_000, 8_000]);
  expect(unlocker?.skip()).toBe(false);
  expect([textIn(folder), readdirSync(folder)]).toEqual([before, ['loket.secrets']]);
  expect(await unlocker?.tryWith(passphrase)).toMatchObject({ result: 'open' });
}, 30_000);

test('many wrong ones at once are looked at one after the other, and all but the first wait', async () => {
  const unlocker = await asking(await sealed());
  if (!unlocker) throw new Error('nothing is asked');
  const tries = Array.from({ length: 20 }, (_none, nth) => unlocker.tryWith(`wrong passphrase ${nth}`));
  const all = await Promise.all(tries);
  expect(all.map((one) => one.result)).toEqual(['wrong', ...Array.from({ length: 19 }, () => 'wait')]);
});

test('what lies under a passphrase is not taken for lost where nobody gives it, nor where the file was changed', async () => {
  const folder = await sealed();
  for (const keychain of [null, none, some])
    expect(await openSecrets(folder, { ...start, keychain })).toMatchObject({
      ...{ ok: false, problem: expect.stringContaining('passphrase') as unknown },
    });
  const file = JSON.parse(textIn(folder)) as { sealed: string; derivation: { n: number; salt: string } };
  const bytes = Buffer.from(file.sealed, 'base64');
  bytes[40] = (bytes[40] ?? 0) ^ 1;
  writeFileSync(secretsFile(folder), JSON.stringify({ ...file, sealed: bytes.toString('base64') }));
  const keychain = await passphraseKeychain(passphrase, file.derivation as never);
  expect(await openSecrets(folder, { ...start, keychain })).toMatchObject({ ok: false });
  expect(readdirSync(folder)).toEqual(['loket.secrets']);
});

test('where there is no keychain a till of a real shop is asked for a new passphrase, and its open file is closed by it', async () => {
  const folder = tempFolder();
  const open = await openSecrets(folder, { ...start, keychain: none });
  if (!open.ok) throw new Error(open.problem);
  await open.store.set({ 'settings.1.iak.api-key': 'CANARY' });
  expect(textIn(folder)).toContain('CANARY');
  // A shop that sells already is not closed by an update; a new one does not begin so.
  expect((await asking(folder))?.wanted).toEqual({ isNew: true, maySkip: true, minChars: 12 });
  expect((await asking(folder, { hasBooks: false }))?.wanted).toMatchObject({ isNew: true, maySkip: false });
  const unlocker = await asking(folder, { isReal: false });
  expect(await unlocker?.tryWith('too short')).toMatchObject({ result: 'too-short' });
  expect(await unlocker?.tryWith(passphrase)).toMatchObject({ result: 'open' });
  const opened = await openSecrets(folder, { ...start, keychain: (await unlocker?.done) ?? null });
  expect(opened).toMatchObject({ ok: true, unprotected: null });
  expect(textIn(folder)).not.toContain('CANARY');
});

test('nothing is asked where there is a keychain, nor of a till that only practises', async () => {
  expect(await asking(tempFolder(), { keychain: some })).toBeNull();
  expect(await asking(tempFolder(), { isReal: false, hasBooks: false })).toBeNull();
});
