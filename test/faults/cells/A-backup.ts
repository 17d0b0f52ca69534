import { readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { must, type AnyCell, type Cell } from '../cell.ts';
import { during, startAgain } from '../process/interruptible-stage.ts';
import { attach, inject, needStrace } from '../process/strace.ts';
import { compiledOnce, type Stage } from '../stage/stage.ts';

// The till is killed at the system calls of a backup by which something comes to be on the disk, or goes. What was there before stays, and
// what is there afterwards can be restored.

const calls = ['mkdir', 'fsync', 'fdatasync', 'rename', 'unlink', 'rmdir', 'pwrite64', 'write'] as const;
/** Of those that there are hundreds of, every so many. */
const strides: Readonly<Partial<Record<(typeof calls)[number], number>>> = {
  pwrite64: 23,
  write: 17,
  fsync: 3,
  unlink: 2,
};
/** More of one name than any backup makes in one thread. */
const callsMax = 1_000;

/** Kills the till at the `n`-th such call as it makes a backup; false if it was through before. */
async function killedAt(stage: Stage, call: string, n: number): Promise<boolean> {
  const traced = await attach(stage.till.pid, ['-o', '/dev/null', ...inject(call, 'signal=KILL', String(n))]);
  const through = stage
    .call('backup:run', {})
    .then((reply) => (reply.ok ? 'through' : reply.code))
    .catch(() => null);
  const what = await Promise.race([through, stage.till.exited]);
  await traced.detach();
  if (what === 'SIGKILL' || (what === null && (await stage.till.exited) === 'SIGKILL')) return true;
  must(what === 'through', `an unharmed till ended with ${String(what)}`);
  return false;
}

/** Each that is there holds up to the check, and the first is as it was. */
async function look(stage: Stage, first: string, bytes: Buffer): Promise<void> {
  const { items } = await stage.must('backup:list', {});
  for (const { file } of items) {
    const { ok, problems } = await stage.must('backup:check', { file });
    must(ok, `a bad backup was kept: ${problems.join(' ')}`);
  }
  must(readFileSync(first).equals(bytes), 'a good backup was lost');
  // The oldest would go.
  must(items.length < 7, 'too many were made to tell whether one was lost');
}

const backupCell: Cell = {
  id: 'A17',
  title: `killed at the ${calls.join(', ')} of a backup: no bad one is kept, no good one is lost`,
  limitMs: 600_000,
  async run(stage) {
    needStrace();
    await stage.open({ env: compiledOnce(stage), providers: ['alfakios'], printers: [] });
    await stage.pay(await stage.quote('alfakios'));
    const { file: first } = await stage.must('backup:run', {});
    const bytes = readFileSync(first);
    let killed = 0;
    for (const call of calls) {
      for (let n = 1; n < callsMax; n += strides[call] ?? 1) {
        if (!(await during(`at ${call} ${n}`, () => killedAt(stage, call, n)))) break;
        killed++;
        await during(`after ${call} ${n}`, async () => {
          await startAgain(stage);
          await look(stage, first, bytes);
        });
      }
      // A backup that was through is one more than there was room for.
      for (const { file } of (await stage.must('backup:list', {})).items) if (file !== first) rmSync(file);
    }
    must(killed > calls.length, `a backup was killed only ${killed} times`);
    await stage.must('backup:run', {});
    const left = readdirSync(path.dirname(first)).filter((name) => name.startsWith('.'));
    must(left.length === 0, `what dead tills left is there still: ${left.join(' ')}`);
    const paid = await stage.pay(await stage.quote('alfakios'));
    must(paid.ok, 'the till sells after all that');
  },
};

export const cells: readonly AnyCell[] = [backupCell];
