import { cpSync, existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { createSealing, sealText } from '../../electron/books/sealing.ts';
import { StorageError } from '../../electron/db/storage-error.ts';
import { sealSegment } from '../../electron/books/segments/seal.ts';
import { rebuild } from '../../electron/books/rebuild.ts';
import { openCounter, type Counter } from '../harness/counter.ts';
import { asItDied } from '../harness/as-it-died.ts';
import { tempFolder } from '../harness/temp-folder.ts';
import { checkFolder } from '../verify/check.ts';

// A till can die between any two steps of sealing a segment. The next one finds its books in order, and does the rest.

/** Sells until the first segment is full, and begins the second one. Nothing is sealed yet. */
async function fullShop(): Promise<Counter> {
  const counter = await openCounter();
  for (let nth = 0; nth < 3; nth++) {
    const { quoteId } = await counter.quote();
    await counter.must('payment:pay', { quoteId, tendered: 291_000, confirmPaidBefore: true });
    counter.clock.ms += 1_000;
  }
  return counter;
}

/** Seals by the till's own parts, but for the step at which it dies; answers the folder as it is then, and the steps before it. */
async function diedAt(counter: Counter, step: number): Promise<{ folder: string; steps: number }> {
  const { books, clock, folder, identity } = counter;
  const journal = path.join(folder, 'journal');
  let steps = 0;
  let left = '';
  const passing = <T>(work: () => T): T => {
    if (left !== '') throw new Error('it is dead');
    if (steps++ !== step) return work();
    left = asItDied(counter);
    throw new Error('it died');
  };
  const watched = Object.create(books, {
    write: { value: (entries: Parameters<typeof books.write>[0]) => passing(() => books.write(entries)) },
    arrange: { value: (work: Parameters<typeof books.arrange>[0]) => passing(() => books.arrange(work)) },
    state: { value: () => books.state() },
    head: { value: () => books.head() },
    db: { get: () => books.db },
    file: { value: { ...books.file, clearLeftovers: () => passing(() => books.file.clearLeftovers()) } },
  }) as typeof books;
  const after = (_ms: number, action: () => void): (() => void) => {
    setImmediate(action);
    return () => undefined;
  };
  await new Promise<void>((resolve) => {
    const sealing = createSealing({
      books: watched,
      clock: {
        now: () => clock.ms,
        elapsed: () => clock.ms,
        after: (ms, action) => (ms === 0 ? after(ms, action) : () => undefined),
      },
      segmentBytes: 1,
      seal: (number, from) => Promise.resolve(passing(() => sealSegment(journal, number, from))),
      sign: (seal) => identity.sign(sealText(identity.till, seal)),
      sealed: resolve,
      failed: () => resolve(),
    });
    sealing.look();
  });
  return { folder: left, steps };
}

/** A till that goes on in the folder, seals what is to be sealed, and finds everything in order. */
async function goesOn(folder: string, lines: number): Promise<void> {
  const counter = await openCounter({ folder, segmentBytes: 1_000_000 });
  expect(counter.books.tillState().mode).toBe('normal');
  expect(counter.books.head().n).toBeGreaterThan(lines);
  counter.sealing.look();
  const plain = (): number =>
    readdirSync(path.join(folder, 'journal')).filter((name) => name.endsWith('.jsonl')).length;
  await expect.poll(plain, { timeout: 10_000 }).toBe(1);
  const { quoteId } = await counter.quote();
  await counter.must('payment:pay', { quoteId, tendered: 291_000, confirmPaidBefore: true });
  expect(await counter.must('journal:verify', {})).toMatchObject({ ok: true, problems: [], segments: 2 });
  await counter.close();
}

test('a till that dies at any step of sealing loses nothing, also where its books are made again, and the next one seals', async () => {
  let steps = Infinity;
  for (let step = 0; step < steps; step++) {
    const counter = await fullShop();
    const lines = counter.books.head().n;
    const died = await diedAt(counter, step);
    await counter.close();
    if (died.folder === '') {
      steps = died.steps;
      continue;
    }
    for (const what of ['journal', 'database'] as const) {
      const copy = tempFolder();
      cpSync(died.folder, copy, { recursive: true });
      expect(await rebuild(copy, what, counter.clock.ms)).toMatchObject({ ok: true });
      // What the journal lacked was once taken for damage.
      expect(checkFolder(copy).problems, `${what} made again at step ${step}`).toEqual([]);
    }
    await goesOn(died.folder, lines);
  }
  // The file, its seal's record, the payments' notes, the packed part, the plain file that goes.
  expect(steps).toBeGreaterThanOrEqual(5);
});

test('what a till left that died while it wrote a sealed file is written over', async () => {
  const counter = await fullShop();
  const lines = counter.books.head().n;
  counter.books.file.rollOver();
  for (const end of ['.zst', '.zst.new'])
    writeFileSync(path.join(counter.folder, 'journal', `000001.jsonl${end}`), 'half');
  const folder = asItDied(counter);
  await counter.close();
  await goesOn(folder, lines);
  expect(existsSync(path.join(folder, 'journal', '000001.jsonl.zst.new'))).toBe(false);
});

test('a database that was put back from before a sealing is packed again from the sealed file', async () => {
  const counter = await fullShop();
  const lines = counter.books.head().n;
  counter.books.file.rollOver();
  const before = asItDied(counter);
  counter.sealing.look();
  const plain = path.join(counter.folder, 'journal', '000001.jsonl');
  await expect.poll(() => existsSync(plain), { timeout: 10_000 }).toBe(false);
  await counter.close();
  for (const end of ['', '-wal', '-shm']) rmSync(path.join(counter.folder, `loket.db${end}`), { force: true });
  for (const name of readdirSync(before).filter((one) => one.startsWith('loket.db')))
    cpSync(path.join(before, name), path.join(counter.folder, name));
  const again = await openCounter({ folder: counter.folder });
  expect(again.books.head().n).toBeGreaterThan(lines);
  const packed = (): unknown => {
    again.sealing.look();
    return again.books.db.prepare('SELECT count(*) FROM journal_parts').pluck().get();
  };
  await expect.poll(packed, { timeout: 10_000 }).toBe(1);
  expect(await again.must('journal:verify', {})).toMatchObject({ ok: true, problems: [] });
});

test('a plain file that the disk does not let go is tried again, by the same till', async () => {
  const counter = await openCounter({ segmentBytes: 8_000 });
  const { file } = counter.books;
  const real = file.clearLeftovers;
  let tries = 0;
  file.clearLeftovers = () => {
    if (file.hasLeftovers() && tries++ === 0) throw new StorageError('the disk is sick', 'EIO');
    real();
  };
  for (let nth = 0; nth < 3; nth++) {
    const { quoteId } = await counter.quote();
    await counter.must('payment:pay', { quoteId, tendered: 291_000, confirmPaidBefore: true });
  }
  const plain = path.join(counter.folder, 'journal', '000001.jsonl');
  await expect.poll(() => tries, { timeout: 10_000 }).toBe(1);
  expect(existsSync(plain)).toBe(true);
  expect(await counter.must('journal:verify', {})).toMatchObject({ ok: true, problems: [] });
  counter.clock.ms += 61_000;
  const isThere = (): boolean => {
    counter.sealing.look();
    return existsSync(plain);
  };
  await expect.poll(isThere, { timeout: 10_000 }).toBe(false);
  expect(await counter.must('journal:verify', {})).toMatchObject({ ok: true, problems: [] });
});

test('a payment that begins when the segment of its inquiry is sealed already is no damage', async () => {
  const counter = await openCounter();
  const packed = (): unknown => {
    counter.sealing.look();
    return counter.books.db.prepare('SELECT count(*) FROM journal_parts').pluck().get();
  };
  const { quoteId } = await counter.quote();
  counter.books.file.rollOver();
  await expect.poll(packed, { timeout: 10_000 }).toBe(1);
  await counter.must('payment:pay', { quoteId, tendered: 291_000 });
  counter.books.file.rollOver();
  await expect.poll(packed, { timeout: 10_000 }).toBe(2);
  expect(await counter.must('journal:verify', {})).toMatchObject({ ok: true, problems: [], segments: 3 });
});

test('after a failure on a day when the clock was three days ahead, nothing was sealed for three days', async () => {
  const { books, folder, clock } = await fullShop();
  const journal = path.join(folder, 'journal');
  const aheadMs = 3 * 24 * 3_600_000;
  const pc = { now: clock.ms + aheadMs, elapsed: 0 };
  const happened: string[] = [];
  const sealing = createSealing({
    books,
    clock: {
      now: () => pc.now,
      elapsed: () => pc.elapsed,
      after(ms, action) {
        if (ms === 0) setImmediate(action);
        return () => undefined;
      },
    },
    segmentBytes: 1,
    seal: (number, from) =>
      happened.length === 0
        ? Promise.reject(new StorageError('the disk is sick', 'EIO'))
        : Promise.resolve(sealSegment(journal, number, from)),
    sign: () => null,
    sealed: () => void happened.push('sealed'),
    failed: () => void happened.push('failed'),
  });
  sealing.look();
  await expect.poll(() => happened).toEqual(['failed']);
  pc.now -= aheadMs;
  pc.elapsed += 61_000;
  sealing.look();
  await expect.poll(() => happened).toEqual(['failed', 'sealed']);
  await sealing.stop();
});
