import { assert, type Reply } from '../../shared/errors.ts';
import type { PrintJob } from '../../shared/print-job.ts';
import { answeringPrinter, type AnsweringPrinter } from '../harness/answering-printer.ts';
import type { Chance } from '../harness/chance.ts';
import { openCounter, type Counter } from '../harness/counter.ts';
import { store } from '../harness/made-payments.ts';
import type { Make } from '../harness/printer-mechanism.ts';
import { slipsIn } from '../oracles/slips.ts';
import { mishapBy } from './fault-by-chance.ts';
import { beginsAlone, isWholeOn, problemOfEnd } from './judge.ts';

/** A till and its printer. */
export interface Desk {
  readonly counter: Counter;
  readonly printer: AnsweringPrinter;
  readonly chance: Chance;
}

/** What became of slips. */
export interface Tally {
  slips: number;
  /** What happened to their printers, how often. */
  readonly faults: Record<string, number>;
  /** How presses of "print" ended; `unseen`: said to be sent by one that tells nothing, and not on paper. */
  readonly ends: Record<string, number>;
  readonly problems: string[];
}

/** The same, of one kind of printer. */
export interface Told extends Tally {
  readonly name: string;
}

/** So often somebody presses "print" for one slip; from the third time on nothing is wrong with the printer. */
const pressesMax = 6;
const mishapsMax = 2;

export async function openDesk(make: Make, chance: Chance): Promise<Desk> {
  const printer = await answeringPrinter(make);
  const paper = make.language === 'escp' ? { columns: 80, profile: 'escp', formLines: 44 } : { columns: 32 };
  const printers = [{ id: 'kasir', transport: printer.transport, drawer: null, ...paper }];
  const counter = await openCounter({ printers });
  await counter.must('printer:test', { printerId: 'kasir' });
  return { counter, printer, chance };
}

/** One payment's slip, whatever happens to its printer, until it is on paper whole. */
export async function liveSlip(desk: Desk, tally: Tally): Promise<void> {
  const { counter, printer, chance } = desk;
  const customerNumber = String(500_000_000_000 + chance.int(99_999_999));
  const about = { product: 'pln-postpaid', provider: 'iak', cashier: 'owner', sinceFirst: 0, becomes: 'paid' } as const;
  const transactionId = store(counter, { ...about, customerNumber, customerName: 'SITI', reference: 'REF0099' });
  const from = printer.slips().length;
  tally.slips++;
  for (let press = 1; press <= pressesMax; press++) {
    if (press <= mishapsMax) await befall(desk, tally);
    const isAfterBroken = (await lastJob(counter))?.state === 'doubtful';
    const reply = await counter.call('receipt:print', { transactionId, confirm: true });
    const paperBefore = paperSince(printer, from);
    const job = await jobOf(counter, transactionId, reply);
    if (job) count(tally.ends, job.state);
    const [status] = (await counter.must('printer:list', {})).items;
    assert(status, 'a desk has a printer');
    const papers = { paperBefore, paper: paperSince(printer, from) };
    const problem = await problemOfEnd(counter, { transactionId, job, status, ...papers, isPrinted: reply.ok });
    await printer.heal();
    await printer.idle();
    const pieces = paperSince(printer, from);
    if (problem !== null) tally.problems.push(`${transactionId}, press ${press}: ${problem}`);
    if (await isWholeOn(counter, transactionId, pieces)) {
      if (isAfterBroken && !(await beginsAlone(counter, transactionId, pieces)))
        tally.problems.push(`${transactionId}: something of another slip stands on it`);
      return;
    }
    if (reply.ok) count(tally.ends, 'unseen');
  }
  tally.problems.push(`${transactionId}: it never came out`);
}

/** At the end of a desk: no payment has two originals, whatever came out late. */
export function doubledOriginals({ printer }: Desk): readonly string[] {
  const originals = slipsIn(printer.slips().join('\n') + printer.begun()).filter(({ copy }) => copy === 0);
  const seen = new Set<string>();
  return originals.flatMap(({ transactionId }) => {
    if (!seen.has(transactionId)) return (seen.add(transactionId), []);
    return [`${transactionId}: two originals`];
  });
}

/** Something happens to the printer, perhaps; it ends by itself, or when somebody sees to it. */
async function befall({ printer, chance }: Desk, { faults }: Tally): Promise<void> {
  const { fault, overAfterMs } = mishapBy(chance);
  count(faults, fault.kind);
  await printer.meet(fault);
  if (overAfterMs !== null) setTimeout(() => void printer.heal(), overAfterMs);
}

const paperSince = (printer: AnsweringPrinter, from: number): readonly string[] => [
  ...printer.slips().slice(from),
  printer.begun(),
];

/** The job of that press: where it failed, the one that may be tried again, and not one that was taken for the same. */
async function jobOf(
  counter: Counter,
  transactionId: string,
  reply: Reply<{ readonly jobId: string }>,
): Promise<PrintJob | undefined> {
  const { items } = await counter.must('print:list', { limit: 20 });
  if (reply.ok) return items.find(({ jobId }) => jobId === reply.value.jobId);
  return items.find((job) => job.transactionId === transactionId && job.state !== 'cancelled');
}

async function lastJob(counter: Counter): Promise<PrintJob | undefined> {
  return (await counter.must('print:list', { limit: 1 })).items[0];
}

function count(counts: Record<string, number>, what: string): void {
  counts[what] = (counts[what] ?? 0) + 1;
}
