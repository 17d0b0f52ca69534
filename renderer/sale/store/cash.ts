import type { Quote } from '../../../shared/bill.ts';
import { rupiah, type Rupiah } from '../../../shared/money.ts';
import { settle, type Settled, type Tender } from '../../../shared/tender.ts';

/** Twelve digits: the till takes no tender over a thousand billion. */
export const cashDigitsMax = 12;

/**
 * An amount that is being typed, or was pasted: its whole rupiah without leading zeros and, while there is one, its tail of sen behind a
 * comma. The last separator decides: up to two digits behind it are sen, whether it is a dot or a comma; any other separator groups.
 * So `350000,00`, `350.000`, `350,000.00` and `Rp350.000,-` are all 350000.
 */
export function readAmount(text: string): string {
  const [, whole = '', sen] = /^(.*?)(?:[.,](\d{0,2}))?$/.exec(text.replace(/[^\d.,]/g, '')) ?? [];
  const digits = whole
    .replace(/\D/g, '')
    .replace(/^0+(?=\d)/, '')
    .slice(0, cashDigitsMax);
  return sen === undefined ? digits : `${digits || '0'},${sen}`;
}

/** Whether a typed or pasted amount has signs that `readAmount` leaves out: letters, a minus. What is written around a sum is none. */
export function hasOdd(text: string): boolean {
  return /[^\d.,\s]/.test(text.replace(/^\s*Rp\.?/i, '').replace(/[.,]-\s*$/, ''));
}

/** What was tendered by an amount from `readAmount`; null while nothing is typed, which is not the same as zero. There are no sen in cash. */
export function tenderedOf(amount: string): Rupiah | null {
  return amount === '' ? null : rupiah(Number(amount.split(',')[0]));
}

/** What is due of a quote that is paid so, as the till will make of it. No tenders are all in cash. */
export function settleQuote(
  { total, provider, roundingRule }: Pick<Quote, 'total' | 'provider' | 'roundingRule'>,
  tenders: readonly Tender[],
): Settled {
  return settle(total, tenders, roundingRule, provider !== 'ayoconnect');
}

const smallNotes = [10_000, 20_000, 50_000, 100_000];
const largeNotes = [10_000, 50_000, 100_000];

/** Up to three round amounts a customer is likely to hand over for a total: 302.500 -> 310.000, 350.000, 400.000. */
export function likelyTenders(total: Rupiah): readonly Rupiah[] {
  const notes = total < 100_000 ? smallNotes : largeNotes;
  const amounts = notes.map((note) => (Math.floor(total / note) + 1) * note);
  return [...new Set(amounts)].slice(0, 3).map(rupiah);
}
