import { existsSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { readSettings, settingsFile, writeSettings } from '../../electron/settings/settings-file.ts';
import { checkFolder } from '../verify/check.ts';
import { apiKey, config, iak, openShop } from './shop.ts';

test('settings:get answers the config’s keys with their defaults, and of a secret only that it is set', async () => {
  const shop = await openShop();
  expect(await shop.settings()).toMatchObject({
    shop: { name: 'Loket Melati', terminal: '01', till: 'LKT01', rounding: null, drawers: 'one' },
    shift: { overShort: 50_000 },
    training: false,
    providers: { alfakios: { enabled: true, apiKey: { set: true }, resend: false, timeoutMs: { pay: 90_000 } } },
    fees: {},
    printers: [{ id: 'paper', columns: 32, drawer: null }],
    ...{ tender: { askAbove: 10_000_000 }, revision: 0, waiting: [], overruled: [] },
  });
});

test('what the code allows is in force with the answer, stands in the journal with before and after, and outlives a restart', async () => {
  const shop = await openShop();
  const fees = { alfakios: { 'pln-postpaid': { policy: 'fixed', amount: 1_500 } } };
  const patch = { shop: { address: 'Jl. Baru 1', rounding: { to: 500, mode: 'down' } }, fees, tender: { askAbove: 5 } };
  expect(await shop.save(patch)).toMatchObject({ ok: true, value: { restart: false, revision: 1, fees, waiting: [] } });
  const { dataDir } = shop;
  const inForce = {
    ...{ shop: { name: 'Loket Melati', address: 'Jl. Baru 1' }, rounding: { to: 500, mode: 'down' } },
    tender: { askAbove: 5 },
  };
  expect(await shop.must('till:status', {})).toMatchObject(inForce);
  expect(shop.records()).toEqual([
    {
      ...{ by: 'owner', revision: 1 },
      changes: [
        { path: 'fees.alfakios.pln-postpaid.amount', before: null, after: 1_500 },
        { path: 'fees.alfakios.pln-postpaid.policy', before: null, after: 'fixed' },
        { path: 'shop.address', before: '', after: 'Jl. Baru 1' },
        { path: 'shop.rounding', before: null, after: null },
        { path: 'shop.rounding.mode', before: null, after: 'down' },
        { path: 'shop.rounding.to', before: null, after: 500 },
        { path: 'tender.askAbove', before: 10_000_000, after: 5 },
      ].filter(({ before, after }) => before !== after),
    },
  ]);
  await shop.close();
  const again = await openShop({ dataDir });
  expect(await again.must('till:status', {})).toMatchObject(inForce);
  expect(again.notices).toEqual([]);
  expect(await again.save({ shop: { rounding: null, address: null } })).toMatchObject({
    value: { revision: 2, shop: { rounding: null, address: '' } },
  });
  expect(await again.must('till:status', {})).toMatchObject({ rounding: null, tender: { askAbove: 5 } });
  expect(await again.must('journal:verify', {})).toMatchObject({ ok: true });
  await again.close();
  expect(checkFolder(dataDir).problems).toEqual([]);
});

test('what waits for a restart says so, and counts from there on', async () => {
  const shop = await openShop();
  const { dataDir } = shop;
  const saved = await shop.save({ providers: { iak }, shop: { till: 'KASIR2' } });
  expect(saved).toMatchObject({ ok: true, value: { restart: true, providers: { iak: { apiKey: { set: true } } } } });
  const { waiting } = saved.ok ? saved.value : { waiting: [] };
  expect(waiting.map((one) => one.path)).toEqual(
    expect.arrayContaining(['providers.iak.apiKey', 'providers.iak.enabled', 'shop.till']),
  );
  expect(waiting).toContainEqual({ path: 'shop.till', inForce: 'LKT01' });
  const providers = async (of: typeof shop) => (await of.must('till:status', {})).providers.map(({ id }) => id);
  expect(await providers(shop)).toEqual(['alfakios']);
  await shop.close();
  const again = await openShop({ dataDir });
  expect(await providers(again)).toEqual(['alfakios', 'iak']);
  expect(await again.must('till:status', {})).toMatchObject({ till: { id: 'KASIR2' } });
  expect(await again.settings()).toMatchObject({ waiting: [] });
});

/** As it comes from a program: a key of its own, not the object's prototype. */
function parsed(text: string): object {
  return JSON.parse(text) as object;
}

test.for<readonly [string, object, string]>([
  ['an unknown key', { shop: { nmae: 'x' } }, 'shop.nmae'],
  ['an unknown key that is taken away', { shop: { nmae: null } }, 'shop.nmae'],
  ['a name that every object has, which was answered as saved', parsed('{"__proto__":{"x":1}}'), '__proto__'],
  ['the same deeper', parsed('{"shop":{"rounding":{"__proto__":{"to":5}}}}'), 'shop.rounding.__proto__'],
  ['a product that nobody sells, taken away', { fees: { iak: { water: null } } }, 'fees.iak.water'],
  [
    'a host with a Cyrillic letter that looks like ours',
    { providers: { alfakios: { baseUrl: 'https://\u0430pi.alfakios.com', apiKey } } },
    'providers.alfakios.baseUrl',
  ],
  ['a value that is none', { shop: { rounding: { to: 300, mode: 'down' } } }, 'shop.rounding.to'],
  [
    'a fee where none is allowed',
    { fees: { ayoconnect: { 'pln-postpaid': { policy: 'fixed' } } } },
    'fees.ayoconnect.pln-postpaid.policy',
  ],
  ['a printer twice', { printers: [...config.printers, ...config.printers] }, 'printers.1.id'],
  [
    'a printer that is one of the books',
    { printers: [{ id: 'a', transport: 'file:loket.db', columns: 32 }] },
    'printers.0.transport',
  ],
  ['a secret that is no text', { providers: { alfakios: { apiKey: 5 } } }, 'providers.alfakios.apiKey'],
  ['a secret that is empty', { providers: { alfakios: { apiKey: '' } } }, 'providers.alfakios.apiKey'],
  [
    'a provider without its keys',
    { providers: { iak: { enabled: true, baseUrl: 'http://127.0.0.1:9' } } },
    'providers.iak.username',
  ],
  [
    'plain http beside a provider far away',
    { providers: { iak: { ...iak, baseUrl: 'https://mobilepulsa.net' } } },
    'providers.alfakios.baseUrl',
  ],
  [
    'a name with a prototype in it',
    JSON.parse('{"shop": {"__proto__": {"x": 1}, "name": "y"}}') as object,
    'shop.__proto__',
  ],
])('%s is refused by its path, with all that stood beside it', async ([, patch, at]) => {
  const shop = await openShop();
  const before = await shop.settings();
  expect(await shop.save({ callCentre: '0274', ...patch })).toMatchObject({ ok: false, code: 'bad-setting', path: at });
  expect(await shop.settings()).toEqual(before);
  expect(shop.records()).toEqual([]);
  expect(existsSync(path.join(shop.dataDir, 'loket.settings'))).toBe(false);
});

test('the page may not have a printer write over a file outside the data folder', async () => {
  const shop = await openShop();
  for (const file of ['/tmp/.bash_profile', `${shop.dataDir}/config.json`, `${shop.dataDir}/../x.bin`])
    expect(
      await shop.call(
        'settings:save',
        { patch: { printers: [{ id: 'a', transport: `file:${file}`, columns: 32 }] } },
        'page',
      ),
    ).toMatchObject({ code: 'bad-setting', path: 'printers.0.transport' });
});

test('only an owner sees and changes the settings; a supervisor’s PIN does not help, an owner’s does, by name', async () => {
  const shop = await openShop({ mustSignIn: true });
  const ibu = await shop.must('people:save', { name: 'Ibu', role: 'owner', pin: '8642', active: true });
  const signIn = (personId: string, pin: string) => shop.must('session:sign-in', { personId, pin });
  await signIn(ibu.personId, '8642');
  const budi = await shop.must('people:save', { name: 'Budi', role: 'supervisor', pin: '2468', active: true });
  expect(await shop.save({ callCentre: '1' })).toMatchObject({ ok: true });
  await signIn(budi.personId, '2468');
  const refused = { ok: false, code: 'not-allowed', right: 'settings' };
  expect(await shop.call('settings:get', {})).toMatchObject(refused);
  expect(await shop.save({ callCentre: '2' })).toMatchObject(refused);
  const approval = { personId: ibu.personId, pin: '8642' };
  expect(await shop.call('settings:save', { patch: { callCentre: '3' } }, 'page', approval)).toMatchObject({
    ok: true,
  });
  expect(shop.records().map(({ by }) => by)).toEqual(['Ibu', 'Budi']);
  await shop.must('session:sign-out', {});
  expect(await shop.call('settings:get', {})).toMatchObject({ code: 'not-signed-in' });
}, 30_000);

test('of two owners who change the settings at once the second is refused, and nothing of the first is lost', async () => {
  const shop = await openShop();
  const replies = await Promise.all([
    shop.save({ shop: { address: 'A' } }, 0),
    shop.save({ shop: { address: 'B' }, callCentre: '9' }, 0),
  ]);
  expect(replies).toMatchObject([{ ok: true }, { ok: false, code: 'settings-changed' }]);
  const now = (await shop.settings()) as Record<string, unknown>;
  expect(now).toMatchObject({ shop: { address: 'A' }, revision: 1 });
  expect(now['callCentre']).toBeUndefined();
  expect(await shop.save({ shop: { address: 'B' } }, 1)).toMatchObject({ ok: true, value: { revision: 2 } });
});

test('the config file wins over the screen only where it was changed since, and says so', async () => {
  const shop = await openShop();
  const { dataDir } = shop;
  await shop.save({ shop: { address: 'Layar', terminal: '07' } });
  await shop.close();
  const other = { ...config, callCentre: '0274', shop: { ...config.shop, address: 'Berkas' } };
  const again = await openShop({ dataDir, config: other });
  expect(await again.settings()).toMatchObject({
    shop: { address: 'Berkas', terminal: '07' },
    ...{ callCentre: '0274', revision: 2, overruled: ['shop.address'] },
  });
  expect(again.notices).toEqual([expect.stringContaining('shop.address')]);
  expect(again.records().at(-1)).toEqual({
    ...{ by: 'config', revision: 2 },
    changes: [{ path: 'shop.address', before: 'Layar', after: 'Berkas' }],
  });
  await again.close();
  const third = await openShop({ dataDir, config: other });
  expect(third.notices).toEqual([]);
  expect(third.records()).toHaveLength(2);
  expect(await third.settings()).toMatchObject({ shop: { address: 'Berkas', terminal: '07' }, overruled: [] });
});

test('a till that practised is set up at the screen, and takes money from its next start on', async () => {
  const shop = await openShop({ config: null });
  expect(await shop.must('till:status', {})).toMatchObject({ training: true });
  expect(await shop.save({ providers: { iak }, training: false })).toMatchObject({
    ok: true,
    value: { restart: true },
  });
  expect(await shop.must('till:status', {})).toMatchObject({ training: true });
  await shop.close();
  const again = await openShop({ dataDir: shop.dataDir, config: null });
  expect(await again.must('till:status', {})).toMatchObject({ training: false, providers: [{ id: 'iak' }] });
});

test('the limit of over and short had another key than the config file promises, and nobody loses what they set', async () => {
  const limit = { shift: { overShort: 10_000 } };
  const shop = await openShop({ config: { ...config, ...limit } });
  expect(await shop.settings()).toMatchObject(limit);
  expect(await shop.save({ shift: { overShort: 20_000 } })).toMatchObject({ ok: true, value: { waiting: [] } });
  await shop.close();
  const { dataDir } = shop;
  const file = settingsFile(dataDir);
  const read = readSettings(file);
  if (!read.ok) throw new Error(read.problem);
  writeSettings(file, {
    ...read.settings,
    given: read.settings.given.map((one) => ({ ...one, path: 'shop.overShort' })),
  });
  const again = await openShop({ dataDir, config: { ...config, ...limit } });
  expect(await again.settings()).toMatchObject({ shift: { overShort: 20_000 }, overruled: [] });
  await again.close();
  expect(checkFolder(dataDir).problems).toEqual([]);
});

test('a till without a config refused its rounding for want of a name that stands there', async () => {
  const shop = await openShop({ config: null });
  const rounding = { to: 500, mode: 'down' };
  expect(await shop.save({ shop: { rounding } })).toMatchObject({
    ok: true,
    value: { shop: { name: 'Loket', rounding } },
  });
  await shop.close();
  const again = await openShop({ config: null, dataDir: shop.dataDir });
  expect(await again.settings()).toMatchObject({ shop: { name: 'Loket', rounding } });
  expect(await again.save({ shop: { name: 'Loket Melati' } })).toMatchObject({ value: { shop: { rounding } } });
});
