import { expect, test } from 'vitest';
import { runVerifier } from '../../electron/verify/program.ts';
import { spellings } from '../contract/spellings.ts';
import { tracer } from '../contract/laws/fields.ts';
import { alfakios, apiKey, config, openShop, textOf, type Shop } from './shop.ts';

// What the till is set to stands in the record of each start, and what is otherwise than an owner knows is told.

interface Opened {
  readonly settings: { readonly digest: string; readonly values: Record<string, unknown> };
  readonly changes?: readonly { readonly path: string; readonly before: unknown; readonly after: unknown }[];
}

function openings({ dataDir }: Shop): readonly Opened[] {
  const lines = textOf(dataDir, (name) => name.endsWith('.jsonl')).split('\n');
  return lines
    .filter((line) => line.includes('"kind":"opened"'))
    .map((line) => (JSON.parse(line) as { data: Opened }).data);
}

const changedIn = async (shop: Shop) => (await shop.must('till:status', {})).settingsChanged;

test('a start says in the journal to which hosts, fees and printers it is set, with a digest and without a secret', async () => {
  const shop = await openShop();
  const { dataDir } = shop;
  const [opened] = openings(shop);
  expect(opened?.settings.digest).toMatch(/^[\w-]{43}$/);
  expect(opened?.settings.values).toMatchObject({
    ...{ 'providers.alfakios.baseUrl': alfakios.baseUrl, 'providers.alfakios.apiKey': 'set' },
    printers: [{ id: 'paper', columns: 32 }],
  });
  expect(opened?.changes).toBeUndefined();
  expect(await changedIn(shop)).toBeNull();
  expect(tracer(spellings(apiKey))(textOf(dataDir, (name) => name !== 'config.json'))).toEqual([]);
  await shop.close();
  const again = await openShop({ dataDir });
  expect(openings(again).map(({ settings }) => settings.digest)).toEqual([
    opened?.settings.digest,
    opened?.settings.digest,
  ]);
  expect(await changedIn(again)).toBeNull();
});

test('an edit of the config file that nobody made at the screen is journalled and told until an owner has seen it', async () => {
  const shop = await openShop();
  const { dataDir } = shop;
  await shop.close();
  const baseUrl = 'http://127.0.0.1:10';
  const other = { ...config, providers: { alfakios: { ...alfakios, baseUrl, apiKey: 'apk_live_ANOTHER' } } };
  const changes = [
    { path: 'providers.alfakios.apiKey', before: 'set', after: 'set' },
    { path: 'providers.alfakios.baseUrl', before: alfakios.baseUrl, after: baseUrl },
  ];
  const again = await openShop({ dataDir, config: other });
  expect(openings(again).at(-1)?.changes).toEqual(changes);
  expect(await changedIn(again)).toMatchObject({ since: expect.stringContaining('+07:00') as unknown, changes });
  await again.close();
  const verified = await runVerifier([dataDir], 'verify');
  expect(verified.exitCode).toBe(0);
  expect(verified.out).toContain('found other settings: providers.alfakios.apiKey, providers.alfakios.baseUrl');
  // The next start is told too, until somebody puts it away.
  const third = await openShop({ dataDir, config: other });
  expect(openings(third).at(-1)?.changes).toBeUndefined();
  expect(await changedIn(third)).toMatchObject({ changes });
  await third.must('settings:seen', {});
  expect(await changedIn(third)).toBeNull();
  await third.close();
  const fourth = await openShop({ dataDir, config: other });
  expect(await changedIn(fourth)).toBeNull();
  await fourth.close();
  expect((await runVerifier([dataDir], 'verify')).out).toMatch(/problems {3}0\n/);
});

test('what was changed is told to an owner alone, and nobody else puts it away, nor a page without a PIN', async () => {
  const shop = await openShop({ mustSignIn: true });
  const { dataDir } = shop;
  const signIn = (at: Shop, personId: string, pin: string) => at.must('session:sign-in', { personId, pin });
  const ibu = await shop.must('people:save', { name: 'Ibu', role: 'owner', pin: '8642', active: true });
  await signIn(shop, ibu.personId, '8642');
  const budi = await shop.must('people:save', { name: 'Budi', role: 'supervisor', pin: '2468', active: true });
  await shop.close();
  const again = await openShop({ dataDir, mustSignIn: true, config: { ...config, callCentre: '0274' } });
  expect(await changedIn(again)).toBeNull();
  await signIn(again, budi.personId, '2468');
  expect(await changedIn(again)).toBeNull();
  expect(await again.call('settings:seen', {})).toMatchObject({ code: 'not-allowed', right: 'money-settings' });
  await signIn(again, ibu.personId, '8642');
  expect(await changedIn(again)).toMatchObject({ changes: [{ path: 'callCentre', before: null, after: '0274' }] });
  // Of a page that was taken over, while she is signed in.
  expect(await again.call('settings:seen', {}, 'page')).toMatchObject({ code: 'not-allowed', right: 'money-settings' });
  expect(await changedIn(again)).not.toBeNull();
  const approval = { personId: ibu.personId, pin: '8642' };
  expect(await again.call('settings:seen', {}, 'page', approval)).toMatchObject({ ok: true });
  expect(await changedIn(again)).toBeNull();
}, 30_000);
