import { expect, test } from 'vitest';
import { Disk } from './disk.ts';

// The disk of the power cells: what it may hold after a cut is what they find mistakes by.

const journal = '/data/journal/000001.jsonl';
const database = '/data/loket.db';

/** A disk to which each file was written and synced twice. */
function writtenTwice(): Disk {
  const disk = new Disk('/data', new Map());
  for (const text of ['one', 'two']) {
    for (const file of [journal, database]) {
      disk.do({ kind: 'write', file, at: 0, bytes: Buffer.from(text) });
      disk.do({ kind: 'sync', file });
    }
  }
  return disk;
}

test('a disk lies about the file that it is told of, and about no other', () => {
  const cut = writtenTwice().lieAbout('journal/000001.jsonl', 1);
  expect(cut.get(journal)?.toString()).toBe('one');
  expect(cut.get(database)?.toString()).toBe('two');
});

test('a disk has no lie about a file that is not there', () => {
  const disk = writtenTwice();
  expect(disk.has('journal/000001.jsonl')).toBe(true);
  expect(disk.has('000001.jsonl')).toBe(false);
  expect(() => disk.lieAbout('000001.jsonl', 1)).toThrow('there is no 000001.jsonl to lie about');
});
