import { expect, test } from 'vitest';
import type { Report } from '../../electron/verify/report.ts';
import { createChance, spoilt } from './chance.ts';
import { checkChain, problemsOf } from './check.ts';
import { chain, toBytes, type JournalRow } from './folder.ts';
import { makeHistory } from './history.ts';

// Every way to spoil a journal, at every record: found by the chain and by the database's records beside it.

const found = new Error('found');
const stop: Report = () => {
  throw found;
};

/** Whether the bytes alone give it away, whatever they say. */
function isFound(bytes: Buffer, rows: readonly JournalRow[] | null): boolean {
  try {
    checkChain(bytes, rows, stop);
    return false;
  } catch (error) {
    if (error === found) return true;
    throw error;
  }
}

const { lines, rows } = chain(makeHistory(75).records);
const whole = toBytes(lines);
const records = lines.map((_line, index) => index);

test('the journal as it was written is good, with and without its database', () => {
  expect(records.length).toBeGreaterThan(500);
  expect(isFound(whole, rows)).toBe(false);
  expect(isFound(whole, null)).toBe(false);
  expect(problemsOf(whole)).toEqual([]);
});

const chance = createChance(11);
const encoded = lines.map((line) => Buffer.from(`${line}\n`));
const at = (index: number): Buffer<ArrayBuffer> => encoded[index] ?? Buffer.alloc(0);
const startOf = encoded.map((_line, index) => Buffer.concat(encoded.slice(0, index)).length);
const upTo = (index: number, more = 0): Buffer => whole.subarray(0, (startOf[index] ?? 0) + more);

const operations: readonly (readonly [string, (index: number) => Buffer])[] = [
  [
    'a byte edited',
    (index) => {
      const bytes = Buffer.from(whole);
      const place = (startOf[index] ?? 0) + chance(at(index).length);
      bytes[place] = spoilt(bytes[place] ?? 0, chance(255));
      return bytes;
    },
  ],
  ['a record deleted', (index) => Buffer.concat(encoded.toSpliced(index, 1))],
  ['a copied record inserted', (index) => Buffer.concat(encoded.toSpliced(index, 0, at(chance(lines.length))))],
  ['its own copy inserted', (index) => Buffer.concat(encoded.toSpliced(index, 0, at(index)))],
  [
    'swapped with its neighbour',
    (index) => Buffer.concat(encoded.with(index, at(index - 1)).with(index - 1, at(index))),
  ],
  ['the tail cut off after it', (index) => upTo(index)],
  ['the tail cut off within it', (index) => upTo(index, 1 + chance(at(index).length - 1))],
];

test.for(operations)('%s: found at every record', { timeout: 120_000 }, ([, spoil]) => {
  // Swapping needs a neighbour before it.
  const missed = records.slice(1).filter((index) => !isFound(spoil(index), rows));
  expect(missed).toEqual([]);
  expect(isFound(spoil(records.length - 1), rows)).toBe(true);
});

test('without the database, anything before the last record is found by the chain alone', { timeout: 120_000 }, () => {
  const [edit, remove, insert] = operations.map(([, spoil]) => spoil);
  for (const spoil of [edit, remove, insert])
    expect(records.slice(1, -1).filter((index) => !isFound(spoil?.(index) ?? whole, null))).toEqual([]);
});

test('100,000 single bytes changed at random, every one found', { timeout: 120_000 }, () => {
  const small = chain(makeHistory(0).records);
  const bytes = toBytes(small.lines);
  expect(isFound(bytes, small.rows)).toBe(false);
  const random = createChance(5);
  let missed = 0;
  for (let flip = 0; flip < 100_000; flip++) {
    const at = random(bytes.length);
    const before = bytes[at] ?? 0;
    bytes[at] = spoilt(before, random(255));
    if (!isFound(bytes, small.rows)) missed++;
    bytes[at] = before;
  }
  expect(missed).toBe(0);
  expect(isFound(bytes, small.rows)).toBe(false);
});
