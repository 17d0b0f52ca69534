import { spawn } from 'node:child_process';
import { cpSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { putBack } from '../disk/books-folder.ts';
import { must, until, type AnyCell, type Cell } from '../cell.ts';
import { goesOnWhole, isSealed, openFullShop } from '../segments/full-shop.ts';
import { sell } from '../stage/sales.ts';
import { compiledOnce, type Stage } from '../stage/stage.ts';
import { inject, needStrace } from '../process/strace.ts';
import { during, startAgain } from '../process/interruptible-stage.ts';
import { dist } from '../stage/till-process.ts';

// A20, once more: what a rebuild that was killed leaves behind, a second rebuild makes whole.

const writing = ['fdatasync', 'fsync', 'rename', 'unlink', 'ftruncate', 'write', 'pwrite64'] as const;
/** How far it is from one such call to the next that is interrupted: a new database writes many pages, and they are much alike. */
const stepOf = (call: string): number => (call === 'pwrite64' ? 12 : 1);
/** More of one name than the rebuild of so few records makes. */
const callsMax = 200;

/** Runs a rebuild; answers its exit code, or the signal that ended it. */
function rebuild(stage: Stage, what: string, wrap: readonly string[] = []): Promise<number | string | null> {
  const [command = '', ...args] = [...wrap, process.execPath, path.join(dist, 'headless.js')];
  const child = spawn(command, [...args, '--data', stage.data, `--rebuild=${what}`], {
    stdio: 'ignore',
    env: { ...process.env, ...compiledOnce(stage) },
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve(signal ?? code));
  });
}

function rebuildCell(what: 'database' | 'journal', lost: readonly string[]): Cell {
  return {
    id: `A20.rebuild.${what}`,
    title: `a rebuild of the lost ${what} killed at ${writing.join(', ')}, and then made again`,
    // Some hundred starts.
    limitMs: 900_000,
    async run(stage) {
      const strace = [needStrace(), '-f', '-o', '/dev/null'];
      await stage.open({ env: compiledOnce(stage), providers: ['iak'], printers: [] });
      const sold = [await sell(stage, 'iak'), await sell(stage, 'iak')];
      await stage.stop();
      const copy = path.join(stage.folder, 'sold');
      cpSync(stage.data, copy, { recursive: true, preserveTimestamps: true });
      let kills = 0;
      for (const call of writing) {
        for (let n = 1; n < callsMax; n += stepOf(call)) {
          putBack(copy, stage.data);
          for (const name of lost) rmSync(path.join(stage.data, name), { force: true });
          const ended = await rebuild(stage, what, [...strace, ...inject(call, 'signal=KILL', String(n))]);
          must(ended === 0 || ended === 'SIGKILL', `at ${call} ${n} it ended with ${ended}`);
          if (ended === 0) break;
          kills++;
          const again = await rebuild(stage, what);
          must(again === 0, `after ${call} ${n} it can't be made: ${again}`);
          await during(`after ${call} ${n}`, () => isWhole(stage, sold));
        }
      }
      must(kills > 10, `it was killed only ${kills} times`);
      await stage.start();
    },
  };
}

/** The same of years that are sealed: most of it is unpacked, compressed, written and read back by threads. */
function sealedCell(what: 'database' | 'journal', lost: readonly string[]): Cell {
  return {
    id: `A20.sealed.${what}`,
    title: `a rebuild of the lost ${what} of sealed books killed at ${writing.join(', ')}, and then made again`,
    limitMs: 900_000,
    async run(stage) {
      const strace = [needStrace(), '-f', '-o', '/dev/null'];
      const shop = await openFullShop(stage);
      await stage.start({ env: shop.env });
      await until('all is sealed', () => isSealed(stage));
      await stage.stop();
      const copy = path.join(stage.folder, 'sealed');
      cpSync(stage.data, copy, { recursive: true, preserveTimestamps: true });
      let kills = 0;
      for (const call of writing) {
        for (let n = 1; n < callsMax; n += 3 * stepOf(call)) {
          putBack(copy, stage.data);
          for (const name of lost) rmSync(path.join(stage.data, name), { recursive: true, force: true });
          const ended = await rebuild(stage, what, [...strace, ...inject(call, 'signal=KILL', String(n))]);
          must(ended === 0 || ended === 'SIGKILL' || ended === 137, `at ${call} ${n} it ended with ${ended}`);
          if (ended === 0) break;
          kills++;
          const again = await rebuild(stage, what);
          must(again === 0, `after ${call} ${n} it can't be made: ${again}`);
          // What a rebuild found under the name, it keeps for a person.
          for (const name of readdirSync(stage.data).filter((one) => one.includes('.damaged-')))
            rmSync(path.join(stage.data, name), { recursive: true });
          await during(`after ${call} ${n}`, () => goesOnWhole(stage, shop));
        }
      }
      must(kills > 10, `it was killed only ${kills} times`);
      await stage.start({ env: shop.env });
    },
  };
}

async function isWhole(stage: Stage, sold: readonly { readonly transactionId: string }[]): Promise<void> {
  await startAgain(stage);
  for (const { transactionId } of sold) must((await stage.get(transactionId)).status === 'paid', 'a sale is lost');
  const report = await stage.must('journal:verify', {});
  must(report.ok, `its books are not whole: ${report.problems.join(' ')}`);
  await stage.kill();
}

export const cells: readonly AnyCell[] = [
  rebuildCell('database', ['loket.db', 'loket.db-wal', 'loket.db-shm']),
  rebuildCell('journal', ['journal/000001.jsonl']),
  sealedCell('database', ['loket.db', 'loket.db-wal', 'loket.db-shm']),
  sealedCell('journal', ['journal']),
];
