import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { must, until, type AnyCell, type Cell } from '../cell.ts';
import type { ClockControl } from '../clock/clock-control.ts';
import { attach, inject, needStrace } from '../process/strace.ts';
import { during } from '../process/interruptible-stage.ts';
import { goesOnWhole, isSealed, latestReading, openFullShop, putBackFull } from '../segments/full-shop.ts';
import { dieAtEachCall } from '../segments/kill-walk.ts';
import { compiledOnce, type Stage } from '../stage/stage.ts';

// The till is killed at every call that writes, syncs, renames or removes while it puts its books in order: as it seals a segment and
// packs it, takes over an older till's journal, begins, and reads again what it sealed.

const segments = [1, 2, 3].map((number) => `journal/${String(number).padStart(6, '0')}.jsonl`);
const marks = ['loket.mark', 'loket.mark.new'];
const journalFiles = ['journal', ...segments.flatMap((name) => [name, `${name}.zst`, `${name}.zst.new`]), ...marks];
const takenOver = [
  '.',
  'loket.journal',
  'journal',
  'journal.new',
  ...segments,
  ...segments.map((name) => name.replace('/', '.new/')),
];

interface Sealing {
  readonly id: string;
  readonly title: string;
  /** Only calls on these are killed at. */
  readonly files: readonly string[];
  /** Whether the till finds the journal of an older one, in one file. */
  readonly asOlder?: boolean;
  /** Bytes of a segment, where they are not so small that the journal is three of them. */
  readonly segmentBytes?: number;
  readonly killsMin: number;
}

const sealings: readonly Sealing[] = [
  {
    id: 'A23.files',
    title: 'killed at each call on the journal’s files while it is sealed: the next till seals it, each segment once',
    files: journalFiles,
    killsMin: 25,
  },
  {
    id: 'A23.pages',
    title:
      'killed at each sync and within each row of writes to the database while segments are packed and old rows go',
    files: ['loket.db', 'loket.db-wal'],
    killsMin: 25,
  },
  {
    id: 'A24.split',
    title: 'killed at each call while an older till’s long journal is split: not a line is lost or doubled',
    files: takenOver,
    asOlder: true,
    killsMin: 15,
  },
  {
    id: 'A24.renamed',
    title: 'killed at each call while an older till’s short journal becomes the first segment',
    files: takenOver,
    asOlder: true,
    segmentBytes: 1024 * 1024,
    killsMin: 5,
  },
];

function sealingCell({ id, title, files, asOlder, segmentBytes, killsMin }: Sealing): Cell {
  return {
    id,
    title,
    limitMs: 600_000,
    async run(stage) {
      needStrace();
      const shop = await openFullShop(stage);
      if (segmentBytes !== undefined) stage.configure({ journal: { segmentBytes } });
      const kills = await dieAtEachCall(stage, {
        ...{ env: shop.env, files },
        prepare: () => putBackFull(stage, shop, asOlder),
        isDone: () => isSealed(stage),
        after: () => goesOnWhole(stage, shop),
      });
      console.log(`${id}: ${kills} kills`);
      must(kills >= killsMin, `it was killed only ${kills} times`);
      await stage.start({ env: shop.env });
    },
  };
}

const firstCell: Cell = {
  id: 'A25',
  title:
    'killed at each call of a first start on the till’s key, its mark and its anchor: still itself, and a person decides',
  limitMs: 600_000,
  async run(stage) {
    needStrace();
    const state = path.join(stage.folder, 'state');
    const env = { ...compiledOnce(stage), XDG_STATE_HOME: state };
    await stage.open({ providers: ['iak'], printers: [], start: false });
    const base = JSON.parse(readFileSync(stage.configFile, 'utf8')) as {
      providers: { iak: object };
      settleScale: number;
    };
    // Only of a till that takes real money something is known outside its folder. This address is no other machine, and looks like one.
    const real = 'https://[::ffff:127.0.0.1]:9';
    const timeoutMs = { inquiry: 60_000, pay: 60_000, status: 60_000 };
    stage.configure({ settleScale: 1, providers: { iak: { baseUrl: real, prepaidBaseUrl: real, timeoutMs } } });
    const empty = (): void => {
      for (const folder of [stage.data, state]) rmSync(folder, { recursive: true, force: true });
      mkdirSync(stage.data);
      stage.forgetSaid();
    };
    empty();
    await stage.start({ env });
    await stage.stop();
    const [anchor = ''] = filesBelow(state);
    const kills = await dieAtEachCall(stage, {
      files: [...marks, 'loket.secrets', 'loket.secrets.new', anchor, `${anchor}.new`, '.'],
      ...{ env, prepare: empty, isDone: () => true, after: () => isStillItself(stage, env, anchor) },
    });
    console.log(`A25: ${kills} kills`);
    must(kills >= 20, `it was killed only ${kills} times`);
    empty();
    stage.configure(base);
    await stage.start();
  },
};

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((one) => one.isFile())
    .map((one) => path.join(one.parentPath, one.name));
}

