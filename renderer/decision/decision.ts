import { wibDayStart } from '../../shared/time.ts';
import type { EventKind, TransactionEvent, TransactionWithEvents } from '../../shared/transaction.ts';

/** What a person can say of a payment. */
export type Decided = 'paid' | 'refused';

const settling: readonly EventKind[] = ['paid', 'refused', 'resolved'];

/**
 * What a person's decision may be changed to at `now` (ms): on the WIB day on which it was made, and never what a provider
 * said. Null if there is nothing to change. The till holds the same rule.
 */
export function otherDecision(
  { status, settledAt, events }: Pick<TransactionWithEvents, 'status' | 'settledAt' | 'events'>,
  now: number,
): Decided | null {
  if ((status !== 'paid' && status !== 'refused') || settledAt === null) return null;
  if (Date.parse(settledAt) < wibDayStart(now)) return null;
  if (events.findLast(({ kind }) => settling.includes(kind))?.kind !== 'resolved') return null;
  return status === 'paid' ? 'refused' : 'paid';
}

/** Whether a person once said so of this payment. */
export function wasDecided(as: Decided, events: readonly TransactionEvent[]): boolean {
  return events.some(({ kind, data }) => kind === 'resolved' && data['as'] === as);
}
