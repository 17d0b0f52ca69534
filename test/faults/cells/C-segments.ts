import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { must, until, type AnyCell, type Cell } from '../cell.ts';
import { controlClock, type ClockControl } from '../clock/clock-control.ts';
import { mended } from '../disk/failing-calls.ts';
import { attach, inject, needStrace } from '../process/strace.ts';
import { during } from '../process/interruptible-stage.ts';
import { packedSegments, saidOfSealing } from '../segments/full-shop.ts';
import { sell } from '../stage/sales.ts';
import { compiledOnce, type Stage } from '../stage/stage.ts';

// The disk fails under the sealing of a running till: it sells all the while, says what failed, and seals minutes later.

const dayAndMoreMs = 25 * 3_600_000;
const minutesMs = 3 * 60_000;
const callsMax = 30;

interface Failing {
  readonly id: string;
  readonly title: string;
  readonly calls: readonly string[];
  readonly error: string;
  /** All such calls from that one on, or it alone. */
  readonly goesOn?: boolean;
}

const failings: readonly Failing[] = [
  {
    id: 'C16.room',
    title:
      'there is no room for the n-th file or write of the sealing at midnight: the till sells, and seals minutes later',
    calls: ['openat', 'pwrite64'],
    error: 'ENOSPC',
  },
  {
    id: 'C16.sick',
    title: 'the n-th sync, rename or removal of the sealing at midnight fails: the till sells, and seals minutes later',
    calls: ['fsync', 'fdatasync', 'rename', 'unlink', 'fchmod'],
    error: 'EIO',
  },
  {
    id: 'C16.read-only',
    title:
      'sealed files can’t be made from the n-th call on, until somebody has seen to it: the till sells, and then seals',
    calls: ['openat', 'pwrite64', 'rename'],
    error: 'EROFS',
    goesOn: true,
  },
];

function failingCell({ id, title, calls, error, goesOn = false }: Failing): Cell {
  return {
    id,
    title,
    limitMs: 600_000,
    async run(stage) {
      needStrace();
      const clock = controlClock(stage);
      await stage.open({ providers: ['iak'], printers: [], env: { ...compiledOnce(stage), ...clock.env } });
      let failed = 0;
      for (const call of calls) {
        let n = 1;
        const at = (): string => (goesOn ? `${n}+` : String(n));
        const isStruck = (): Promise<boolean> =>
          during(`${call} ${n}`, () => sealsLater(stage, clock, inject(call, `error=${error}`, at()), goesOn));
        while (n < callsMax && (await isStruck())) {
          failed++;
          n++;
        }
        must(n > 1 && n < callsMax, `sealing makes ${n - 1} ${call}`);
      }
      console.log(`${id}: the disk refused ${failed} calls`);
    },
  };
}

/** Lets midnight pass while calls fail; false if none did. */
async function sealsLater(
  stage: Stage,
  clock: ClockControl,
  failing: readonly string[],
  goesOn: boolean,
): Promise<boolean> {
  await sell(stage, 'iak');
  const [packed, said] = [packedSegments(stage.data), saidOfSealing(stage).length];
  const log = path.join(stage.folder, 'failing.trace');
  const only = filesOfSealing(stage.data, packed + 1, goesOn).flatMap((name) => ['-P', name]);
  const traced = await attach(stage.till.pid, ['-o', log, ...only, ...failing]);
  await clock.pass(dayAndMoreMs);
  const hasFailed = (): boolean => readFileSync(log, 'latin1').includes('(INJECTED)');
  const isSealed = (): boolean => packedSegments(stage.data) > packed && plainFiles(stage.data) === 1;
  await until('something failed, or all was sealed', () => hasFailed() || isSealed());
  await mended(stage);
  // It may be this sale's write that fails, before anything is sent.
  await sell(stage, 'iak').catch(async () => {
    await mended(stage);
    await sell(stage, 'iak');
  });
  if (goesOn || hasFailed()) await until('it is said', () => saidOfSealing(stage).length > said || isSealed());
  await traced.detach();
  await mended(stage);
  await clock.pass(minutesMs);
  await until('it is sealed by the same till', isSealed);
  const report = await stage.must('journal:verify', {});
  must(report.ok, `its books are not whole: ${report.problems.join(' ')}`);
  return hasFailed();
}

/** The files that the sealing of a segment touches: of the sealed form alone, or all. */
function filesOfSealing(data: string, number: number, sealedOnly: boolean): readonly string[] {
  const file = (nth: number): string => path.join(data, 'journal', `${String(nth).padStart(6, '0')}.jsonl`);
  const sealed = [`${file(number)}.zst`, `${file(number)}.zst.new`];
  return sealedOnly ? sealed : [...sealed, file(number), file(number + 1), path.join(data, 'journal')];
}

function plainFiles(data: string): number {
  return readdirSync(path.join(data, 'journal')).filter((name) => name.endsWith('.jsonl')).length;
}

export const cells: readonly AnyCell[] = failings.map(failingCell);
