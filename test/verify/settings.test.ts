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
