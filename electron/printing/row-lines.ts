import { formatRupiah } from '../../shared/money.ts';
import type { Row } from '../../shared/product-spec.ts';
import { cutField, moneyField, monthYear, numberField, piecesField, textField, toPaperText } from './layout.ts';

/**
 * A fact of a bill on paper: no line longer than `columns`, its value behind a label of `labelWidth` columns. No lines for what is
 * not printed or not known.
 */
export function rowLines(row: Row, labelWidth: number, columns: number): readonly string[] {
  const { slip: label } = row;
  if (label === undefined) return [];
  switch (row.kind) {
    case 'text':
      return textField(label, toPaperText(row.text ?? ''), labelWidth, columns);
    case 'number':
      return row.text === null ? [] : numberField(label, toPaperText(row.text), labelWidth, columns);
    case 'name':
      return cutField(label, toPaperText(row.text ?? '') || '-', labelWidth, columns);
    case 'money':
      return row.amount ? moneyField(label, formatRupiah(row.amount), labelWidth, columns) : [];
    case 'months':
      return piecesField(label, monthPieces(row.periods), labelWidth, columns);
    case 'day':
      return textField(label, dayText(row.text ?? ''), labelWidth, columns);
    case 'readings': {
      const { start, end } = row;
      const pieces = start !== null && end !== null ? [`${reading(start)}-`, reading(end)] : [];
      return piecesField(label, pieces.map(toPaperText), labelWidth, columns);
    }
  }
}

/** The months, to be broken behind the commas between them. */
function monthPieces(periods: readonly string[]): readonly string[] {
  return periods.map((period, at) => monthYear(period) + (at < periods.length - 1 ? ',' : ''));
}

/** `20161231` -> `31DES16`; anything else as it is. */
function dayText(value: string): string {
  const match = /^(\d{4})(\d{2})(\d{2})$/.exec(value);
  return match ? `${match[3]}${monthYear(`${match[1]}-${match[2]}`)}` : toPaperText(value);
}

function reading(value: string): string {
  return /^\d+$/.test(value) ? value.padStart(8, '0') : value;
}
