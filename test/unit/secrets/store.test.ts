import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { systemKeychain, type Keychain } from '../../../electron/secrets/keychain.ts';
import { openSecrets, secretsFile, type SecretStore } from '../../../electron/secrets/store.ts';
import { tempFolder } from '../../harness/temp-folder.ts';
import { safeStorageOf } from '../../host/safe-storage.ts';

// On real files; the keychain is the test host's, which encrypts in earnest.

const keychainOf = (...storage: Parameters<typeof safeStorageOf>): Keychain =>
  systemKeychain(safeStorageOf(...storage), 'linux');
const ours = keychainOf('ours');
const start = { keychain: null, isReal: true, hasBooks: true, at: Date.parse('2026-11-26T12:00:00Z') } as const;

async function storeIn(folder: string, keychain: Keychain | null = null): Promise<SecretStore> {
  const opened = await openSecrets(folder, { ...start, keychain });
  if (!opened.ok) throw new Error(opened.problem);
  expect(opened.lost).toBeNull();
  return opened.store;
}

const textIn = (folder: string): string => readFileSync(secretsFile(folder), 'utf8');

test.for([
  ['the headless till', null],
  ['the desktop app', ours],
] as const)(
  'what %s was told it knows after the next start, and nobody else may read its file',
  async ([, keychain]) => {
    const folder = tempFolder();
    const store = await storeIn(folder, keychain);
    expect(store.get('till.key')).toBeNull();
    await store.set({ 'till.key': 'CANARY-1', 'books.mac': 'CANARY-2' });
    await store.set({ 'till.key': 'CANARY-3' });
    const again = await storeIn(folder, keychain);
    expect(again.get('till.key')).toBe('CANARY-3');
    expect(again.get('books.mac')).toBe('CANARY-2');
    expect([...again.all()].sort()).toEqual(['CANARY-2', 'CANARY-3']);
    expect(statSync(secretsFile(folder)).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder)).toEqual(['loket.secrets']);
    expect(textIn(folder).includes('CANARY')).toBe(keychain === null);
  },
);

test.for([
  ['the headless till', null],
  ['the desktop app', ours],
] as const)('of two secrets that %s set at once only one was kept', async ([, keychain]) => {
  const folder = tempFolder();
  const store = await storeIn(folder, keychain);
  await store.set({ old: '0' });
  const refused = store.set({ 'no name': '!' });
  await Promise.all([store.set({ one: '1' }), store.set({ two: '2' }, ['old']), expect(refused).rejects.toThrow()]);
  const again = await storeIn(folder, keychain);
  for (const { names } of [store, again]) expect([...names()].sort()).toEqual(['one', 'two']);
});

test('a name that is none is a bug, and changes nothing', async () => {
  const folder = tempFolder();
  const store = await storeIn(folder);
  for (const name of ['', 'Till', '../key', 'a b', '__proto__', 'x'.repeat(65)])
    await expect(store.set(JSON.parse(`{"${name}":"x"}`) as Record<string, string>)).rejects.toThrow('plain name');
  expect(existsSync(secretsFile(folder))).toBe(false);
});

test('what the disk refuses is not known either', async () => {
  const folder = tempFolder();
  const store = await storeIn(folder);
  await store.set({ key: 'before' });
  mkdirSync(`${secretsFile(folder)}.new`);
  await expect(store.set({ key: 'after' })).rejects.toThrow();
  expect(store.get('key')).toBe('before');
  expect((await storeIn(folder)).get('key')).toBe('before');
});

test.for([
  ['cut off', (text: string) => text.slice(0, 40)],
  ['emptied', () => ''],
  ['a letter of a secret changed', (text: string) => text.replace('CANARY', 'CANARX')],
  ['something else', () => '{"version":1,"form":"plain"}'],
] as const)(
  'a file that was %s is told in a sentence, kept under another name, and quoted nowhere',
  async ([, harm]) => {
    const folder = tempFolder();
    await (await storeIn(folder)).set({ key: 'CANARY' });
    writeFileSync(secretsFile(folder), harm(textIn(folder)));
    const opened = await openSecrets(folder, start);
    if (!opened.ok) throw new Error(opened.problem);
    expect(opened.lost).toBe(`The till's secrets in ${secretsFile(folder)} are damaged.`);
    expect(opened.store.all()).toEqual([]);
    expect(readdirSync(folder)).toEqual(['loket.secrets.damaged-20261126T120000Z']);
    await opened.store.set({ key: 'new' });
    expect((await storeIn(folder)).get('key')).toBe('new');
  },
);

test('what another user’s or PC’s keychain encrypted is lost, and said to be', async () => {
  const folder = tempFolder();
  await (await storeIn(folder, keychainOf('theirs'))).set({ key: 'CANARY' });
  const opened = await openSecrets(folder, { ...start, keychain: ours });
  expect(opened).toMatchObject({ ok: true, lost: expect.stringContaining("another user's or PC's") as unknown });
});

test('a keychain that is locked, or a till without one, takes nothing for lost: the start is refused', async () => {
  const folder = tempFolder();
  await (await storeIn(folder, ours)).set({ key: 'CANARY' });
  const before = textIn(folder);
  for (const keychain of [null, keychainOf('ours', { locked: true }), keychainOf('ours', { backend: 'basic_text' })]) {
    const opened = await openSecrets(folder, { ...start, keychain });
    expect(opened).toMatchObject({ ok: false, problem: expect.stringContaining(secretsFile(folder)) as unknown });
  }
  expect(textIn(folder)).toBe(before);
});

test('where Electron would encrypt under a password that everybody knows, a new till of a real shop does not begin', async () => {
  const folder = tempFolder();
  const keychain = keychainOf('ours', { backend: 'basic_text' });
  const refused = await openSecrets(folder, { ...start, keychain, hasBooks: false });
  expect(refused).toMatchObject({ ok: false, problem: expect.stringContaining('basic_text') as unknown });
  expect(readdirSync(folder)).toEqual([]);
});

test('a till that has books goes on there with an open file, says so, and closes it once there is a keychain', async () => {
  const folder = tempFolder();
  const keychain = keychainOf('ours', { backend: 'basic_text' });
  const opened = await openSecrets(folder, { ...start, keychain });
  if (!opened.ok) throw new Error(opened.problem);
  expect(opened.unprotected).toContain('install GNOME Keyring or KWallet');
  await opened.store.set({ key: 'CANARY' });
  expect(textIn(folder)).toContain('CANARY');
  expect((await storeIn(folder, ours)).get('key')).toBe('CANARY');
  expect(textIn(folder)).not.toContain('CANARY');
});

test('a file that can’t be read now is not taken for lost', async () => {
  const folder = tempFolder();
  mkdirSync(secretsFile(folder));
  expect(await openSecrets(folder, start)).toMatchObject({
    ok: false,
    problem: `The till's secrets in ${secretsFile(folder)} can't be read (EISDIR).`,
  });
  rmSync(secretsFile(folder), { recursive: true });
});
