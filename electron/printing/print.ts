import type { PrintedReceipt, ReceiptPreview } from '../../shared/api.ts';
import type { PrinterStatus } from '../../shared/health.ts';
import { fail, ok, type Result } from '../../shared/errors.ts';
import type { Transaction } from '../../shared/transaction.ts';
import { findPrintedHead, nextCopy } from '../db/print-jobs.ts';
import { findSlipFacts, findTransaction } from '../db/transactions.ts';
import type { BooksState } from '../books/books.ts';
import { shortHead } from '../books/journal/line.ts';
import type { Identity } from '../books/identity.ts';
import type { Begun } from '../books/record-start.ts';
import { createDebtPaper, type DebtPaper } from './debt-paper.ts';
import { toEscPos } from './escpos.ts';
import { createHandover, type SendTo } from './handover.ts';
import { columnsWithoutPrinter, type Printer, type PrintingParts } from './parts.ts';
import { createShiftPaper, type ShiftPaper } from './shift-paper.ts';
import { newBooksLines } from './new-books.ts';
import { receiptLines, receiptSentences, type ReceiptLine } from './receipt.ts';

/** A slip takes no room to speak of. */
const printable: readonly BooksState[] = ['ready', 'no-room'];

export interface Printing extends ShiftPaper, DebtPaper {
  /** What `print` would print now; with `copy`, the slip of that number. */
  preview(transaction: Transaction, copy?: number): Result<ReceiptPreview>;
  /**
   * Prints the original if none came out yet, else the next copy; of an unsettled payment its slip. A payment with a warning is
   * printed only if `confirmed` by a person.
   */
  print(transactionId: string, confirmed: boolean): Promise<Result<PrintedReceipt>>;
  /** Prints the original by itself, unless one came out already or may have, or a person should look first. */
  printOriginal(transactionId: string): Promise<void>;
  /** Prints that the books of this till begin now, and what was known of those before. */
  printNewBooks(identity: Pick<Identity, 'till' | 'publicKey'>, begun: Begun): Promise<void>;
  status(): readonly PrinterStatus[];
  /** Answers when no job is under way or waiting. */
  idle(): Promise<void>;
}

/** Slips on the first printer, one job at a time. Printing never changes a payment. */
export function createPrinting(parts: PrintingParts): Printing {
  const { books, clock } = parts;
  const { send, status } = createHandover(parts);
  let lastJob: Promise<void> = Promise.resolve();

  /** Runs a job after all others. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const job = lastJob.then(work);
    lastJob = job.then(
      () => undefined,
      () => undefined,
    );
    return job;
  }

  /** To be called when its turn has come: while it waited, anything may have become of the payment. */
  async function run(transactionId: string, confirmed: boolean): Promise<Result<PrintedReceipt>> {
    const found = whatToPrint(parts, transactionId, confirmed);
    if (!found.ok) return found;
    const { transaction, printer } = found.value;
    const { lines, copy, head } = compose(parts, transaction);
    // Cash that is only said to be paid for is not handed over now.
    const drawer = copy === 0 && transaction.saidBy === null ? printer.drawer : null;
    const bytes = toEscPos(lines, printer.columns, drawer);
    const jobId = parts.newId();
    const slip = { jobId, copy, printer: printer.id };
    const started = { ...slip, head, drawer: drawer !== null };
    books.keep([{ at: clock.now(), kind: 'printing', transactionId, data: started }]);
    const delivery = await send(printer, bytes);
    books.keep([{ at: clock.now(), kind: 'print', transactionId, data: { ...slip, result: delivery.kind } }]);
    if (delivery.kind !== 'sent') parts.log.write('print-failed', { jobId, transactionId, ...delivery });
    return delivery.kind === 'sent' ? ok({ jobId, copy }) : fail('printer-failed');
  }

  return {
    ...createShiftPaper(parts, { inTurn, send }),
    ...createDebtPaper(parts, { inTurn, send }),
    preview(transaction, wanted) {
      if (transaction.status === 'refused') return fail('no-receipt');
      if (wanted !== undefined && wanted > nextCopy(books.db, transaction.transactionId)) return fail('bad-request');
      const { lines, sentences, copy } = compose(parts, transaction, wanted);
      const texts = lines.map((line) => line.text);
      return ok({ lines: texts, text: texts.join('\n'), sentences, copy });
    },
    print(transactionId, confirmed) {
      const found = whatToPrint(parts, transactionId, confirmed);
      return found.ok ? inTurn(() => run(transactionId, confirmed)) : Promise.resolve(found);
    },
    async printOriginal(transactionId) {
      await inTurn(async () => {
        const isPaid = findTransaction(books.db, transactionId)?.status === 'paid';
        if (isPaid && nextCopy(books.db, transactionId) === 0) await run(transactionId, false);
      });
    },
    printNewBooks: (identity, begun) => inTurn(() => printBegun(parts, send, identity, begun)),
    idle: () => lastJob,
    status,
  };
}

async function printBegun(
  parts: PrintingParts,
  send: SendTo,
  identity: Pick<Identity, 'till' | 'publicKey'>,
  begun: Begun,
): Promise<void> {
  const { config, clock, log } = parts;
  const [printer] = config.printers;
  if (!printer) return;
  const { columns } = printer;
  const lines = newBooksLines({ ...identity, ...begun, shop: config.shop, at: clock.now(), columns });
  const delivery = await send(printer, toEscPos(lines, columns, null));
  if (delivery.kind !== 'sent') log.write('print-failed', { what: 'new books', ...delivery });
}

/** The payment as it is now, and the printer for its slip; or why no slip of it may go out. */
function whatToPrint(
  { books, config }: PrintingParts,
  transactionId: string,
  confirmed: boolean,
): Result<{ readonly transaction: Transaction; readonly printer: Printer }> {
  // Whether it is paid and what came out already is what the books say.
  if (!printable.includes(books.state())) return fail('storage-failed');
  const transaction = findTransaction(books.db, transactionId);
  if (!transaction) return fail('transaction-unknown');
  const { status, warning } = transaction;
  if (status === 'refused') return fail('no-receipt');
  if (status === 'paid' && warning !== null && !confirmed) return fail('confirm-needed');
  const [printer] = config.printers;
  return printer ? ok({ transaction, printer }) : fail('printer-missing');
}

/** The slip of a payment: of that copy if one is named, else of the one that comes next. */
function compose(
  { books, config }: PrintingParts,
  transaction: Transaction,
  wanted?: number,
): {
  readonly lines: readonly ReceiptLine[];
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
    columns: config.printers[0]?.columns ?? columnsWithoutPrinter,
    copy,
    training: config.training,
    callCentre: config.callCentre ?? null,
    head,
  };
  const sentences = transaction.status === 'paid' ? receiptSentences(slip) : [];
  return { lines: receiptLines(slip), sentences, copy, head };
}
