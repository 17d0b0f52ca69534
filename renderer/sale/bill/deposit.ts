import type { ProviderStatus } from '../../../shared/health.ts';
import type { Quote } from '../../../shared/bill.ts';
import { add, rupiah, subtract, type Rupiah } from '../../../shared/money.ts';

export interface DepositOutlook {
  readonly now: Rupiah;
  /** Below zero if it does not cover the payment. */
  readonly after: Rupiah;
}

/**
 * What a payment leaves of its provider's deposit; null while the provider has not said what there is. A commission that
 * is not known yet counts as none: then more may be left, never less.
 */
export function depositOutlook(
  quote: Pick<Quote, 'provider' | 'bill' | 'admin' | 'commission'>,
  providers: readonly Pick<ProviderStatus, 'id' | 'deposit'>[],
): DepositOutlook | null {
  const now = providers.find(({ id }) => id === quote.provider)?.deposit ?? null;
  if (now === null) return null;
  const leaving = subtract(add(quote.bill, quote.admin), quote.commission ?? rupiah(0));
  return { now, after: subtract(now, leaving) };
}
