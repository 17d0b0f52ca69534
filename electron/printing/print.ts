import type { PrintedReceipt, ReceiptPreview } from '../../shared/api.ts';
import { fail, ok, type Failure, type Result } from '../../shared/errors.ts';
import type { PrinterStatus } from '../../shared/health.ts';
import { mute } from '../../shared/printer-answers.ts';
import { toWib } from '../../shared/time.ts';
import type { Transaction } from '../../shared/transaction.ts';
import type { Identity } from '../books/identity.ts';
import type { Begun } from '../books/record-start.ts';
import type { Printer } from '../printers/printer.ts';
import { hasBegunPaper, hasSlip, mayHavePrinted, nextCopy } from '../db/print-jobs.ts';
import { Spool } from '../spool/spool.ts';
import type { Job } from '../db/spool-store.ts';
import type { Attempting, Ready } from '../spool/attempt.ts';
import { problemOfPaper } from './check-paper.ts';
import { createDebtPaper, type DebtPaper } from './debt-paper.ts';
import { newBooksLines } from './new-books.ts';
import { addPaper, mayGo, prepareStored } from './other-paper.ts';
import { behindBroken, lineWidth, toBytes } from './paper.ts';
import type { Prepared, PrintingParts } from './parts.ts';
import { compose, mayPrint, prepareSlip, slipOf } from './payment-slip.ts';
import { createShiftPaper, type ShiftPaper } from './shift-paper.ts';

export interface Printing extends ShiftPaper, DebtPaper {
  readonly spool: Spool;
  /** What `print` would print now; with `copy`, the slip of that number. */
  preview(transaction: Transaction, copy?: number): Result<ReceiptPreview>;
  /**
   * Prints the original if none came out yet, else the next copy; of an unsettled payment its slip. A payment with a warning is
   * printed only if `confirmed` by a person. One that waits for its printer is tried again instead.
   */
  print(transactionId: string, confirmed: boolean): Promise<Result<PrintedReceipt>>;
  /** Why `print` would not even try; null if it would. */
  whyNot(transactionId: string, confirmed: boolean): Failure | null;
  /**
   * Prints the original by itself, unless one came out already or may have, or a person should look first. `wantedAt` in ms, now if absent.
   */
  printOriginal(transactionId: string, wantedAt?: number): void;
  /** Prints the slip of a payment that is still pending by itself, unless one came out or waits. */
  printPending(transactionId: string, wantedAt: number): void;
  /** Prints that the books of this till begin now, and what was known of those before. */
  printNewBooks(identity: Pick<Identity, 'till' | 'publicKey'>, begun: Begun): void;
  /** From now on that printer is taken for one that tells nothing. */
  forgetAnswers(printerId: string): void;
  status(): readonly PrinterStatus[];
}

/** Slips, each a job of the spool. Printing never changes a payment. */
export function createPrinting(parts: PrintingParts): Printing {
  const { books, config, clock, spoolStore: store, printChanged: changed } = parts;
  const spool = new Spool({
    ...{ ...parts, store, changed, mayGo, printers: () => config.printers },
    ...answersIn(parts),
    prepare: (job, printer, { isFresh, isAfterBroken }) => {
      const prepared = (job.transactionId === null ? prepareStored : prepareSlip)(parts, job, printer, isFresh);
      if (!prepared.ok) return prepared;
      const looked = lookAgain(parts, job, printer, prepared.value);
      return looked.ok && isAfterBroken ? ok(behindBroken(looked.value, printer)) : looked;
    },
    // A power cut, or a full disk, may have kept the jobs' file from what the books know.
    mayBeOut: ({ transactionId, jobId, state }) =>
      transactionId === null ? state === 'sending' || hasBegunPaper(books.db, jobId) : mayHavePrinted(books.db, jobId),
  });

  return {
    spool,
    ...createShiftPaper(parts, spool),
    ...createDebtPaper(parts, spool),
    preview(transaction, wanted) {
      if (transaction.status === 'refused') return fail('no-receipt');
      if (wanted !== undefined && wanted > nextCopy(books.db, transaction.transactionId)) return fail('bad-request');
      const { lines, sentences, copy } = compose(parts, transaction, wanted === undefined ? {} : { wanted });
      const texts = lines.map((line) => line.text);
      return ok({ lines: texts, text: texts.join('\n'), sentences, copy });
    },
    print: (transactionId, confirmed) => printByHand(parts, spool, transactionId, confirmed),
    whyNot: (transactionId, confirmed) => whyNot(parts, transactionId, confirmed),
    printOriginal(transactionId, wantedAt) {
      if (nextCopy(books.db, transactionId) !== 0) return;
      addByItself(parts, spool, { transactionId, what: 'receipt', copy: 0, ...at(wantedAt) });
    },
    printPending(transactionId, wantedAt) {
      if (hasSlip(books.db, transactionId)) return;
      addByItself(parts, spool, { transactionId, what: 'pending', copy: null, wantedAt });
    },
    printNewBooks(identity, begun) {
      const [printer] = config.printers;
      if (!printer) return;
      const columns = lineWidth(printer);
      const lines = newBooksLines({ ...identity, ...begun, shop: config.shop, at: parts.clock.now(), columns });
      void addPaper(spool, printer, { what: 'new-books', bytes: toBytes(lines, printer, 'BUKU BARU') });
    },
    forgetAnswers(printerId) {
      const printer = config.printers.find(({ id }) => id === printerId);
      if (printer) store.learn(printer.transport, { ...mute, calls: [] }, clock.now());
    },
    status: () =>
      config.printers.map(({ id, columns, transport }) => {
        const { checkedAt, ...rest } = spool.status(id);
        return {
          id,
          columns,
          ...rest,
          confirms: store.answersOf(transport).fence,
          checkedAt: checkedAt === null ? null : toWib(checkedAt),
        };
      }),
  };
}

