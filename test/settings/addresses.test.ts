import { expect, onTestFinished, test } from 'vitest';
import { isInside } from '../../electron/settings/addresses.ts';
import { startFakeProvider } from '../harness/fake-provider.ts';
import { config, iak, openShop, type Shop } from './shop.ts';

// Where a provider may be, if the screen says so. Its address gets the shop's key and its payments.

const pin = '8642';
const keys = { username: '0812OWN', apiKey: 'key-entered-anew' };
const sandbox = { ...iak, baseUrl: 'https://testpostpaid.mobilepulsa.net' };
const odd = 'https://relay.loket-sumber.id';

/** A shop whose owner is signed in at the screen, with IAK in its sandbox. */
async function openOwned(): Promise<Shop & { readonly ibu: { readonly personId: string; readonly pin: string } }> {
  const shop = await openShop({ config: { ...config, providers: { iak: sandbox } }, mustSignIn: true });
  const { personId } = await shop.must('people:save', { name: 'Ibu', role: 'owner', pin, active: true });
  await shop.must('session:sign-in', { personId, pin });
  return { ...shop, ibu: { personId, pin } };
}

const saveAt = (shop: Shop, own: object, approval?: { readonly personId: string; readonly pin: string }) =>
  shop.call('settings:save', { patch: { providers: { iak: own } } }, 'page', approval);

test('from the screen no provider goes to a host that its documents do not name, but with an owner’s PIN in the same call', async () => {
  const shop = await openOwned();
  const before = await shop.settings();
  const to = { baseUrl: odd, ...keys };
  expect(await saveAt(shop, to)).toMatchObject({
    ...{ code: 'not-allowed', right: 'provider-host', path: 'providers.iak.baseUrl' },
  });
  expect(await saveAt(shop, to, { ...shop.ibu, pin: '0000' })).toMatchObject({ code: 'wrong-pin' });
  const other = { ...keys, baseUrl: 'https://mobilepulsa.net:8443' };
  expect(await saveAt(shop, other)).toMatchObject({ code: 'not-allowed', right: 'provider-host' });
  const prepaid = { ...keys, prepaidBaseUrl: 'https://prepaid.iak.dev.evil.id' };
  expect(await saveAt(shop, prepaid)).toMatchObject({ path: 'providers.iak.prepaidBaseUrl' });
  expect(await shop.settings()).toEqual(before);
  expect(shop.records()).toEqual([]);
  expect(await saveAt(shop, to, shop.ibu)).toMatchObject({ ok: true, value: { restart: true } });
  // What was confirmed once is an address like any other.
  expect(await saveAt(shop, { enabled: false })).toMatchObject({ right: 'money-settings' });
  expect(await saveAt(shop, { enabled: false }, shop.ibu)).toMatchObject({ ok: true });
  expect(shop.records()[0]).toMatchObject({
    by: 'Ibu',
    changes: expect.arrayContaining([
      { path: 'providers.iak.baseUrl', before: sandbox.baseUrl, after: odd },
    ]) as unknown,
  });
}, 30_000);

test('a documented host takes no confirmation, and the key that was entered for another host is sent to none', async () => {
  const shop = await openOwned();
  const production = { baseUrl: 'https://mobilepulsa.net' };
  for (const own of [
    production,
    { ...production, apiKey: 'only-this-one' },
    { prepaidBaseUrl: 'https://prepaid.iak.dev' },
  ])
    expect(await saveAt(shop, own)).toMatchObject({ code: 'secret-needed' });
  expect(await saveAt(shop, { ...production, apiKey: 'only-this-one' })).toMatchObject({
    path: 'providers.iak.username',
  });
  // Nor by an owner's PIN, nor on the way back.
  expect(await saveAt(shop, { baseUrl: odd }, shop.ibu)).toMatchObject({ code: 'secret-needed' });
  expect(await saveAt(shop, { ...production, ...keys }, shop.ibu)).toMatchObject({ ok: true });
  expect(await saveAt(shop, { baseUrl: null })).toMatchObject({ ok: false });
  expect(await saveAt(shop, { baseUrl: sandbox.baseUrl })).toMatchObject({ code: 'secret-needed' });
  // Another path on the same host is no other host.
  expect(await saveAt(shop, { baseUrl: 'https://mobilepulsa.net/v2' })).toMatchObject({ right: 'money-settings' });
});

