import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import type { Channel, Input, Outputs } from '../../shared/api.ts';
import type { Reply } from '../../shared/errors.ts';
import type { Approval } from '../../shared/person.ts';
import { roles, type Role } from '../../shared/rights.ts';
import { config, openShop, type Shop } from './shop.ts';

// What a page that was taken over may send: calls that are well formed and mean harm. They reach the code behind the door.

const rounds = 100;

/** The same numbers for the same seed, from 0 below 1. */
function chanceOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

interface Worker {
  readonly name: string;
  readonly role: Role;
  readonly pin: string;
  readonly active: boolean;
}

interface Staffed {
  readonly shop: Shop;
  /** Who works here by what was answered, by their ids. */
  readonly staff: Map<string, Worker>;
  /** A call of the page. What it answers tells nothing that is secret, and it is never that something broke. */
  page<C extends Channel>(channel: C, input: Input<C>, approval?: Approval): Promise<Reply<Outputs[C]>>;
  approvalOf(name: string): Approval;
}

const secrets = [config.providers.alfakios.apiKey, '86420975', '24681357', '13572468'];

async function openStaffed(): Promise<Staffed> {
  const shop = await openShop({ mustSignIn: true });
  const staff = new Map<string, Worker>();
  const page: Staffed['page'] = async (channel, input, approval) => {
    const reply = await shop.call(channel, input, 'page', approval);
    expect(reply.ok ? 'ok' : reply.code, JSON.stringify([channel, input])).not.toMatch(/^internal$/);
    const text = JSON.stringify(reply);
    for (const secret of [...secrets, ...[...staff.values()].map(({ pin }) => pin)])
      if (text.includes(secret)) expect(text).not.toContain(secret);
    return reply;
  };
  const approvalOf = (name: string): Approval => {
    const [found] = [...staff].filter(([, worker]) => worker.name === name);
    if (!found) throw new Error(`${name} does not work here`);
    return { personId: found[0], pin: found[1].pin };
  };
  for (const [name, role, pin] of [
    ['Ibu', 'owner', '86420975'],
    ['Budi', 'supervisor', '24681357'],
    ['Sri', 'cashier', '13572468'],
  ] as const) {
    const { personId } = await shop.must('people:save', { name, role, pin, active: true });
    staff.set(personId, { name, role, pin, active: true });
    if (role === 'owner') await shop.must('session:sign-in', { personId, pin });
  }
  return { shop, staff, page, approvalOf };
}

const texts = [
  ...[
    '',
    ' ',
    '__proto__',
    'constructor',
    'null',
    '../../x',
    'C:\\Windows\\x',
    'nul',
    '%s%n',
    '${1}',
    "'; DROP TABLE people; --",
  ],
  ...[
    '\u202eeno',
    '\ud83d\ude00'.repeat(20),
    'x'.repeat(5_000),
    '1e309',
    '-0',
    '０',
    'http://127.0.0.1:9/?x=',
    'tcp://[::1]:99999',
  ],
];
const numbers = [0, -1, 1, 0.5, -0, 1e15, 2 ** 53, -(2 ** 53), 1e308, Number.NaN, Number.POSITIVE_INFINITY];

/** A value of any kind, no deeper than `depth`. */
function hostile(chance: () => number, depth: number): unknown {
  const of = <T>(all: readonly T[]): T => all[Math.floor(chance() * all.length)] as T;
  const kind = Math.floor(chance() * (depth > 0 ? 7 : 5));
  if (kind === 0) return of(texts);
  if (kind === 1) return of(numbers);
  if (kind === 2) return null;
  if (kind === 3) return chance() < 0.5;
  if (kind === 4) return '9'.repeat(1 + Math.floor(chance() * 20));
  if (kind === 5) return Array.from({ length: Math.floor(chance() * 4) }, () => hostile(chance, depth - 1));
  return JSON.parse(`{${JSON.stringify(of(texts))}:${JSON.stringify(hostile(chance, depth - 1) ?? null)}}`) as unknown;
}

/** A patch of one value of the settings, or of some group, in place of what is there. */
function patchOf(settings: object, chance: () => number): Record<string, unknown> {
  const entries = Object.entries(settings);
  const [key, value] = entries[Math.floor(chance() * entries.length)] as [string, unknown];
  const isGroup = typeof value === 'object' && value !== null && !Array.isArray(value);
  if (isGroup && Object.keys(value).length > 0 && chance() < 0.85) return { [key]: patchOf(value, chance) };
  if (Array.isArray(value) && chance() < 0.6) {
    const [one] = value as unknown[];
    if (typeof one === 'object' && one !== null) return { [key]: [{ ...one, ...patchOf(one, chance) }] };
  }
  if (typeof value === 'number' && chance() < 0.5) return { [key]: Math.max(0, value + Math.floor(chance() * 5) - 2) };
  return { [key]: hostile(chance, 2) };
}

async function settingsNow({ shop }: Staffed): Promise<Outputs['settings:get']> {
  const reply = await shop.call('settings:get', {}, 'program');
  if (!reply.ok) throw new Error(`settings:get failed: ${reply.code}`);
  return reply.value;
}

