import { rupiah, type Rupiah } from '../../shared/money.ts';
import type { Product } from '../../shared/product.ts';
import type { Config } from '../config.ts';
import type { ProviderFacts } from '../providers/provider.ts';

/** What a counter may take for one PLN postpaid bill, in rupiah, the provider's admin fee included. */
const capPerBill = 2_750;

/** The shop's own fee on a bill; none where the provider forbids one, whatever the config says. */
export function ownFee(
  fees: Config['fees'],
  provider: Pick<ProviderFacts, 'id' | 'ownFee'>,
  product: Product,
  bill: { readonly admin: Rupiah; readonly periods: readonly string[] },
): Rupiah {
  const rule = fees[provider.id]?.[product];
  if (!rule || rule.policy === 'forbidden' || provider.ownFee === 'forbidden') return rupiah(0);
  if (rule.policy === 'fixed') return rupiah(rule.amount);
  const room = capPerBill * Math.max(1, bill.periods.length) - bill.admin;
  return rupiah(Math.max(0, Math.min(rule.amount, room)));
}