/** Books that begin ask a person, however often the first start was killed; and they are this till's, whose key is still there. */
async function isStillItself(stage: Stage, env: Readonly<Record<string, string>>, anchor: string): Promise<void> {
  await stage.start({ env });
  const { mode, storage, till } = await stage.must('till:status', {});
  must(mode === 'reconcile', `books that begin are ${mode}`);
  must(storage.ok, 'the till does not trust its disk');
  await stage.stop();
  const [first = ''] = readFileSync(path.join(stage.data, 'journal/000001.jsonl'), 'utf8').split('\n');
  must(first.includes(`"publicKey":"${till.publicKey}"`), `the first record names another key: ${first.slice(0, 300)}`);
  must(existsSync(anchor) && readFileSync(anchor, 'utf8').includes(till.publicKey), 'the anchor names another key');
  const left = [...filesBelow(stage.data), ...filesBelow(path.dirname(anchor))].filter((name) =>
    /\.(new|damaged.*)$/.test(name),
  );
  must(left.length === 0, `left behind: ${left.join(', ')}`);
  // Once more, for the marks that this one left.
  await stage.start({ env });
  const again = await stage.must('till:status', {});
  must(again.till.publicKey === till.publicKey, 'the till has another key at its next start');
  must(!stage.till.stderr().includes('BUKU BARU'), 'it says once more that its books are new');
  await stage.stop();
}

const halfDayMs = 13 * 3_600_000;
const notingMax = 40;

const scrubbingCell: Cell = {
  id: 'A26',
  title:
    'killed at each call by which it notes what it has read again: the next till goes on from there or reads it once more',
  limitMs: 600_000,
  async run(stage) {
    needStrace();
    const shop = await openFullShop(stage);
    await goesOnWhole(stage, shop);
    await stage.start({ env: shop.env });
    let kills = 0;
    for (const call of ['pwrite64', 'fsync', 'fdatasync']) {
      let n = 1;
      while (n < notingMax && (await during(`at ${call} ${n}`, () => killedNoting(stage, shop.clock, call, n)))) {
        await during(`after ${call} ${n}`, () => goesOnWhole(stage, shop));
        await stage.start({ env: shop.env });
        kills++;
        n++;
      }
      must(n < notingMax, `what was read again was noted by ${n} ${call}`);
    }
    must(kills >= 3, `it was killed only ${kills} times`);
  },
};

/** Lets half a day pass, and kills the till at the `n`-th such call; false if it had noted before what it read. */
async function killedNoting(stage: Stage, clock: ClockControl, call: string, n: number): Promise<boolean> {
  const only = ['loket.db', 'loket.db-wal'].flatMap((name) => ['-P', path.join(stage.data, name)]);
  const traced = await attach(stage.till.pid, ['-o', '/dev/null', ...only, ...inject(call, 'signal=KILL', String(n))]);
  await clock.pass(halfDayMs);
  await until(
    'it noted what it read',
    () => stage.till.ended() || latestReading(stage.data) > clock.now() - halfDayMs,
    60_000,
  );
  await traced.detach();
  return stage.till.ended();
}

export const cells: readonly AnyCell[] = [...sealings.map(sealingCell), firstCell, scrubbingCell];
