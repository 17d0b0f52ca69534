import { firstSegment } from '../harness/first-segment.ts';
import { execFileSync } from 'node:child_process';
import { cpSync, readFileSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { booksFiles, startBooks, type StartedBooks } from '../../electron/books/start-books.ts';
import { emptyHead, toLine, type Head } from '../../electron/books/journal/line.ts';
import { rebuild } from '../../electron/books/rebuild.ts';
import * as payments from '../../electron/db/migrations/010-payments.ts';
import * as journalTable from '../../electron/db/migrations/020-journal.ts';
import type { Entry } from '../../electron/books/journal/record.ts';
import { verifyBooks } from '../../electron/books/checks/verify-books.ts';
import { clockAt } from '../harness/clock-at.ts';
import { tempFolder } from '../harness/temp-folder.ts';

// Records that are written together are durable together or not at all, also in the journal's file by itself.

const at = Date.parse('2026-11-21T14:40:00.000+07:00');

function startIn(folder: string): StartedBooks {
  const started = startBooks(folder, {
    clock: clockAt(() => at),
    newEpoch: () => 'AAAA',
    by: 'owner',
    version: 'test',
  });
  if (!started.ok) throw new Error(started.problem);
  return started;
}

const three: readonly Entry[] = [
  { at, kind: 'restored', transactionId: null, data: { why: 'they are copies', epoch: 'AAAA' } },
  { at, kind: 'opened', transactionId: null, data: { version: 'test', by: 'owner', epoch: 'AAAA' } },
  { at, kind: 'reconciled', transactionId: null, data: { by: 'owner', reason: 'compared' } },
];

interface Died {
  readonly folder: string;
  readonly journal: string;
  readonly lines: readonly string[];
}

/** A till that wrote the three into its journal, and died before its database had them. */
function died(): Died {
  const folder = tempFolder();
  startIn(folder).close();
  const before = tempFolder();
  cpSync(folder, before, { recursive: true });
  const { books } = startIn(folder);
  books.write(three);
  books.close();
  cpSync(booksFiles.database(before), booksFiles.database(folder));
  const journal = firstSegment(folder);
  return { folder, journal, lines: readFileSync(journal, 'utf8').trimEnd().split('\n') };
}

const bytesOf = (lines: readonly string[]): number => Buffer.byteLength(lines.map((line) => `${line}\n`).join(''));

/** What the verifier, which shares no code with the till, says. */
function verifier(folder: string): string {
  try {
    return execFileSync(process.execPath, ['electron/verify/verify.ts', folder], { encoding: 'utf8' });
  } catch (error) {
    return (error as { stdout: string }).stdout;
  }
}

test.for([1, 2])(
  '%i of three records that were written together count for nothing: they are cut off like a torn line, and that is said',
  (there) => {
    const { folder, journal, lines } = died();
    expect(lines).toHaveLength(5);
    // The three are the last; the second `opened` is before them.
    const size = bytesOf(lines.slice(0, 2 + there));
    truncateSync(journal, size);
    expect(verifier(folder)).toContain(`torn: ${3 - there} more that were written together`);
    const started = startIn(folder);
    expect(started.caughtUp).toMatchObject({ torn: size - bytesOf(lines.slice(0, 2)), toDatabase: 1, head: { n: 2 } });
    expect(started.books.tillState()).toMatchObject({ epoch: 'AAAA', mode: 'normal' });
    started.books.write(three);
    expect(verifyBooks(started.books.known(), started.books)).toMatchObject({ ok: true, records: 6, problems: [] });
    started.close();
    expect(verifier(folder)).toMatch(/^problems {3}0$/m);
  },
);

test('all of three records that were written together count, though the database has none of them', () => {
  const { folder } = died();
  const started = startIn(folder);
  expect(started.caughtUp).toMatchObject({ torn: 0, toDatabase: 4, head: { n: 5 } });
  expect(started.books.tillState()).toMatchObject({ epoch: 'AAAA', mode: 'normal' });
  started.close();
});

test('a torn line within a group takes the lines before it along, unless the database has them', () => {
  const { folder, journal, lines } = died();
  truncateSync(journal, bytesOf(lines.slice(0, 3)) + 20);
  const started = startIn(folder);
  expect(started.caughtUp.head.n).toBe(2);
  started.books.write(three);
  started.close();
  const whole = readFileSync(journal, 'utf8');
  // A disk that lied: the database has all of them, and the journal lost the end.
  truncateSync(journal, whole.length - 30);
  const again = startIn(folder);
  expect(again.caughtUp).toMatchObject({ toJournal: 1, toDatabase: 0 });
  expect(readFileSync(journal, 'utf8').startsWith(whole)).toBe(true);
  again.close();
});

test.for(['database', 'journal'] as const)('a %s made again knows what was written together', async (what) => {
  const { folder, journal } = died();
  startIn(folder).close();
  const text = readFileSync(journal, 'utf8');
  const marks = text.trimEnd().split('\n');
  expect(marks.map((line) => (JSON.parse(line) as { more?: number }).more ?? 0)).toEqual([0, 0, 2, 1, 0, 0]);
  const rowsOf = (): unknown[] => {
    const db = new Database(booksFiles.database(folder), { readonly: true });
    const rows = db.prepare('SELECT n, more, hex(hash) FROM journal').all();
    db.close();
    return rows;
  };
  const rows = rowsOf();
  expect(await rebuild(folder, what, at)).toMatchObject({ ok: true, records: 6 });
  expect(readFileSync(journal, 'utf8')).toBe(text);
  expect(rowsOf()).toEqual(rows);
});

test.for([
  ['is broken off in the middle', [0, 2, 0], 'record 3, it was not written together with the one before', 'record 3'],
  ['goes on too long', [0, 1, 1, 0], 'record 3, it was not written together with the one before', 'record 3'],
] as const)('a group that %s, in a good chain, is no journal', async ([, marks, says, named]) => {
  const folder = tempFolder();
  startIn(folder).close();
  let head: Head = emptyHead;
  const lines = marks.map((more) => {
    const data = JSON.stringify({ version: 'test', by: 'owner', epoch: 'AAAA' });
    const line = toLine(head, { at, kind: 'opened', transactionId: null, data, more });
    head = line;
    return `${line.text}\n`;
  });
  writeFileSync(firstSegment(folder), lines.join(''));
  expect(verifier(folder)).toContain(`journal/000001.jsonl ${named}: was not written together with the one before`);
  expect(await rebuild(folder, 'database', at)).toMatchObject({
    ok: false,
    problem: expect.stringContaining(says) as string,
  });
});

test('a database that ends within a group refuses the start', () => {
  const { folder, journal } = died();
  startIn(folder).close();
  const lines = readFileSync(journal, 'utf8').trimEnd().split('\n');
  const db = new Database(booksFiles.database(folder));
  db.exec('DROP TRIGGER journal_stays; DELETE FROM journal WHERE n > 4');
  db.close();
  truncateSync(journal, bytesOf(lines.slice(0, 4)));
  const started = startBooks(folder, {
    clock: clockAt(() => at),
    newEpoch: () => 'AAAA',
    by: 'owner',
    version: 'test',
  });
  expect(started).toMatchObject({
    ok: false,
    problem: expect.stringContaining('what was written with its record 4 is missing') as string,
  });
});

test('the books of a till that knew no groups open, stay byte for byte, and verify', () => {
  const folder = tempFolder();
  startIn(folder).close();
  leaveAsOld(booksFiles.database(folder));
  const journal = readFileSync(firstSegment(folder), 'utf8');
  expect(verifier(folder)).toMatch(/^problems {3}0$/m);
  const started = startIn(folder);
  started.books.write(three);
  expect(verifyBooks(started.books.known(), started.books)).toMatchObject({ ok: true, records: 5 });
  started.close();
  expect(readFileSync(path.join(folder, 'journal/000001.jsonl'), 'utf8').startsWith(journal)).toBe(true);
  expect(verifier(folder)).toMatch(/^problems {3}0$/m);
});

/** Makes a database with nothing but a till's own records as a till left it that knew neither groups nor what came after them. */
function leaveAsOld(file: string): void {
  const old = new Database(`${file}.old`);
  for (const migration of [payments, journalTable]) migration.up(old);
  old.exec(`ATTACH '${file}' AS now;
    INSERT INTO journal (n, at, kind, transaction_id, data, hash) SELECT n, at, kind, transaction_id, data, hash FROM now.journal;
    INSERT INTO till_state (one, epoch, mode) SELECT one, epoch, mode FROM now.till_state`);
  old.pragma('user_version = 20');
  old.pragma(`application_id = ${0x4c4f4b54}`);
  old.close();
  for (const end of ['-wal', '-shm']) rmSync(`${file}${end}`, { force: true });
  renameSync(`${file}.old`, file);
}
