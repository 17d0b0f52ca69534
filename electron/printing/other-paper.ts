import { fail, ok, type Result } from '../../shared/errors.ts';
import type { Entry } from '../books/journal/record.ts';
import { shiftNow } from '../db/ledger.ts';
import type { Printer } from '../printers/printer.ts';
import type { Spool } from '../spool/spool.ts';
import type { Job } from '../db/spool-store.ts';
import { withPulse } from './escpos.ts';
import { fits, lineWidth } from './paper.ts';
import type { Prepared, PrintingParts } from './parts.ts';

/** What the books say of paper that is no payment's slip, but for where and when. */
type Told =
  | { readonly kind: 'z-printing'; readonly number: number; readonly copy: number; readonly by: string }
  | { readonly kind: 'drawer-opened'; readonly reason: string; readonly by: string };

interface Other {
  readonly what: Job['what'];
  readonly bytes: Buffer;
  /** Told when it goes out; the drawer's only if it opens. */
  readonly told?: Told;
  readonly drawer?: boolean;
}

/** Queues paper that is no payment's slip. The same one that waits for its printer is tried again instead. */
export async function addPaper(
  spool: Spool,
  printer: Printer,
  { what, bytes, told, drawer = false }: Other,
): Promise<Result<{ readonly jobId: string }>> {
  const entry = told ? JSON.stringify(told) : null;
  const waiting = spool.live().find((job) => job.what === what && job.attempts > 0 && job.entry === entry);
  const work = { transactionId: null, copy: null, asked: 'yes' } as const;
  const ended =
    (waiting && entry !== null && spool.retry(waiting.jobId)) ||
    spool.add({ ...work, what, printerId: printer.id, drawer, entry, bytes, columns: lineWidth(printer) }).ended;
  const result = await ended;
  return result.ok ? ok({ jobId: result.value.jobId }) : result;
}

/** Whether a job can come out at that printer: a payment's slip is composed anew for its paper, other paper is there as it is. */
export function mayGo({ transactionId, bytes, columns }: Job, printer: Printer): boolean {
  return transactionId !== null || bytes === null || fits({ bytes, columns }, printer);
}

/** It goes out as it was composed. */
export function prepareStored(
  { books, clock }: PrintingParts,
  job: Job,
  printer: Printer,
  isFresh: boolean,
): Result<Prepared> {
  const { bytes, columns, copy, jobId, what } = job;
  if (bytes === null || !fits({ bytes, columns }, printer)) return fail('printer-failed');
  const pin = job.drawer && isFresh ? printer.drawer : null;
  const told = job.entry === null ? null : (JSON.parse(job.entry) as Told);
  const keep = (entry: Entry): void => (what === 'drawer' ? books.write([entry]) : books.keep([entry]));
  return ok({
    slip: { what, bytes, columns, copy },
    toSend: withPulse(bytes, pin),
    must: { whole: [], drawer: pin !== null },
    begin() {
      if (!told || (told.kind === 'drawer-opened' && pin === null)) return;
      const { kind, ...rest } = told;
      const where = { jobId, printer: printer.id, ...(kind === 'drawer-opened' && { shift: shiftNow(books.db) }) };
      keep({ at: clock.now(), kind, transactionId: null, data: { ...rest, ...where } } as Entry);
    },
    ended: () => undefined,
  });
}
