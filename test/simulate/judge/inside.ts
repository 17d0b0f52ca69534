import { prepared, type Db } from '../../../electron/db/open.ts';
import type { Row } from '../../oracles/evidence.ts';
import { wrongOpenings } from './drawer-opened.ts';
import { withWholeJournal } from './kept.ts';
import type { Life } from '../till/shop-parts.ts';

// What can only be judged from inside a till that runs: what it heard and what it told, against its own records. The fault matrix
// sees its tills from outside, where an answer that arrived may have come too late to be heard.

/** `heard`: answers about each payment that this till has heard, by the provider's reference. `pulses`: see `Printer`. Objections begin with a name. */
export function judgeInside(
  life: Life,
  rows: readonly Row[],
  heard: ReadonlyMap<string, number>,
  pulses: number,
): readonly string[] {
  return withWholeJournal(life.books.db, (db) => [
    ...whatWasHeardIsKept(db, life, rows, heard).map((what) => `heard: ${what}`),
    ...whoListensKnows(db, life, rows).map((what) => `told: ${what}`),
    ...wrongOpenings(db, pulses).map((what) => `drawer: ${what}`),
  ]);
}

/** What a till that still runs has heard stands in the trail, and what alarms there as an alarm. */
function whatWasHeardIsKept(
  db: Db,
  life: Life,
  rows: readonly Row[],
  heard: ReadonlyMap<string, number>,
): readonly string[] {
  const ids = new Map(rows.map(({ key, transactionId }) => [key, transactionId]));
  const kept = prepared(
    db,
    `SELECT count(*) AS records FROM journal j WHERE j.transaction_id = ? AND j.n > ?
      AND (j.kind IN ('paid', 'refused', 'pending', 'asked', 'looked') OR j.kind = 'alarm' AND j.data ->> 'late' IS NOT NULL)`,
  );
  const silent = prepared(
    db,
    `SELECT DISTINCT j.transaction_id AS id FROM journal j WHERE j.kind IN ('pending', 'asked', 'looked')
      AND j.data ->> 'why' IN ('other-payment', 'contradiction') AND NOT coalesce(j.data ->> 'alarm', 0) AND NOT EXISTS
        (SELECT 1 FROM journal a WHERE a.transaction_id = j.transaction_id AND a.kind = 'alarm' AND a.n = j.n + 1)`,
  );
  return [
    ...[...heard].flatMap(([ref, times]) => {
      const { records } = kept.get(ids.get(ref) ?? '', life.openedAt) as { readonly records: number };
      return records < times ? [`about ${ref} ${times} answers were heard, and ${records} are kept`] : [];
    }),
    ...(silent.all() as { readonly id: string }[]).map(
      ({ id }) => `${id} was answered alarmingly, and there is no alarm`,
    ),
  ];
}

/** Who listens to a till knows every payment that changed as it is. */
function whoListensKnows(db: Db, life: Life, rows: readonly Row[]): readonly string[] {
  const sql = `SELECT DISTINCT transaction_id AS id FROM journal WHERE n > ? AND transaction_id IS NOT NULL
    AND kind NOT IN ('printing', 'quote')`;
  const changed = new Set((prepared(db, sql).all(life.openedAt) as { readonly id: string }[]).map(({ id }) => id));
  return rows.flatMap(({ transactionId, status, reference }) => {
    if (!changed.has(transactionId)) return [];
    const told = life.told.get(transactionId);
    if (told?.status === status && told.reference === reference) return [];
    return [`${transactionId} is ${status} here, and who listens was told ${told?.status ?? 'nothing'}`];
  });
}

/** `debits`: nobody else uses these deposits, so whatever left them was for a payment of this till. */
export function foreignDebits({ books: { db } }: Life): readonly string[] {
  const found = prepared(db, `SELECT data FROM journal WHERE kind = 'debited'`).pluck().all() as readonly string[];
  return found.map((data) => `debits: called somebody else’s, and it was ours: ${data}`);
}
