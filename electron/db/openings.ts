import { findHash } from './journal-table.ts';
import { prepared, type Db } from './open.ts';
import { printedAt, printedSince } from './print-jobs.ts';
import type { KnownJobs } from './spool-store.ts';

// What the till was set to as it was opened. The till's own records stay as rows, whatever is packed.

/** An `opened` record that says so. */
export interface Opening {
  readonly at: number;
  /** JSON of `settings` in its data. */
  readonly settings: string;
}

const select = `SELECT at, data -> '$.settings' AS settings FROM journal WHERE kind = 'opened' AND data -> '$.settings' IS NOT NULL`;

/** The last one; null if no start has said so yet. */
export function lastOpening(db: Db): Opening | null {
  return (prepared(db, `${select} ORDER BY n DESC LIMIT 1`).get() as Opening | undefined) ?? null;
}

/** The one that an owner saw last, or else the first of all. */
export function seenOpening(db: Db): Opening | null {
  const seen = `(SELECT max(n) FROM journal WHERE kind = 'settings-seen')`;
  const found = prepared(db, `${select} AND n < ${seen} ORDER BY n DESC LIMIT 1`).get() as Opening | undefined;
  return found ?? (prepared(db, `${select} ORDER BY n LIMIT 1`).get() as Opening | undefined) ?? null;
}

/**
 * Whether the till was at work with these files since its first start here, or since they were restored: then it had a file of print jobs. Every
 * till that says what it is set to keeps one. What a start writes before it has that file says nothing.
 */
export function hadPrintJobs(db: Db): boolean {
  // A first start says that it is none of old files right behind its `opened`, any other one right before it.
  const begun = `(SELECT min(n) FROM journal WHERE kind = 'opened' AND data -> '$.settings' IS NOT NULL
    AND n >= coalesce((SELECT max(n) FROM journal WHERE kind = 'restored'), 1) - 1)`;
  const sql = `SELECT EXISTS (SELECT 1 FROM journal WHERE n > ${begun} AND kind NOT IN ('opened', 'restored', 'clock'))`;
  return prepared(db, sql).pluck().get() === 1;
}

/** What the books know of the file of print jobs. */
export function knownJobs(db: Db): KnownJobs {
  return {
    hadFile: () => hadPrintJobs(db),
    printedSince: (since) => printedSince(db, since),
    printedAt: () => printedAt(db),
    books: () => findHash(db, 1),
  };
}
