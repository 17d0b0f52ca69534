import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { checkConfig, readConfig } from '../../electron/config.ts';
import { parseTransport } from '../../electron/printers/address.ts';
import { secretsOf } from '../../electron/settings/secret-keys.ts';
import { tempFolder } from '../harness/temp-folder.ts';

const alfakios = { enabled: true, baseUrl: 'https://api.example.com', apiKey: 'apk_live_1' };
const whole = {
  shop: { name: 'Loket', address: 'Jl. Melati 7', terminal: '01', till: 'LKT01' },
  training: false,
  providers: {
    alfakios: {
      ...alfakios,
      productCodes: { 'pln-postpaid': 'PLNPOST' },
      timeoutMs: { inquiry: 30000, pay: 90000, status: 30000 },
      resend: false,
    },
    ayoconnect: {
      enabled: false,
      baseUrl: 'https://a.example.com',
      partnerId: 'p',
      apiKey: 'k',
      apiSecret: 's',
      version: '2.0',
      productCodes: {},
      body: 'object',
    },
    iak: {
      enabled: false,
      baseUrl: 'https://i.example.com',
      prepaidBaseUrl: 'https://p.example.com',
      username: 'u',
      apiKey: 'k',
      format: 'xml',
    },
  },
  routing: { 'pln-postpaid': ['iak', 'alfakios'], 'pln-nontaglist': ['iak'] },
  fees: { iak: { 'pln-postpaid': { policy: 'fixed', amount: 1500 } } },
  printers: [{ id: 'one', transport: 'tcp://192.0.2.7:9100', columns: 42, drawer: null }],
  settleScale: 1,
  callCentre: '123',
};

function problemOf(config: unknown): string {
  const read = checkConfig(config, '/tmp', 'loket.json');
  return read.ok ? 'none' : read.problem;
}

test('the config of the interface is accepted whole', () => {
  expect(problemOf(whole)).toBe('none');
});

test('a till is called LKT01 unless given another name of 2 to 8 capitals and digits', () => {
  expect(checkConfig({}, '/tmp')).toMatchObject({ ok: true, config: { shop: { till: 'LKT01' } } });
  for (const till of ['A2', 'KASIR01', '12345678'])
    expect(checkConfig({ shop: { name: 'Loket', till } }, '/tmp')).toMatchObject({
      ok: true,
      config: { shop: { till } },
    });
  for (const till of ['A', 'lkt01', 'LKT-01', 'LKT 1', '123456789', '', 'LKT01\n', 'LKTÉ1', null, 7])
    expect(problemOf({ shop: { name: 'Loket', till } })).toContain('shop.till');
});

test('without an enabled provider the till is in training mode, unless told otherwise', () => {
  expect(checkConfig({}, '/tmp')).toMatchObject({ ok: true, config: { training: true } });
  expect(checkConfig({ training: false }, '/tmp')).toMatchObject({ ok: true, config: { training: false } });
  expect(checkConfig({ providers: { alfakios } }, '/tmp')).toMatchObject({ ok: true, config: { training: false } });
  expect(checkConfig({ ...whole, training: true }, '/tmp')).toMatchObject({ ok: true, config: { training: true } });
});

function printing(transport: string): object {
  return { printers: [{ id: 'a', transport, columns: 32 }] };
}

const needles = { id: 'a', transport: 'tcp://h:1', columns: 80, profile: 'escp' };
const iak = { enabled: true, baseUrl: 'https://i.example.com', username: 'u', apiKey: 'apk_live_2' };
const at = (baseUrl: string): object => ({ providers: { alfakios: { ...alfakios, baseUrl } } });

