import { copyFileSync, readFileSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { checkFolder } from './check.ts';
import { toBytes } from './folder.ts';
import { makeHistory } from './history.ts';
import { cut, fileName, segmentsFolder, withSeals } from './segments.ts';

// Journals in segments: what a till leaves is good, and what it can't leave is told, with the file that is wrong.

const history = withSeals(makeHistory(40), 60);
const segments = cut(history.records);
const last = segments.length;
const [plain, sealed] = [(number: number) => fileName(number, false), (number: number) => fileName(number, true)];

test('a journal in segments: read as one, with nothing to tell', () => {
  expect(last).toBeGreaterThan(5);
  const { problems, notes, n, segments: many } = checkFolder(segmentsFolder(history, () => undefined));
  expect({ problems, notes, n, many }).toEqual({ problems: [], notes: [], n: history.records.length, many: last });
});

const unpack = (file: string): Buffer => zstdDecompressSync(readFileSync(file));
const sealAsPlain = (at: (name: string) => string, number: number): void =>
  writeFileSync(at(plain(number)), unpack(at(sealed(number))));

test.for<readonly [string, string | null, (at: (name: string) => string) => void]>([
  ['both forms of a segment', null, (at) => sealAsPlain(at, 2)],
  [
    'a segment packed anew, by another zstd',
    null,
    (at) => writeFileSync(at(sealed(2)), zstdCompressSync(unpack(at(sealed(2))), { params: { 100: 19 } })),
  ],
  [
    'the last segment sealed, and no record yet that says so',
    `${sealed(last)} is sealed, and no record says so yet`,
    (at) => {
      writeFileSync(at(sealed(last)), zstdCompressSync(readFileSync(at(plain(last)))));
      rmSync(at(plain(last)));
    },
  ],
  [
    'a file that is no segment',
    'journal/000002.jsonl.zst.new is no part of the books',
    (at) => writeFileSync(at('journal/000002.jsonl.zst.new'), 'half'),
  ],
])('left by a till that was killed, or by a newer one: %s', ([, note, change]) => {
  expect(checkFolder(segmentsFolder(history, change))).toMatchObject({
    problems: [],
    notes: note === null ? [] : [note],
  });
});

const attacks: readonly (readonly [string, string, string, (at: (name: string) => string) => void])[] = [
  ['a segment missing', plain(3), 'is missing', (at) => rmSync(at(sealed(3)))],
  ['the first one missing', plain(1), 'is missing', (at) => rmSync(at(sealed(1)))],
  [
    'the last one missing',
    sealed(last - 1),
    'truncated: the database goes on from here',
    (at) => rmSync(at(plain(last))),
  ],
  [
    'two swapped',
    sealed(2),
    'holds the records of segment 3',
    (at) => {
      renameSync(at(sealed(2)), at('x'));
      renameSync(at(sealed(3)), at(sealed(2)));
      renameSync(at('x'), at(sealed(3)));
    },
  ],
  [
    'one in the place of the next',
    sealed(3),
    'another record stands in its place, or it is missing',
    (at) => copyFileSync(at(sealed(2)), at(sealed(3))),
  ],
  [
    'one doubled behind the last',
    sealed(last + 1),
    'another record stands in its place, or it is missing',
    (at) => copyFileSync(at(sealed(2)), at(sealed(last + 1))),
  ],
  ['one renamed', plain(2), 'is missing', (at) => renameSync(at(sealed(2)), at('journal/2.jsonl.zst'))],
  [
    'a number beyond',
    plain(last),
    'is missing, and all up to 8998',
    (at) => renameSync(at(plain(last)), at(plain(8_999))),
  ],
  [
    'an older form of the open one',
    plain(last),
    'truncated: the database goes on from here',
    (at) => truncateSync(at(plain(last)), toBytes(segments.at(-1)?.lines.slice(0, 5) ?? []).length),
  ],
  [
    'a plain file beside the sealed one that says something else',
    sealed(2),
    'is not the same as the plain file beside it',
    (at) =>
      writeFileSync(
        at(plain(2)),
        unpack(at(sealed(2)))
          .toString()
          .replace('owner', 'other'),
      ),
  ],
  [
    'a plain file beside the sealed one that is shorter',
    sealed(2),
    'is not the same as the plain file beside it',
    (at) => writeFileSync(at(plain(2)), unpack(at(sealed(2))).subarray(0, -1)),
  ],
  [
    'a sealed one unpacked again',
    sealed(4),
    'seals journal/000003.jsonl, which is not packed',
    (at) => {
      sealAsPlain(at, 3);
      rmSync(at(sealed(3)));
    },
  ],
  [
    'bytes behind the frame',
    sealed(2),
    'can not be unpacked whole',
    (at) => writeFileSync(at(sealed(2)), 'more', { flag: 'a' }),
  ],
  [
    'a second frame behind the first',
    sealed(2),
    'can not be unpacked whole',
    (at) => writeFileSync(at(sealed(2)), readFileSync(at(sealed(3))), { flag: 'a' }),
  ],
  ['a sealed one cut off', sealed(2), 'can not be unpacked whole', (at) => truncateSync(at(sealed(2)), 100)],
  ['a sealed one empty', sealed(2), 'can not be unpacked whole', (at) => truncateSync(at(sealed(2)), 0)],
  [
    'a frame that would fill the memory',
    sealed(2),
    'can not be unpacked whole',
    (at) => writeFileSync(at(sealed(2)), zstdCompressSync(Buffer.alloc(1 << 27))),
  ],
  [
    'a segment that ends in the middle of a line',
    sealed(2),
    'torn: its last line does not end',
    (at) => writeFileSync(at(sealed(2)), zstdCompressSync(unpack(at(sealed(2))).subarray(0, -1))),
  ],
  [
    'an older till’s file beside segments',
    'loket.journal',
    'stands beside the segments that were made of it',
    (at) => writeFileSync(at('loket.journal'), unpack(at(sealed(1)))),
  ],
];

test('two segments that were exchanged are told in two sentences: once there was one for each record', () => {
  const { problems } = checkFolder(
    segmentsFolder(history, (at) => {
      renameSync(at(sealed(2)), at('x'));
      renameSync(at(sealed(4)), at(sealed(2)));
      renameSync(at('x'), at(sealed(4)));
    }),
  );
  expect(problems).toEqual([
    { file: sealed(4), n: null, what: 'holds the records of segment 2' },
    { file: sealed(2), n: null, what: 'holds the records of segment 4' },
  ]);
});

test.for(attacks)('what no till leaves in its files is told, with the file: %s', ([, file, what, change]) => {
  const { problems } = checkFolder(segmentsFolder(history, change));
  expect(problems).toContainEqual(expect.objectContaining({ file, what: expect.stringContaining(what) as string }));
});
