import type { Reply } from '../../../shared/errors.ts';
import type { Transaction } from '../../../shared/transaction.ts';
import { createStatements, type Statements } from '../../oracles/statements.ts';
import type { Said } from './till-process.ts';

// What the messages of a stage's tills come to, for the oracles.

/** Everything that was said of payments. What a person decided about does not bind the till. */
export function statementsOf(said: readonly Said[]): Statements {
  const statements = createStatements();
  const decided = new Set(said.filter(isCallOf('payment:resolve')).flatMap(transactionsIn).map(idOf));
  for (const one of said) {
    const { call, message } = one;
    if (message === null) continue;
    if ('noJson' in message) statements.nonsense(`stdout had a line that is no JSON: ${String(message['noJson'])}`);
    for (const told of transactionsIn(one)) {
      if (decided.has(told.transactionId)) statements.personDecides(told.transactionId);
      statements.told(told);
    }
    // A press that the till did not outlive is not among these, so nothing is known of quotes that were only ever refused.
    if (call?.channel === 'payment:pay' && message['ok'] === true)
      statements.pressed(quoteOf(call), message as unknown as Reply<Transaction>);
  }
  return statements;
}

/** How often each bill was paid once more after the cashier was asked and agreed. */
export function paidKnowingly(said: readonly Said[]): ReadonlyMap<string, number> {
  const agreed = said
    .filter(isCallOf('payment:pay'))
    .filter(({ call }) => confirms(call))
    .flatMap(transactionsIn);
  const byBill = Map.groupBy(agreed, ({ customerNumber }) => customerNumber);
  return new Map([...byBill].map(([bill, all]) => [bill, new Set(all.map(idOf)).size]));
}

/** How often a person had each payment sent once more. */
export function resendsOf(said: readonly Said[]): ReadonlyMap<string, number> {
  const resent = said.filter(isCallOf('payment:resend')).flatMap(transactionsIn);
  return new Map([...Map.groupBy(resent, idOf)].map(([id, all]) => [id, all.length]));
}

/** The payments in a good answer or an event. */
export function transactionsIn({ call, message }: Said): readonly Transaction[] {
  if (message === null) return [];
  const value = call === null ? message['data'] : message['ok'] === true ? message['value'] : null;
  if (typeof value !== 'object' || value === null) return [];
  const listed = (value as { items?: unknown }).items;
  const all = Array.isArray(listed) ? (listed as readonly unknown[]) : [value];
  return all.filter(isTransaction);
}

function isTransaction(value: unknown): value is Transaction {
  return typeof value === 'object' && value !== null && 'transactionId' in value && 'status' in value;
}

function isCallOf(channel: string): (said: Said) => boolean {
  return ({ call }) => call?.channel === channel;
}

function confirms(call: Said['call']): boolean {
  return (call?.input as { confirmPaidBefore?: boolean } | undefined)?.confirmPaidBefore === true;
}

function quoteOf({ input }: NonNullable<Said['call']>): string {
  return (input as { quoteId: string }).quoteId;
}

function idOf({ transactionId }: Transaction): string {
  return transactionId;
}
