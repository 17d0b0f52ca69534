import { readFileSync } from 'node:fs';
import path from 'node:path';
import { must, type AnyCell, type Cell } from '../cell.ts';
import { mended, payWhile, type Failing, type Survived } from '../disk/failing-calls.ts';
import { sell } from '../stage/sales.ts';
import type { Stage } from '../stage/stage.ts';
import { inject, needStrace } from '../process/strace.ts';
import { during, startAgain, takesAll } from '../process/interruptible-stage.ts';

// The disk under a running till fails at the n-th call, once or from then on, n rising until a payment runs through.

const pointsMax = 150;

interface Row {
  readonly id: string;
  readonly title: string;
  readonly calls: string;
  readonly what: string;
  /** The first point. Where there are very many only every tenth is taken, of each row others. */
  readonly from: number;
  readonly step?: number;
}

const rows: readonly Row[] = [
  {
    id: 'C1.write',
    title: 'the disk is full at the n-th write',
    calls: 'pwrite64',
    what: 'error=ENOSPC',
    from: 1,
    step: 10,
  },
  { id: 'C2.write', title: 'the n-th write fails', calls: 'pwrite64', what: 'error=EIO', from: 4, step: 10 },
  { id: 'C3.sync', title: 'the n-th sync fails', calls: 'fsync,fdatasync', what: 'error=EIO', from: 1 },
  {
    id: 'C3.full',
    title: 'the n-th sync finds the disk full',
    calls: 'fsync,fdatasync',
    what: 'error=ENOSPC',
    from: 1,
    step: 2,
  },
  {
    id: 'C4.write',
    title: 'the disk is read-only from the n-th write on',
    calls: 'pwrite64',
    what: 'error=EROFS',
    from: 8,
    step: 10,
  },
];

function environment(stage: Stage): { readonly NODE_COMPILE_CACHE: string } {
  return { NODE_COMPILE_CACHE: path.join(stage.runFolder, 'compiled') };
}

const failingCells = rows.flatMap((row) =>
  (['once', 'on'] as const).map((how): Cell => ({
    id: `${row.id}.${how}`,
    title: `${row.title}, ${how === 'once' ? 'once' : 'and all after it'}`,
    limitMs: 300_000,
    async run(stage) {
      needStrace();
      await stage.open({ providers: ['iak'], env: environment(stage) });
      const from = takesAll ? 1 : row.from;
      let n = from;
      for (; n < pointsMax; n += takesAll ? 1 : (row.step ?? 1)) {
        const failing: Failing = { ...row, provider: 'iak', when: how === 'once' ? `${n}` : `${n}+` };
        const { hasFailed } = await during(`at ${row.calls} ${n}`, () => survive(stage, failing, n));
        if (!hasFailed) break;
      }
      must(n > from, `nothing failed at ${row.calls} ${from}`);
      must(n < pointsMax, `a payment made ${n} ${row.calls}`);
    },
  })),
);

/** By turns the till comes to itself, is ended, and is killed. */
async function survive(stage: Stage, failing: Failing, n: number): Promise<Survived> {
  const survived = await payWhile(stage, failing);
  if (n % 3 === 0) await mended(stage);
  else {
    await (n % 3 === 1 ? stage.stop() : stage.kill());
    await startAgain(stage);
  }
  return survived;
}

/** A running till has all it reads in memory; a start reads. */
const readCell: Cell = {
  id: 'C2.read',
  title: 'the n-th read of a start fails: it is refused in a sentence, or opens whole',
  limitMs: 300_000,
  async run(stage) {
    await stage.open({ providers: ['iak'], env: environment(stage) });
    for (let n = 0; n < 3; n++) await sell(stage, 'iak');
    await stage.kill();
    const log = path.join(stage.folder, 'reads.trace');
    const only = ['loket.db', 'loket.db-wal', 'journal/000001.jsonl'].flatMap((name) => [
      '-P',
      path.join(stage.data, name),
    ]);
    const outcomes = { refused: 0, opened: 0 };
    for (const calls of ['pread64', 'read']) {
      let n = 1;
      for (; n < pointsMax; n += takesAll ? 1 : 4) {
        const hasFailed = await during(`at ${calls} ${n}`, async () => {
          const wrap = [needStrace(), '-f', '-o', log, ...only, ...inject(calls, 'error=EIO', `${n}`)];
          const till = await stage.start({ wrap, ready: false });
          const status = await Promise.race([till.call('till:status', {}).catch(() => null), till.exited]);
          if (status !== null && typeof status === 'object') {
            outcomes.opened++;
            must(status.ok && status.value.mode === 'normal', `it opened as ${JSON.stringify(status)}`);
            await stage.kill();
          } else {
            outcomes.refused++;
            const [code, said] = [await till.exited, till.stderr().trim()];
            must(code === 2, `it ended with ${code}: ${said.slice(0, 600)}`);
            must(said.split('\n').length === 1 && said.includes(stage.data), `it is not named: ${said}`);
          }
          return readFileSync(log, 'latin1').includes('(INJECTED)');
        });
        if (!hasFailed) break;
      }
      must(n > 1 || calls === 'read', `nothing failed at ${calls}`);
      must(n < pointsMax, `a start made ${n} ${calls}`);
    }
    console.log(`C2.read: ${outcomes.refused} refused, ${outcomes.opened} opened`);
    await startAgain(stage);
  },
};

export const cells: readonly AnyCell[] = [...failingCells, readCell];
