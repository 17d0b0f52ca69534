import { inputs, type EventName, type Events, type JournalReport, type TillStatus } from '../shared/api.ts';
import { channels } from '../shared/channels.ts';
import { fail, type Failure, type Reply, type Result } from '../shared/errors.ts';
import type { ProviderId } from '../shared/product.ts';
import type { Transaction } from '../shared/transaction.ts';
import type { Caller } from './caller.ts';
import type { Config } from './config.ts';
import { isStorageError } from './db/storage-error.ts';
import type { CorrectedClock } from './time/corrected-clock.ts';
import type { ExportParts } from './export/exporter.ts';
import { createHandlers, type Handlers } from './handlers.ts';
import type { Books } from './books/books.ts';
import { createTimekeeping, type Timekeeping } from './books/timekeeping.ts';
import { describeError, type Log } from './machine/log.ts';
import { tellChanges } from './payment/changes.ts';
import type { PaymentParts } from './payment/inquire.ts';
import { createInquiryPace } from './payment/inquiry-pace.ts';
import { createOutcomeKeeper, type OutcomeKeeper } from './payment/keeper.ts';
import { createPayments, type Payments } from './payment/pay.ts';
import { recover } from './payment/recover.ts';
import { createStatusChecks, type StatusChecks } from './payment/status-checks.ts';
import { createPrinting, type Printing } from './printing/print.ts';
import type { Deliver } from './printing/transport.ts';
import { createProviderHealth } from './providers/health.ts';
import type { Provider } from './providers/provider.ts';

export interface Till {
  /**
   * Checks the channel and the input, runs the call, and answers the envelope. Never throws. Each door says who calls through
   * it; who is not known gets what the page gets.
   */
  call(channel: string, input: unknown, caller?: Caller): Promise<Reply<unknown>>;
  /**
   * `transaction:changed` comes once for every stored change of a payment. The first to listen also hears of what the till put right
   * as it opened. Answers a function that stops listening.
   */
  onEvent(listener: <E extends EventName>(event: E, data: Events[E]) => void): () => void;
  /** Takes no more calls, lets running ones end, and answers when none is left. */
  drain(): Promise<void>;
}

/** Everything the till touches. Side effects come in from here and nowhere else. */
export interface TillParts extends ExportParts {
  readonly books: Books;
  readonly config: Config;
  readonly providers: ReadonlyMap<ProviderId, Provider>;
  readonly deliver: Deliver;
  readonly clock: CorrectedClock;
  /** From 0 to below 1, for spreading status checks out. */
  readonly chance: () => number;
  readonly trainingNumbers: TillStatus['trainingNumbers'];
  /** Compares journal and database, all of them; null if the till closed over it. */
  readonly verify: () => Promise<JournalReport | null>;
  /** Ends when the database was looked through; until then no payment begins. Nothing to wait for if absent. */
  readonly checked?: Promise<unknown>;
}

/** How long nobody must have called, in ms, before the till tidies up. */
const quietMs = 500;

/** Longer than every channel's name. */
const channelCharsMax = 60;

/** Until people sign in, whoever stands at the till acts as its owner. */
export const cashier = 'owner';

/** The till: opens for business with what a dead one left behind already put right. */
export function createTill(given: TillParts): Till {
  const parts = { ...given, clock: withSafeTimers(given.clock, given.log) };
  const listeners = new Set<Parameters<Till['onEvent']>[0]>();
  // What a dead till left behind is put right before anybody can listen.
  const early: Transaction[] = [];
  let isEarly = true;
  let closing = false;
  const running = startRunning(parts, (transaction) => {
    if (isEarly) early.push(transaction);
    for (const listener of listeners) listener('transaction:changed', transaction);
  });
  isEarly = false;
  const handlers = createHandlers(parts, running);
  const calls = new Set<Promise<unknown>>();
  const tidyWhenQuiet = (): void => {
    if (calls.size > 0 || closing || !parts.books.untidy()) return;
    parts.clock.after(quietMs, () => {
      if (calls.size === 0 && !closing && parts.books.untidy()) tidyUp(parts);
    });
  };

  async function call(channel: string, input: unknown, caller: Caller): Promise<Reply<unknown>> {
    const result = closing ? fail('closing') : await run(handlers, { channel, input, caller }, parts.log);
    return result.ok
      ? result
      : { ...result, logId: parts.log.write('call-failed', { channel: shortened(channel), ...withoutQuote(result) }) };
  }

  return {
    call(channel, input, caller = 'page') {
      const reply = call(channel, input, caller);
      calls.add(reply);
      const done = (): void => {
        calls.delete(reply);
        tidyWhenQuiet();
      };
      // Not `finally`, whose own promise would be rejected with nobody to hear it.
      reply.then(done, done);
      return reply;
    },
    onEvent(listener) {
      listeners.add(listener);
      for (const transaction of early.splice(0)) listener('transaction:changed', transaction);
      return () => listeners.delete(listener);
    },
    async drain() {
      closing = true;
      running.paymentParts.inquiryPace.close();
      while (calls.size > 0) await Promise.allSettled([...calls]);
      await finish(running);
    },
  };
}

