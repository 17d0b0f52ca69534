import { readdirSync } from 'node:fs';
import { expect, onTestFinished, test } from 'vitest';
import { createBackups, type Backups } from '../../electron/backup/backups.ts';
import { createTimetable } from '../../electron/backup/timetable.ts';
import { booksFiles } from '../../electron/books/start-books.ts';
import { openCounter } from '../harness/counter.ts';
import { tempFolder } from '../harness/temp-folder.ts';

// When backups are made that nobody asked for. Only the clock is by hand.

const [second, hour] = [1_000, 3_600_000];
const day = 24 * hour;

/** Time passes as the test says: whatever becomes due on the way is done at its moment. */
function clockByHand(startsAt = Date.parse('2026-11-21T14:00:00+07:00')) {
  let ms = startsAt;
  const waiting = new Set<{ readonly at: number; readonly action: () => void }>();
  return {
    waiting,
    clock: {
      now: () => ms,
      after(wait: number, action: () => void) {
        const one = { at: ms + wait, action };
        waiting.add(one);
        return () => void waiting.delete(one);
      },
    },
    /** The PC's clock is set: no time passes. */
    set: (to: number) => void (ms = to),
    pass(span: number) {
      const end = ms + span;
      for (;;) {
        const [next] = [...waiting].filter(({ at }) => at <= end).toSorted((one, other) => one.at - other.at);
        if (!next) break;
        waiting.delete(next);
        ms = next.at;
        next.action();
      }
      ms = end;
    },
  };
}

async function openBackups() {
  const counter = await openCounter();
  const hand = clockByHand();
  const folder = tempFolder();
  const { till, publicKey } = counter.identity;
  const of = {
    books: { database: booksFiles.database(counter.folder), journal: booksFiles.journal(counter.folder) },
    beside: {},
    about: () => ({ till, publicKey, program: 'test', training: false, secrets: [] }),
  };
  const log = { write: () => '', sumUp: () => undefined };
  const backups = createBackups({ folder, clock: hand.clock, log, of });
  onTestFinished(() => backups.stop());
  const count = (): number => readdirSync(folder).filter((name) => name.endsWith('.tar')).length;
  /** What is under way is done. */
  const made = async (many: number): Promise<void> => {
    await expect.poll(() => backups.status().running, { timeout: 15_000 }).toBe(false);
    expect(count()).toBe(many);
  };
  return { ...hand, backups, made };
}

test('a backup is made five seconds after a shift was closed, and within the hour once the last one is a day old', async () => {
  const { backups, pass, made } = await openBackups();
  expect(backups.status()).toMatchObject({ state: 'none' });
  backups.soon();
  pass(4 * second);
  await made(0);
  pass(second);
  await made(1);
  expect(backups.status()).toMatchObject({ state: 'ok', at: '2026-11-21T14:00:05.000+07:00' });
  // All looks until then find it young enough.
  pass(day - second);
  await made(1);
  pass(hour + 5 * second);
  await made(2);
  pass(hour);
  await made(2);
});

test('where there is none yet the first one is made within the hour, and its date is not believed once it is still to come', async () => {
  const { backups, pass, set, clock, made } = await openBackups();
  pass(hour);
  await made(0);
  pass(5 * second);
  await made(1);
  set(clock.now() - 30 * day);
  expect(backups.status()).toMatchObject({ state: 'old' });
});

test('a backup that comes due while one is made comes after it, and none once it is told to stop', () => {
  const { clock, pass, waiting } = clockByHand();
  let [isBusy, runs] = [true, 0];
  const timetable = createTimetable({ clock, isDue: () => false, isBusy: () => isBusy, run: () => void runs++ });
  timetable.soon();
  pass(12 * second);
  expect(runs).toBe(0);
  isBusy = false;
  pass(5 * second);
  expect(runs).toBe(1);
  timetable.soon();
  timetable.stop();
  pass(3 * day);
  expect([runs, waiting.size]).toEqual([1, 0]);
});

test('a close that was answered once more with the same Z made another backup', async () => {
  let asked = 0;
  const backups = { soon: () => void asked++, status: () => null } as unknown as Backups;
  const counter = await openCounter({ backups });
  await counter.must('shift:open', { float: 0 });
  expect(await counter.call('shift:close', { counted: 900_000 })).toMatchObject({ code: 'reason-needed' });
  expect(asked).toBe(0);
  const answers = await Promise.all([1, 2, 3].map(() => counter.must('shift:close', { counted: 0 })));
  expect(answers.map(({ number }) => number)).toEqual([1, 1, 1]);
  expect(asked).toBe(1);
  await counter.must('shift:open', { float: 0 });
  await counter.must('shift:close', { counted: 0 });
  expect(asked).toBe(2);
});
