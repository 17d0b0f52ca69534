import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { must, type AnyCell, type Cell } from '../cell.ts';
import { phases, type Phase } from '../power/phases.ts';
import { backupDays, officeDays, peopleDays, printDays, shiftDays } from '../power/days.ts';
import { goesOn } from '../power/goes-on.ts';
import { recordDays, recordReading, recordSales, recordSealing, recordTakeOver } from '../power/record.ts';
import type { Tally } from '../power/states.ts';
import { needStrace } from '../process/strace.ts';

// The power goes at the events of one phase of recorded sales. Each state that a disk may then hold is opened as the till opens it.
// LOKET_POWER_STATES says about how many states a phase gets, LOKET_POWER_SEED which of them.

const states = process.env.LOKET_POWER_STATES ?? '150';
const seed = process.env.LOKET_POWER_SEED ?? '1';
const replay = path.resolve(import.meta.dirname, '../power/states.ts');
const run = promisify(execFile);

/** Phases that are no states of their own, or that the product does not have. */
const without: Readonly<Record<string, readonly [when: string, why: string]>> = {
  B5: ['after half a request', 'nothing is written between B4 and B6: the disk holds what it holds there'],
  B7: ['after the answer’s head', 'nothing is written between B6 and B9: the disk holds what it holds there'],
  B8: ['in the middle of an answer', 'nothing is written between B6 and B9: the disk holds what it holds there'],
  B19: [phases.B19, 'an upgrade is not recorded; a till killed at each of its calls is in I1'],
};

/** One recording serves several phases of a run. */
const recordings = new Map<string, Promise<string>>();

function recordingOf(runFolder: string, phase: Phase): Promise<string> {
  const { name, record } = sources[phase] ?? sales;
  const key = `${name} ${runFolder}`;
  const made = recordings.get(key) ?? record(runFolder);
  recordings.set(key, made);
  return made;
}

interface Source {
  readonly name: string;
  readonly record: (runFolder: string) => Promise<string>;
}

const sales: Source = { name: 'sales', record: recordSales };
/** Customers, deposits and settings: one recording has them all. */
const office: Source = { name: 'office', record: (runFolder) => recordDays(runFolder, 'office', officeDays) };
/** Where another recording than that of sales has the phase. */
const sources: Readonly<Partial<Record<Phase, Source>>> = {
  B17: { name: 'backup', record: (runFolder) => recordDays(runFolder, 'backup', backupDays) },
  B21: { name: 'sealing', record: recordSealing },
  B22: { name: 'take-over', record: recordTakeOver },
  B23: { name: 'reading', record: recordReading },
  B24: { name: 'people', record: (runFolder) => recordDays(runFolder, 'people', peopleDays, ['--sign-in']) },
  B25: { name: 'shifts', record: (runFolder) => recordDays(runFolder, 'shifts', shiftDays) },
  B26: office,
  B27: office,
  B28: office,
  B29: { name: 'printing', record: (runFolder) => recordDays(runFolder, 'printing', printDays) },
};
/** Where whole tills are started in some of the states, and with what. */
const opens: Readonly<Partial<Record<Phase, readonly string[]>>> = {
  ...{ B17: [], B24: ['--sign-in'], B25: [], B26: [], B27: [], B28: [], B29: [] },
};

function powerCell(phase: Phase): Cell {
  return {
    id: phase,
    title: `the power goes ${phases[phase]}`,
    limitMs: 300_000,
    async run(stage) {
      needStrace();
      const recording = await recordingOf(stage.runFolder, phase);
      const [tillArgs, keep] = [opens[phase], path.join(stage.folder, 'kept')];
      const args = ['--recording', recording, '--phase', phase, '--states', states, '--seed', seed];
      if (tillArgs) args.push('--keep', keep);
      const { stdout } = await run(process.execPath, [replay, ...args], { maxBuffer: 64 * 1024 * 1024 });
      const tally = JSON.parse(stdout) as Tally;
      console.log(`${phase}: ${tally.states} states after ${tally.points} events, ${tally.same} more were the same`);
      must(tally.points > 0, 'the recording has nothing of this phase');
      must(tally.failures.length === 0, saidOf(tally));
      if (tillArgs) await goesOn(stage.runFolder, keep, tillArgs);
      // A till on this stage's own, untouched folder is what the runner judges.
      await stage.open({ providers: ['iak'], start: false });
    },
  };
}

function saidOf({ failures }: Tally): string {
  return failures.map(({ where, problem, times }) => `${where}: ${problem} (${times} times)`).join('\n');
}

const ids = Array.from({ length: 29 }, (_none, at) => `B${at + 1}`);

export const cells: readonly AnyCell[] = ids.map((id): AnyCell => {
  const [title, skip] = without[id] ?? [];
  return title !== undefined && skip !== undefined ? { id, title, skip } : powerCell(id as Phase);
});
