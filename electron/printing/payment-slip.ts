import { fail, ok, type Result } from '../../shared/errors.ts';
import type { EventKind, Transaction } from '../../shared/transaction.ts';
import type { BooksState } from '../books/books.ts';
import { shortHead } from '../books/journal/line.ts';
import { countTries, findPrintedHead, hasPulsed, nextCopy } from '../db/print-jobs.ts';
import { findSlipFacts, findTransaction, listEvents } from '../db/transactions.ts';
import type { Printer } from '../printers/printer.ts';
import type { Ready } from '../spool/attempt.ts';
import type { Job } from '../db/spool-store.ts';
import { mustSay } from './check-paper.ts';
import { withPulse } from './escpos.ts';
import { formTitle } from './form.ts';
import { lineWidth, toBytes } from './paper.ts';
import type { Prepared, PrintingParts } from './parts.ts';
import { receiptLines, receiptSentences, type ReceiptLine } from './receipt.ts';
import { stubLines } from './stub.ts';

/** How long after its provider answered, in ms, the customer of a payment still stands there. */
const payingMs = 60_000;
/** The same while somebody sees to the printer. */
const handledMs = 10 * 60_000;
/** With these a payment is no longer being sent: an answer may take minutes, and the customer waits for it. */
const isFirstWord: ReadonlySet<EventKind> = new Set(['paid', 'pending', 'interrupted']);
/** A slip takes no room to speak of. */
const printable: readonly BooksState[] = ['ready', 'no-room'];

/** The payment as it is now; or why no slip of it may go out. */
export function mayPrint({ books }: PrintingParts, transactionId: string, confirmed: boolean): Result<Transaction> {
  // Whether it is paid and what came out already is what the books say.
  if (!printable.includes(books.state())) return fail('storage-failed');
  const transaction = findTransaction(books.db, transactionId);
  if (!transaction) return fail('transaction-unknown');
  const { status, warning } = transaction;
  if (status === 'refused') return fail('no-receipt');
  if (status === 'paid' && warning !== null && !confirmed) return fail('confirm-needed');
  return ok(transaction);
}

/** The slip of a payment: of that copy if one is named, else of the one that comes next. */
export function compose(
  { books, config }: PrintingParts,
  transaction: Transaction,
  { wanted, columns = lineWidth(config.printers[0]) }: { wanted?: number; columns?: number } = {},
): {
  readonly lines: readonly ReceiptLine[];
  /** Composes what stays with the shop where a form has such a part. */
  readonly stub: () => readonly ReceiptLine[];
  readonly sentences: readonly string[];
  readonly copy: number | null;
  readonly head: string;
} {
  const { transactionId } = transaction;
  const copy = transaction.status === 'paid' ? (wanted ?? nextCopy(books.db, transactionId)) : null;
  const printed = wanted === undefined ? null : findPrintedHead(books.db, transactionId, wanted);
  const head = printed ?? shortHead(books.head());
  const slip = {
    transaction,
    ...findSlipFacts(books.db, transactionId),
    shop: config.shop,
    columns,
    copy,
    training: config.training,
    callCentre: config.callCentre ?? null,
    head,
  };
  const sentences = transaction.status === 'paid' ? receiptSentences(slip) : [];
  return { lines: receiptLines(slip), stub: () => stubLines(slip), sentences, copy, head };
}

/**
 * A payment's slip as it has to be when its turn has come: while it waited, anything may have become of the payment. What nobody asked
 * for by hand comes out only if it is still what it was.
 */
export function prepareSlip(parts: PrintingParts, job: Job, printer: Printer, isFresh: boolean): Result<Prepared> {
  const { transactionId, asked } = job;
  if (transactionId === null) return fail('transaction-unknown');
  const found = mayPrint(parts, transactionId, asked === 'confirmed');
  if (!found.ok) return found;
  const transaction = found.value;
  const columns = lineWidth(printer);
  const { lines, stub, copy, head } = compose(parts, transaction, { columns });
  // What the till prints by itself is still that slip: no copy in place of an original, no original in place of a claim.
  if (asked === 'no' && copy !== job.copy) return fail('no-receipt');
  const bytes = toBytes(lines, printer, formTitle(transactionId, parts.config.training), stub);
  const isFirst = copy === 0 || copy === null;
  const mayOpen = isFirst && isFresh && isPayingNow(parts, job, transaction) && mayPulse(parts, transaction);
  const pin = mayOpen ? printer.drawer : null;
  return ok({
    slip: { what: slipOf(copy), bytes, copy, columns },
    toSend: withPulse(bytes, pin),
    must: { ...mustSay(transaction, columns), drawer: pin !== null },
    ...tellBooks(parts, { job, transactionId, copy, head, printer: printer.id, drawer: pin !== null }),
  });
}

/** What a slip of that copy is. */
export function slipOf(copy: number | null): Job['what'] {
  if (copy === null) return 'pending';
  return copy === 0 ? 'receipt' : 'copy';
}

/**
 * Whether the customer of a payment still stands there, as far as is known: one whose payment was doubted waits until a person agreed to
 * its receipt.
 */
function isPayingNow(
  { books, clock }: PrintingParts,
  { asked }: Job,
  { transactionId, createdAt }: Transaction,
): boolean {
  const first = listEvents(books.db, transactionId).find(({ kind }) => isFirstWord.has(kind));
  // What a start found says nothing of who stands there: that may be the next morning.
  const since = first && first.kind !== 'interrupted' ? first.at : createdAt;
  // Of a clock that was set back nobody knows how long ago it was.
  const agoMs = Math.abs(clock.now() - Date.parse(since));
  return asked === 'confirmed' || agoMs < (asked === 'no' ? payingMs : handledMs);
}

/** Cash that was handed over just now, once a payment. Cash that is only said to be paid for is not. */
function mayPulse({ books }: PrintingParts, { transactionId, tenders, saidBy }: Transaction): boolean {
  return saidBy === null && tenders.some(({ kind }) => kind === 'cash') && !hasPulsed(books.db, transactionId);
}

function tellBooks(
  { books, clock }: PrintingParts,
  going: {
    readonly job: Job;
    readonly transactionId: string;
    readonly copy: number | null;
    readonly head: string;
    readonly printer: string;
    readonly drawer: boolean;
  },
): Pick<Ready, 'begin' | 'ended' | 'mustBeClaimed'> {
  const { job, transactionId, copy, head, printer, drawer } = going;
  // What a printer turned away after the books had said that it goes out is said anew, under a name of its own.
  const tries = countTries(books.db, job.jobId);
  const jobId = tries === 0 ? job.jobId : `${job.jobId}.${tries + 1}`;
  const slip = { jobId, copy, printer };
  return {
    mustBeClaimed: false,
    begin: () => books.keep([{ at: clock.now(), kind: 'printing', transactionId, data: { ...slip, head, drawer } }]),
    ended: (result) => books.keep([{ at: clock.now(), kind: 'print', transactionId, data: { ...slip, result } }]),
  };
}
