import { appendFileSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { openDatabase, type OpenDatabase } from '../../electron/db/open.ts';
import { storedHead } from '../../electron/books/apply-record.ts';
import { StorageError } from '../../electron/db/storage-error.ts';
import { openBooks, type Books } from '../../electron/books/books.ts';
import type { Journal } from '../../electron/books/journal/file.ts';
import { openTail } from '../../electron/books/segments/tail.ts';
import type { Entry } from '../../electron/books/journal/record.ts';
import { tempFolder } from '../harness/temp-folder.ts';

// What the books do when the journal's file fails them: nothing is half written, and nothing is believed that is not certain.

interface Disk {
  /** How the next write fails: before anything is written, after a part of it, at the sync, or when the database commits. */
  trouble: 'full' | 'part' | 'sync' | 'full-sync' | 'commit' | null;
  cutFails: boolean;
  openFails: boolean;
  hasBallast: boolean;
}

function openOn(disk: Disk): { readonly books: Books; readonly lines: () => readonly string[] } {
  const folder = tempFolder();
  const name = path.join(folder, 'journal/000001.jsonl');
  const opened = openBooks({
    openDatabase: () => commitsOn(openDatabase(path.join(folder, 'loket.db')), disk),
    openJournal() {
      if (disk.openFails) throw new StorageError('input/output error', 'EIO');
      return onDisk(openTail(path.join(folder, 'journal'), 0), disk);
    },
    ballast: {
      held: () => disk.hasBallast,
      drop: () => void (disk.hasBallast = false),
      hold: () => (disk.hasBallast = true),
    },
  });
  if (!opened.ok) throw new Error(opened.problem);
  const { books } = opened;
  books.write([opening]);
  return { books, lines: () => readFileSync(name, 'utf8').trimEnd().split('\n') };
}

function commitsOn(opened: OpenDatabase, disk: Disk): OpenDatabase {
  if (!opened.ok) return opened;
  const { db } = opened;
  const transaction = db.transaction.bind(db);
  const failing: typeof transaction = (work) =>
    transaction((...given) => {
      const done: unknown = work(...given);
      if (disk.trouble !== 'commit') return done;
      disk.trouble = null;
      throw new StorageError('disk I/O error', 'SQLITE_IOERR_FSYNC');
    }) as never;
  return { ...opened, db: Object.assign(db, { transaction: failing }) };
}

function onDisk(file: Journal, disk: Disk): Journal {
  return {
    ...file,
    append(bytes) {
      const { trouble } = disk;
      if (trouble !== 'commit') disk.trouble = null;
      if (trouble === 'part') appendFileSync(file.nameAt(0), bytes.subarray(0, bytes.length / 2));
      if (trouble === 'full' || trouble === 'part') throw new StorageError('no space left', 'ENOSPC');
      file.append(bytes);
      if (trouble === 'sync') throw new StorageError('input/output error', 'EIO');
      if (trouble === 'full-sync') throw new StorageError('no space left', 'ENOSPC');
    },
    cut(size) {
      if (disk.cutFails) throw new StorageError('input/output error', 'EIO');
      file.cut(size);
    },
  };
}

const at = Date.parse('2026-11-21T14:32:05+07:00');
const opening: Entry = { at, kind: 'opened', transactionId: null, data: { version: '1', by: 'owner', epoch: 'AAAA' } };
const restoring: Entry = { at, kind: 'restored', transactionId: null, data: { why: 'test', epoch: 'BBBB' } };
/** A record that belongs to a payment: whoever keeps its outcome keeps it until it is stored. */
const ofPayment: Entry = { ...restoring, transactionId: '01M8FP2QN4K7V9T3XW6Y8ZB5CD' };
const well = (): Disk => ({ trouble: null, cutFails: false, openFails: false, hasBallast: true });

test.for(['full', 'part'] as const)(
  'an append that fails (%s) leaves nothing behind, and the next one goes on',
  (trouble) => {
    const disk = well();
    const { books, lines } = openOn(disk);
    disk.trouble = trouble;
    expect(() => books.write([restoring])).toThrow('no space left');
    expect(lines()).toHaveLength(1);
    expect(storedHead(books.db).n).toBe(1);
    expect(books.tillState()).toMatchObject({ epoch: 'AAAA', mode: 'normal' });
    expect(books.state()).toBe('ready');
    books.write([restoring]);
    expect(lines()).toHaveLength(2);
    expect(books.head().n).toBe(2);
    expect(books.tillState()).toMatchObject({ epoch: 'BBBB', mode: 'reconcile' });
  },
);

test('after a failed sync nothing is written until both were opened again, and then they agree', () => {
  const disk = well();
  const { books, lines } = openOn(disk);
  disk.trouble = 'sync';
  expect(() => books.write([ofPayment])).toThrow('input/output error');
  expect(books.state()).toBe('uncertain');
  expect(() => books.keep([ofPayment])).toThrow('opened again');
  expect(books.tillState().mode).toBe('normal');
  expect(books.catchUp()).toBe('ready');
  // The record had reached the file after all, so it counts.
  expect(books.tillState().mode).toBe('reconcile');
  expect(lines()).toHaveLength(2);
  books.write([opening]);
  expect([books.head().n, storedHead(books.db).n, lines().length]).toEqual([3, 3, 3]);
});

test('a line that was told not to be kept, after a sync that failed, turned up later beside the one that was then made', () => {
  const disk = well();
  const { books, lines } = openOn(disk);
  disk.trouble = 'sync';
  expect(() => books.write([restoring])).toThrow('input/output error');
  expect(books.state()).toBe('ready');
  expect(lines()).toHaveLength(1);
  // A disk that allows no look at first.
  Object.assign(disk, { trouble: 'sync', cutFails: true, openFails: true });
  expect(() => books.write([restoring])).toThrow('input/output error');
  expect(books.state()).toBe('uncertain');
  expect(() => books.write([opening])).toThrow('opened again');
  disk.openFails = false;
  expect(books.catchUp()).toBe('uncertain');
  disk.cutFails = false;
  expect(books.catchUp()).toBe('ready');
  expect([lines().length, books.tillState().mode]).toEqual([1, 'normal']);
  books.write([restoring]);
  expect([books.head().n, storedHead(books.db).n, lines().length]).toEqual([2, 2, 2]);
});

test('a full disk that refused the cut too: the line that was told not to be kept turned up later', () => {
  const disk = well();
  const { books, lines } = openOn(disk);
  Object.assign(disk, { trouble: 'full-sync', cutFails: true });
  expect(() => books.write([restoring])).toThrow('no space left');
  expect([books.state(), books.catchUp()]).toEqual(['uncertain', 'uncertain']);
  disk.cutFails = false;
  expect([books.catchUp(), lines().length]).toEqual(['ready', 1]);
});

test('a line that was in the journal when the database failed was told not to be kept, and made again', () => {
  const disk = well();
  const { books, lines } = openOn(disk);
  const heard: string[] = [];
  books.whenStored((records) => heard.push(...records.map(({ kind }) => kind)));
  disk.trouble = 'commit';
  books.write([restoring]);
  expect([books.state(), lines().length, books.tillState().mode]).toEqual(['ready', 2, 'reconcile']);
  expect(heard).toEqual(['restored']);
});

test('an end that can not be cut off is uncertain, and is cut off when the disk is back', () => {
  const disk = well();
  const { books, lines } = openOn(disk);
  disk.trouble = 'part';
  disk.cutFails = true;
  expect(() => books.write([restoring])).toThrow('no space left');
  expect(books.state()).toBe('uncertain');
  expect(() => books.catchUp()).not.toThrow();
  expect(books.state()).toBe('uncertain');
  disk.cutFails = false;
  expect(books.catchUp()).toBe('ready');
  expect(lines()).toHaveLength(1);
  expect(books.tillState().mode).toBe('normal');
});

test('a full disk gives up its ballast for what must not be lost, and for nothing else', () => {
  const disk = well();
  const { books, lines } = openOn(disk);
  disk.trouble = 'full';
  expect(() => books.write([restoring])).toThrow('no space left');
  expect(disk.hasBallast).toBe(true);
  disk.trouble = 'full';
  books.keep([restoring]);
  expect(disk.hasBallast).toBe(false);
  expect(lines()).toHaveLength(2);
  expect(books.state()).toBe('no-room');
  expect(books.catchUp()).toBe('ready');
  expect(books.state()).toBe('ready');
});

test('the log is copied back only when it has grown, and the next write needs no more than any other', () => {
  const { books } = openOn(well());
  expect(books.untidy()).toBe(false);
  for (let commit = 0; commit < 200; commit++) books.write([opening]);
  expect(books.untidy()).toBe(true);
  books.tidyUp();
  expect(books.untidy()).toBe(false);
  const [{ log }] = books.db.pragma('wal_checkpoint(PASSIVE)') as [{ log: number }];
  expect(log).toBeLessThan(10);
});

test('records that are found to have reached the disk after all are heard of once, like those that were written', () => {
  const disk = well();
  const { books } = openOn(disk);
  const heard: string[][] = [];
  books.whenStored((records) => heard.push(records.map(({ kind }) => kind)));
  books.write([restoring, { ...opening, kind: 'reconciled', data: { by: 'owner', reason: 'test' } }]);
  expect(heard).toEqual([['restored', 'reconciled']]);
  disk.trouble = 'sync';
  expect(() => books.write([ofPayment])).toThrow('input/output error');
  expect(heard).toHaveLength(1);
  books.catchUp();
  books.catchUp();
  expect(heard.slice(1)).toEqual([['restored']]);
  disk.trouble = 'full';
  expect(() => books.write([restoring])).toThrow('no space left');
  expect(heard).toHaveLength(2);
});
