import type { DebtPayment } from '../../shared/customer.ts';
import { formatRupiah, rupiah } from '../../shared/money.ts';
import { centered, moneyField, numberField, rule, textField, toPaperText, whenText, wrap } from './layout.ts';
import type { ReceiptLine } from './receipt.ts';
import { tenderNames } from './tender-names.ts';

const labelWidth = 12;
const notCertain =
  'Sebanyak itu dari tagihan yang belum pasti terbayar. Kalau gagal, itu bukan utang, dan yang sudah dibayar dikembalikan.';

/** The slip of what was paid of a debt, or given back of it. No line is longer than `columns`. */
export function debtSlipLines(
  { settlementId, name, at, by, amount, tenders, change, rounding, owed }: DebtPayment,
  paper: {
    readonly shop: { readonly name: string; readonly terminal: string };
    /** The short form of its own record's place in the journal. */
    readonly journal: string;
    /** Whose PIN let it through; null where none had to. */
    readonly approvedBy: string | null;
    /** What of the debt is of payments of before it of which nobody knows yet, in rupiah. */
    readonly uncertain: number;
    readonly columns: number;
    readonly training: boolean;
    /** 0 the first print, n the n-th copy; null a copy of which nobody knows any more which one it is. */
    readonly copy: number | null;
  },
): readonly ReceiptLine[] {
  const { shop, approvedBy, uncertain, columns, training, copy } = paper;
  const plain = (lines: readonly string[]): readonly ReceiptLine[] => lines.map((text) => ({ text, bold: false }));
  const bold = (text: string): readonly ReceiptLine[] =>
    centered(text, columns).map((one) => ({ text: one, bold: true }));
  const money = (label: string, of: number) => plain(moneyField(label, formatRupiah(rupiah(of)), labelWidth, columns));
  const mark = training ? bold('LATIHAN') : [];
  // One term on either slip: what the customer still owes, or still has to get.
  const left = owed < 0 ? money('SISA LEBIH', 0 - owed) : money('SISA UTANG', owed);
  const undone = amount < 0 ? Math.max(0, rounding) : 0;
  const kept = (kind: string): number => (kind === 'cash' ? change : 0);
  return [
    ...mark,
    ...plain(centered(toPaperText(shop.name).toUpperCase(), columns)),
    ...bold(amount < 0 ? 'BUKTI UANG KEMBALI' : 'BUKTI BAYAR UTANG'),
    ...(copy === 0 ? [] : bold(copy === null ? 'CETAK ULANG' : `CETAK ULANG (CU) ke-${copy}`)),
    ...plain([rule(columns)]),
    ...plain(textField('NAMA', toPaperText(name), labelWidth, columns)),
    ...plain(textField('WAKTU', whenText(at), labelWidth, columns)),
    ...plain(textField('TERMINAL', toPaperText(shop.terminal), labelWidth, columns)),
    ...plain(textField('KASIR', toPaperText(by), labelWidth, columns)),
    ...(approvedBy === null ? [] : plain(textField('DISETUJUI', toPaperText(approvedBy), labelWidth, columns))),
    ...plain(numberField('NOMOR', settlementId, labelWidth, columns)),
    ...plain([rule(columns)]),
    ...(amount < 0
      ? [
          // What was rounded as it was paid was never handed over.
          ...money('LEBIH BAYAR', 0 - owed - amount - undone),
          // In the customer's favour: it is handed out on top.
          ...(rounding < 0 ? money('PEMBULATAN', 0 - rounding) : []),
          ...money('KEMBALI', 0 - amount - rounding),
          ...left,
          ...(undone > 0
            ? plain(wrap(`Pembulatan ${formatRupiah(rupiah(undone))} waktu membayar batal.`, columns))
            : []),
        ]
      : [
          ...money('UTANG', owed + amount),
          ...(rounding === 0 ? [] : money('PEMBULATAN', rounding)),
          ...tenders.flatMap(({ kind, amount: of }) => money(tenderNames[kind], of + kept(kind))),
          ...(change > 0 ? money('KEMBALI', change) : []),
          ...money('DIBAYAR', amount + rounding),
          ...left,
        ]),
    ...(uncertain > 0 ? [...money('BELUM PASTI', uncertain), ...plain(wrap(notCertain, columns))] : []),
    ...plain(centered(`Jurnal ${paper.journal}`, columns)),
    ...mark,
  ];
}
