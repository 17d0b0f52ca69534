import type { Row } from '../../shared/product-spec.ts';
import { formatRupiah } from '../../shared/money.ts';
import { dateText, monthText } from '../ui/time/when.ts';

/** A fact of a bill as the screen says it, with the language's names of months; null for what is not known. */
export function rowText(row: Row, months: readonly string[]): string | null {
  switch (row.kind) {
    case 'text':
    case 'number':
    case 'name':
      return row.text;
    case 'money':
      return row.amount === null ? null : formatRupiah(row.amount);
    case 'months':
      return row.periods.map((period) => monthText(period, months)).join(', ') || null;
    case 'day':
      return row.text && dateText(row.text, months);
    case 'readings':
      return readingsText(row.start, row.end);
  }
}

/** `00080000 – 00080241`, or the one that is known. */
export function readingsText(start: string | null, end: string | null): string | null {
  return start && end ? `${start} – ${end}` : (end ?? start);
}
