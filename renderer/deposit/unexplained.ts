import { rupiah, type Rupiah } from '../../shared/money.ts';
import type { DepositBook } from '../../shared/deposit.ts';

/** What of the difference no payment that is not settled may explain; null where the difference is not known, or the provider spoke before the last record. */
export function unexplained({
  difference,
  unsettled,
  saidBefore,
}: Pick<DepositBook, 'difference' | 'unsettled' | 'saidBefore'>): Rupiah | null {
  return difference === null || saidBefore ? null : rupiah(difference - (unsettled ?? 0));
}
