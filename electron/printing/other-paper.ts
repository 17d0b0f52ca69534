import { assert, fail, ok, type Result } from '../../shared/errors.ts';
import { toWib } from '../../shared/time.ts';
import type { ShiftReport } from '../../shared/shift.ts';
import type { Entry } from '../books/journal/record.ts';
import { shiftNow } from '../db/ledger.ts';
import { findZ, printsOfZ, replacementOf } from '../db/shifts.ts';
import type { Printer } from '../printers/printer.ts';
import { isNowOrNever } from '../spool/attempt.ts';
import type { Spool } from '../spool/spool.ts';
import type { Job } from '../db/spool-store.ts';
import { endOfText, withPulse } from './escpos.ts';
import { formTitle } from './form.ts';
import { fits, lineWidth, toBytes } from './paper.ts';
import type { Prepared, PrintingParts } from './parts.ts';
import { reportLines, reportName } from './report-lines.ts';

/** What the books say of paper that is no payment's slip, but for where and when; of a Z also which print of it this is. */
type Told =
  | { readonly kind: 'z-printing'; readonly number: number; readonly by: string }
  | { readonly kind: 'drawer-opened'; readonly reason: string; readonly by: string };

interface Other {
  readonly what: Job['what'];
  /** Null for a Z, which is composed when it goes out: only then it is known how often it went before. */
  readonly bytes: Buffer | null;
  /** Told when it goes out; the drawer's only if it opens. */
  readonly told?: Told;
  readonly drawer?: boolean;
  /** Which print of it this is, 0 the first; null where nobody counts. */
  readonly copy?: number | null;
}

/** Queues paper that is no payment's slip. The same one that waits for its printer is tried again instead. */
export async function addPaper(
  spool: Spool,
  printer: Printer,
  { what, bytes, told, drawer = false, copy = null }: Other,
): Promise<Result<{ readonly jobId: string }>> {
  const entry = told ? JSON.stringify(told) : null;
  const isSame = (other: string | null): boolean =>
    told?.kind === 'z-printing' ? numberOfZ(other) === told.number : other === entry;
  const waiting = entry === null ? null : spool.held((job) => job.what === what && isSame(job.entry));
  const work = { transactionId: null, copy, asked: 'yes' } as const;
  const ended =
    (waiting && spool.retry(waiting.jobId)) ??
    spool.add({ ...work, what, printerId: printer.id, drawer, entry, bytes, columns: lineWidth(printer) }).ended;
  const result = await ended;
  return result.ok ? ok({ jobId: result.value.jobId }) : result;
}

/** Whoever asks for it, it is that Z. */
function numberOfZ(entry: string | null): number | null {
  const told = entry === null ? null : (JSON.parse(entry) as Told);
  return told?.kind === 'z-printing' ? told.number : null;
}

/** Whether a job can come out at that printer: a payment's slip and a Z are composed anew for its paper, other paper is there as it is. */
export function mayGo({ transactionId, bytes, columns }: Job, printer: Printer): boolean {
  return transactionId !== null || bytes === null || fits({ bytes, columns }, printer);
}

/** It goes out as it was composed. */
export function prepareStored(parts: PrintingParts, job: Job, printer: Printer, isFresh: boolean): Result<Prepared> {
  if (job.what === 'z') return prepareZ(parts, job, printer);
  const { books, clock } = parts;
  const { bytes, columns, copy, jobId, what } = job;
  if (bytes === null) return fail('printer-failed');
  if (!fits({ bytes, columns }, printer)) return fail('paper-narrow');
  const pin = job.drawer && isFresh ? printer.drawer : null;
  const told = job.entry === null ? null : (JSON.parse(job.entry) as Told);
  const opens = told?.kind === 'drawer-opened' && pin !== null;
  const keep = (entry: Entry): void => (what === 'drawer' ? books.write([entry]) : books.keep([entry]));
  return ok({
    slip: { what, bytes, columns, copy },
    toSend: withPulse(bytes, pin),
    must: { whole: [], drawer: pin !== null },
    ...(what === 'test' && printer.profile !== 'escp' && { probeAt: endOfText(bytes) }),
    begin() {
      if (!opens) return;
      const { kind, reason, by } = told;
      const where = { jobId, printer: printer.id, shift: shiftNow(books.db) };
      keep({ at: clock.now(), kind, transactionId: null, data: { reason, by, ...where } });
    },
    ended: () => undefined,
    // A page that tests, or a pulse that is due now or never, is the same the second time.
    mustBeClaimed: !opens && !isNowOrNever(what),
  });
}

/** A Z as the books have it, and how often it went out before. Throws if another one of it began meanwhile. */
function prepareZ({ books, clock, config }: PrintingParts, job: Job, printer: Printer): Result<Prepared> {
  const told = JSON.parse(job.entry ?? 'null') as Extract<Told, { kind: 'z-printing' }> | null;
  const stored = told && findZ(books.db, told.number);
  if (!told || stored === null) return fail('printer-failed');
  const { number, by } = told;
  const copy = printsOfZ(books.db, number);
  const columns = lineWidth(printer);
  const replacedBy = replacementOf(books.db, number);
  const about = {
    shop: config.shop.name,
    columns,
    training: config.training,
    copy,
    replacedBy,
    at: toWib(clock.now()),
  };
  const report = JSON.parse(stored) as ShiftReport;
  const bytes = toBytes(reportLines(report, about), printer, formTitle(reportName(report), config.training));
  return ok({
    slip: { what: 'z', bytes, columns, copy: job.copy },
    toSend: withPulse(bytes, null),
    must: { whole: [], drawer: false },
    begin() {
      assert(printsOfZ(books.db, number) === copy, `Z ${number} must be composed as it goes out`);
      const data = { number, copy, by, jobId: job.jobId, printer: printer.id };
      books.keep([{ at: clock.now(), kind: 'z-printing', transactionId: null, data }]);
    },
    ended: () => undefined,
    mustBeClaimed: false,
  });
}
