import { copyFileSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { rebuild } from '../../electron/books/rebuild.ts';
import { StorageError } from '../../electron/db/storage-error.ts';
import { unpack } from '../../electron/books/segments/packing.ts';
import { createThreads } from '../../electron/books/segments/threads.ts';
import { tempFolder } from '../harness/temp-folder.ts';
import { now } from './closed-shop.ts';
import { flip, sealedName, sealedShop, swap, tablesOf } from './sealed-shop.ts';

// What a rebuild has its threads do, and that it hears of what they could not do.

const plainOf = (number: number): Buffer => Buffer.from(`segment ${number}\n`.repeat(1_000 * number));

test('threads write each segment whole, and all of them once they say so', async () => {
  const folder = tempFolder();
  const threads = createThreads();
  for (let number = 1; number <= 9; number++) await threads.write(folder, number, plainOf(number));
  await threads.written();
  await threads.end();
  const names = readdirSync(folder).toSorted();
  expect(names).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9].map((number) => `00000${number}.jsonl.zst`));
  for (const [at, name] of names.entries())
    expect(unpack(readFileSync(path.join(folder, name)))?.equals(plainOf(at + 1))).toBe(true);
});

test('what the disk says to a thread is told to who asked', async () => {
  const threads = createThreads();
  await threads.write(path.join(tempFolder(), 'gone'), 1, plainOf(1));
  const failure = await threads.written().catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(StorageError);
  expect(failure).toMatchObject({ code: 'ENOENT' });
  await threads.end();
});

test('a thread that dies fails what it was asked, and what it is asked then: nobody waits for ever', async () => {
  const threads = createThreads();
  await threads.write(tempFolder(), 1, null as unknown as Buffer);
  await expect(threads.written()).rejects.toThrow(TypeError);
  for (let number = 2; number <= 3; number++) await threads.write(tempFolder(), number, plainOf(number));
  await expect(threads.written()).rejects.toThrow(TypeError);
  await threads.end();
});

/** What the last line says is another thing, sealed all the same. */
function changeLast(file: string, change: (line: string) => string): void {
  const lines = zstdDecompressSync(readFileSync(file)).toString('utf8').trimEnd().split('\n');
  const last = lines.pop() ?? '';
  expect(change(last)).not.toBe(last);
  writeFileSync(file, zstdCompressSync(Buffer.from([...lines, change(last), ''].join('\n'))));
}

test.for([
  ['missing', (a: string) => rmSync(a), /000001\.jsonl is missing/],
  [
    'swapped with another',
    (a: string, b: string) => swap(a, b),
    /000001\.jsonl\.zst is damaged: record 1, it does not follow/,
  ],
  [
    'doubled',
    (a: string, b: string) => copyFileSync(a, b),
    /000002\.jsonl\.zst is damaged: record \d+, it does not follow/,
  ],
  [
    'made by a stranger, its last record without data',
    (a: string) => changeLast(a, (line) => line.replace(/"data":.*/, '"dat":{}}')),
    /000001\.jsonl\.zst is damaged: record \d+, it is not a record/,
  ],
  [
    'made by a stranger, its last record no JSON',
    (a: string) => changeLast(a, (line) => line.replace(/"data":\{/, '"data":{,')),
    /000001\.jsonl\.zst is damaged: record \d+, it is not a record/,
  ],
  ['changed in one byte', flip, /000001\.jsonl\.zst is damaged/],
] as const)('no database is made from a sealed segment that is %s', async ([, harm, sentence]) => {
  const counter = await sealedShop();
  await counter.close();
  const tables = tablesOf(counter.folder);
  harm(sealedName(counter.folder, 1), sealedName(counter.folder, 2));
  expect(await rebuild(counter.folder, 'database', now)).toEqual({
    ok: false,
    problem: expect.stringMatching(sentence) as string,
  });
  expect(readdirSync(counter.folder).filter((name) => name.includes('.new'))).toEqual([]);
  expect(tablesOf(counter.folder)).toEqual(tables);
});
