import { prepared, type Db } from './open.ts';

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
