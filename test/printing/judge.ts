import type { PrinterStatus } from '../../shared/health.ts';
import type { PrintJob } from '../../shared/print-job.ts';
import type { Counter } from '../harness/counter.ts';
import { slipsIn } from '../oracles/slips.ts';

// What a printed slip must be, read off the paper.

/** How a press of "print" ended. */
interface End {
  readonly transactionId: string;
  readonly job: PrintJob | undefined;
  /** What the till says of the printer. */
  readonly status: PrinterStatus;
  /** All that is on paper, or about to be, since the payment was made: when the answer came, and when the job was looked at. */
  readonly paperBefore: readonly string[];
  readonly paper: readonly string[];
  /** The answer was no failure. */
  readonly isPrinted: boolean;
}

/** What the till says of a slip that is not so; null if nothing. */
export async function problemOfEnd(counter: Counter, end: End): Promise<string | null> {
  const { transactionId, job, status, paperBefore, paper, isPrinted } = end;
  if (!job || job.transactionId !== transactionId) return 'there is no job';
  const { state, copy, attempts } = job;
  const isOut = state === 'sent' || state === 'confirmed';
  if (isPrinted && !isOut) return `the answer is that it went out, and the job is ${state}`;
  if (isOut) {
    if (state === 'sent' && status.confirms === 'job') return 'it is only said to be sent by a printer that tells';
    const isWhole = state === 'sent' || (await isWholeOn(counter, transactionId, paper));
    return isWhole ? null : 'it is confirmed, and not on paper';
  }
  if (state !== 'queued' && state !== 'doubtful') return `it is ${state}`;
  // What stands behind another slip was not tried itself.
  const cause = attempts === 0 ? status.cause : job.cause;
  if (cause === null) return `it is ${state}, and nobody is told why`;
  // What broke off before it said which one it is, was the original: only that has no other before it.
  const isBegun = slipsIn(paperBefore.join('\n')).some(
    (slip) => slip.transactionId === transactionId && (slip.copy ?? 0) === copy,
  );
  return state === 'queued' && attempts > 0 && isBegun ? 'it waits, and is on paper' : null;
}

/** Whether one slip of that payment, the original or a copy, is on one piece of paper from its first line to its last. */
export async function isWholeOn(counter: Counter, transactionId: string, pieces: readonly string[]): Promise<boolean> {
  const slips = await slipsOf(counter, transactionId, pieces);
  return slips.some((lines) => pieces.some((piece) => has(linesOf(piece), lines)));
}

/** Whether above a whole slip of that payment there is nothing else on its piece of paper. */
export async function beginsAlone(
  counter: Counter,
  transactionId: string,
  pieces: readonly string[],
): Promise<boolean> {
  const slips = await slipsOf(counter, transactionId, pieces);
  return slips.some((lines) =>
    pieces.some((piece) => has(linesOf(piece), lines) && linesOf(piece)[0]?.startsWith(lines[0] ?? '')),
  );
}

/** The lines of each slip of that payment that has begun to be on paper. */
async function slipsOf(
  counter: Counter,
  transactionId: string,
  pieces: readonly string[],
): Promise<readonly string[][]> {
  const own = slipsIn(pieces.join('\n')).filter((slip) => slip.transactionId === transactionId);
  const copies = [...new Set(own.flatMap(({ copy }) => (copy === null ? [] : [copy])))];
  const previews = copies.map((copy) => counter.must('receipt:preview', { transactionId, copy }));
  return (await Promise.all(previews)).map(({ text }) => linesOf(text));
}

const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trimEnd())
    .filter((line) => line !== '');

/** All lines of a slip, one below the other; or side by side on a form, where the second column goes on with it. */
function has(piece: readonly string[], slip: readonly string[]): boolean {
  const beside = [0, formColumn].flatMap((at) => piece.map((line) => line.slice(at, at + formColumn).trim()));
  const below = piece.map((line) => line.trim());
  const wanted = slip.map((line) => line.trim()).join('\n');
  return [below, beside].some((lines) =>
    lines
      .filter((line) => line !== '')
      .join('\n')
      .includes(wanted),
  );
}

/** Where the second column of a form of 80 begins. */
const formColumn = 40;
