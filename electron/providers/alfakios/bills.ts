import type { Warning } from '../../../shared/bill.ts';
import { parseRupiah, subtract, type Rupiah } from '../../../shared/money.ts';
import { productOf, type Product } from '../../../shared/product.ts';
import { billsOf, detailsBy } from '../bills.ts';
import type { InquiredBill } from '../provider.ts';
import { textOf } from '../wire/read-fields.ts';
import { monthsIn } from '../wire/read-dates.ts';
import type { Reply } from './messages.ts';

// The bills of an answer, and whether they agree with its sums. Pure.

type InnerData = NonNullable<Reply['data']>['data'];

/** The bill in a successful inquiry; null where an amount is missing or makes no sense, for then nothing can be sold. */
export function billFrom(reply: Reply, product: Product): InquiredBill | null {
  const inner = reply.data;
  const bill = parseRupiah(inner?.amount);
  const price = parseRupiah(inner?.unit_price);
  if (!inner || bill === null || price === null || price < bill || price === 0) return null;
  // unit_price is "Tagihan + biaya admin", and what will leave the deposit: so the admin fee is the difference.
  const admin = subtract(price, bill);
  // One month in the document's sample; it does not say how several are written.
  const months = productOf(product).monthly ? monthsIn(inner.data?.periode ?? '') : null;
  const periods = [...new Set(months ?? [])];
  const warning = warningFor(inner.data, bill, admin, months);
  return {
    customerName: inner.data?.nama_pelanggan ?? null,
    periods,
    // The document shows one sum, however many months it is for. No penalty is said, nor that there is none.
    bills: billsOf(
      periods,
      periods.length === 1 ? [{ amount: bill, admin }] : [],
      warning === 'total-mismatch' ? null : { bill, admin },
    ),
    bill,
    admin,
    commission: null,
    remainingBills: null,
    warning,
    // No reading is said, and no penalty, nor that there is none.
    details: detailsBy('alfakios', product, (name) => textOf(inner.data?.[name]), {
      ...{ standStart: null, standEnd: null, penalty: null },
    }),
    balance: parseRupiah(inner.balance),
    // 19 digits, beyond what a number holds exactly: text, always.
    memo: { refId: inner.ref_id },
  };
}

/** `months` is null for what is not billed by the month. */
function warningFor(inner: InnerData, bill: Rupiah, admin: Rupiah, months: readonly string[] | null): Warning | null {
  if (sumsDiffer(inner, bill, admin) || new Set(months).size < (months?.length ?? 0)) return 'total-mismatch';
  return months?.length === 0 ? 'period-unknown' : null;
}

/** Whether the parts that the answer tells are others than its sums: a reason to look, not to refuse. */
export function sumsDiffer(inner: InnerData, bill: Rupiah, admin: Rupiah): boolean {
  const differs = (value: string | null | undefined, amount: Rupiah): boolean =>
    value !== null && value !== undefined && parseRupiah(value) !== amount;
  return differs(inner?.tagihan, bill) || differs(inner?.admin, admin);
}
