import { appendFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { checkBackup } from '../../electron/backup/check.ts';
import { listBackups } from '../../electron/backup/kept.ts';
import { describeRestored, restore } from '../../electron/backup/restore.ts';
import { booksFiles } from '../../electron/books/start-books.ts';
import { openCounter, type Counter } from '../harness/counter.ts';
import { tempFolder } from '../harness/temp-folder.ts';
import { fileOf, make } from './made.ts';

// The making itself, on the files of a till that is open.

const openSegment = ({ folder }: Counter): string => path.join(booksFiles.journal(folder), '000001.jsonl');

async function openedAndSold(): Promise<Counter> {
  const counter = await openCounter();
  const { quoteId, total } = await counter.quote();
  await counter.must('payment:pay', { quoteId, tendered: total });
  return counter;
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
  expect(readdirSync(data, { recursive: true }).toSorted()).toEqual([
    ...['journal', 'journal/000001.jsonl', 'loket.db', 'loket.restored'],
  ]);
});

test('a date that was changed in a backup was restored as the day that its books are of', async () => {
  const file = fileOf(await make(await openedAndSold(), tempFolder()));
  const bytes = readFileSync(file);
  const place = bytes.indexOf('2026-11-21T21');
  for (const [offset, text] of [
    [0, '3026'],
    [8, '99'],
  ] as const) {
    const changed = Buffer.from(bytes);
    changed.write(text, place + offset);
    writeFileSync(file, changed);
    expect(restore(file, path.join(tempFolder(), 'data'))).toMatchObject({ ok: false });
  }
});

test('a backup of a clock that was ahead hid that none was made, and the true ones were thrown away for it', async () => {
  const counter = await openedAndSold();
  const into = tempFolder();
  const ahead = fileOf(await make(counter, into, undefined, '2028-11-21T21:00:00+07:00'));
  const { quoteId, total } = await counter.quote();
  await counter.must('payment:pay', { quoteId, tendered: total, confirmPaidBefore: true });
  const made = fileOf(await make(counter, into));
  expect(listBackups(into).map(({ file }) => file)).toEqual([made, ahead]);
});

test('a restore promised that the owner signs in by a phrase that nobody had', async () => {
  const counter = await openedAndSold();
  const saidNow = async (): Promise<string> => {
    const restored = restore(fileOf(await make(counter, tempFolder())), path.join(tempFolder(), 'data'));
    return restored.ok ? describeRestored(restored.manifest).join(' ') : restored.problem;
  };
  expect(await saidNow()).not.toContain('PIN');
  const ibu = { name: 'Ibu', role: 'owner', pin: '8642', active: true } as const;
  const { personId } = await counter.must('people:save', ibu, 'program');
  expect(await saidNow()).toContain('may give one owner a new PIN, once');
  await counter.must('session:sign-in', { personId, pin: ibu.pin });
  await counter.must('people:phrase', {}, 'program');
  expect(await saidNow()).toContain('by the recovery phrase');
});
