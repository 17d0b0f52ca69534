import { firstSegment } from '../harness/first-segment.ts';
import { readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { createVerifier } from '../../electron/books/checks/background.ts';
import { storedHead, storeRecord } from '../../electron/books/apply-record.ts';
import { openDatabase } from '../../electron/db/open.ts';
import type { Books } from '../../electron/books/books.ts';
import { openJournalFile } from '../../electron/books/journal/file.ts';
import { appendMax, toLines, type Head, type Line } from '../../electron/books/journal/line.ts';
import type { Entry } from '../../electron/books/journal/record.ts';
import { booksFiles, startBooks } from '../../electron/books/start-books.ts';
import { verifyFiles } from '../../electron/books/checks/verify-books.ts';
import { startTill } from '../../electron/start.ts';
import type { Outputs } from '../../shared/api.ts';
import { customerNumber, sampleInquiry, samplePayment } from '../harness/counter.ts';
import { reply, startFakeProvider } from '../harness/fake-provider.ts';
import { tempFolder, writeConfig } from '../harness/temp-folder.ts';
import { clockAt } from '../harness/clock-at.ts';

// The journal is verified beside a till that goes on writing it: what comes meanwhile is no problem, what is missing is.

const at = Date.parse('2026-11-21T14:32:05+07:00');
const start = { clock: clockAt(() => at), newEpoch: () => 'AAAA', by: 'owner', version: 'test' };
const opening = (epoch: string): Entry => ({
  ...{ at, kind: 'opened', transactionId: null },
  data: { version: 'test', by: 'owner', epoch },
});

/** A till's folder whose journal has this many records more than a new one. */
function folderWith(more: number): string {
  const folder = tempFolder();
  const started = startBooks(folder, start);
  if (!started.ok) throw new Error(started.problem);
  const { epoch } = started.books.tillState();
  started.close();
  const opened = openDatabase(booksFiles.database(folder));
  if (!opened.ok) throw new Error(opened.problem);
  const { db } = opened;
  const file = openJournalFile(firstSegment(folder));
  const lines: Line[] = [];
  // No more are ever written together.
  for (let left = more; left > 0; left -= appendMax) {
    const group = Array.from({ length: Math.min(left, appendMax) }, () => opening(epoch));
    lines.push(...toLines(lines.at(-1) ?? storedHead(db), group));
  }
  db.transaction(() => lines.forEach((line) => storeRecord(db, line, opening(epoch).data)))();
  file.append(Buffer.from(lines.map(({ text }) => `${text}\n`).join('')));
  file.close();
  db.close();
  return folder;
}

interface Open {
  readonly books: Books;
  readonly files: ReturnType<typeof filesOf>;
  /** Writes a record as the till does. */
  write(): void;
}

const filesOf = (folder: string) => ({
  database: booksFiles.database(folder),
  journal: booksFiles.journal(folder),
  segment: firstSegment(folder),
});

function openBooks(more = 20): Open {
  const folder = folderWith(more);
  const started = startBooks(folder, start);
  if (!started.ok) throw new Error(started.problem);
  const { books } = started;
  onTestFinished(() => books.close());
  return { books, files: filesOf(folder), write: () => books.write([opening(books.tillState().epoch)]) };
}

test('payments go through while a long journal is verified, and are no problem of it', async () => {
  const dataDir = folderWith(40_000);
  const provider = await startFakeProvider();
  onTestFinished(() => provider.close());
  provider.answer((url, body) => ({
    raw: reply(
      200,
      url.endsWith('inquiry') ? sampleInquiry() : samplePayment(JSON.parse(body) as Record<string, string>),
    ),
  }));
  const alfakios = { enabled: true, baseUrl: provider.baseUrl, apiKey: 'k' };
  const started = await startTill({ dataDir, configFile: writeConfig(tempFolder(), { providers: { alfakios } }) });
  if (!started.ok) throw new Error(started.problem);
  onTestFinished(() => started.close());
  const answered: string[] = [];
  const must = async <T>(channel: string, input: unknown): Promise<T> => {
    const answer = await started.till.call(channel, input);
    if (!answer.ok) throw new Error(`${channel} failed: ${answer.code}`);
    answered.push(channel);
    return answer.value as T;
  };
  const inquire = () => must<Outputs['bill:inquire']>('bill:inquire', { product: 'pln-postpaid', customerNumber });
  // The first payment waits for the check that goes with a start.
  const first = await inquire();
  await must('payment:pay', { quoteId: first.quoteId, tendered: 291_000 });
  const { quoteId } = await inquire();
  answered.length = 0;

  const verifying = must<Outputs['journal:verify']>('journal:verify', {});
  const again = must<Outputs['journal:verify']>('journal:verify', {});
  await must('payment:pay', { quoteId, tendered: 291_000, confirmPaidBefore: true });
  const report = await verifying;
  expect(report).toMatchObject({ ok: true, problems: [] });
  expect(await again).toBe(report);
  expect(answered).toEqual(['payment:pay', 'journal:verify', 'journal:verify']);
  const later = await must<Outputs['journal:verify']>('journal:verify', {});
  expect(later).toMatchObject({ ok: true, problems: [] });
  expect(later.records).toBeGreaterThan(report.records);
});

test('what is written after the moment it is asked is neither compared nor a problem', () => {
  const { books, files, write } = openBooks();
  const known = books.known();
  for (let more = 0; more < 20; more++) write();
  // A write that is under way: its lines are in the file, and the database does not have them yet.
  writeFileSync(files.segment, '{"n":', { flag: 'a' });
  expect(verifyFiles(files, known)).toMatchObject({ ok: true, records: known.head.n, head: known.head.hash });
});

const spoils: readonly (readonly [string, (open: Open, known: Head) => void, RegExp])[] = [
  [
    'a record changed in the file',
    ({ files }) => writeFileSync(files.segment, readFileSync(files.segment, 'utf8').replace('"n":7,', '"n":8,')),
    /record 7 does not follow/,
  ],
  [
    'a word changed in the file',
    ({ files }) => writeFileSync(files.segment, readFileSync(files.segment, 'utf8').replace('"owner"', '"other"')),
    /record 1 is not what the database has/,
  ],
  [
    'the last record cut off the file',
    ({ files }) => truncateSync(files.segment, readFileSync(files.segment).lastIndexOf(0x0a, -2) + 1),
    /ends at record 21, and there were 22/,
  ],
  ['the file gone', ({ files }) => rmSync(files.segment), /ends at record 0, and there were 22/],
  ['the database gone', ({ files }) => rmSync(files.database), /SQLITE_CANTOPEN/],
  [
    'the last record deleted from the database',
    ({ files }) => change(files.database, 'DELETE FROM journal WHERE n = 22'),
    /record 22 is not in the database/,
  ],
  [
    'a record changed in the database',
    ({ files }) => change(files.database, `UPDATE journal SET data = replace(data, 'owner', 'other') WHERE n = 5`),
    /loket\.db: its record 5 was changed; --rebuild=database/,
  ],
];

/** By somebody who knows how to get around the database's own locks. */
function change(database: string, sql: string): void {
  const db = new Database(database);
  const triggers = db.prepare(`SELECT name FROM sqlite_schema WHERE type = 'trigger'`).pluck().all();
  for (const name of triggers) db.exec(`DROP TRIGGER ${String(name)}`);
  db.exec(sql);
  db.close();
}

test.for(spoils)('%s is found, with its place', ([, spoil, says]) => {
  const open = openBooks();
  const known = open.books.known();
  expect(known).toMatchObject({ head: { n: 22 }, problems: [] });
  spoil(open, known.head);
  const report = verifyFiles(open.files, known);
  expect(report.ok).toBe(false);
  expect(report.problems.join()).toMatch(says);
});

test('both rewritten so that they agree: the till knows better how its chain ended', () => {
  const { books, files } = openBooks();
  const known = books.known();
  const other = openBooks();
  other.write();
  const report = verifyFiles(other.files, { ...known, head: { ...known.head, hash: '1'.repeat(64) } });
  expect(report.problems).toEqual([expect.stringMatching(/record 22 is not the one that was written/)]);
  expect(verifyFiles(files, known).problems).toEqual([]);
});

test('what somebody else added to either file is found, though the till did not write it', () => {
  const { books, files } = openBooks();
  writeFileSync(files.segment, '{"n":23}\n', { flag: 'a' });
  expect(books.known().problems).toEqual([expect.stringContaining(`${files.journal} or the database`)]);
  const another = openBooks();
  change(
    another.files.database,
    `INSERT INTO journal SELECT 23, at, kind, NULL, data, hash, 0 FROM journal WHERE n = 22`,
  );
  expect(another.books.known().problems).toEqual([expect.stringContaining('has 23 records, and there were 22')]);
});

test('one that is told to stop answers nothing, and the next call begins anew', async () => {
  const { books, files } = openBooks();
  const verifier = createVerifier(() => books.known(), files);
  const stopped = verifier.verify();
  await verifier.stop();
  expect(await stopped).toBeNull();
  await verifier.stop();
  expect(await verifier.verify()).toMatchObject({ ok: true, records: 22 });
});

test('a till that closes while its journal is verified answers the call, and leaves its files in order', async () => {
  const dataDir = folderWith(1_000);
  const configFile = writeConfig(tempFolder(), { providers: {}, training: false });
  const started = await startTill({ dataDir, configFile });
  if (!started.ok) throw new Error(started.problem);
  const verifying = started.till.call('journal:verify', {});
  await started.close();
  expect(await verifying).toMatchObject({ ok: true, value: { ok: true } });
  const { segment, database } = filesOf(path.resolve(dataDir));
  const again = startBooks(dataDir, start);
  if (!again.ok) throw new Error(again.problem);
  expect(again.caughtUp).toMatchObject({ toDatabase: 0, toJournal: 0, torn: 0 });
  again.close();
  expect([segment, database].map((file) => readFileSync(file).length)).not.toContain(0);
});