const refused: readonly (readonly [string, object, string])[] = [
  ['a user and a password in an address', at('https://user:pass@api.example.com'), 'providers.alfakios.baseUrl'],
  ['a user in an address', at('https://user@127.0.0.1/'), 'providers.alfakios.baseUrl'],
  ['a query in an address', at('https://api.example.com/v1?key=pass'), 'providers.alfakios.baseUrl'],
  ['a fragment in an address', at('https://api.example.com/#pass'), 'providers.alfakios.baseUrl'],
  [
    'a password in the second address',
    { providers: { iak: { ...iak, prepaidBaseUrl: 'https://:pass@p.example.com' } } },
    'providers.iak.prepaidBaseUrl',
  ],
  [
    'plain http outside at the second address',
    { providers: { iak: { ...iak, prepaidBaseUrl: 'http://p.example.com' } } },
    'providers.iak.prepaidBaseUrl',
  ],
  [
    'a key that could be guessed',
    { providers: { alfakios: { ...alfakios, apiKey: 'seven77' } } },
    'providers.alfakios.apiKey must have at least 8',
  ],
  ['an unknown key', { trianing: true }, 'trianing is not a known key'],
  ['an unknown inner key', { providers: { alfakios: { ...alfakios, key: 'x' } } }, 'providers.alfakios.key is not'],
  [
    'a missing key',
    { providers: { alfakios: { enabled: true, baseUrl: 'https://x.example.com' } } },
    'providers.alfakios.apiKey',
  ],
  ['a wrong type', { training: 'yes' }, 'training'],
  [
    'plain http outside',
    { providers: { alfakios: { ...alfakios, baseUrl: 'http://api.example.com' } } },
    'providers.alfakios.baseUrl',
  ],
  [
    'another scheme',
    { providers: { alfakios: { ...alfakios, baseUrl: 'ftp://127.0.0.1' } } },
    'providers.alfakios.baseUrl',
  ],
  [
    'a hasty limit outside',
    { providers: { alfakios: { ...alfakios, timeoutMs: { pay: 4999 } } } },
    'providers.alfakios.timeoutMs.pay',
  ],
  ['hurried settling outside', { providers: { alfakios }, settleScale: 0.01 }, 'settleScale'],
  [
    'a fee where none is allowed',
    { fees: { ayoconnect: { 'pln-postpaid': { policy: 'fixed', amount: 1 } } } },
    'fees.ayoconnect.pln-postpaid.policy',
  ],
  ['an unknown provider in routing', { routing: { 'pln-postpaid': ['relay'] } }, 'routing.pln-postpaid.0'],
  ['a provider twice in routing', { routing: { 'pln-postpaid': ['iak', 'iak'] } }, 'routing.pln-postpaid'],
  ['a strange paper', { printers: [{ id: 'a', transport: 'tcp://h:1', columns: 40 }] }, 'printers.0.columns'],
  [
    'a form’s width on thermal paper',
    { printers: [{ id: 'a', transport: 'tcp://h:1', columns: 80 }] },
    'printers.0.columns',
  ],
  [
    'a printer whose slips go to itself',
    { printers: [{ id: 'a', transport: 'tcp://h:1', columns: 32, failOver: 'a' }] },
    'printers.0.failOver',
  ],
  [
    'slips that go to no printer',
    { printers: [{ id: 'a', transport: 'tcp://h:1', columns: 32, failOver: 'b' }] },
    'printers.0.failOver',
  ],
  ['a drawer at a needle printer', { printers: [{ ...needles, drawer: 2 }] }, 'printers.0.drawer'],
  ['thermal paper’s width on a form', { printers: [{ ...needles, columns: 42 }] }, 'printers.0.columns'],
  ['a form that is too low for a stub', { printers: [{ ...needles, formLines: 21 }] }, 'printers.0.formLines'],
  [
    'forms of thermal paper',
    { printers: [{ id: 'a', transport: 'tcp://h:1', columns: 32, formLines: 22 }] },
    'printers.0.formLines',
  ],
  ['a port that is none', printing('tcp://127.0.0.1:91000'), 'printers.0.transport'],
  ['port 0', printing('tcp://127.0.0.1:0'), 'printers.0.transport'],
  ['an IPv4 address that is none', printing('tcp://192.168.1.500:9100'), 'printers.0.transport'],
  ['an IPv6 address that is none', printing('tcp://[1::2::3]:9100'), 'printers.0.transport'],
  ['a printer with a user', printing('tcp://a@b:9100'), 'printers.0.transport'],
  ['a file without a name', printing('file:'), 'printers.0.transport'],
  ['a file name that no system takes', printing('file:a\0b'), 'printers.0.transport'],
  [
    'a key with a line break',
    { providers: { alfakios: { ...alfakios, apiKey: 'k\r\n' } } },
    'providers.alfakios.apiKey',
  ],
  ['a key beyond Latin-1', { providers: { alfakios: { ...alfakios, apiKey: 'ключ' } } }, 'providers.alfakios.apiKey'],
  [
    'a key with a space behind it',
    { providers: { alfakios: { ...alfakios, apiKey: 'k ' } } },
    'providers.alfakios.apiKey',
  ],
  [
    'a version that no header carries',
    { providers: { ayoconnect: { ...whole.providers.ayoconnect, version: '2\n' } } },
    'providers.ayoconnect.version',
  ],
  ['a call centre without a digit', { callCentre: '( )' }, 'callCentre'],
  ['a limit that is no amount', { tender: { askAbove: -1 } }, 'tender.askAbove'],
  ['a strange transport', { printers: [{ id: 'a', transport: 'usb:1', columns: 32 }] }, 'printers.0.transport'],
  [
    'two printers of one name',
    {
      printers: [
        { id: 'a', transport: 'file:a', columns: 32 },
        { id: 'a', transport: 'file:b', columns: 32 },
      ],
    },
    'printers.1.id',
  ],
  ['a list', [], 'loket.json'],
];

