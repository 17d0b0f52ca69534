import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { firstLines } from '../../harness/first-segment.ts';
import { must } from '../cell.ts';
import { createOldBooks } from './old-books.ts';
import { fillOldBooks } from './old-payments.ts';
import { objections, sell } from '../stage/sales.ts';
import { compiledOnce, type Stage } from '../stage/stage.ts';
import { callsIn, isWrite, within, type Call } from '../process/calls.ts';
import { findStrace, inject, needStrace } from '../process/strace.ts';
import { interruptionEnv, type Interruption } from '../process/interruption.ts';
import { during } from '../process/interruptible-stage.ts';
import { lostRows, mustVerify, recovered, reading, tablesOf, type Tables } from './upgrade-books.ts';

// The upgrade of an old database, interrupted at each of its steps and started again. A killed process loses nothing that it
// wrote, so what a step leaves is told by its writes; each other call is interrupted too.

const traced = ['pwrite64', 'write', 'fsync', 'fdatasync', 'ftruncate', 'rename', 'unlink'] as const;
const files = ['', 'loket.db', 'loket.db-wal', 'journal/000001.jsonl', 'loket.mark', 'loket.mark.new', 'loket.ballast'];
const scriptsMax = 20;

export type Steps = 'calls' | 'writes' | 'moments';

interface Old {
  /** A folder with the old database. */
  readonly folder: string;
  /** The payment that was being sent. */
  readonly sending: string;
  readonly rows: Tables;
}

/** What an upgrade that nobody disturbs does. */
interface Unharmed {
  /** Its calls in their order, each with its place among those of its name. */
  readonly calls: readonly Call[];
  /** The journal's lines of the old till's time: the same in every upgrade of the same database. */
  readonly lines: string;
}

/** Kills an upgrade at every chosen step, one a time from the same old database, and sees that the next start loses nothing. */
export async function dieInUpgrade(stage: Stage, steps: Steps): Promise<void> {
  if (steps !== 'moments') needStrace();
  // Nobody can be asked and nothing printed, for these payments are no provider's.
  await stage.open({ providers: ['alfakios'], printers: [], env: compiledOnce(stage), start: false });
  const old = makeOld(stage);
  const unharmed = await upgradeUnharmed(stage, old);
  if (steps === 'moments') await dieAtMoments(stage, old, unharmed);
  else {
    const chosen = steps === 'calls' ? unharmed.calls.filter(({ name }) => !isWrite(name)) : within(unharmed.calls);
    must(chosen.length > 5, `the upgrade has only ${chosen.length} such steps`);
    const wrong = objections();
    for (const call of chosen) {
      const what = `${call.name} ${call.nth}`;
      must(await during(`at ${what}`, () => killedAt(stage, old, call)), `${what}: the till was not killed`);
      await wrong.within(`after ${what}`, () => losesNothing(stage, old, unharmed));
    }
    wrong.raise();
    await mustVerify(stage.data);
  }
  // For the oracles, who know nothing of payments that no provider knows.
  rmSync(stage.data, { recursive: true });
  stage.forgetSaid();
  await stage.start();
  await sell(stage, 'alfakios');
}

function makeOld(stage: Stage): Old {
  const folder = path.join(stage.folder, 'old');
  mkdirSync(folder);
  const books = createOldBooks(folder);
  const ids = fillOldBooks(books, stage.now() - 2 * 60 * 60 * 1000);
  books.close();
  return { folder, sending: ids['sending'] ?? '', rows: recovered(tablesOf(folder)) };
}

function putBack(stage: Stage, { folder }: Old): void {
  rmSync(stage.data, { recursive: true, force: true });
  cpSync(folder, stage.data, { recursive: true });
}

function straced(stage: Stage, more: readonly string[]): readonly string[] {
  const only = files.flatMap((name) => ['-P', path.join(stage.data, name).replace(/\/$/, '')]);
  return [needStrace(), '-f', ...only, ...more];
}

/** Starts the till, and ends it once it is open for business. */
async function startAndEnd(stage: Stage, how: Parameters<Stage['start']>[0]): Promise<number | string> {
  const till = await stage.start({ ...how, ready: false });
  await Promise.race([till.call('till:status', {}).catch(() => null), till.exited]);
  till.endInput();
  return till.exited;
}

