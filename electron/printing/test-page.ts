import { toWib } from '../../shared/time.ts';
import type { Printer } from '../printers/printer.ts';
import type { FormPage } from './form.ts';
import { centered, rule, textField, toPaperText, whenText, wrap } from './layout.ts';
import type { ReceiptLine } from './receipt.ts';

/**
 * A slip that only shows that the printer prints: whose it is, when, how wide its paper is as it was set, and a line of figures. No line is
 * longer than `columns`, which are fewer than the printer's where the lines of a form have numbers beside them.
 */
export function testPageLines(page: {
  readonly shop: { readonly name: string };
  readonly printer: Pick<Printer, 'id' | 'columns'>;
  readonly columns: number;
  /** ms. */
  readonly at: number;
  readonly training: boolean;
}): readonly ReceiptLine[] {
  const { printer, columns } = page;
  const practice = page.training ? centered('LATIHAN', columns) : [];
  const plain = (lines: readonly string[]): readonly ReceiptLine[] => lines.map((text) => ({ text, bold: false }));
  return [
    ...plain([...practice, ...centered(toPaperText(page.shop.name).toUpperCase(), columns)]),
    ...centered('HALAMAN UJI', columns).map((text) => ({ text, bold: true })),
    ...plain([
      rule(columns),
      ...textField('PRINTER', toPaperText(printer.id), labelWidth, columns),
      ...textField('WAKTU', whenText(toWib(page.at)), labelWidth, columns),
      ...textField('LEBAR', `${printer.columns} huruf`, labelWidth, columns),
      rule(columns),
      ...wrap('Ini bukan struk pembayaran.', columns),
      '1234567890'.repeat(Math.ceil(columns / 10)).slice(0, columns),
      ...practice,
    ]),
  ];
}

const labelWidth = 8;

/**
 * Two forms that show whether a needle printer's paper lies right: each line has its number, the first and the last are as long as the form
 * is wide, and the second form begins like the first. `lines` stand in the middle of both.
 */
export function calibrationPages(
  lines: readonly ReceiptLine[],
  { columns, formLines }: { readonly columns: number; readonly formLines: number },
): readonly FormPage[] {
  const page = Array.from({ length: formLines }, (_line, y) => {
    const number = String(y + 1).padStart(3, '0');
    if (y === 0 || y === formLines - 1) return [{ text: `${number} `.padEnd(columns, '-'), bold: false, at: 0 }];
    const beside = lines[y - 2];
    return [{ text: number, bold: false, at: 0 }, ...(beside ? [{ ...beside, at: number.length + 1 }] : [])];
  });
  return [page, page];
}
