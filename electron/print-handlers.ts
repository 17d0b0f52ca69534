import type { Outputs } from '../shared/api.ts';
import { fail, ok, type Result } from '../shared/errors.ts';
import type { PrintJob } from '../shared/print-job.ts';
import type { Handlers } from './handlers.ts';
import type { Printing } from './printing/print.ts';
import { toPrintJob } from './spool/job.ts';
import type { Job } from './db/spool-store.ts';
import type { Clock } from './time/clock.ts';
import type { TillParts } from './till-parts.ts';

type PrintChannel = Extract<keyof Handlers, `print:${string}` | `printer:${string}`>;

const pageJobs = 50;

/** The channels of printers and of what waits for them. */
export function createPrintHandlers({ config, clock }: TillParts, printing: Printing): Pick<Handlers, PrintChannel> {
  const { spool } = printing;
  const told = (job: Job | null): Result<PrintJob> => (job ? ok(toPrintJob(job, clock.now())) : fail('job-over'));
  return {
    'print:list': ({ state = null, cursor = null, limit = pageJobs }) => {
      const jobs = spool.list(state, cursor, limit + 1);
      const items = jobs.slice(0, limit);
      const last = jobs.length > limit ? (items.at(-1)?.jobId ?? null) : null;
      return ok({ items: items.map((job) => toPrintJob(job, clock.now())), cursor: last });
    },
    'print:retry': ({ jobId }) => retry(printing, clock, jobId),
    'print:cancel': ({ jobId }) => told(spool.cancel(jobId)),
    'print:move': ({ jobId, printerId }) => {
      const printer = config.printers.find(({ id }) => id === printerId);
      if (!printer) return fail('printer-missing');
      const job = spool.find(jobId);
      // A payment's slip is composed anew for the paper it comes out on.
      if (job && job.transactionId === null && job.columns > printer.columns) return fail('paper-narrow');
      return told(spool.move(jobId, printerId));
    },
    'printer:list': () => ok({ items: printing.status() }),
    'printer:test': ({ printerId }) => printing.printTest(printerId),
  };
}

async function retry(printing: Printing, clock: Clock, jobId: string): Promise<Result<Outputs['print:retry']>> {
  const { spool } = printing;
  const again = spool.retry(jobId);
  if (again) {
    const ended = await again;
    return ended.ok ? ok(toPrintJob(ended.value, clock.now())) : ended;
  }
  const job = spool.find(jobId);
  if (!job || (job.state !== 'doubtful' && job.state !== 'failed') || job.transactionId === null)
    return fail('job-over');
  const printed = await printing.print(job.transactionId, job.asked === 'confirmed');
  const anew = printed.ok ? spool.find(printed.value.jobId) : null;
  if (!printed.ok) return printed;
  return anew ? ok(toPrintJob(anew, clock.now())) : fail('job-over');
}
