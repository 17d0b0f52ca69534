import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { rebuild } from '../../electron/books/rebuild.ts';
import { StorageError } from '../../electron/db/storage-error.ts';
import { readSettings, replaceSettings, writeSettings } from '../../electron/settings/settings-file.ts';
import { startTill } from '../../electron/start.ts';
import { tracer } from '../contract/laws/fields.ts';
import { spellings } from '../contract/spellings.ts';
import { startFakeProvider } from '../harness/fake-provider.ts';
import { tempFolder, writeConfig } from '../harness/temp-folder.ts';
import { alfakios, apiKey, config, iak, openShop, textOf } from './shop.ts';

// Where settings and their secrets are kept, and what is left of them where a till dies or loses something.

const newKey = 'apk_live_OTHER-CANARY/2+=';

test('a secret stands in the till’s store alone: in no answer, in no log, in no book and in no other file', async () => {
  const shop = await openShop();
  const { dataDir } = shop;
  const answers: unknown[] = [await shop.save({ providers: { alfakios: { apiKey: newKey }, iak } })];
  answers.push(await shop.save({ providers: { iak: { ...iak, apiKey: { set: true }, baseUrl: 'kunci' } } }));
  answers.push(await shop.save({ providers: { iak: { username: '0813OTHER-CANARY' } } }), await shop.settings());
  answers.push(await shop.save({ providers: { alfakios: null } }));
  answers.push(await shop.call('journal:verify', {}));
  await shop.close();
  const again = await openShop({ dataDir });
  answers.push(await again.settings());
  await again.close();
  const isStore = (name: string): boolean => name === 'loket.secrets' || name === 'config.json';
  const kept = [JSON.stringify(answers), textOf(dataDir, (name) => !isStore(name))];
  for (const secret of [apiKey, newKey, iak.username, iak.apiKey, '0813OTHER-CANARY'])
    expect(kept.flatMap(tracer(spellings(secret)))).toEqual([]);
  const store = readFileSync(path.join(dataDir, 'loket.secrets'), 'utf8');
  expect(store).toContain('0813OTHER-CANARY');
  // What no setting names any more is gone.
  for (const old of [newKey, iak.username]) expect(store).not.toContain(old);
  for (const name of ['loket.secrets', 'loket.settings'])
    expect(statSync(path.join(dataDir, name)).mode & 0o777).toBe(0o600);
});

test('of a secret that is lost the till says that it has to be entered anew, and never practises for want of it', async () => {
  const shop = await openShop({ config: null });
  const { dataDir } = shop;
  await shop.save({ providers: { iak }, training: null });
  await shop.close();
  rmSync(path.join(dataDir, 'loket.secrets'));
  const again = await openShop({ dataDir, config: null });
  expect(again.notices).toEqual([expect.stringContaining('providers.iak.apiKey')]);
  expect(await again.must('till:status', {})).toMatchObject({
    ...{ training: false, providers: [] },
    secretsLost: expect.arrayContaining(['providers.iak.apiKey', 'providers.iak.username']) as unknown,
  });
  expect(await again.settings()).toMatchObject({
    providers: { iak: { username: { set: false }, apiKey: { set: false } } },
  });
  const anew = { username: iak.username, apiKey: iak.apiKey };
  expect(await again.save({ providers: { iak: anew } })).toMatchObject({
    value: { restart: true, providers: { iak: { enabled: true, apiKey: { set: true } } } },
  });
  expect(await again.must('till:status', {})).toMatchObject({ secretsLost: [] });
});

test('at another PC every PIN was called wrong, and whoever typed theirs was locked out: now it says that none can be checked', async () => {
  const first = await openShop({ mustSignIn: true });
  const { dataDir } = first;
  const owner = await first.must('people:save', { name: 'Ibu', role: 'owner', pin: '8642', active: true });
  await first.must('session:sign-in', { personId: owner.personId, pin: '8642' });
  const { phrase } = await first.must('people:phrase', {});
  const cashier = await first.must('people:save', { name: 'Sri', role: 'cashier', pin: '1357', active: true });
  await first.close();
  rmSync(path.join(dataDir, 'loket.secrets'));
  const moved = await openShop({ dataDir, mustSignIn: true });
  const enters = (personId: string, pin: string) => moved.call('session:sign-in', { personId, pin });
  for (let nth = 0; nth < 7; nth++)
    expect(await enters(owner.personId, '8642')).toEqual(expect.objectContaining({ code: 'pins-lost' }));
  expect(await moved.call('session:recover', { personId: owner.personId, phrase, pin: '9751' })).toMatchObject({
    ok: true,
  });
  await moved.must('session:sign-out', {});
  expect(await enters(cashier.personId, '1357')).toMatchObject({ code: 'pins-lost' });
  expect(await enters(owner.personId, '9751')).toMatchObject({ ok: true });
  await moved.close();
  const later = await openShop({ dataDir, mustSignIn: true });
  expect(await later.call('session:sign-in', { personId: owner.personId, pin: '9751' })).toMatchObject({ ok: true });
});

