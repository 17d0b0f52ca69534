import type { Reply } from '../../../shared/errors.ts';
import type { Transaction } from '../../../shared/transaction.ts';

/** Remembers what the till said to people, and objects at once where it takes something back. */
export interface Statements {
  /** Something the till said about a payment. */
  told(transaction: Transaction): void;
  /** A person decides; what the till said before does not bind it. */
  personDecides(transactionId: string): void;
  /** Enter is pressed on a quote; `pressed` says what became of it, unless the till dies before it answers. */
  pressing(quoteId: string): void;
  pressed(quoteId: string, reply: Reply<Transaction>): void;
  /** The last final words, by payment. */
  final(): ReadonlyMap<string, Transaction>;
  everyPayment(): ReadonlySet<string>;
  /** Quotes whose payment was only ever refused: nothing may have been stored or sent. */
  neverPaid(): ReadonlySet<string>;
  remember(): Memory;
  /** Files were put back: what was said since then is forgotten. Answers the payments that it concerns. */
  forgetSince(memory: Memory): ReadonlySet<string>;
  objections(): readonly string[];
}

export interface Memory {
  readonly final: ReadonlyMap<string, Transaction>;
  readonly known: ReadonlySet<string>;
}

export function createStatements(): Statements {
  let final = new Map<string, Transaction>();
  let known = new Set<string>();
  const byPerson = new Set<string>();
  const payments = new Map<string, string>();
  const failed = new Set<string>();
  const unanswered = new Map<string, number>();
  const objections: string[] = [];
  const isFinal = ({ status }: Transaction): boolean => status === 'paid' || status === 'refused';

  return {
    told(transaction) {
      const { transactionId, status } = transaction;
      known.add(transactionId);
      const before = final.get(transactionId);
      if (
        before &&
        !byPerson.has(transactionId) &&
        (before.status !== status || before.reference !== transaction.reference)
      )
        objections.push(`O4 ${transactionId} was told to be ${before.status}, and then ${status}`);
      if (isFinal(transaction)) final.set(transactionId, transaction);
      byPerson.delete(transactionId);
    },
    personDecides(transactionId) {
      byPerson.add(transactionId);
    },
    pressing: (quoteId) => void unanswered.set(quoteId, (unanswered.get(quoteId) ?? 0) + 1),
    pressed(quoteId, reply) {
      unanswered.set(quoteId, (unanswered.get(quoteId) ?? 1) - 1);
      if (!reply.ok) return void failed.add(quoteId);
      const { transactionId } = reply.value;
      const earlier = payments.get(quoteId);
      if (earlier !== undefined && earlier !== transactionId)
        objections.push(`O4 one quote was answered as two payments, ${earlier} and ${transactionId}`);
      payments.set(quoteId, transactionId);
    },
    final: () => final,
    everyPayment: () => known,
    neverPaid: () => new Set([...failed].filter((quoteId) => !payments.has(quoteId) && unanswered.get(quoteId) === 0)),
    remember: () => ({ final: new Map(final), known: new Set(known) }),
    forgetSince(memory) {
      const concerned = new Set(
        [...known].filter((id) => memory.final.get(id) !== final.get(id) || !memory.known.has(id)),
      );
      final = new Map(memory.final);
      known = new Set(memory.known);
      return concerned;
    },
    objections: () => objections,
  };
}
