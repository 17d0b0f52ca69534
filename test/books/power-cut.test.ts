import type * as NodeFs from 'node:fs';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test, vi } from 'vitest';
import { emptyHead, toLines } from '../../electron/books/journal/line.ts';
import { writeMark } from '../../electron/books/mark.ts';
import { unpack } from '../../electron/books/segments/packing.ts';
import { sealSegment } from '../../electron/books/segments/seal.ts';
import { removePlain } from '../../electron/books/segments/tail.ts';
import { takeOver } from '../../electron/books/segments/take-over.ts';
import { writeDurably } from '../../electron/secrets/write-durably.ts';
import { Disk, type Cut } from '../faults/power/disk.ts';
import type { Op } from '../faults/power/trace.ts';
import { tempFolder } from '../harness/temp-folder.ts';

// The power can go at any call, and a disk keeps then of what was not synced what it likes. The fault matrix cuts it under the whole till
// (B); here it goes under one thing at a time that the till writes beside its database.

const recording = vi.hoisted(() => ({ hear: null as ((op: Op) => void) | null }));

vi.mock('node:fs', async (importOriginal) => {
  const fs = await importOriginal<typeof NodeFs>();
  const names = new Map<number, string>();
  const hear = (op: Op): void => recording.hear?.(op);
  const made = (file: string, flags: unknown): void => {
    const bits = typeof flags === 'number' ? flags : { w: fs.constants.O_CREAT | fs.constants.O_TRUNC }[String(flags)];
    if (bits && bits & fs.constants.O_CREAT) hear({ kind: 'create', file });
    if (bits && bits & fs.constants.O_TRUNC) hear({ kind: 'cut', file, size: 0 });
  };
  return {
    ...fs,
    openSync(file: string, flags: never, mode: never) {
      const fd = fs.openSync(file, flags, mode);
      names.set(fd, file);
      made(file, flags);
      return fd;
    },
    writeSync(fd: number, bytes: Buffer, from: number, length: number, at: number) {
      const written = fs.writeSync(fd, bytes, from, length, at);
      const piece = Buffer.from(bytes.subarray(from, from + written));
      hear({ kind: 'write', file: names.get(fd) ?? '', at, bytes: piece });
      return written;
    },
    writeFileSync(file: string, text: string | Buffer, options: { readonly flush?: boolean }) {
      fs.writeFileSync(file, text, options);
      made(file, 'w');
      if (text.length > 0) hear({ kind: 'write', file, at: 0, bytes: Buffer.from(text) });
      if (options?.flush) hear({ kind: 'sync', file });
    },
    fsyncSync(fd: number) {
      fs.fsyncSync(fd);
      hear({ kind: 'sync', file: names.get(fd) ?? '' });
    },
    renameSync(file: string, to: string) {
      fs.renameSync(file, to);
      hear({ kind: 'rename', file, to });
    },
    rmSync(file: string, options: never) {
      fs.rmSync(file, options);
      hear({ kind: 'unlink', file });
    },
  };
});

/** Ways in which a disk keeps what was not synced, worst first. */
const kinds = [
  ['nothing of it', 'lost', 0],
  ['its bytes and no name', 'whole', 0],
  ['its names and no byte', 'lost', 1],
  ['half of its names and every byte', 'whole', 0.5],
  ['half of its names and no byte', 'lost', 0.5],
  ['all', 'whole', 1],
] as const;

/** Does something in a folder, and hears after each of its calls what a disk may hold if the power goes there. */
function cutAtEachCall(folder: string, work: () => void, holds: (cut: Cut, when: string) => void): void {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => path.join(folder, name));
  const before = files.filter((name) => /\.[a-z]+$/.test(name)).map((name) => [name, readFileSync(name)] as const);
  const disk = new Disk(folder, new Map(before));
  const cuts: (readonly [Cut, string])[] = [];
  recording.hear = (op) => {
    if (!('file' in op) || !op.file.startsWith(folder)) return;
    disk.do(op);
    for (const [kept, fate, share] of kinds) {
      const cut = disk.cut({
        ...{ name: kept, keeps: (count) => Array.from({ length: count }, () => fate), keepsSector: () => true },
        keepsNames: (count) => Math.floor(count * share),
      });
      cuts.push([
        cut,
        `after the ${op.kind} of ${path.relative(folder, op.file)}, of what was not synced ${kept} is left`,
      ]);
    }
  };
  try {
    work();
  } finally {
    recording.hear = null;
  }
  for (const [cut, when] of cuts) holds(cut, when);
  expect(cuts.length).toBeGreaterThanOrEqual(3 * kinds.length);
}

