import type { Outputs, PrintedReceipt } from '../shared/api.ts';
import type { DebtPayment } from '../shared/customer.ts';
import { fail, ok, type Result } from '../shared/errors.ts';
import { add } from '../shared/money.ts';
import type { PrintJob } from '../shared/print-job.ts';
import { findPayment } from './customers/debts.ts';
import type { Db } from './db/open.ts';
import { nextCopy } from './db/print-jobs.ts';
import { isStorageError } from './db/storage-error.ts';
import type { Handlers } from './handlers.ts';
import { mayGo } from './printing/other-paper.ts';
import type { Printing } from './printing/print.ts';
import { toPrintJob } from './spool/job.ts';
import type { Job } from './db/spool-store.ts';
import type { Visit } from './people/desk.ts';
import type { TillParts } from './till-parts.ts';

type PrintChannel = Extract<keyof Handlers, `print:${string}` | `printer:${string}`>;

const pageJobs = 50;
/** Copies of a receipt, beside the original, that whoever sells may print. */
const freeCopies = 1;

/** What the disk does not keep is not done: after a kill the job would be as it was, and come out. */
function ifKept<T>(act: () => Result<T>): Result<T> {
  try {
    return act();
  } catch (error) {
    if (!isStorageError(error)) throw error;
    return fail('storage-failed');
  }
}

/** The channels of printers and of what waits for them. */
export function createPrintHandlers(parts: TillParts, printing: Printing): Pick<Handlers, PrintChannel> {
  const { books, config, clock } = parts;
  const { spool } = printing;
  const listed = (job: Job): PrintJob => {
    const paid = paidOf(books.db, job);
    const whose = paid && { customerName: paid.name, sum: add(paid.amount, paid.rounding) };
    return { ...toPrintJob(job, clock.now()), ...whose };
  };
  const told = (job: Job | null): Result<PrintJob> => (job ? ok(toPrintJob(job, clock.now())) : fail('job-over'));
  return {
    'print:list': ({ state = null, cursor = null, limit = pageJobs, open = false }) => {
      if (open) return ok({ items: spool.open().map(listed), cursor: null });
      const jobs = spool.list(state, cursor, limit + 1);
      const items = jobs.slice(0, limit);
      const last = jobs.length > limit ? (items.at(-1)?.jobId ?? null) : null;
      return ok({ items: items.map(listed), cursor: last });
    },
    'print:retry': ({ jobId }, visit) => retry(parts, printing, jobId, visit),
    'print:cancel': ({ jobId }) => ifKept(() => told(spool.cancel(jobId))),
    'print:seen': ({ jobId }) =>
      ifKept(() => {
        const job = spool.see(jobId);
        // The page is there, and its printer said nothing of it: whatever stands there now, it does not tell.
        if (job?.what === 'test') printing.forgetAnswers(job.printerId);
        return told(job);
      }),
    'print:move': ({ jobId, printerId }) => {
      const printer = config.printers.find(({ id }) => id === printerId);
      if (!printer) return fail('printer-missing');
      const job = spool.find(jobId);
      if (job && !mayGo(job, printer)) return fail('paper-narrow');
      return told(spool.move(jobId, printerId));
    },
    'printer:list': () => ok({ items: printing.status() }),
    'printer:test': ({ printerId }) => printing.printTest(printerId),
  };
}

/** What was paid of a debt, of its slip: its job carries the settlement. Null if it is none, or an older till queued it. */
function paidOf(db: Db, { what, entry }: Job): DebtPayment | null {
  if (what !== 'debt' || entry === null) return null;
  return findPayment(db, (JSON.parse(entry) as { readonly reason: string }).reason);
}

/**
 * Prints a payment's slip by hand. A copy after the first takes a right of its own. Leave that a PIN gave is recorded as the copy is asked for:
 * where its printer does not take it, it comes out later by itself, and whoever tries it again meanwhile asks for no other one.
 */
export async function printAsked(
  { books }: Pick<TillParts, 'books'>,
  printing: Printing,
  { transactionId, confirmed }: { readonly transactionId: string; readonly confirmed: boolean },
  { demand, who }: Pick<Visit, 'demand' | 'who'>,
): Promise<Result<PrintedReceipt>> {
  const { spool } = printing;
  // What can't come out is said before anybody gives a PIN for it.
  const impossible = printing.whyNot(transactionId, confirmed);
  if (impossible) return impossible;
  // What was asked for and has not begun is in no books yet. One that is tried again is no further one.
  const isAhead = (job: Job): boolean =>
    job.transactionId === transactionId && job.copy !== null && job.state === 'queued';
  const waiting = spool.waitingFor(transactionId, true);
  const ahead = waiting ? 0 : spool.live().filter(isAhead).length;
  const next = nextCopy(books.db, transactionId);
  if (next + ahead > freeCopies && waiting?.copy !== next) {
    const refused = await demand('print-again');
    if (refused) return refused;
    const approvals = who.approvals(transactionId);
    if (approvals.length > 0) books.keep(approvals);
  }
  return printing.print(transactionId, confirmed);
}

async function retry(
  { books, clock }: Pick<TillParts, 'books' | 'clock'>,
  printing: Printing,
  jobId: string,
  visit: Visit,
): Promise<Result<Outputs['print:retry']>> {
  const { spool } = printing;
  const again = spool.retry(jobId);
  if (again) {
    const ended = await again;
    return ended.ok ? ok(toPrintJob(ended.value, clock.now())) : ended;
  }
  const job = spool.find(jobId);
  if (!job || (job.state !== 'doubtful' && job.state !== 'failed') || job.transactionId === null)
    return fail('job-over');
  const slip = { transactionId: job.transactionId, confirmed: job.asked === 'confirmed' };
  const printed = await printAsked({ books }, printing, slip, visit);
  const anew = printed.ok ? spool.find(printed.value.jobId) : null;
  if (!printed.ok) return printed;
  return anew ? ok(toPrintJob(anew, clock.now())) : fail('job-over');
}