test('a save that died between the file and the journal is in the journal after the next start, once', async () => {
  const shop = await openShop();
  const { dataDir } = shop;
  await shop.save({ callCentre: '1' });
  const file = path.join(dataDir, 'loket.settings');
  const before = readFileSync(file, 'utf8');
  const original = shop.records();
  await shop.close();
  // As the disk was when the record was not yet written: in books that never heard of it.
  const other = tempFolder();
  const read = readSettings(file);
  if (!read.ok) throw new Error(read.problem);
  const changes = [{ path: 'callCentre', before: null, after: '1' }];
  const at = Date.parse('2026-11-27T09:00:00+07:00');
  writeSettings(path.join(other, 'loket.settings'), {
    ...read.settings,
    unrecorded: { at, by: 'Ibu', revision: 1, changes },
  });
  for (const _start of [1, 2]) {
    const again = await openShop({ dataDir: other });
    expect(again.records()).toEqual([{ by: 'Ibu', revision: 1, changes }]);
    expect(await again.settings()).toMatchObject({ callCentre: '1', revision: 1 });
    await again.close();
  }
  // As it was when the record was written and the file not yet told so.
  expect(original).toHaveLength(1);
  expect(before).toContain('"unrecorded":null');
});

test('a settings file that was changed by hand or is cut short refuses the start, by its name', async () => {
  const shop = await openShop();
  const { dataDir } = shop;
  await shop.save({ callCentre: '1' });
  await shop.close();
  const file = path.join(dataDir, 'loket.settings');
  const whole = readFileSync(file, 'utf8');
  for (const text of [whole.replace('"value":"1"', '"value":"2"'), whole.slice(0, -9), '', '{}']) {
    writeFileSync(file, text);
    const start = await startTill({ dataDir, configFile: writeConfig(dataDir, config) });
    expect(start).toMatchObject({ ok: false, problem: expect.stringContaining(file) as string });
  }
});

test('the journal alone makes books again that know what was set', async () => {
  const shop = await openShop();
  await shop.save({ callCentre: '1' });
  const records = shop.records();
  await shop.close();
  expect(await rebuild(shop.dataDir, 'database', Date.now())).toMatchObject({ ok: true });
  const again = await openShop({ dataDir: shop.dataDir });
  expect(again.records()).toEqual(records);
  expect(await again.must('journal:verify', {})).toMatchObject({ ok: true });
});

test('what is set in place of the file’s key is asked of the provider after the restart, and the file’s is not', async () => {
  const shop = await openShop();
  await shop.save({ providers: { alfakios: { apiKey: newKey } } });
  expect(shop.records()).toEqual([
    { by: 'owner', revision: 1, changes: [{ path: 'providers.alfakios.apiKey', before: 'set', after: 'set' }] },
  ]);
  await shop.close();
  const provider = await startFakeProvider();
  const moved = { ...config, providers: { alfakios: { ...alfakios, baseUrl: provider.baseUrl } } };
  const again = await openShop({ dataDir: shop.dataDir, config: moved });
  await again.call('bill:inquire', { product: 'pln-postpaid', customerNumber: '512345678901' });
  expect(provider.arrived[0]?.head).toContain(newKey);
  expect(provider.arrived[0]?.head).not.toContain(apiKey);
  await again.close();
  await provider.close();
});

test('settings that were told not to be saved were in force after the restart', () => {
  const file = path.join(tempFolder(), 'loket.settings');
  const stored = { revision: 4, salt: 'c2FsdA', given: [], unrecorded: null };
  writeSettings(file, stored);
  const before = readFileSync(file, 'utf8');
  const refuse = (): never => {
    throw new StorageError('no space left', 'ENOSPC');
  };
  expect(() => replaceSettings(file, stored, { ...stored, revision: 5 }, refuse)).toThrow('no space left');
  expect(readFileSync(file, 'utf8')).toBe(before);
  replaceSettings(file, stored, { ...stored, revision: 5 }, () => undefined);
  expect(readSettings(file)).toMatchObject({ settings: { revision: 5 } });
  expect(readdirSync(path.dirname(file))).toEqual(['loket.settings']);
});
