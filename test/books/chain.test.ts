import { firstSegment } from '../harness/first-segment.ts';
import { createHash } from 'node:crypto';
import fs, { appendFileSync, readFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import path from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { openJournalFile } from '../../electron/books/journal/file.ts';
import type { Entry } from '../../electron/books/journal/record.ts';
import { rebuild } from '../../electron/books/rebuild.ts';
import { startBooks, type StartedBooks } from '../../electron/books/start-books.ts';
import { openCounter } from '../harness/counter.ts';
import { tempFolder } from '../harness/temp-folder.ts';
import { clockAt } from '../harness/clock-at.ts';

// What the journal is worth: its chain as another program would check it, its bytes on the disk, and all of it made again.

const at = Date.parse('2026-11-21T14:40:00.000+07:00');

function startIn(folder: string): StartedBooks {
  const started = startBooks(folder, {
    clock: clockAt(() => at),
    newEpoch: () => 'NEXT',
    by: 'owner',
    version: 'test',
  });
  if (!started.ok) throw new Error(started.problem);
  return started;
}

test('each line names the SHA-256 of the line before it, byte for byte', async () => {
  const counter = await openCounter();
  const { quoteId } = await counter.quote();
  await counter.must('payment:pay', { quoteId, tendered: 291_000 });
  const lines = readFileSync(firstSegment(counter.folder), 'utf8').split('\n').slice(0, -1);
  expect(lines.length).toBeGreaterThan(4);
  const sha256 = (line: string): string => createHash('sha256').update(line, 'utf8').digest('hex');
  const named = lines.map((line) => (JSON.parse(line) as { prev: string }).prev);
  expect(named).toEqual(['0'.repeat(64), ...lines.slice(0, -1).map(sha256)]);
  const { head } = await counter.must('journal:verify', {});
  expect(head).toBe(sha256(lines.at(-1) ?? ''));
});

test('what is added to the journal or cut off it is on the disk when that returns', () => {
  const file = openJournalFile(path.join(tempFolder(), 'journal'));
  onTestFinished(() => file.close());
  const calls = watched('writeSync', 'ftruncateSync', 'fdatasyncSync');
  file.append(Buffer.from('one line\n'));
  expect(calls.splice(0)).toEqual(['writeSync', 'fdatasyncSync']);
  file.cut(0);
  expect(calls).toEqual(['ftruncateSync', 'fdatasyncSync']);
});

test('a line that was torn leaves no trace behind', async () => {
  const counter = await openCounter();
  await counter.quote();
  await counter.close();
  const journal = firstSegment(counter.folder);
  appendFileSync(journal, '{"n":3,"prev":"0123');
  for (const torn of [19, 0]) {
    const started = startIn(counter.folder);
    expect(started.caughtUp).toMatchObject({ torn, toDatabase: 0, toJournal: 0 });
    started.close();
  }
  const lines = readFileSync(journal, 'utf8').split('\n').slice(0, -1);
  expect(lines.map((line) => (JSON.parse(line) as { n: number }).n)).toEqual([1, 2, 3, 4]);
});

/** The calls to these functions of `node:fs` from now on, in their order. */
function watched(...names: readonly ('writeSync' | 'ftruncateSync' | 'fdatasyncSync')[]): string[] {
  const calls: string[] = [];
  for (const name of names) {
    const real = fs[name] as (...all: unknown[]) => unknown;
    vi.spyOn(fs, name as 'fdatasyncSync').mockImplementation((...all: unknown[]) => {
      calls.push(name);
      return real(...all) as undefined;
    });
  }
  syncBuiltinESMExports();
  onTestFinished(() => {
    vi.restoreAllMocks();
    syncBuiltinESMExports();
  });
  return calls;
}

test.for(['database', 'journal'] as const)('a %s of some thousand records is made again whole', async (what) => {
  const folder = tempFolder();
  const started = startIn(folder);
  const entry: Entry = { at, kind: 'opened', transactionId: null, data: { version: '1', by: 'owner', epoch: 'AAAA' } };
  const eight = Array.from({ length: 8 }, () => entry);
  for (let n = 0; n < 2_400; n += eight.length) started.books.write(eight);
  started.close();
  const before = readFileSync(firstSegment(folder));
  expect(await rebuild(folder, what, at)).toMatchObject({ ok: true, records: 2_401 });
  expect(readFileSync(firstSegment(folder)).equals(before)).toBe(true);
  const again = startIn(folder);
  expect(again.caughtUp).toMatchObject({ toDatabase: 0, toJournal: 0, torn: 0, head: { n: 2_401 } });
  again.close();
});