async function upgradeUnharmed(stage: Stage, old: Old): Promise<Unharmed> {
  putBack(stage, old);
  const log = path.join(stage.folder, 'upgrade.trace');
  const wrap = findStrace() === null ? [] : straced(stage, ['-o', log, '-e', `trace=${traced.join(',')}`]);
  const code = await startAndEnd(stage, { wrap });
  must(code === 0, `an unharmed upgrade ended with ${code}: ${stage.till.stderr().trim()}`);
  const lost = lostRows(old.rows, tablesOf(stage.data));
  must(lost.length === 0, lost.slice(0, 3).join('\n'));
  await mustVerify(stage.data);
  const journal = firstLines(stage.data);
  const opened = journal.indexOf('"kind":"opened"');
  const lines = journal.slice(0, journal.lastIndexOf('\n', opened) + 1);
  must(lines.length > 10_000, 'the journal has little of the old books');
  return {
    calls: wrap.length === 0 ? [] : callsIn(readFileSync(log, 'latin1')).filter(({ thread }) => thread === 0),
    lines,
  };
}

/** Whether an upgrade that is killed before this call was. */
async function killedAt(stage: Stage, old: Old, { name, nth }: Call): Promise<boolean> {
  putBack(stage, old);
  const wrap = straced(stage, ['-o', '/dev/null', ...inject(name, 'signal=KILL', String(nth))]);
  const code = await startAndEnd(stage, { wrap });
  must(code === 'SIGKILL' || code === 137 || code === 0, `it ended with ${code}: ${stage.till.stderr().trim()}`);
  return code !== 0;
}

/** The next start has every old row, and the journal is what an upgrade that nothing interrupted makes of them. */
async function losesNothing(stage: Stage, old: Old, unharmed: Unharmed): Promise<void> {
  await stage.start();
  try {
    await mustBeWhole(stage, old, unharmed);
  } finally {
    await stage.kill();
  }
}

async function mustBeWhole(stage: Stage, old: Old, { lines }: Unharmed): Promise<void> {
  const { mode, storage } = await stage.must('till:status', {});
  must(mode === 'normal', 'the till takes its own files for restored ones');
  must(storage.ok, 'the till does not trust its disk');
  const { ok, problems } = await stage.must('journal:verify', {});
  must(ok, `the journal is not right: ${problems.slice(0, 3).join('; ')}`);
  const lost = lostRows(old.rows, tablesOf(stage.data));
  must(lost.length === 0, lost.slice(0, 3).join('\n'));
  const journal = firstLines(stage.data);
  must(journal.startsWith(lines), 'the journal tells the old story otherwise');
  const sql = `SELECT count(*) FROM journal WHERE kind = 'interrupted' AND transaction_id = ?`;
  const times = reading(stage.data, (db) => db.prepare(sql).pluck().get(old.sending));
  must(times === 1, `a payment that was being sent was found so ${String(times)} times`);
  const log = readFileSync(path.join(stage.data, 'loket.log'), 'utf8');
  must(!log.includes('-threw"'), `the till threw: ${log.slice(-300)}`);
}

/** Half a line in the journal, which no call of its own tells; all the others on a machine without strace. */
async function dieAtMoments(stage: Stage, old: Old, unharmed: Unharmed): Promise<void> {
  const last = /"kind":"(\w+)"/.exec(unharmed.lines.trimEnd().split('\n').at(-1) ?? '')?.[1] ?? '';
  const halves = [`${last}.half`, 'opened.half'];
  const others = [`${last}.sync`, ...['insert', 'append', 'commit', 'committed'].map((step) => `opened.${step}`)];
  const wrong = objections();
  const interrupts = async (moment: string): Promise<boolean> => {
    const wasInterrupted = await during(`at ${moment}`, () => interruptedAt(stage, old, moment));
    if (wasInterrupted) await wrong.within(`after ${moment}`, () => losesNothing(stage, old, unharmed));
    return wasInterrupted;
  };
  const hasStrace = findStrace() !== null;
  for (const moment of hasStrace ? halves : [...halves, ...others])
    must(await interrupts(moment), `${moment} did not come`);
  let n = 1;
  while (!hasStrace && n < scriptsMax && (await interrupts(`exec.${n}`))) n++;
  must(hasStrace || (n > 2 && n < scriptsMax), `the upgrade ran ${n} scripts`);
  wrong.raise();
}

async function interruptedAt(stage: Stage, old: Old, moment: string): Promise<boolean> {
  putBack(stage, old);
  const file = path.join(stage.folder, 'interruption.json');
  const interruption: Interruption = { moment, how: 'kill' };
  writeFileSync(file, JSON.stringify(interruption));
  const code = await startAndEnd(stage, { env: interruptionEnv(file) });
  const wasInterrupted = !existsSync(file);
  rmSync(file, { force: true });
  must(code === (wasInterrupted ? 'SIGKILL' : 0), `it ended with ${code}: ${stage.till.stderr().trim()}`);
  return wasInterrupted;
}
