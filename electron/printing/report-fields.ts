import { formatRupiah, type Rupiah } from '../../shared/money.ts';
import { centered, moneyField, numberField, rule, textField, toPaperText, wrap } from './layout.ts';
import type { ReceiptLine } from './receipt.ts';

// The kinds of lines of an X or a Z: label, colon, value.

export type Fields = ReturnType<typeof createFields>;

const labelWidth = 13;

/** Lines of a report on paper of so many columns. */
export function createFields(columns: number) {
  const plain = (lines: readonly string[]): readonly ReceiptLine[] => lines.map((text) => ({ text, bold: false }));
  return {
    plain,
    bold: (text: string): readonly ReceiptLine[] => centered(text, columns).map((one) => ({ text: one, bold: true })),
    line: plain([rule(columns)]),
    text: (label: string, value: string) => plain(textField(label, toPaperText(value), labelWidth, columns)),
    number: (label: string, value: string) => plain(numberField(label, toPaperText(value), labelWidth, columns)),
    money: (label: string, amount: Rupiah) => plain(moneyField(label, formatRupiah(amount), labelWidth, columns)),
    /** Of money that may be unknown. */
    known: (label: string, amount: Rupiah | null) =>
      amount === null
        ? plain(textField(label, '-', labelWidth, columns))
        : plain(moneyField(label, formatRupiah(amount), labelWidth, columns)),
    wrapped: (text: string) => plain(wrap(toPaperText(text), columns)),
  };
}
