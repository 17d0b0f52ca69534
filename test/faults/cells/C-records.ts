import { must, until, type AnyCell } from '../cell.ts';
import { mended, mendMsMax } from '../disk/failing-calls.ts';
import { isAsTold, keepWhile, keptNow, type Failing, type Keeping, type Told } from '../disk/records.ts';
import { keepings } from '../disk/keepings.ts';
import { during, startAgain } from '../process/interruptible-stage.ts';
import { needStrace } from '../process/strace.ts';
import { sell } from '../stage/sales.ts';
import { compiledOnce, type Stage } from '../stage/stage.ts';

// The disk fails at the n-th call while a record is kept that is not of a payment, n rising until it is kept in peace. What the till
// says is so: the record is there once, or not at all, also after it came to itself, was ended, or was killed.

const pointsMax = 80;

type Row = Pick<Failing, 'calls' | 'what'> & { readonly on: string };

const rows = [
  {
    id: 'full',
    title: 'the disk is full from the n-th write on',
    calls: 'pwrite64,write',
    what: 'error=ENOSPC',
    on: '+',
  },
  { id: 'write', title: 'the n-th write fails', calls: 'pwrite64,write', what: 'error=EIO', on: '' },
  { id: 'sync', title: 'the n-th sync fails', calls: 'fsync,fdatasync', what: 'error=EIO', on: '' },
] as const;

async function keptAtEach(stage: Stage, keeping: Keeping, row: Row): Promise<void> {
  for (let n = 1; n < pointsMax; n++) {
    const isOver = await during(`${keeping.kind} at ${row.calls} ${n}`, async () => {
      const told = await keepWhile(stage, keeping, { ...row, when: `${n}${row.on}` });
      if (n % 3 !== 0) await startedAgain(stage, n);
      isAsTold(stage, keeping, told);
      await isWell(stage, keeping, told);
      if (told.hasFailed) return false;
      return true;
    });
    if (isOver) return;
  }
  must(false, `${keeping.kind} made ${pointsMax} ${row.calls}`);
}

/** By turns it is ended and killed; every third time it goes on as it is. */
async function startedAgain(stage: Stage, n: number): Promise<void> {
  await (n % 3 === 1 ? stage.stop() : stage.kill());
  await startAgain(stage);
}

/** What was refused is kept when it is asked for once more, and then the till has nothing against its disk. */
async function isWell(stage: Stage, keeping: Keeping, { code }: Told): Promise<void> {
  if (code !== (keeping.keptCode ?? 'ok')) await until('it was kept', () => keptNow(stage, keeping), mendMsMax);
  await mended(stage);
}

export const cells: readonly AnyCell[] = Object.entries(keepings).flatMap(([group, own]) =>
  rows.map((row): AnyCell => ({
    id: `C18.${group}.${row.id}`,
    title: `${row.title}, at each record of ${group}`,
    limitMs: 600_000,
    async run(stage) {
      needStrace();
      await stage.open({ providers: ['iak'], env: compiledOnce(stage), start: false });
      stage.configure({ printers: [{ id: 'counter', transport: stage.printer.transport, columns: 32, drawer: 2 }] });
      await stage.start();
      await sell(stage, 'iak');
      for (const keeping of own) {
        // strace counts each name apart, so more than one would be more than one failure.
        for (const calls of row.on === '' ? row.calls.split(',') : [row.calls])
          await keptAtEach(stage, keeping, { ...row, calls });
      }
      await sell(stage, 'iak');
    },
  })),
);
