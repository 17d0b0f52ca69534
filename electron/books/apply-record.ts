import { hasRow, insertRows, lastRow } from '../db/journal-table.ts';
import type { Db } from '../db/open.ts';
import { postponeStatusCheck, recordStatusCheck } from '../db/pending-payments.ts';
import { recordLook } from '../db/refusals.ts';
import { finishPrintJob, insertPrintJob } from '../db/print-jobs.ts';
import { insertQuote } from '../db/quotes.ts';
import { insertSegment, packedHead } from '../db/segments.ts';
import { changeTillState } from '../db/till-state.ts';
import { insertIntent, moveTransaction, type Move } from '../db/transactions.ts';
import { postMove, postPrinting, postTaken } from './apply-to-ledger.ts';
import { applyToPeople, isPeopleKind } from './apply-to-people.ts';
import { applyToDeposits, isDepositKind } from './apply-to-deposits.ts';
import { applyToShifts, isShiftKind } from './apply-to-shifts.ts';
import { emptyHead, type Head, type Line } from './journal/line.ts';
import type { Entry, RecordData } from './journal/record.ts';

// What each record makes of the database's tables. This is the only way in which those change, so that doing the journal's
// records again makes the same database again.

/** Stores a record and does what its data say. Throws what SQLite says if that can't be. */
export function storeRecord(db: Db, line: Line, data: unknown): void {
  insertRows(db, [line]);
  applyRecord(db, line, data);
}

/** The end of the chain in the database. */
export function storedHead(db: Db): Head {
  const { n, hash } = lastRow(db) ?? packedHead(db) ?? emptyHead;
  return { n, hash };
}

/** Whether this very entry was stored. */
export function hasRecord(db: Db, entry: Entry | undefined): boolean {
  return entry !== undefined && hasRow(db, { ...entry, data: JSON.stringify(entry.data) });
}

/** Does what a record's data say; they need not have been stored yet. Throws what SQLite says if that can't be. */
export function applyRecord(db: Db, { kind, at, transactionId: about }: Line, data: unknown): void {
  // What does not fit the tables, they refuse.
  const read = <K extends keyof RecordData>(): RecordData[K] => data as RecordData[K];
  const id = about ?? '';
  if (isPeopleKind(kind)) return applyToPeople(db, kind, data);
  if (isDepositKind(kind)) return applyToDeposits(db, kind, at, data);
  if (isShiftKind(kind)) return applyToShifts(db, kind, at, data);
  switch (kind) {
    case 'opened': {
      const { epoch, till, publicKey } = read<'opened'>();
      return changeTillState(db, { epoch, ...(publicKey !== undefined && { till: till ?? null, publicKey }) });
    }
    case 'restored':
      return changeTillState(db, { epoch: read<'restored'>().epoch, mode: 'reconcile' });
    case 'clock':
      return changeTillState(db, { correctionMs: read<'clock'>().correctionMs });
    case 'reconciled':
      return changeTillState(db, { mode: 'normal' });
    case 'sealed': {
      const { segment: number, ...seal } = read<'sealed'>();
      return insertSegment(db, { number, ...seal });
    }
    case 'quote':
      return insertQuote(db, read<'quote'>());
    case 'intent':
      insertIntent(db, id, at, read<'intent'>());
      return postTaken(db, id, at);
    case 'paid':
      return move(db, id, at, { status: 'paid', ...read<'paid'>() });
    case 'refused':
      return move(db, id, at, refusal(read<'refused'>()));
    case 'pending':
    case 'interrupted':
      return moveTransaction(db, id, at, { status: 'pending', nextAskAt: read<'pending'>().nextAskAt });
    case 'resolved':
      return move(db, id, at, resolution(read<'resolved'>()));
    case 'asked':
      return recordStatusCheck(db, id, read<'asked'>().nextAskAt);
    case 'looked':
      return recordLook(db, id, read<'looked'>().lookAt);
    case 'printing':
      insertPrintJob(db, { ...read<'printing'>(), transactionId: id, createdAt: at });
      return postPrinting(db, at, read<'printing'>());
    case 'print': {
      const { jobId, result } = read<'print'>();
      return finishPrintJob(db, jobId, result);
    }
    case 'resent':
      return postponeStatusCheck(db, id, read<'resent'>().nextAskAt);
    case 'sent':
    case 'debited':
    case 'alarm':
    case 'witness':
    case 'settings':
    case 'settings-seen':
      return undefined;
    default:
      throw new Error(`a record of the unknown kind ${kind}`);
  }
}

/** Moves a payment, and its money with it. */
function move(db: Db, id: string, at: number, to: Move): void {
  const { status, commission = null, settledBy } = to;
  postMove(db, id, at, { status, commission, isPersons: settledBy === 'person' });
  moveTransaction(db, id, at, to);
}

function refusal({ code, message, messageEn, lookAt = null }: RecordData['refused']): Move {
  return { status: 'refused', refusal: { code, message, ...(messageEn && { messageEn }) }, lookAt };
}

function resolution({ as, reason, by, slipNumber }: RecordData['resolved']): Move {
  return as === 'paid'
    ? { status: 'paid', settledBy: 'person', saidBy: by, warning: 'no-reference', ...(slipNumber && { slipNumber }) }
    : { status: 'refused', settledBy: 'person', refusal: { code: 'resolved', message: reason } };
}
