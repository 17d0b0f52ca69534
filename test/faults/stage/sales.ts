import type { Quote } from '../../../shared/bill.ts';
import type { ProviderId } from '../../../shared/product.ts';
import type { Status, Transaction, TransactionWithEvents } from '../../../shared/transaction.ts';
import { must, until } from '../cell.ts';
import type { Stage } from './stage.ts';
import type { Answer } from '../wire/wire.ts';

// What a counter does all day, for cells that break something around it.

const settleLimitMs = 10_000;

/** Inquires, pays, and waits until the payment is paid. */
export async function sell(stage: Stage, provider: ProviderId, customerNumber?: string): Promise<Transaction> {
  return settledAs(stage, (await paidFor(stage, await stage.quote(provider, customerNumber))).transactionId, 'paid');
}

/** Pays a quote; it must be taken, whatever becomes of it. */
export async function paidFor(stage: Stage, quote: Quote): Promise<Transaction> {
  const reply = await stage.pay(quote);
  must(reply.ok, `paying at ${quote.provider} failed: ${reply.ok ? '' : reply.code}`);
  return reply.value;
}

/** Waits until a payment has this status. */
export async function settledAs(
  stage: Stage,
  transactionId: string,
  status: Status,
  limitMs = settleLimitMs,
): Promise<TransactionWithEvents> {
  let last: TransactionWithEvents | undefined;
  const isThere = async (): Promise<boolean> => {
    last = await stage.get(transactionId);
    return last.status === status;
  };
  await until(`${transactionId} became ${status}`, isThere, limitMs).catch((error: Error) => {
    throw new Error(`${error.message}; it is ${last?.status}, asked about next ${last?.nextAskAt}`);
  });
  return last as TransactionWithEvents;
}

/** A payment that is taken by the provider and pending here: its answer got lost, and so do those to every question. */
export async function leftOpen(stage: Stage, provider: ProviderId, customerNumber?: string): Promise<Transaction> {
  const quote = await stage.quote(provider, customerNumber);
  stage.proxy(provider).on('pay', async (exchange) => {
    await exchange.forward();
    exchange.reset();
  });
  stage.proxy(provider).on('status', (exchange) => exchange.answer(outOfOrder));
  const transaction = await paidFor(stage, quote);
  must(transaction.status === 'pending', `an answer that got lost made it ${transaction.status}`);
  return transaction;
}

/** A bill whose payment is open is paid by nobody, whatever they confirm. */
export async function turnedAway(stage: Stage, quote: Quote): Promise<void> {
  for (const more of [{}, { confirmPaidBefore: true }]) {
    const reply = await stage.pay(quote, more);
    must(!reply.ok && reply.code === 'bill-locked', `a bill whose payment is open: ${JSON.stringify(reply)}`);
  }
}

/** What a provider says that is down. */
export const outOfOrder: Answer = {
  status: 502,
  headers: { 'Content-Type': 'text/html' },
  body: '<h1>Bad Gateway</h1>',
};

/** How many status checks a payment was asked that left it open. */
export function questionsOf({ events }: TransactionWithEvents): number {
  return events.filter(({ kind }) => kind === 'asked').length;
}

/** Objections, so that one does not hide the next. */
export interface Objections {
  /** Takes note unless it holds. */
  note(holds: unknown, what: string): void;
  /** Takes note of what throws, and goes on. */
  within(what: string, attempt: () => Promise<unknown>): Promise<void>;
  /** Throws with everything that was noted. */
  raise(): void;
}

export function objections(): Objections {
  const all: string[] = [];
  return {
    note: (holds, what) => void (holds || all.push(what)),
    async within(what, attempt) {
      try {
        await attempt();
      } catch (error) {
        all.push(`${what}: ${error instanceof Error ? error.message : String(error)}`);
      }
    },
    raise: () => must(all.length === 0, all.join('\n')),
  };
}