/** So many lines of a chain, and the folder of a journal. */
function shop(count: number): { folder: string; journal: string; lines: Buffer } {
  const folder = tempFolder();
  const entry = { at: 1_780_000_000_000, kind: 'quote', transactionId: null, data: { text: 'x'.repeat(200) } } as const;
  let [head, texts] = [emptyHead, ''];
  for (let n = 0; n < count; n++) {
    const [line] = toLines(head, [entry as never]);
    if (!line) throw new Error('an entry is a line');
    head = line;
    texts += `${line.text}\n`;
  }
  return { folder, journal: path.join(folder, 'journal'), lines: Buffer.from(texts) };
}

test('whenever the power goes while a segment is sealed and its plain file removed, its lines are on the disk', () => {
  const { folder, journal, lines } = shop(20);
  mkdirSync(journal);
  const plain = path.join(journal, '000001.jsonl');
  writeFileSync(plain, lines);
  let isSealed = false;
  const sealed = `${plain}.zst`;
  const isWhole = (cut: Cut): boolean => unpack(cut.get(sealed) ?? Buffer.alloc(0))?.equals(lines) ?? false;
  cutAtEachCall(
    folder,
    () => {
      sealSegment(journal, 1, emptyHead);
      isSealed = true;
      removePlain(journal, 1);
    },
    (cut, when) => {
      expect(cut.has(sealed) ? isWhole(cut) : true, `a sealed file has its name when it is whole: ${when}`).toBe(true);
      expect(isWhole(cut) || cut.get(plain)?.equals(lines), when).toBe(true);
      // What comes next, the database's packed part, counts on it.
      if (/unlink/.test(when)) expect(isWhole(cut), `once it is sealed: ${when}`).toBe(true);
    },
  );
  expect(isSealed).toBe(true);
});

test.for([
  ['becomes the first segment', 1024 * 1024],
  ['is split', 2_000],
] as const)(
  'whenever the power goes while an older till’s journal %s, the next start has every line once',
  ([, bytesMax]) => {
    const { folder, journal, lines } = shop(20);
    const old = path.join(folder, 'loket.journal');
    writeFileSync(old, lines);
    cutAtEachCall(
      folder,
      () => takeOver(old, journal, bytesMax),
      (cut, when) => {
        const left = lay(cut, folder);
        takeOver(path.join(left, 'loket.journal'), path.join(left, 'journal'), bytesMax);
        expect(linesIn(left).equals(lines), when).toBe(true);
      },
    );
  },
);

/** A folder with those files. */
function lay(cut: Cut, folder: string): string {
  const left = tempFolder();
  for (const [name, bytes] of cut) {
    const file = path.join(left, path.relative(folder, name));
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, bytes);
  }
  return left;
}

function linesIn(folder: string): Buffer {
  const journal = path.join(folder, 'journal');
  if (!existsSync(journal)) return Buffer.alloc(0);
  const names = readdirSync(journal).filter((name) => name.endsWith('.jsonl'));
  return Buffer.concat(names.sort().map((name) => readFileSync(path.join(journal, name))));
}

test.for(['mark', 'secrets'] as const)(
  'whenever the power goes while the %s are written, the old or the new is there, whole',
  (what) => {
    const folder = tempFolder();
    const file = path.join(folder, `loket.${what}`);
    const write = (n: number): void =>
      what === 'mark'
        ? writeMark(folder, { epoch: 'ONE', head: { n, hash: 'f'.repeat(64) } }, 1_780_000_000_000)
        : writeDurably(file, JSON.stringify({ n }));
    write(1);
    const last = 2;
    cutAtEachCall(
      folder,
      () => write(last),
      (cut, when) => {
        const { n } = JSON.parse(cut.get(file)?.toString('utf8') || '{}') as { n?: number };
        expect([1, last], when).toContain(n);
      },
    );
  },
);