test('hostile values among the settings threw, half came in, or left a till that does not start', async () => {
  const staffed = await openStaffed();
  const { shop, page, approvalOf } = staffed;
  const chance = chanceOf(20_261_128);
  const count = { saved: 0, refused: 0 };
  for (let n = 0; n < rounds; n++) {
    const before = await settingsNow(staffed);
    const {
      revision,
      waiting: _waiting,
      saves: _saves,
      officialAddresses: _addresses,
      overruled: _overruled,
      ...own
    } = before;
    const reply = await page('settings:save', { patch: patchOf(own, chance), revision }, approvalOf('Ibu'));
    const after = await settingsNow(staffed);
    if (!reply.ok) expect(after).toEqual(before);
    count[reply.ok ? 'saved' : 'refused']++;
  }
  // Otherwise nothing was tried.
  expect(count.saved).toBeGreaterThan(3);
  expect(count.refused).toBeGreaterThan(3);
  // Practice has people of its own.
  expect(await page('settings:save', { patch: { training: false } }, approvalOf('Ibu'))).toMatchObject({ ok: true });
  const { waiting: _waiting, saves: _saves, ...left } = await settingsNow(staffed);
  const owner = approvalOf('Ibu');
  await shop.close();
  const again = await openShop({ dataDir: shop.dataDir, mustSignIn: true });
  expect(await again.call('session:sign-in', owner)).toMatchObject({ ok: true });
  expect(await again.must('settings:get', {})).toMatchObject({ shop: left['shop'] });
});

test('hostile values among the people gave somebody a right, or left no owner who can sign in', async () => {
  const { shop, staff, page, approvalOf } = await openStaffed();
  const chance = chanceOf(28_112_026);
  const of = <T>(all: readonly T[]): T => all[Math.floor(chance() * all.length)] as T;
  const count = { saved: 0, refused: 0 };
  for (let n = 0; n < rounds; n++) {
    const owners = [...staff].filter(([, { role, active }]) => role === 'owner' && active);
    expect(owners).not.toEqual([]);
    const [personId, { pin: ownPin }] = of(owners);
    const isOwner = chance() < 0.7;
    const approval = isOwner ? { personId, pin: ownPin } : undefined;
    await page('session:sign-in', isOwner ? { personId, pin: ownPin } : approvalOf('Sri'));
    const whom = of([undefined, ...staff.keys(), 'x', '__proto__']);
    const others = [...[...staff.values()].map((one) => one.name), 'owner', 'OWNER', '__proto__', 'ibu', 'IBU'];
    const name = chance() < 0.6 ? `Tono ${n}` : of(others);
    const pin = of([
      undefined,
      '0000',
      '1234',
      `8${String(1_000_003 * (n + 1))
        .slice(-7)
        .padStart(7, '1')}`,
    ]);
    // Who is a cashier for good is who calls without a right.
    if (whom === approvalOf('Sri').personId || name === 'Sri') continue;
    const input = {
      name,
      role: of(roles),
      active: chance() < 0.7,
      ...(whom && { personId: whom }),
      ...(pin && { pin }),
    };
    const reply = await page('people:save', input, approval);
    count[reply.ok ? 'saved' : 'refused']++;
    if (!reply.ok) continue;
    expect(isOwner).toBe(true);
    const { personId: saved, ...rest } = reply.value;
    expect(rest).toEqual({ name, role: input.role, active: input.active });
    const known = pin ?? staff.get(saved)?.pin;
    if (known === undefined) throw new Error('somebody works here without a PIN');
    staff.set(saved, { ...rest, pin: known });
  }
  expect(count.saved).toBeGreaterThan(3);
  expect(count.refused).toBeGreaterThan(3);
  const { items } = await shop.must('people:list', {});
  const told = Object.fromEntries(items.map(({ personId, ...rest }) => [personId, rest]));
  for (const [personId, { pin, ...worker }] of staff) {
    if (worker.active) expect(told[personId]).toEqual(worker);
    const reply = await shop.call('session:sign-in', { personId, pin });
    expect(reply.ok, JSON.stringify(worker)).toBe(worker.active);
  }
});

test('hostile names and places of an export threw, or wrote beside the folder of exports', async () => {
  const { shop, page, approvalOf } = await openStaffed();
  const chance = chanceOf(7);
  const of = <T>(all: readonly T[]): T => all[Math.floor(chance() * all.length)] as T;
  await shop.must('session:sign-in', approvalOf('Budi'));
  const { items } = await shop.must('export:places', {});
  const before = readdirSync(shop.dataDir).sort();
  const beside = path.join(path.dirname(shop.dataDir), 'x.csv');
  const places = [...items.map(({ place }) => place), 'x', '__proto__', '..', 'constructor'];
  for (let n = 0; n < 60; n++) {
    const span = chance() < 0.5 ? {} : { from: '9999-12-31T23:59:59.999+07:00', to: '0001-01-01T00:00:00.000+07:00' };
    const name = of(['x.csv', 'CON.csv', 'nul.csv', 'loket.db.csv', '_. .csv', `${'x'.repeat(76)}.csv`]);
    const file = of(['x.csv', '../x.csv', beside, path.join(shop.dataDir, 'loket.db'), '/proc/self/mem', '\0.csv']);
    const input = chance() < 0.6 ? { ...span, place: of(places), name } : { ...span, file };
    const reply = await page('export:run', { format: 'csv', ...input });
    if ('file' in input) expect(reply.ok).toBe(false);
  }
  expect(existsSync(beside)).toBe(false);
  expect(readdirSync(shop.dataDir).sort()).toEqual([...new Set([...before, 'export'])].sort());
});
