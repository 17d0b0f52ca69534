import type { Reply } from '../../shared/errors.ts';
import type { Transaction } from '../../shared/transaction.ts';
import type { Seen } from './drawer.ts';

/** Remembers what the till said to people and programs, and objects where it takes something back. */
export interface Statements {
  /** Something the till said about a payment, in the order in which it was said. */
  told(transaction: Transaction): void;
  /** A person decides; what the till said before does not bind the next that it says. */
  personDecides(transactionId: string): void;
  /** Enter is pressed on a quote; `pressed` says what became of it, unless the till dies before it answers. */
  pressing(quoteId: string): void;
  pressed(quoteId: string, reply: Reply<Transaction>): void;
  /** What the till said that makes no sense at all. */
  nonsense(what: string): void;
  /** What stands, by payment. */
  standing(): ReadonlyMap<string, Standing>;
  /** Quotes whose payment was only ever refused: nothing may have been stored or sent. */
  neverPaid(): ReadonlySet<string>;
  remember(): Memory;
  /** Files were put back: what was said since then is forgotten. Answers the payments that it concerns. */
  forgetSince(memory: Memory): ReadonlySet<string>;
  objections(): readonly string[];
}

/** What of everything that was said about a payment binds the till. */
export interface Standing {
  /** As it was first told: what is agreed with a customer never changes. */
  readonly first: Transaction;
  readonly last: Transaction;
  /** The last word that was final. */
  readonly final: Transaction | null;
  readonly prints: number;
}

export type Memory = ReadonlyMap<string, Standing>;

/** `see` hears of every press and of everything that is told. */
export function createStatements(see: (one: Seen) => void = () => undefined): Statements {
  let standing = new Map<string, Standing>();
  const byPerson = new Set<string>();
  const payments = new Map<string, string>();
  const failed = new Set<string>();
  const unanswered = new Map<string, number>();
  const objections: string[] = [];

  return {
    told(transaction) {
      see({ what: 'told', payment: transaction });
      const { transactionId, status, reference, prints } = transaction;
      const before = standing.get(transactionId);
      const word = before?.final;
      const isStanding = word && !byPerson.has(transactionId) && !isPaidAfterAll(word, transaction);
      if (isStanding && (word.status !== status || word.reference !== reference))
        objections.push(`${transactionId} was told to be ${wordOf(word)}, and then ${wordOf(transaction)}`);
      byPerson.delete(transactionId);
      standing.set(transactionId, {
        first: before?.first ?? transaction,
        last: transaction,
        final: isFinal(transaction) ? transaction : (word ?? null),
        prints: Math.max(before?.prints ?? 0, prints),
      });
    },
    personDecides: (transactionId) => void byPerson.add(transactionId),
    pressing(quoteId) {
      see({ what: 'presses', quoteId });
      unanswered.set(quoteId, (unanswered.get(quoteId) ?? 0) + 1);
    },
    pressed(quoteId, reply) {
      unanswered.set(quoteId, (unanswered.get(quoteId) ?? 1) - 1);
      if (!reply.ok) return void failed.add(quoteId);
      const { transactionId } = reply.value;
      const earlier = payments.get(quoteId);
      if (earlier !== undefined && earlier !== transactionId)
        objections.push(`one quote was answered as two payments, ${earlier} and ${transactionId}`);
      payments.set(quoteId, transactionId);
    },
    nonsense: (what) => void objections.push(what),
    standing: () => standing,
    neverPaid: () => new Set([...failed].filter((quoteId) => !payments.has(quoteId) && unanswered.get(quoteId) === 0)),
    remember: () => new Map(standing),
    forgetSince(memory) {
      const concerned = [...standing].filter(([id, { final }]) => !memory.has(id) || memory.get(id)?.final !== final);
      standing = new Map(memory);
      return new Set(concerned.map(([id]) => id));
    },
    objections: () => objections,
  };
}

function isFinal({ status }: Transaction): boolean {
  return status === 'paid' || status === 'refused';
}

/** The one word of a provider that a later one overturns; never a person's, and never of what was not sent. */
function isPaidAfterAll(word: Transaction, { status, warning }: Transaction): boolean {
  const { refusal } = word;
  const isProviders = refusal !== null && refusal.code !== 'not-sent' && refusal.code !== 'resolved';
  return word.status === 'refused' && isProviders && status === 'paid' && warning === 'refused-then-paid';
}

function wordOf({ status, reference }: Transaction): string {
  return reference === null ? status : `${status} as ${reference}`;
}
