import { toWib } from '../../shared/time.ts';
import { centered, numberField, rule, textField, toPaperText, whenText, wrap } from './layout.ts';
import type { ReceiptLine } from './receipt.ts';

/** The slip of books that begin: for the owner, who knows whether they should. No line is longer than `columns`. */
export function newBooksLines(slip: {
  readonly shop: { readonly name: string };
  readonly till: string;
  /** 32 bytes, in base64url. */
  readonly publicKey: string;
  /** ms. */
  readonly at: number;
  /** The end of the books that were there before; null if nothing is known of any. */
  readonly lost: { readonly n: number; readonly hash: string; readonly at: number } | null;
  readonly columns: number;
}): readonly ReceiptLine[] {
  const { shop, till, publicKey, lost, columns } = slip;
  const plain = (lines: readonly string[]): readonly ReceiptLine[] => lines.map((text) => ({ text, bold: false }));
  const bold = (text: string): readonly ReceiptLine[] =>
    centered(text, columns).map((one) => ({ text: one, bold: true }));
  const gone = lost && [
    ...bold('BUKU LAMA HILANG'),
    ...plain([
      ...textField('SAMPAI', whenText(toWib(lost.at)), labelWidth, columns),
      ...numberField('JURNAL', `${lost.n}-${lost.hash.slice(0, 8).toUpperCase()}`, labelWidth, columns),
      rule(columns),
    ]),
  ];
  return [
    ...plain(centered(toPaperText(shop.name).toUpperCase(), columns)),
    ...bold('BUKU BARU'),
    ...plain([
      rule(columns),
      ...textField('LOKET', till, labelWidth, columns),
      ...textField('WAKTU', whenText(toWib(slip.at)), labelWidth, columns),
      ...numberField('KUNCI', publicKey, labelWidth, columns),
      rule(columns),
    ]),
    ...(gone ?? []),
    ...plain(
      wrap('Catatan loket ini mulai dari nol. Pembayaran ditutup sampai pemilik mencocokkan dan membukanya.', columns),
    ),
    ...plain(wrap('Pemilik: simpan struk ini.', columns)),
  ];
}

const labelWidth = 8;
