import type { Bill } from '../../shared/bill.ts';
import type { BillDetails } from '../../shared/product.ts';

// What a payment's answer tells on top of what the inquiry told, as JSON of a row: a thin answer takes nothing away.

/** What is told counts, but for nulls. */
export function mergedDetails(before: string, told: BillDetails): string {
  const news = Object.entries(told).filter(([, value]) => value !== null);
  return JSON.stringify({ ...(JSON.parse(before) as object), ...Object.fromEntries(news) });
}

/**
 * Month by month: what was agreed stays, and nulls are filled in. An answer for other months tells nothing of these. The money of a month is one thing: beside an amount
 * that was agreed no penalty is filled in, for the amount may hold it, and the sums would not be the bill's any more.
 */
export function mergedBills(before: string, told: readonly Bill[]): string {
  const agreed = JSON.parse(before) as Bill[];
  if (monthsOf(told) !== monthsOf(agreed)) return before;
  const merged = agreed.map((bill, at) => {
    const news = told[at];
    const isMoney = (name: string): boolean => ['amount', 'penalty', 'admin'].includes(name);
    const stays = ([name, value]: [string, unknown]): boolean =>
      value !== null || (bill.amount !== null && isMoney(name));
    const known = Object.entries(bill).filter(stays);
    return { ...bill, ...news, ...Object.fromEntries(known) };
  });
  return JSON.stringify(merged);
}

function monthsOf(bills: readonly Bill[]): string {
  return bills.map(({ period }) => period).join();
}
