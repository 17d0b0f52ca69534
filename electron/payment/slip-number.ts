import type { Entry } from '../books/journal/record.ts';
import { findSlipNumber, nextSlipNumber } from '../db/next-numbers.ts';
import type { Db } from '../db/open.ts';

/**
 * The records about one payment, with its slip number in the one that makes it paid, whoever says so. To be written before anything
 * else is: the number is the one that comes next in the database as it is now. A payment that had one keeps it.
 */
export function withSlipNumber(db: Db, till: string, entries: readonly Entry[]): readonly Entry[] {
  return entries.map((entry): Entry => {
    const slipNumber = (): string =>
      findSlipNumber(db, entry.transactionId ?? '') ?? nextSlipNumber(db, till, entry.at);
    if (entry.kind === 'paid') return { ...entry, data: { ...entry.data, slipNumber: slipNumber() } };
    if (entry.kind === 'resolved' && entry.data.as === 'paid')
      return { ...entry, data: { ...entry.data, slipNumber: slipNumber() } };
    return entry;
  });
}
