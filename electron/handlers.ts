import type { Channel, Input, Outputs, TillStatus } from '../shared/api.ts';
import { fail, ok, type Failure, type Result } from '../shared/errors.ts';
import type { Transaction, TransactionWithEvents } from '../shared/transaction.ts';
import { findPending } from './db/pending-payments.ts';
import { listTurned } from './db/refusals.ts';
import { listInTurns } from './db/search.ts';
import { findTransaction, listUnsettled } from './db/transactions.ts';
import { readEvents } from './books/segments/trail.ts';
import type { Actor, Visit } from './people/desk.ts';
import { createBackupHandlers } from './backup-parts.ts';
import { createCustomerHandlers } from './customer-handlers.ts';
import { createPrintHandlers, printAsked } from './print-handlers.ts';
import { createPeopleHandlers } from './people-handlers.ts';
import { createSettingsHandlers } from './settings-handlers.ts';
import { createShiftHandlers } from './shift-handlers.ts';
import { checkSlip } from './books/check-slip.ts';
import { createExporter } from './export/exporter.ts';
import { askPlace } from './export/place-witness.ts';
import { mayResend, mayTakeBack, reconcile, resend, resolve } from './payment/decide.ts';
import { inquire } from './payment/inquire.ts';
import type { PaymentParts } from './payment/parts.ts';
import { isTooOld } from './payment/schedule.ts';
import { readTrail } from './payment/trail.ts';
import { saveDiagnostics } from './support/diagnostics.ts';
import { tillStatus } from './till-status.ts';
import type { Running } from './running.ts';
import type { TillParts } from './till-parts.ts';

const dayMs = 24 * 60 * 60 * 1000;

/** What answers each channel, once the input was checked. */
export type Handlers = {
  readonly [C in Channel]: (input: Input<C>, visit: Visit) => Result<Outputs[C]> | Promise<Result<Outputs[C]>>;
};

/** Puts the till's working parts behind its channels. */
export function createHandlers(parts: TillParts, running: Running): Handlers {
  const { books, clock } = parts;
  const { paymentParts, statusChecks, payments, timekeeping, peopleParts } = running;
  const withTransaction: WithTransaction = (id, use) => {
    const transaction = findTransaction(books.db, id);
    return transaction ? use(transaction) : fail('transaction-unknown');
  };

  /** Nobody asks about a payment that the provider may have forgotten, whatever the schedule says. */
  const asSeen = (transaction: Transaction): Transaction => {
    const rule = paymentParts.providers.get(transaction.provider)?.facts.statusChecks;
    const tooOld = !rule || isTooOld(rule, Date.parse(transaction.createdAt), clock.now());
    return tooOld ? { ...transaction, nextAskAt: null } : transaction;
  };

  /** Whoever asks how the till is also has it look after what is not well. */
  const status = async (who: Actor): Promise<Result<TillStatus>> => {
    timekeeping.look();
    const found = await tillStatus(parts, running, who);
    if (!found.storage.ok) paymentParts.keeper.tryAgainSoon();
    return ok(found);
  };

  return {
    'bill:inquire': (input) => inquire(paymentParts, input),
    'payment:pay': createPayHandler(parts, running),
    'payment:find': ({ quoteId }) => ok(payments.find(quoteId)),
    'payment:check': async ({ transactionId }) => {
      await statusChecks.check(transactionId);
      return withTransaction(transactionId, (found) => ok(asSeen(found)));
    },
    'payment:unsettled': () => {
      const turned = listTurned(books.db, clock.now() - dayMs);
      return ok({ items: listUnsettled(books.db).map(asSeen), turned });
    },
    'payment:resolve': (input, { who }) => resolve(paymentParts, input, who),
    'payment:resend': (input, { who }) =>
      statusChecks.alone(input.transactionId, () => resend(paymentParts, input, who)),
    'transaction:list': async (input) => {
      const page = await listInTurns(() => books.db, input, { elapsed: clock.elapsed, turn: () => turnOf(clock) });
      return page ? ok({ ...page, items: page.items.map(asSeen) }) : fail('bad-request');
    },
    'transaction:get': ({ transactionId }) =>
      withTransaction(transactionId, async (found) => ok(await withTrail(paymentParts, asSeen(found)))),
    ...createPaperHandlers(parts, running, withTransaction),
    'journal:verify': async () => {
      const report = await parts.verify();
      return report ? ok(report) : fail('closing');
    },
    'journal:progress': () => ok({ done: parts.verifyProgress?.() ?? null }),
    'slip:check': ({ text }) => checkSlip(parts, text),
    'till:status': (_input, { who }) => status(who),
    'till:reconciled': (input, { who }) => {
      reconcile(paymentParts, input, who);
      return status(who);
    },
    ...createBackupHandlers(parts),
    ...createPeopleHandlers(peopleParts),
    ...createCustomerHandlers(parts, running.printing),
    ...createShiftHandlers(running.shiftParts, running.printing, () => parts.backups?.soon(), parts.log),
    ...createPrintHandlers(parts, running.printing),
    ...createSettingsHandlers(parts, running),
  };
}

