import { inputs, type EventName, type Events } from '../shared/api.ts';
import { channels } from '../shared/channels.ts';
import { approvalInput } from '../shared/people-api.ts';
import { fail, Refused, type Failure, type Reply, type Result } from '../shared/errors.ts';
import type { Transaction } from '../shared/transaction.ts';
import type { Books } from './books/books.ts';
import type { Caller } from './caller.ts';
import { ThreadError } from './books/checks/thread.ts';
import { isStorageError, StorageError } from './db/storage-error.ts';
import { createHandlers, type Handlers } from './handlers.ts';
import { describeError, type Log } from './machine/log.ts';
import type { Desk, Visit } from './people/desk.ts';
import { startRunning } from './running.ts';
import type { TillParts } from './till-parts.ts';
import type { CorrectedClock } from './time/corrected-clock.ts';

export interface Till {
  /**
   * Checks the channel and the input, runs the call, and answers the envelope. Never throws. Each door says who calls through
   * it; who is not known gets what the page gets. With `approval` a second person lifts what the first may not, for this one call.
   */
  call(channel: string, input: unknown, caller?: Caller, approval?: unknown): Promise<Reply<unknown>>;
  /**
   * `transaction:changed` comes once for every stored change of a payment. The first to listen also hears of what the till put right
   * as it opened. Answers a function that stops listening.
   */
  onEvent(listener: <E extends EventName>(event: E, data: Events[E]) => void): () => void;
  /** Takes no more calls, lets running ones end, and answers when none is left. */
  drain(): Promise<void>;
}

/** How long nobody must have called, in ms, before the till tidies up. */
const quietMs = 500;

/** Longer than every channel's name. */
const channelCharsMax = 60;

/** The till: opens for business with what a dead one left behind already put right. */
export function createTill(given: TillParts): Till {
  const parts = { ...given, clock: withSafeTimers(given.clock, given.log) };
  const listeners = new Set<Parameters<Till['onEvent']>[0]>();
  // What a dead till left behind is put right before anybody can listen.
  const early: Transaction[] = [];
  let isEarly = true;
  let closing = false;
  const running = startRunning(parts, {
    changed(transaction) {
      if (isEarly) early.push(transaction);
      for (const listener of listeners) listener('transaction:changed', transaction);
    },
    printChanged(job) {
      for (const listener of listeners) listener('print:changed', job);
    },
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

  async function call(asked: Asked): Promise<Reply<unknown>> {
    const { channel } = asked;
    const result = closing
      ? fail('closing')
      : await run({ handlers, desk: running.desk, log: parts.log, books: parts.books }, asked);
    if (result.ok) return result;
    // Whoever comes next finds the disk looked at.
    if (result.code === 'storage-failed') running.paymentParts.keeper.tryAgainSoon();
    const logId = parts.log.write('call-failed', { channel: shortened(channel), ...withoutQuote(result) });
    return { ...result, logId };
  }

  return {
    call(channel, input, caller = 'page', approval) {
      const reply = call({ channel, input, caller, approval });
      calls.add(reply);
      const done = (): void => {
        calls.delete(reply);
        tidyWhenQuiet();
        // Not before the reply is out.
        if (parts.afterCall && !closing) parts.clock.after(0, parts.afterCall);
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
      running.stopInquiries();
      while (calls.size > 0) await Promise.allSettled([...calls]);
      await running.close();
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

/** A call as it came. */
interface Asked {
  readonly channel: string;
  readonly input: unknown;
  readonly caller: Caller;
  readonly approval: unknown;
}

interface RunParts {
  readonly handlers: Handlers;
  readonly desk: Desk;
  readonly log: Log;
  readonly books: Books;
}

/** What was approved of an act that writes no record of its own, as a file that leaves the till. */
function keepApprovals(books: Books, { doneBy }: Visit, input: object): void {
  const named = Object.entries(input).find(([name]) =>
    ['transactionId', 'shiftId', 'file', 'name'].includes(name),
  )?.[1] as unknown;
  const entries = doneBy(typeof named === 'string' ? named : null);
  if (entries.length > 0) books.keep(entries);
}

/** Runs a call whose input is checked first, of somebody who may. What a bug throws is logged and answered as `internal`. */
async function run(
  { handlers, desk, log, books }: RunParts,
  { channel, input, caller, approval }: Asked,
): Promise<Result<unknown>> {
  const known = channels.find((name) => name === channel);
  if (!known) return fail('unknown-channel');
  try {
    // Inside, for an input from this process may throw when it is read.
    const parsed = inputs[known].safeParse(input);
    const approved = approvalInput.safeParse(approval);
    if (!parsed.success || !approved.success) return fail('bad-request');
    const visit = await desk.enter({ channel: known, door: caller, approval: approved.data });
    if (!visit.ok) return visit;
    // The schema has just made the input what this handler takes.
    const handle = handlers[known] as (checked: unknown, visit: Visit) => Promise<Result<unknown>>;
    const result = await handle(parsed.data, visit.value);
    if (result.ok) keepApprovals(books, visit.value, parsed.data);
    return result;
  } catch (error) {
    if (error instanceof Refused) return error.failure;
    log.write('call-threw', { channel: known, ...describeError(error) });
    if (error instanceof ThreadError) return fail('thread-failed');
    return fail(isStorageError(StorageError.from(error)) ? 'storage-failed' : 'internal');
  }
}

/** A name from outside can be of any length. */
function shortened(channel: string): string {
  return channel.slice(0, channelCharsMax);
}

/** What of a failure belongs in the log: not the customer's whole bill. */
function withoutQuote({ code, providerMessage }: Failure): object {
  return { code, providerMessage };
}