test.for(refused.map(([what, config, names]) => ({ what, config, names })))(
  '$what is refused by its path',
  ({ config, names }) => {
    expect(problemOf(config)).toContain(names);
    expect(problemOf(config)).not.toMatch(/pass\b(?!word)/);
  },
);

test('what the config takes as a printer is what the sender will use', () => {
  for (const [transport, to] of [
    ['tcp://192.168.1.50:9100', { kind: 'tcp', host: '192.168.1.50', port: 9100 }],
    ['tcp://[fe80::1]:65535', { kind: 'tcp', host: 'fe80::1', port: 65535 }],
    ['tcp://printer-2.toko.local:1', { kind: 'tcp', host: 'printer-2.toko.local', port: 1 }],
    ['file:/dev/usb/lp0', { kind: 'file', path: '/dev/usb/lp0' }],
  ] as const) {
    expect(problemOf(printing(transport))).toBe('none');
    expect(parseTransport(transport)).toEqual(to);
  }
});

test('loopback providers may be plain and quick', () => {
  for (const host of ['127.0.0.1:8080', 'localhost:1', '[::1]:9']) {
    const near = { ...alfakios, baseUrl: `http://${host}`, timeoutMs: { pay: 100 }, apiKey: 'k' };
    expect(problemOf({ providers: { alfakios: near }, settleScale: 0.001 })).toBe('none');
  }
  const near = { ...alfakios, baseUrl: 'http://127.0.0.1.example.com' };
  expect(problemOf({ providers: { alfakios: near } })).toContain('baseUrl');
});

test('a printer file counts from the config file, and a broken file never shows its text', () => {
  const folder = tempFolder();
  const file = path.join(folder, 'c.json');
  writeFileSync(file, JSON.stringify({ printers: [{ id: 'a', transport: 'file:paper.bin', columns: 32 }] }));
  expect(readConfig(file)).toMatchObject({
    config: { printers: [{ transport: `file:${path.join(folder, 'paper.bin')}` }] },
  });
  writeFileSync(file, '{"apiKey": "SECRET"');
  const broken = readConfig(file);
  expect(broken).toMatchObject({ ok: false });
  expect(JSON.stringify(broken)).toContain(file);
  expect(JSON.stringify(broken)).not.toContain('SECRET');
  expect(readConfig(path.join(folder, 'none.json'))).toMatchObject({ ok: false });
});

test('every secret of every provider is known to the log, one of a provider to come too', () => {
  const to = { baseUrl: 'https://b.example.com', timeoutMs: {}, productCodes: {}, token: 'apk_to_come' };
  const { providers } = whole;
  expect(secretsOf({ providers: { ...providers, iak: { ...providers.iak, ...to } } as never }).toSorted()).toEqual(
    [alfakios.apiKey, 'p', 'k', 's', 'u', 'k', 'apk_to_come'].toSorted(),
  );
});

test('a device and a queue are named plainly, with nothing that a program could take for more', () => {
  expect(parseTransport('device:/dev/usb/lp0')).toEqual({ kind: 'device', path: '/dev/usb/lp0' });
  expect(parseTransport('cups:Struk_58')).toEqual({ kind: 'cups', queue: 'Struk_58' });
  const odd = [
    'device:lp0',
    'device:/etc/passwd',
    'device:/dev/../etc/x',
    'device:/dev/a b',
    'device:/dev/',
    'device:/dev//x',
  ];
  const queues = [
    'cups:',
    'cups:-o',
    'cups:a b',
    'cups:a/b',
    'cups:a;b',
    'cups:$(a)',
    'cups:a\nb',
    `cups:${'a'.repeat(128)}`,
  ];
  for (const transport of [...odd, ...queues]) expect(parseTransport(transport), transport).toBeNull();
  expect(parseTransport('file:\\\\host\\printer')).toEqual({ kind: 'file', path: '\\\\host\\printer' });
});
