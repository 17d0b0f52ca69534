import type { Bill } from '../../shared/bill.ts';
import type { BillDetails } from '../../shared/product.ts';

// What a payment's answer tells on top of what the inquiry told, as JSON of a row: a thin answer takes nothing away.

/** What is told counts, but for nulls. */
export function mergedDetails(before: string, told: BillDetails): string {
  const news = Object.entries(told).filter(([, value]) => value !== null);
  return JSON.stringify({ ...(JSON.parse(before) as object), ...Object.fromEntries(news) });
}

/** Month by month: what was agreed stays, nulls are filled in, and no month is added. */
export function mergedBills(before: string, told: readonly Bill[]): string {
  const merged = (JSON.parse(before) as Bill[]).map((bill) => {
    const news = told.find(({ period }) => period === bill.period);
    const known = Object.entries(bill).filter(([, value]) => value !== null);
    return { ...bill, ...news, ...Object.fromEntries(known) };
  });
  return JSON.stringify(merged);
}
