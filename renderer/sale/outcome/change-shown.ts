import type { Transaction, TransactionWithEvents } from '../../../shared/transaction.ts';

/**
 * What is known of a paid payment's change. `none`: none was due. `unread`: the till is still asked. `due`: it was never said to be given
 * before. `maybe-given`: it was, as the payment was not certain, or nobody could read whether it was.
 */
export type ChangeShown = 'none' | 'unread' | 'due' | 'maybe-given';

/** `wasSeenUncertain`: this very screen showed it as not certain, and said that its change is to be given. */
export function changeShown(
  { change }: Pick<Transaction, 'change'>,
  trail: Pick<TransactionWithEvents, 'wasUncertain'> | null,
  { isAnswered, wasSeenUncertain }: { readonly isAnswered: boolean; readonly wasSeenUncertain: boolean },
): ChangeShown {
  if (change <= 0) return 'none';
  if (wasSeenUncertain) return 'maybe-given';
  if (!isAnswered) return 'unread';
  return trail && !trail.wasUncertain ? 'due' : 'maybe-given';
}