/** Nobody catches what a timer throws, and the program would end in the middle of its payments. */
function withSafeTimers(clock: CorrectedClock, log: Log): CorrectedClock {
  const safely = (action: () => void) => (): void => {
    try {
      action();
    } catch (error) {
      log.write('timer-threw', describeError(error));
    }
  };
  return { ...clock, after: (ms, action) => clock.after(ms, safely(action)) };
}

function tidyUp({ books, log }: TillParts): void {
  try {
    books.tidyUp();
  } catch (error) {
    log.write('tidying-failed', describeError(error));
  }
}

/** Runs a call whose input is checked first. What a bug throws is logged and answered as `internal`. */
async function run(
  handlers: Handlers,
  { channel, input, caller }: { readonly channel: string; readonly input: unknown; readonly caller: Caller },
  log: Log,
): Promise<Result<unknown>> {
  const known = channels.find((name) => name === channel);
  if (!known) return fail('unknown-channel');
  try {
    // Inside, for an input from this process may throw when it is read.
    const parsed = inputs[known].safeParse(input);
    if (!parsed.success) return fail('bad-request');
    // The schema has just made the input what this handler takes.
    return await (handlers[known] as (checked: unknown, caller: Caller) => Promise<Result<unknown>>)(
      parsed.data,
      caller,
    );
  } catch (error) {
    log.write('call-threw', { channel: known, ...describeError(error) });
    return fail(isStorageError(error) ? 'storage-failed' : 'internal');
  }
}

/** The working parts behind the channels. */
export interface Running {
  readonly paymentParts: PaymentParts;
  readonly printing: Printing;
  readonly keeper: OutcomeKeeper;
  readonly statusChecks: StatusChecks;
  readonly payments: Payments;
  readonly timekeeping: Timekeeping;
}

function startRunning(parts: TillParts, changed: (transaction: Transaction) => void): Running {
  const { books, config, providers, clock, log, newId } = parts;
  const timekeeping = createTimekeeping(books, clock);
  const health = createProviderHealth(clock.now, (id, serverTimeMs) => timekeeping.heard(id, serverTimeMs));
  const paymentParts: PaymentParts = {
    ...{ books, config, providers, health, clock, newId, cashier, log },
    inquiryPace: createInquiryPace(clock),
    checked: parts.checked ?? Promise.resolve(),
    pace: { scale: config.settleScale, chance: parts.chance },
    storyteller: (number) => parts.trainingNumbers.find((one) => one.customerNumber === number)?.provider ?? null,
  };
  const printing = createPrinting(parts);
  const keeper = createOutcomeKeeper(parts);
  const statusChecks = createStatusChecks(paymentParts, keeper);
  const payments = createPayments(paymentParts, keeper);
  tellChanges(parts, (transaction, kinds) => {
    changed(transaction);
    const { transactionId, status } = transaction;
    if (kinds.has('paid'))
      printing.printOriginal(transactionId).catch((error) => log.write('print-threw', describeError(error)));
    if (status === 'pending') statusChecks.wake();
  });
  const found = recover(paymentParts);
  if (found > 0) log.write('recovered', { pending: found });
  statusChecks.wake();
  return { paymentParts, printing, keeper, statusChecks, payments, timekeeping };
}

async function finish({ statusChecks, keeper, printing }: Running): Promise<void> {
  statusChecks.close();
  await statusChecks.idle();
  keeper.close();
  await printing.idle();
}

/** A name from outside can be of any length. */
function shortened(channel: string): string {
  return channel.slice(0, channelCharsMax);
}

/** What of a failure belongs in the log: not the customer's whole bill. */
function withoutQuote({ code, providerMessage }: Failure): object {
  return { code, providerMessage };
}