test('from the screen no provider is in the shop’s own network or in the clear, not even with an owner’s PIN', async () => {
  const shop = await openOwned();
  const addresses = [
    ...['https://127.0.0.1', 'https://localhost:9', 'https://0x7f.1', 'https://2130706433', 'https://0177.0.0.1'],
    ...[
      'https://10.1.2.3',
      'https://192.168.1.5',
      'https://172.31.255.255',
      'https://169.254.169.254',
      'https://[::1]',
    ],
    ...['https://[::ffff:10.0.0.1]', 'https://[fe80::1]', 'https://[fd00::1]', 'https://router', 'https://nas.local'],
    'http://127.0.0.1:9',
  ];
  for (const baseUrl of addresses)
    expect([baseUrl, await saveAt(shop, { baseUrl, ...keys }, shop.ibu)]).toMatchObject([
      baseUrl,
      { ok: false, code: 'address-refused', path: 'providers.iak.baseUrl' },
    ]);
  // The config itself refuses plain http outside this machine.
  const clear = await saveAt(shop, { baseUrl: 'http://testpostpaid.mobilepulsa.net', ...keys }, shop.ibu);
  expect(clear).toMatchObject({ code: 'bad-setting', path: 'providers.iak.baseUrl' });
  expect(shop.records()).toEqual([]);
}, 30_000);

test('while nobody can give a PIN the screen takes documented hosts alone; a program keeps this machine’s own', async () => {
  const shop = await openShop({ config: null });
  const at = (own: object, door: 'page' | 'program') =>
    shop.call('settings:save', { patch: { providers: { iak: { ...iak, ...own } } } }, door);
  expect(await at({ baseUrl: odd }, 'page')).toMatchObject({ code: 'address-refused', path: 'providers.iak.baseUrl' });
  expect(await at({ baseUrl: 'https://127.0.0.1:9' }, 'page')).toMatchObject({ code: 'address-refused' });
  expect(await at({ baseUrl: sandbox.baseUrl }, 'page')).toMatchObject({ ok: true });
  const server = await startFakeProvider();
  onTestFinished(() => server.close());
  expect(await at({ baseUrl: server.baseUrl }, 'program')).toMatchObject({ ok: true });
});

test('a program whose people sign in has providers on this machine, and asks a PIN for hosts that no document names', async () => {
  const shop = await openOwned();
  const save = (baseUrl: string, approval?: typeof shop.ibu) =>
    shop.call('settings:save', { patch: { providers: { iak: { baseUrl, ...keys } } } }, 'program', approval);
  expect(await save('http://127.0.0.1:9')).toMatchObject({ ok: true });
  expect(await save('https://10.0.0.1', shop.ibu)).toMatchObject({ code: 'address-refused' });
  expect(await save(odd)).toMatchObject({ code: 'not-allowed', right: 'provider-host' });
});

test('addresses that lead inside are known in every spelling, and those of the internet are not', () => {
  const inside = [
    ...[
      '127.1',
      '0x7f000001',
      '017700000001',
      '0',
      '0.0.0.0',
      '10.0.0.0',
      '10.255.255.255',
      '100.64.0.1',
      '１２７.0.0.1',
    ],
    ...['172.16.0.1', '192.168.255.255', '198.18.0.1', '203.0.113.9', '224.0.0.1', '255.255.255.255', '3232235777'],
    ...[
      '[::]',
      '[::1]',
      '[0:0:0:0:0:0:0:1]',
      '[::ffff:127.0.0.1]',
      '[::ffff:8.8.8.8]',
      '[::127.0.0.1]',
      '[64:ff9b::a00:1]',
    ],
    ...[
      '[fe80::1]',
      '[fc00::1]',
      '[fdff::1]',
      '[ff02::1]',
      '[2001:db8::1]',
      '[2002:a00:1::]',
      '[2001:0:a00:1::]',
      '[100::1]',
    ],
    ...[
      'localhost',
      'LOCALHOST',
      'localhost.',
      'a.localhost',
      'kasir',
      'kasir.local',
      'nas.lan',
      'x.home.arpa',
      'db.internal',
    ],
  ];
  expect(inside.filter((host) => !isInside(new URL(`https://${host}`)))).toEqual([]);
  const outside = [
    'mobilepulsa.net',
    'local.id',
    '8.8.8.8',
    '172.32.0.1',
    '100.128.0.1',
    '[2404:6800::1]',
    '192.169.0.1',
  ];
  expect(outside.filter((host) => isInside(new URL(`https://${host}`)))).toEqual([]);
});
