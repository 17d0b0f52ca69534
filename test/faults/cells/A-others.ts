import { execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { must, until, type AnyCell, type Cell } from '../cell.ts';
import { sell } from '../stage/sales.ts';
import { compiledOnce, type Stage } from '../stage/stage.ts';
import { attach, inject, needStrace } from '../process/strace.ts';
import { interruptions } from '../process/interruption.ts';
import { during, openInterruptible, startAgain } from '../process/interruptible-stage.ts';
import { dist } from '../stage/till-process.ts';

// A16, A18, A22: what a till does beside payments, and a second till beside the first.

/** An export that was begun: what stood there before still does, or the new one does, whole. */
function isWholeOr(before: string, file: string, rows: number): boolean {
  const text = readFileSync(file, 'utf8');
  return text === before || (text.endsWith('\r\n') && text.trimEnd().split('\r\n').length === rows + 1);
}

async function exported(stage: Stage, file: string, rows: number): Promise<string> {
  const done = await stage.must('export:run', { format: 'csv', file });
  must(done.rows === rows, `the export has ${done.rows} rows and not ${rows}`);
  return readFileSync(file, 'utf8');
}

const exportCell: Cell = {
  id: 'A18.moments',
  title:
    'killed, aborted, told to end or ended by a bug while exporting: the file is the old one, the new one, or none',
  async run(stage) {
    const interruptible = await openInterruptible(stage, { providers: ['iak'] });
    await sell(stage, 'iak');
    const [old, fresh] = ['old.csv', 'fresh.csv'].map((name) => path.join(stage.folder, name)) as [string, string];
    let rows = 1;
    let before = await exported(stage, old, rows);
    for (const how of interruptions.filter((one) => one !== 'freeze')) {
      for (const file of [fresh, old]) {
        await during(`${how}, ${path.basename(file)}`, async () => {
          if (file === fresh) rmSync(fresh, { force: true });
          else {
            await sell(stage, 'iak');
            rows++;
          }
          interruptible.arm({ moment: 'export', how });
          const exporting = stage.call('export:run', { format: 'csv', file }).catch(() => null);
          await until('the export was interrupted', () => interruptible.wasInterrupted());
          await interruptible.over(how);
          await exporting;
          if (existsSync(file)) must(isWholeOr(before, file, rows), 'the export is not whole');
          else must(file === fresh, 'the old export is gone');
        });
      }
      before = await exported(stage, old, rows);
    }
  },
};

const exportCallsCell: Cell = {
  id: 'A18.calls',
  title: 'killed at every write, sync and rename of an export',
  limitMs: 120_000,
  async run(stage) {
    needStrace();
    await stage.open({ providers: ['iak'], env: compiledOnce(stage) });
    await sell(stage, 'iak');
    const file = path.join(stage.folder, 'log.csv');
    const before = await exported(stage, file, 1);
    await sell(stage, 'iak');
    for (const call of ['write', 'fsync', 'rename']) {
      let n = 1;
      for (; n < 30; n++) {
        const isOver = await during(`at ${call} ${n}`, async () => {
          const traced = await attach(stage.till.pid, ['-o', '/dev/null', ...inject(call, 'signal=KILL', String(n))]);
          const done = await stage.call('export:run', { format: 'csv', file }).catch(() => null);
          await traced.detach();
          if (done === null) {
            must((await stage.till.exited) === 'SIGKILL', 'the till ended otherwise');
            await startAgain(stage);
          }
          must(isWholeOr(before, file, 2), 'the export is not whole');
          return done !== null;
        });
        if (isOver) break;
      }
      must(n > 1 && n < 30, `an export made ${n - 1} ${call}`);
    }
  },
};

const exportLinksCell: Cell = {
  id: 'A18.links',
  title: 'an export to a stick whose file system has no links, new and over an earlier one',
  async run(stage) {
    needStrace();
    await stage.open({ providers: ['iak'], env: compiledOnce(stage) });
    await sell(stage, 'iak');
    const file = path.join(stage.folder, 'log.csv');
    const traced = await attach(stage.till.pid, ['-o', '/dev/null', ...inject('link,linkat', 'error=EPERM')]);
    await exported(stage, file, 1);
    await sell(stage, 'iak');
    const text = await exported(stage, file, 2);
    await traced.detach();
    must(isWholeOr('', file, 2) && text !== '', 'the export is not whole');
    const left = readdirSync(stage.folder).filter((name) => name.endsWith('.part'));
    must(left.length === 0, `${left.join(', ')} was left behind`);
  },
};

/** Enough records that the till copies its log back: each question for a bill is one. */
const commitsEnough = 205;

/** Asks for one and the same bill until the log is due to be copied back. */
async function fillLog(stage: Stage): Promise<void> {
  for (let n = 0; n < commitsEnough && !stage.till.ended(); n++)
    await stage.quote('iak', stage.newNumber('iak')).catch(() => null);
}

const checkpointCell: Cell = {
  id: 'A16.moments',
  title: 'killed, aborted, told to end or ended by a bug around the copying back of the log',
  limitMs: 120_000,
  async run(stage) {
    const interruptible = await openInterruptible(stage, { providers: ['iak'] });
    await sell(stage, 'iak');
    const blows = interruptions.filter((how) => how !== 'freeze').map((how, at) => [how, at % 2] as const);
    for (const [how, after] of [...blows, ['kill', 1] as const]) {
      const moment = after === 1 ? 'checkpointed' : 'checkpoint';
      await during(`${how} at ${moment}`, async () => {
        interruptible.arm({ moment, how });
        await fillLog(stage);
        await until('the log was copied back', () => interruptible.wasInterrupted());
        await interruptible.over(how);
        await sell(stage, 'iak');
      });
    }
  },
};

const checkpointCallsCell: Cell = {
  id: 'A16.calls',
  title: 'killed at the first, a middle and the last write to the database’s file, and at its sync',
  limitMs: 120_000,
  async run(stage) {
    needStrace();
    await stage.open({ providers: ['iak'], env: compiledOnce(stage) });
    await sell(stage, 'iak');
    const file = path.join(stage.data, 'loket.db');
    for (const [call, n] of [
      ['pwrite64', 1],
      ['pwrite64', 4],
      ['pwrite64', 12],
      ['fsync,fdatasync', 1],
    ] as const) {
      await during(`at ${call} ${n} of the database`, async () => {
        // Only the copying back writes to the database's own file.
        const only = ['-o', '/dev/null', '-P', file, ...inject(call, 'signal=KILL', String(n))];
        const traced = await attach(stage.till.pid, only);
        await fillLog(stage);
        await until('the till was killed', () => stage.till.ended());
        await traced.detach();
        must((await stage.till.exited) === 'SIGKILL', 'the till ended otherwise');
        await startAgain(stage);
        await sell(stage, 'iak');
      });
    }
  },
};

/** The payment stays under way until the second till was refused, however long a busy machine takes to start that. In ms. */
const patience = { inquiry: 2_000, pay: 60_000, status: 2_000 };

const secondCell: Cell = {
  id: 'A22',
  title: 'a second till on the same folder is refused, and the first goes on',
  async run(stage) {
    await stage.open({ providers: ['iak'], env: compiledOnce(stage), timeoutMs: patience });
    await sell(stage, 'iak');
    const quote = await stage.quote('iak');
    let arrived = 0;
    stage.proxy('iak').on('pay', async (exchange) => {
      arrived++;
      await until('the second was refused', () => arrived > 1, patience.pay);
      exchange.answer(await exchange.forward());
    });
    const paying = stage.pay(quote);
    await until('the payment is under way', () => arrived === 1);
    const refused = await second(stage);
    must(refused.code === 2 && refused.stdout === '', `it ended with ${refused.code}: ${refused.stderr}`);
    must(refused.stderr.includes(stage.data), `the folder is not named: ${refused.stderr}`);
    must(refused.stderr.trim().split('\n').length === 1, `it says more than a sentence: ${refused.stderr}`);
    const rebuilding = await second(stage, '--rebuild=database');
    must(rebuilding.code === 2, `a rebuild under a running till ended with ${rebuilding.code}`);
    arrived++;
    await paying;
    await stage.proxy('iak').clear();
    await sell(stage, 'iak');
    await stage.kill();
    // A killed one leaves no lock behind.
    await startAgain(stage);
  },
};

/** Starts another till, or a rebuild, on the same folder, and waits for its end. */
function second(
  stage: Stage,
  ...args: readonly string[]
): Promise<{ readonly code: number | string | null | undefined; readonly stdout: string; readonly stderr: string }> {
  const own = args.length > 0 ? args : ['--config', stage.configFile];
  const command = [path.join(dist, 'headless.js'), '--data', stage.data, ...own];
  return new Promise((resolve) => {
    execFile(process.execPath, command, { timeout: patience.pay }, (error, stdout, stderr) =>
      resolve({ code: error === null ? 0 : error.code, stdout, stderr }),
    );
  });
}

export const cells: readonly AnyCell[] = [
  checkpointCell,
  checkpointCallsCell,
  exportCell,
  exportCallsCell,
  exportLinksCell,
  secondCell,
  { id: 'A19', title: 'killed while an older till’s database is upgraded', skip: 'the same as I1, which shows it' },
  {
    id: 'A21',
    title: 'the page is reloaded or dies',
    skip: 'the page holds no state of money; reloading it is shown in test/e2e/reload.test.ts and test/e2e/shift-trouble.test.ts',
  },
];
