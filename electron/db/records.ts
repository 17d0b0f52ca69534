import { emptyHead, type Head, type Line } from '../books/line.ts';
import type { Entry, RecordData } from '../books/record.ts';
import { postponeQuestion, recordQuestion } from './open-payments.ts';
import { prepared, type Db } from './open.ts';
import { finishPrintJob, insertPrintJob } from './print-jobs.ts';
import { insertQuote } from './quotes.ts';
import { insertIntent, moveTransaction, type Move } from './transactions.ts';

// The journal's records in the database, and what each of them makes of the other tables. This is the only way in which
// those tables change, so that replaying the journal makes the same database again.

/** Stores a record and does what its data say. Throws what SQLite says if that can't be. */
export function storeRecord(db: Db, line: Line, data: unknown): void {
  storeLines(db, [line]);
  applyRecord(db, line, data);
}

/**
 * Stores records whose data are done by `applyRecord`, in a transaction that is rolled back if this throws. Some at one time cost
 * less, and all hashes cross over as one.
 */
export function storeLines(db: Db, lines: readonly Line[]): void {
  if (lines.length === 0) return;
  const rows = lines.map((_line, nth) => `(?, ?, ?, ?, ?, ?, substr(:hashes, ${nth * 32 + 1}, 32))`).join(', ');
  const values = [];
  let hashes = '';
  for (const { n, at, kind, transactionId, data, more, hash } of lines) {
    values.push(n, at, kind, transactionId, data, more);
    hashes += hash;
  }
  // FAIL, for the transaction takes back what ABORT would remember page by page.
  const sql = `INSERT OR FAIL INTO journal (n, at, kind, transaction_id, data, more, hash) VALUES ${rows}`;
  prepared(db, sql).run(...values, { hashes: Buffer.from(hashes, 'hex') });
}

/** The last record in the database. */
export function lastRecord(db: Db): Head {
  const row = prepared(db, 'SELECT n, hex(hash) AS hash FROM journal ORDER BY n DESC LIMIT 1').get() as
    Head | undefined;
  return row ? { n: row.n, hash: row.hash.toLowerCase() } : emptyHead;
}

/** Whether this very entry was stored. */
export function hasRecord(db: Db, entry: Entry | undefined): boolean {
  if (!entry) return false;
  const sql = 'SELECT 1 FROM journal WHERE transaction_id = ? AND kind = ? AND at = ? AND data = ?';
  const { transactionId, kind, at, data } = entry;
  return prepared(db, sql).get(transactionId, kind, at, JSON.stringify(data)) !== undefined;
}

/** What was stored behind record `n`, oldest first. */
export function recordsAfter(db: Db, n: number): readonly Pick<Entry, 'kind' | 'transactionId'>[] {
  const sql = 'SELECT kind, transaction_id AS transactionId FROM journal WHERE n > ? ORDER BY n';
  return prepared(db, sql).all(n) as Pick<Entry, 'kind' | 'transactionId'>[];
}

export interface TillState {
  /** Four letters or digits, which all ids made since then carry. */
  readonly epoch: string;
  /** In `reconcile` nothing is paid: the files were restored, and a person must compare first. */
  readonly mode: 'normal' | 'reconcile';
  /** What is added to the PC's clock, in ms. */
  readonly correctionMs: number;
}

/** Null before the first start. */
export function findTillState(db: Db): TillState | null {
  const sql = 'SELECT epoch, mode, correction_ms AS correctionMs FROM till_state';
  return (prepared(db, sql).get() as TillState | undefined) ?? null;
}

/** When the last record was written, in ms; null if there is none. */
export function lastRecordAt(db: Db): number | null {
  const row = prepared(db, 'SELECT at FROM journal ORDER BY n DESC LIMIT 1').get() as { at: number } | undefined;
  return row?.at ?? null;
}

/** Does what a record's data say; they need not have been stored yet. Throws what SQLite says if that can't be. */
export function applyRecord(db: Db, { kind, at, transactionId: about }: Line, data: unknown): void {
  // What does not fit the tables, they refuse.
  const read = <K extends keyof RecordData>(): RecordData[K] => data as RecordData[K];
  const id = about ?? '';
  switch (kind) {
    case 'opened':
      return setState(db, { epoch: read<'opened'>().epoch });
    case 'restored':
      return setState(db, { epoch: read<'restored'>().epoch, mode: 'reconcile' });
    case 'clock':
      return setState(db, { correctionMs: read<'clock'>().correctionMs });
    case 'reconciled':
      return setState(db, { mode: 'normal' });
    case 'quote':
      return insertQuote(db, read<'quote'>());
    case 'intent':
      return insertIntent(db, id, at, read<'intent'>());
    case 'paid':
      return moveTransaction(db, id, at, { status: 'paid', ...read<'paid'>() });
    case 'refused':
      return moveTransaction(db, id, at, { status: 'refused', refusal: refusalOf(read<'refused'>()) });
    case 'pending':
    case 'interrupted':
      return moveTransaction(db, id, at, { status: 'pending', nextAskAt: read<'pending'>().nextAskAt });
    case 'resolved':
      return moveTransaction(db, id, at, resolution(read<'resolved'>()));
    case 'asked':
      return recordQuestion(db, id, read<'asked'>().nextAskAt);
    case 'printing':
      return insertPrintJob(db, { ...read<'printing'>(), transactionId: id, createdAt: at });
    case 'print': {
      const { jobId, result } = read<'print'>();
      return finishPrintJob(db, jobId, result);
    }
    case 'resent':
      return postponeQuestion(db, id, read<'resent'>().nextAskAt);
    case 'sent':
    case 'alarm':
      return undefined;
    default:
      throw new Error(`a record of the unknown kind ${kind}`);
  }
}

function refusalOf({ code, message, messageEn }: RecordData['refused']): NonNullable<Move['refusal']> {
  return { code, message, ...(messageEn && { messageEn }) };
}

function resolution({ as, reason }: RecordData['resolved']): Move {
  return as === 'paid'
    ? { status: 'paid', settledBy: 'person', warning: 'no-reference' }
    : { status: 'refused', settledBy: 'person', refusal: { code: 'resolved', message: reason } };
}

/** Changes what is named; a till is opened before anything else is said of it. */
function setState(db: Db, change: Partial<TillState>): void {
  const { epoch, mode, correctionMs } = {
    mode: 'normal',
    correctionMs: 0,
    ...findTillState(db),
    ...change,
  } as TillState;
  prepared(
    db,
    `INSERT INTO till_state (one, epoch, mode, correction_ms) VALUES (1, ?, ?, ?)
     ON CONFLICT (one) DO UPDATE SET epoch = excluded.epoch, mode = excluded.mode, correction_ms = excluded.correction_ms`,
  ).run(epoch, mode, correctionMs);
}
