import { DatabaseSync } from 'node:sqlite';
import { zstdCompressSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { createPlace, readJournal, type Source } from '../../electron/verify/books.ts';
import { openParts } from '../../electron/verify/parts.ts';
import { unpack } from '../../electron/verify/pieces.ts';
import type { Report } from '../../electron/verify/report.ts';
import { createRows } from '../../electron/verify/rows.ts';
import { createChance, spoilt } from './chance.ts';
import { toBytes } from './folder.ts';
import { makeHistory } from './history.ts';
import { cut, fileName, toPart, withSeals } from './segments.ts';

// Every way to spoil a record of a journal in segments, at every record, in the file and in what the database keeps.

const found = new Error('found');
const stop: Report = () => {
  throw found;
};

const segments = cut(withSeals(makeHistory(75), 120).records);
const open = segments.at(-1);
/** Each line with the number of its segment. */
const lines = segments.flatMap(({ number, lines }) =>
  lines.map((line) => ({ number, line: Buffer.from(`${line}\n`) })),
);
type Lines = typeof lines;
const records = lines.map((_line, index) => index);
/** What the database keeps of each sealed segment. */
const packed = segments.slice(0, -1).map(toPart);

function partsWith(parts: typeof packed): DatabaseSync {
  const db = new DatabaseSync(':memory:');
  db.exec('CREATE TABLE journal_parts (segment INTEGER PRIMARY KEY, first_n INTEGER, last_n INTEGER, data BLOB)');
  for (const part of parts) db.prepare('INSERT INTO journal_parts VALUES (?, ?, ?, ?)').run(...part);
  return db;
}

const whole = partsWith(packed);

/** Whether files with these lines, beside the database, give themselves away. */
function isFound(those: Lines, db = whole): boolean {
  const place = createPlace('', stop);
  const bytesOf = (number: number): Buffer =>
    Buffer.concat(those.filter((one) => one.number === number).map(({ line }) => line));
  const sources = segments.map(({ number }): Source => ({
    ...{ name: fileName(number, number < segments.length), number, isSealed: number < segments.length },
    chunks: () => [bytesOf(number)],
  }));
  const rows = createRows((open?.rows ?? [])[Symbol.iterator](), place, stop);
  try {
    readJournal(sources, { rows, parts: openParts(db, stop), audit: null, brought: [] }, place);
    return false;
  } catch (error) {
    if (error === found) return true;
    throw error;
  }
}

const chance = createChance(11);
const at = (index: number): Lines[number] => lines[index] ?? { number: 0, line: Buffer.alloc(0) };
const withLine = (index: number, line: Buffer): Lines => lines.with(index, { ...at(index), line: Buffer.from(line) });

function edited(line: Buffer): Buffer {
  const bytes = Buffer.from(line);
  const place = chance(bytes.length);
  bytes[place] = spoilt(bytes[place] ?? 0, chance(255));
  return bytes;
}

test('the segments as they were written are good', () => {
  expect(segments.length).toBeGreaterThan(4);
  expect(isFound(lines)).toBe(false);
});

test.for<readonly [string, (index: number) => Lines]>([
  ['a byte edited', (index) => withLine(index, edited(at(index).line))],
  ['a record deleted', (index) => lines.toSpliced(index, 1)],
  [
    'a copied record inserted',
    (index) => lines.toSpliced(index, 0, { ...at(index), line: at(chance(lines.length)).line }),
  ],
  ['its own copy inserted', (index) => lines.toSpliced(index, 0, at(index))],
  [
    'swapped with its neighbour',
    (index) => withLine(index, at(index - 1).line).with(index - 1, { ...at(index - 1), line: at(index).line }),
  ],
  ['cut off after it', (index) => lines.slice(0, index)],
  ['the segment cut off after it', (index) => lines.filter((one, n) => n < index || one.number !== at(index).number)],
])('%s: found at every record of every segment', { timeout: 120_000 }, ([, spoil]) => {
  expect(records.slice(1).filter((index) => !isFound(spoil(index)))).toEqual([]);
});

test('a record moved over the border of two segments is found, though all of them still follow each other', () => {
  for (const { number } of segments.slice(1)) {
    const first = lines.findIndex((one) => one.number === number);
    expect(isFound(lines.with(first, { ...at(first), number: number - 1 }))).toBe(true);
    expect(isFound(lines.with(first - 1, { ...at(first - 1), number }))).toBe(true);
  }
});

test('a byte changed in what the database keeps of a record is found, at every record', { timeout: 120_000 }, () => {
  const missed = records.filter((index) => {
    const { number } = at(index);
    const segment = segments[number - 1];
    if (!segment || number === segments.length) return false;
    const nth = index - lines.findIndex((one) => one.number === number);
    const [, first, last, data] = toPart(segment);
    const bare = (unpack(data) ?? Buffer.alloc(0)).toString('latin1').split('\n');
    const bytes = Buffer.from(
      bare.with(nth, edited(Buffer.from(bare[nth] ?? '', 'latin1')).toString('latin1')).join('\n'),
      'latin1',
    );
    const db = partsWith(packed.with(number - 1, [number, first, last, zstdCompressSync(bytes)]));
    return !isFound(lines, db);
  });
  expect(missed).toEqual([]);
});

test(
  '2,000 single bytes changed at random in what is packed: found, or it unpacks to the same',
  { timeout: 120_000 },
  () => {
    const random = createChance(5);
    let same = 0;
    for (let flip = 0; flip < 2_000; flip++) {
      const [number, first, last, data] = packed[random(packed.length)] ?? [0, 0, 0, Buffer.alloc(0)];
      const bytes = Buffer.from(data);
      const place = random(bytes.length);
      bytes[place] = spoilt(bytes[place] ?? 0, random(255));
      if (unpack(bytes)?.equals(unpack(data) ?? toBytes([]))) same++;
      else
        expect(isFound(lines, partsWith(packed.with(number - 1, [number, first, last, bytes]))), `flip ${flip}`).toBe(
          true,
        );
    }
    expect(same).toBeLessThan(200);
  },
);
