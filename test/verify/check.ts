import { createAudit } from '../../electron/verify/audit.ts';
import { createPlace, readJournal, type Beside, type Source } from '../../electron/verify/books.ts';
import type { Problem, Report } from '../../electron/verify/report.ts';
import { createRows, type JournalRow } from '../../electron/verify/rows.ts';

// A journal that is in memory, as the verifier reads it.

export function sourceOf(bytes: Buffer): Source {
  return { name: 'loket.journal', number: 1, isSealed: false, chunks: () => [bytes] };
}

const nothing: Beside = { rows: null, parts: null, audit: null, slip: null };

/** Follows the bytes alone, whatever they say. */
export function checkChain(bytes: Buffer, rows: Iterable<JournalRow> | null, report: Report): void {
  const place = createPlace('loket.journal', report);
  readJournal(
    [sourceOf(bytes)],
    { ...nothing, rows: rows && createRows(rows[Symbol.iterator](), place, report) },
    place,
  );
}

/** Everything that is told of a journal without a database. */
export function problemsOf(bytes: Buffer, beside: Partial<Beside> = {}): readonly Problem[] {
  const problems: Problem[] = [];
  const report: Report = (file, n, what) => void problems.push({ file, n, what });
  const place = createPlace('loket.journal', report);
  const audit = createAudit({ db: null, last: null }, place.tell, report);
  readJournal([sourceOf(bytes)], { ...nothing, audit, ...beside }, place);
  return problems;
}
