import type { Rupiah } from '../../shared/money.ts';
import type { ProviderId } from '../../shared/product.ts';
import type { Entry } from '../books/journal/record.ts';
import { depositNow, hasOthersUnderWay } from '../db/deposits.ts';
import type { Db } from '../db/open.ts';

// What was in a deposit before the till counted it. Nobody types that in: the first balance that can be relied on says it.

/** A balance that an answer told. Times in ms, money in rupiah. */
export interface ToldBalance {
  readonly provider: ProviderId;
  /** Null if it told none. */
  readonly balance: Rupiah | null;
  readonly askedAt: number;
  readonly at: number;
  /** The payment that the same answer calls paid, and what it took; null if it is about none. */
  readonly paying: { readonly transactionId: string; readonly price: number } | null;
}

/**
 * The record that makes a deposit's book known, to be stored with what else the answer says; none where it is known, or where a payment
 * of this till's was under way meanwhile, which the balance may or may not have.
 */
export function openingEntries(db: Db, { provider, balance, askedAt, at, paying }: ToldBalance): readonly Entry[] {
  if (balance === null) return [];
  const { basis, sum } = depositNow(db, provider);
  if (basis === 'said' || hasOthersUnderWay(db, provider, askedAt, paying?.transactionId ?? null)) return [];
  const amount = Math.max(0, balance - (sum - (paying?.price ?? 0)));
  return [{ at, kind: 'deposit-said', transactionId: null, data: { provider, balance, amount } }];
}
