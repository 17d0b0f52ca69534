import { appendFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { checkBackup } from '../../electron/backup/check.ts';
import { makeBackup, type Made } from '../../electron/backup/make.ts';
import { restore } from '../../electron/backup/restore.ts';
import { booksFiles } from '../../electron/books/start-books.ts';
import { openCounter, type Counter } from '../harness/counter.ts';
import { tempFolder } from '../harness/temp-folder.ts';

// The making itself, on the files of a till that is open.

const openSegment = ({ folder }: Counter): string => path.join(booksFiles.journal(folder), '000001.jsonl');

async function openedAndSold(): Promise<Counter> {
  const counter = await openCounter();
  const { quoteId, total } = await counter.quote();
  await counter.must('payment:pay', { quoteId, tendered: total });
  return counter;
}

function make({ folder, identity }: Counter, into: string, isStopped = () => false): Promise<Made> {
  const { till, publicKey } = identity;
  return makeBackup(
    {
      ...{ folder: into, work: '.making', name: 'copy', atMs: Date.parse('2026-11-21T21:00:00+07:00'), beside: {} },
      books: { database: booksFiles.database(folder), journal: booksFiles.journal(folder) },
      about: { till, publicKey, program: 'test', training: false, secrets: [] },
    },
    isStopped,
  );
}

test('books that are damaged under the till make no backup, and the one before stays', async () => {
  const counter = await openedAndSold();
  const into = tempFolder();
  const good = await make(counter, into);
  expect(good).toMatchObject({ payments: 1 });
  const journal = openSegment(counter);
  const whole = readFileSync(journal, 'utf8');
  writeFileSync(journal, whole.replace('"kind":"paid"', '"kind":"paix"'));
  expect(await make(counter, into)).toMatchObject({ problems: [expect.stringContaining('record') as string] });
  writeFileSync(journal, whole);
  expect(readdirSync(into)).toEqual(['copy.loket-backup.tar']);
});

test('a record that is being written as the journal is copied is not in the backup, nor is half of it', async () => {
  const counter = await openedAndSold();
  const into = tempFolder();
  const { n, hash } = counter.books.head();
  appendFileSync(openSegment(counter), `{"n":${n + 1},"prev":"${hash}","at":"2026-11-2`);
  const made = await make(counter, into);
  expect(made).toMatchObject({ records: n });
  const file = made && 'file' in made ? made.file : '';
  expect(checkBackup(file, path.join(into, 'look')).problems).toEqual([]);
});

test('what a dead till left of a backup goes with the next, and one that is told to stop leaves nothing', async () => {
  const counter = await openedAndSold();
  const into = tempFolder();
  mkdirSync(path.join(into, '.making', 'copy', 'books'), { recursive: true });
  writeFileSync(path.join(into, '.making', 'copy', 'books', 'loket.db'), 'half');
  let looks = 0;
  expect(await make(counter, into, () => ++looks > 3)).toBeNull();
  expect(readdirSync(into)).toEqual([]);
  await make(counter, into);
  await make(counter, into);
  expect(readdirSync(into)).toEqual(['copy-2.loket-backup.tar', 'copy.loket-backup.tar']);
});

test('logs of the look at a backup were left beside the database that was restored', async () => {
  const counter = await openedAndSold();
  const made = await make(counter, tempFolder());
  const data = path.join(tempFolder(), 'data');
  expect(restore(made && 'file' in made ? made.file : '', data)).toMatchObject({ ok: true });
  expect(readdirSync(data, { recursive: true }).toSorted()).toEqual(['journal', 'journal/000001.jsonl', 'loket.db']);
});