function createPayHandler(parts: TillParts, running: Running): Handlers['payment:pay'] {
  return (input, { door, who, demand }) => {
    if (lacksOwner(parts, running)) return fail('owner-needed');
    const payer = { ...who, namesCustomers: door === 'program' };
    return running.payments.pay(input, payer, () => demand('above-ceiling'));
  };
}

/** Others have their turn. */
function turnOf(clock: TillParts['clock']): Promise<void> {
  return new Promise((resolve) => void clock.after(0, resolve));
}

/** A shop that is being set up at the screen has an owner before it takes a payment. */
function lacksOwner({ settings }: TillParts, { desk }: Running): boolean {
  return settings?.setUp() === 'begun' && !desk.signsIn();
}

/** Uses a payment; a failure if there is none of that id. */
type WithTransaction = <T>(id: string, use: (found: Transaction) => T) => T | Failure;

type PaperChannel = Extract<Channel, `receipt:${string}` | `export:${string}` | `diagnostics:${string}`>;

/** Slips, and files that leave the till. */
function createPaperHandlers(
  parts: TillParts,
  running: Running,
  withTransaction: WithTransaction,
): Pick<Handlers, PaperChannel> {
  const { printing } = running;
  const exporter = createExporter(parts, (folder) => askPlace(folder, parts));
  return {
    'receipt:preview': ({ transactionId, copy }) =>
      withTransaction(transactionId, (found) => printing.preview(found, copy)),
    'receipt:print': ({ transactionId, confirm }, visit) =>
      withTransaction(transactionId, () =>
        printAsked(parts, printing, { transactionId, confirmed: confirm ?? false }, visit),
      ),
    'export:places': () => exporter.places(),
    'export:choose': () => exporter.choose(),
    'export:run': async (input, { door, demand }) => {
      const refused = exporter.isElsewhere(input) ? await demand('export-elsewhere') : null;
      return refused ?? exporter.run(input, door);
    },
    'diagnostics:save': (_input, { who }) => diagnose(parts, running, who),
  };
}

async function diagnose(parts: TillParts, running: Running, who: Actor): Promise<Result<Outputs['diagnostics:save']>> {
  const { support, settings, books, clock, log } = parts;
  if (!support) return fail('forbidden');
  const facts = {
    at: clock.now(),
    status: await tillStatus(parts, running, who),
    settings: settings?.get() ?? null,
    report: await parts.verify(),
    db: books.db,
    unstored: running.paymentParts.keeper.unstored(),
  };
  const saved = await saveDiagnostics(support, facts, parts);
  if (saved.ok) log.write('diagnostics-saved', { bytes: saved.value.bytes });
  return saved;
}

async function withTrail(parts: PaymentParts, transaction: Transaction): Promise<TransactionWithEvents> {
  const { transactionId } = transaction;
  const events = await readEvents(() => parts.books.db, transactionId);
  const now = parts.clock.now();
  const pending = findPending(parts.books.db, transactionId);
  return {
    ...transaction,
    events,
    ...readTrail(transaction, events, now),
    mayResend: pending !== null && mayResend(parts, pending),
    mayTakeBack: mayTakeBack(transaction, events, now),
  };
}
