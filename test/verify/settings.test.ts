import { expect, test } from 'vitest';
import { toLines, type Head } from '../../electron/books/journal/line.ts';
import type { Entry } from '../../electron/books/journal/record.ts';
import { problemsOf } from './check.ts';

// What the verifier says of the till's settings.

const about = { at: Date.parse('2026-11-21T14:32:05+07:00'), transactionId: null } as const;
const opened: Entry = { ...about, kind: 'opened', data: { version: 'test', by: 'owner', epoch: 'AAAA' } };
const change = { path: 'shop.name', before: 'Loket', after: 'Loket Melati' };
const settings = (more: object): Entry => ({
  ...about,
  kind: 'settings',
  data: { by: 'Ibu', revision: 1, changes: [change], ...more },
});

function said(entries: readonly Entry[]): readonly string[] {
  let head: Head = { n: 0, hash: '0'.repeat(64) };
  const texts = entries.map((entry) => {
    const [line] = toLines(head, [entry]);
    head = line ?? head;
    return `${line?.text ?? ''}\n`;
  });
  return problemsOf(Buffer.from(texts.join(''))).map(({ what }) => what);
}

test('changes of settings are well, those of secrets too', () => {
  const key = { path: 'providers.iak.apiKey', before: 'set', after: 'set' };
  expect(said([opened, settings({ changes: [change, key, { ...key, before: null }] })])).toEqual([]);
});

test.for<readonly [string, object]>([
  ['settings that nobody changed', { by: '' }],
  ['settings without a number', { revision: 0 }],
  ['settings in which nothing changed', { changes: [] }],
  ['settings in which nothing changed', { changes: [{ ...change, after: 'Loket' }] }],
  ['a change of the settings that is none', { changes: [{ path: 'shop.name', after: 'x' }] }],
  ['settings that tell a secret', { changes: [{ path: 'providers.iak.username', before: null, after: '0812' }] }],
])('%s are told: %j', ([problem, more]) => {
  expect(said([opened, settings(more)])).toEqual([problem]);
});

const config = {
  digest: 'd1',
  values: { 'shop.name': 'Loket', 'providers.iak.apiKey': 'set' },
  keys: { 'providers.iak.apiKey': 'm1' },
};
const start = (more: object): Entry => ({ ...opened, data: { ...opened.data, ...more } });
const renamed = { ...config, digest: 'd2', values: { ...config.values, 'shop.name': 'Warung' } };
const rekeyed = { ...config, digest: 'd3', keys: { 'providers.iak.apiKey': 'm2' } };
const name = { path: 'shop.name', before: 'Loket', after: 'Warung' };
const key = { path: 'providers.iak.apiKey', before: 'set', after: 'set' };
const seen = (digest: string, by = 'Ibu'): Entry => ({ ...about, kind: 'settings-seen', data: { by, digest } });

test('starts that say what they are set to are well beside those of older tills, and what was seen too', () => {
  const all = [opened, start({ settings: config }), opened, start({ settings: renamed, changes: [name] }), seen('d2')];
  expect(
    said([...all, start({ settings: rekeyed, changes: [key, { ...name, before: 'Warung', after: 'Loket' }] })]),
  ).toEqual([]);
});

test.for<readonly [string, readonly Entry[]]>([
  ['settings that tell a secret', [start({ settings: { ...config, values: { 'providers.iak.apiKey': 'k' } } })]],
  ['a start that says nothing of its settings', [start({ settings: { digest: 'd' } })]],
  [
    'a start with other changes of the settings than it says',
    [start({ settings: config }), start({ settings: renamed })],
  ],
  [
    'a start with other changes of the settings than it says',
    [start({ settings: config }), start({ settings: rekeyed })],
  ],
  ['a start with other changes of the settings than it says', [start({ settings: config, changes: [name] })]],
  ['settings seen that no start had', [start({ settings: config }), seen('d9')]],
  ['settings that nobody saw', [start({ settings: config }), seen('d1', '')]],
])('%s are told of a start: %j', ([problem, entries]) => {
  expect(said(entries)).toEqual([problem]);
});
