import { sumTaken } from '../db/totals.ts';
import type { PaymentParts } from './parts.ts';

// How much may be paid without somebody's PIN in the same call: whoever takes the page over can't empty a deposit.

const hourMs = 60 * 60 * 1000;

/**
 * Whether paying this total now, in rupiah, goes above what the shop allows for a payment, an hour or a day. What was refused does not count. To
 * be asked just before the intent is stored: two that are asked at once would not see each other.
 */
export function isAboveCeiling(
  { books, clock, config }: Pick<PaymentParts, 'books' | 'clock' | 'config'>,
  total: number,
): boolean {
  const { payment, hour, day } = config.ceilings;
  const since = (ms: number): number => sumTaken(books.db, clock.now() - ms) + total;
  return total > payment || since(hourMs) > hour || since(24 * hourMs) > day;
}
