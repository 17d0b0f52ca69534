import { createAudit } from '../../electron/verify/audit.ts';
import {
  checkBooks,
  createPlace,
  readJournal,
  type Beside,
  type Found,
  type Source,
} from '../../electron/verify/books.ts';
import type { Problem, Report } from '../../electron/verify/report.ts';
import { createRows, type JournalRow } from '../../electron/verify/rows.ts';
import { takeSnapshot } from '../../electron/verify/snapshot.ts';

// The verifier, without its program around it.

export function sourceOf(bytes: Buffer): Source {
  return { name: 'loket.journal', number: 1, isSealed: false, chunks: () => [bytes] };
}

const nothing: Beside = { rows: null, parts: null, audit: null, brought: [] };

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

export interface Checked extends Found {
  readonly problems: readonly Problem[];
}

/** Everything that is told of a folder, not only what is named. */
export function checkFolder(folder: string): Checked {
  const problems: Problem[] = [];
  const snapshot = takeSnapshot(folder);
  if (!snapshot) throw new Error('there are no books');
  return { ...checkBooks(snapshot, {}, (file, n, what) => void problems.push({ file, n, what })), problems };
}
