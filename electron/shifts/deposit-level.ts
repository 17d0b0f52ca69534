import { toWib } from '../../shared/time.ts';
import { rupiah, type Rupiah } from '../../shared/money.ts';
import type { ProviderId } from '../../shared/product.ts';
import type { BookedDeposit, DepositLevel } from '../../shared/deposit.ts';
import { depositNow, reservedOf, usedSince } from '../db/deposits.ts';
import type { Db } from '../db/open.ts';
import { startOf } from './deposits.ts';

const weekMs = 7 * 24 * 60 * 60 * 1000;

/** What the shop calls low. */
export interface LowDeposit {
  /** Rupiah. */
  readonly lowBelow: number;
  readonly lowBills: number;
}

/** How far a deposit reaches. `said`: what its provider said last, null if nothing. */
export function depositLevel(
  db: Db,
  { provider, said, now, limits }: { provider: ProviderId; said: Rupiah | null; now: number; limits: LowDeposit },
): DepositLevel {
  const reserved = rupiah(reservedOf(db, provider));
  if (said === null) return { reserved, enoughFor: null, booked: booked(db, provider), low: false };
  const left = said - reserved;
  const today = usedSince(db, provider, now);
  const { count, amount } = today.count > 0 ? today : usedSince(db, provider, now - weekMs);
  const enoughFor = count > 0 && amount > 0 ? Math.max(0, Math.floor((left * count) / amount)) : null;
  return {
    reserved,
    enoughFor,
    booked: null,
    low: left < limits.lowBelow || (enoughFor !== null && enoughFor < limits.lowBills),
  };
}

/** Only what began with a provider's word: of top-ups alone it isn't known what was there before. */
function booked(db: Db, provider: ProviderId): BookedDeposit | null {
  const { basis, sum, since } = depositNow(db, provider);
  return basis === 'said' && since !== null ? { amount: rupiah(sum), since: toWib(startOf(since)) } : null;
}
