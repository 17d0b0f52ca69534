import { readFileSync } from 'node:fs';
import path from 'node:path';
import { must, until } from '../cell.ts';
import { callsIn, isWrite, within, type Call } from '../process/calls.ts';
import { during } from '../process/interruptible-stage.ts';
import { inject, needStrace } from '../process/strace.ts';
import { objections } from '../stage/sales.ts';
import type { Stage } from '../stage/stage.ts';

// A till's work, killed at each of its calls that change something. A killed process loses nothing that it wrote, so that what it leaves is
// told by the calls before; each is interrupted before it is made.

const changing = [
  ...['pwrite64', 'write', 'writev', 'fsync', 'fdatasync', 'ftruncate', 'rename', 'renameat2'],
  ...['unlink', 'unlinkat', 'mkdir', 'rmdir', 'utimensat', 'fchmod', 'openat'],
];
/** With these two an open of a file says that it makes or empties one. */
const opening = /O_CREAT|O_TRUNC/;

export interface Work {
  /** Lays the folder that the till finds. */
  readonly prepare: () => void;
  readonly env: Readonly<Record<string, string>>;
  /** Files and folders in the data folder, or whole paths; only calls on these are killed at. */
  readonly files: readonly string[];
  /** Whether the till has done its work. */
  readonly isDone: () => boolean;
  /** The next till, and all that must hold. */
  readonly after: () => Promise<void>;
}

/** Does the work once unharmed, then kills it at each call. Answers how many kills there were. */
export async function dieAtEachCall(stage: Stage, work: Work): Promise<number> {
  const wrong = objections();
  let kills = 0;
  for (const { name, nth } of await callsOf(stage, work)) {
    const what = `${name} ${nth}`;
    work.prepare();
    const code = await during(`at ${what}`, () => played(stage, work, inject(name, 'signal=KILL', String(nth))));
    must(
      code === 0 || code === 'SIGKILL' || code === 137,
      `at ${what} it ended with ${code}: ${stage.till.stderr().trim()}`,
    );
    if (code !== 0) kills++;
    await wrong.within(`after ${what}`, work.after);
  }
  wrong.raise();
  return kills;
}

/** The calls that the work makes when nobody disturbs it, but for those of a row of writes that leave much the same. */
export async function callsOf(stage: Stage, work: Work): Promise<readonly Call[]> {
  const log = path.join(stage.folder, 'unharmed.trace');
  work.prepare();
  const code = await played(stage, work, ['-e', `trace=${changing.join(',')}`], log);
  must(code === 0, `an unharmed till ended with ${code}: ${stage.till.stderr().trim()}`);
  await during('unharmed', work.after);
  return chosen(
    callsIn(readFileSync(log, 'latin1')).filter(({ name, line }) => name !== 'openat' || opening.test(line)),
  );
}

/** strace counts for each thread: what two of them do as their n-th is struck where the first of them does it. */
function chosen(calls: readonly Call[]): readonly Call[] {
  const threads = [...Map.groupBy(calls, ({ thread }) => thread).values()];
  const all = threads.flatMap((own) => [...own.filter(({ name }) => !isWrite(name)), ...firsts(own), ...within(own)]);
  return [...new Map(all.map((call) => [`${call.name} ${call.nth}`, call])).values()];
}

/** The first of each row of writes: what it leaves is what the call before it left. */
function firsts(calls: readonly Call[]): readonly Call[] {
  return calls.filter(({ name }, at) => isWrite(name) && !isWrite(calls[at - 1]?.name ?? ''));
}

/** What traces a till that is started, at the calls on some files of its folder. */
export function tracing(
  { data }: Stage,
  { files }: Pick<Work, 'files'>,
  trace: readonly string[],
  log = '/dev/null',
): readonly string[] {
  return [needStrace(), '-f', '-o', log, ...files.flatMap((name) => ['-P', path.resolve(data, name)]), ...trace];
}

/** Starts a till that does the work, and ends it after that; answers how it ended. */
async function played(stage: Stage, work: Work, trace: readonly string[], log?: string): Promise<number | string> {
  const { env, isDone } = work;
  const till = await stage.start({ env, wrap: tracing(stage, work, trace, log), ready: false });
  await Promise.race([till.call('till:status', {}).catch(() => null), till.exited]);
  if (!till.ended()) await until('the work was done', () => till.ended() || isDone());
  till.endInput();
  return till.exited;
}