/** What each printer was found to answer, by its address. */
function answersIn({ spoolStore: store, clock }: PrintingParts): Pick<Attempting, 'answersOf' | 'learn' | 'owe'> {
  return {
    answersOf: ({ transport }) => store.answersOf(transport),
    learn: ({ transport }, probed) => store.learn(transport, probed, clock.now()),
    owe: ({ transport }, owes) => store.owe(transport, owes),
  };
}

/** Nothing leaves unless its bytes, read as a printer reads them, are what they have to be. */
function lookAgain(
  { log }: PrintingParts,
  { jobId, what, transactionId }: Job,
  printer: Printer,
  ready: Prepared,
): Result<Ready> {
  const problem = problemOfPaper(ready.toSend, { ...ready.must, columns: printer.columns });
  if (problem === null) return ok(ready);
  log.write('slip-refused', { jobId, what, transactionId, problem });
  return fail('slip-refused');
}

type Slip = Pick<Job, 'transactionId' | 'printerId' | 'what' | 'copy' | 'asked'> & Partial<Pick<Job, 'wantedAt'>>;

const at = (wantedAt: number | undefined) => (wantedAt === undefined ? {} : { wantedAt });

/** Queues what the till prints of itself, unless it was queued before, or is not that slip any more. */
function addByItself(
  parts: PrintingParts,
  spool: Spool,
  slip: Omit<Slip, 'printerId' | 'asked'> & { readonly transactionId: string },
): void {
  const [printer] = parts.config.printers;
  const found = mayPrint(parts, slip.transactionId, false);
  if (!printer || !found.ok || (found.value.status === 'paid') !== (slip.what === 'receipt')) return;
  if (!spool.knows(slip.transactionId, slip.what)) void addSlip(spool, { ...slip, printerId: printer.id, asked: 'no' });
}

/** What it says is composed when its turn has come. */
function addSlip(spool: Spool, slip: Slip): Promise<Result<Job>> {
  return spool.add({ ...slip, drawer: true, entry: null, bytes: null, columns: 0 }).ended;
}

function whyNot(parts: PrintingParts, transactionId: string, confirmed: boolean): Failure | null {
  const found = mayPrint(parts, transactionId, confirmed);
  if (!found.ok) return found;
  return parts.config.printers.length === 0 ? fail('printer-missing') : null;
}

async function printByHand(
  parts: PrintingParts,
  spool: Spool,
  transactionId: string,
  confirmed: boolean,
): Promise<Result<PrintedReceipt>> {
  const { books, config } = parts;
  const found = mayPrint(parts, transactionId, confirmed);
  if (!found.ok) return found;
  const [printer] = config.printers;
  if (!printer) return fail('printer-missing');
  const isPaid = found.value.status === 'paid';
  const waiting = spool.waitingFor(transactionId, isPaid);
  const copy = isPaid ? nextCopy(books.db, transactionId) : null;
  const asked = confirmed ? 'confirmed' : 'yes';
  const slip = { transactionId, printerId: printer.id, what: slipOf(copy), copy, asked } as const;
  const doubted = spool.open().filter((job) => job.transactionId === transactionId);
  const going = (waiting && spool.retry(waiting.jobId)) ?? addSlip(spool, slip);
  // Somebody has seen to what came out or not: what comes next is on its way.
  for (const { jobId } of doubted) spool.see(jobId);
  const ended = await going;
  return ended.ok ? ok({ jobId: ended.value.jobId, copy: ended.value.copy }) : ended;
}
