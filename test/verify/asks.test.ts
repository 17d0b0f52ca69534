import { expect, test } from 'vitest';
import { toLines, type Head } from '../../electron/books/journal/line.ts';
import type { Entry, RecordData } from '../../electron/books/journal/record.ts';
import { problemsOf } from './check.ts';

// What the verifier says of records about top-ups on their way that no till writes.

const about = { at: Date.parse('2026-11-21T14:32:05+07:00'), transactionId: null } as const;
const opened: Entry = { ...about, kind: 'opened', data: { version: 'test', by: 'owner', epoch: 'AAAA' } };
const asking = (more: Partial<RecordData['top-up-asked']> = {}): Entry => ({
  ...about,
  kind: 'top-up-asked',
  data: { askId: 'A1', provider: 'iak', amount: 5_000, note: 'BCA', by: 'Budi', ...more },
});
const arriving = (more: Partial<RecordData['deposit']> = {}): Entry => ({
  ...about,
  kind: 'deposit',
  data: { provider: 'iak', kind: 'top-up', amount: 4_000, note: 'BCA', askId: 'A1', by: 'Budi', ...more },
});
const cancelling: Entry = { ...about, kind: 'top-up-cancelled', data: { askId: 'A1', note: 'x', by: 'Budi' } };

const nobody: Head = { n: 0, hash: '0'.repeat(64) };

function said(entries: readonly Entry[]): readonly string[] {
  const lines = toLines(nobody, entries).map(({ text }) => `${text}\n`);
  return problemsOf(Buffer.from(lines.join(''))).map(({ what }) => what);
}

test.for<readonly [string, string, readonly Entry[]]>([
  ['an ask for nothing', 'asks for no amount', [asking({ amount: 0 })]],
  ['two asks under one id', 'an id that is not new', [asking(), asking()]],
  ['a top-up that nobody asked for', 'not on its way', [arriving()]],
  ['one that arrives elsewhere', 'not on its way', [asking(), arriving({ provider: 'alfakios' })]],
  ['one that arrives twice', 'not on its way', [asking(), arriving(), arriving()]],
  ['one that arrives after it was called off', 'not on its way', [asking(), cancelling, arriving()]],
  ['a correction that an ask arrives by', 'not on its way', [asking(), arriving({ kind: 'correction' })]],
])('the verifier tells %s', ([, words, entries]) => {
  expect(said([opened, asking(), arriving()])).toEqual([]);
  expect(said([opened, asking(), cancelling])).toEqual([]);
  expect(said([opened, ...entries])).toContainEqual(expect.stringContaining(words));
});
