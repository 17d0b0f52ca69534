import { rupiah, type Rupiah } from '../../shared/money.ts';
import type { DepositBook } from '../../shared/shift.ts';

/** What of the difference no payment that is not settled may explain; null where the difference is not known. */
export function unexplained({ difference, unsettled }: Pick<DepositBook, 'difference' | 'unsettled'>): Rupiah | null {
  return difference === null ? null : rupiah(difference - (unsettled ?? 0));
}
