import { formatRupiah, type Rupiah } from '../../shared/money.ts';
import { productOf } from '../../shared/product.ts';
import type { CashLine, ShiftReport, TenderLine } from '../../shared/shift.ts';
import { centered, moneyField, numberField, rule, textField, toPaperText, whenText, wrap } from './layout.ts';
import type { ReceiptLine } from './receipt.ts';
import { tenderNames } from './tender-names.ts';

/** X or Z on paper, and on the screen. No line is longer than `columns`. `copy`: 0 the first, n the n-th once more. */
export function reportLines(
  report: ShiftReport,
  paper: { readonly shop: string; readonly columns: number; readonly training: boolean; readonly copy: number },
): readonly ReceiptLine[] {
  const { columns, training, copy } = paper;
  const field = createFields(columns);
  const mark = training ? field.bold('LATIHAN') : [];
  const tenders = tendersOf(report, field);
  const again = copy > 0 ? field.bold(`CETAK ULANG ke-${copy}`) : [];
  return [
    ...mark,
    ...field.plain(centered(toPaperText(paper.shop).toUpperCase(), columns)),
    ...field.bold(report.number === null ? 'LAPORAN X' : `LAPORAN Z ${report.number}`),
    ...again,
    ...field.line,
    ...headOf(report, field),
    ...field.line,
    ...salesOf(report, field),
    ...field.line,
    ...(tenders.length > 0 ? [...tenders, ...field.line] : []),
    ...drawerOf(report, field),
    ...depositsOf(report, field),
    ...pendingOf(report, field),
    ...field.line,
    ...endOf(report, field),
    ...mark,
  ];
}

type Fields = ReturnType<typeof createFields>;

const labelWidth = 13;

function createFields(columns: number) {
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

function headOf({ till, cashier, openedAt, closedAt }: ShiftReport, { text }: Fields): readonly ReceiptLine[] {
  const day = whenText(openedAt).slice(0, 10);
  // Open over midnight: what is in it is of the day on which it was opened.
  const isLate = closedAt !== null && whenText(closedAt).slice(0, 10) !== day;
  return [
    ...text('LOKET', till),
    ...text('KASIR', cashier),
    ...text('BUKA', whenText(openedAt)),
    ...(closedAt === null ? [] : text('TUTUP', whenText(closedAt))),
    ...(isLate ? text('UNTUK HARI', day) : []),
  ];
}

function salesOf({ sales, unsettled }: ShiftReport, { number, money, wrapped }: Fields): readonly ReceiptLine[] {
  if (sales.length === 0) return wrapped('Belum ada penjualan.');
  const uncertain = unsettled && unsettled.count > 0 ? unsettled : null;
  const lines = sales.flatMap(({ provider, product, count, bill, admin, fee, commission, deposit }) => [
    ...wrapped(`${productOf(product).name.id.toUpperCase()} ${provider.toUpperCase()}`),
    ...number('LEMBAR', String(count)),
    ...money('TAGIHAN', bill),
    ...money('ADMIN BANK', admin),
    ...(fee === 0 ? [] : money('BIAYA LOKET', fee)),
    ...(commission === 0 ? [] : money('KOMISI', commission)),
    ...money('DARI DEPOSIT', deposit),
  ]);
  return [
    ...lines,
    ...(uncertain ? wrapped(`TERMASUK ${uncertain.count} YANG BELUM PASTI, belum dihitung dari deposit`) : []),
    ...(uncertain ? money('TAGIHANNYA', uncertain.bill) : []),
  ];
}

function tendersOf({ tenders, debts = [], rounding }: ShiftReport, { money, wrapped }: Fields): readonly ReceiptLine[] {
  const by = ({ kind, count, amount }: TenderLine): readonly ReceiptLine[] =>
    money(`${tenderNames[kind]} ${count}x`, amount);
  const taken = tenders.filter(({ count }) => count > 0);
  const given = tenders.filter(({ count }) => count <= 0);
  return [
    ...taken.flatMap(by),
    ...(rounding === 0 ? [] : money('PEMBULATAN', rounding)),
    ...(given.length === 0 ? [] : wrapped('DIKEMBALIKAN, BUKAN TUNAI')),
    ...given.flatMap(({ kind, amount }) => money(tenderNames[kind], amount)),
    ...(debts.length === 0 ? [] : [...wrapped('UTANG YANG DIBAYAR'), ...debts.flatMap(by)]),
  ];
}

function drawerOf(report: ShiftReport, { text, money, known, wrapped }: Fields): readonly ReceiptLine[] {
  const { float, floatDifference, cash, expected, counted, difference, reason } = report;
  const moves = cash.flatMap(({ kind, amount, reason: why, by }) => [
    ...money(moveNames[kind], amount),
    ...wrapped(`  ${why}${by == null ? '' : ` (${by})`}`),
  ]);
  return [
    ...money('MODAL AWAL', float),
    ...(floatDifference === null || floatDifference === 0 ? [] : money('SELISIH AWAL', floatDifference)),
    ...moves,
    ...(expected === null ? [] : money('SEHARUSNYA', expected)),
    ...(counted === null ? [] : money('DIHITUNG', counted)),
    ...(counted === null ? [] : known('SELISIH', difference)),
    ...(reason === null ? [] : text('ALASAN', reason)),
  ];
}

function depositsOf({ deposits }: ShiftReport, { line, text, known, money, wrapped }: Fields): readonly ReceiptLine[] {
  return deposits.flatMap(({ provider, basis, opening, topUps, used, closing, said, difference, unsettled }) => [
    ...line,
    ...text('DEPOSIT', provider.toUpperCase()),
    ...(basis === null ? wrapped('Saldo awal belum diketahui.') : known('AWAL', opening)),
    ...(basis === 'recorded' ? wrapped('Dihitung dari isi ulang yang dicatat; saldo sebelumnya belum diketahui.') : []),
    ...(topUps === 0 ? [] : money('ISI ULANG', topUps)),
    ...money('TERPAKAI', used),
    ...(basis === null ? [] : known('AKHIR', closing)),
    ...known('KATA PENYEDIA', said),
    ...(difference === null || difference === 0 ? [] : money('SELISIH', difference)),
    ...(unsettled == null || unsettled === 0 ? [] : wrapped('di antaranya mungkin yang belum pasti')),
    ...(unsettled == null || unsettled === 0 ? [] : money('BELUM PASTI', unsettled)),
  ]);
}

function pendingOf(
  { number: z, pending }: ShiftReport,
  { line, money, number, wrapped }: Fields,
): readonly ReceiptLine[] {
  if (pending.length === 0) return [];
  return [
    ...line,
    ...wrapped(`BELUM PASTI ${pending.length}${z === null ? '' : ', dibawa ke shift berikutnya'}:`),
    ...pending.flatMap(({ customerNumber, total, cashier, transactionId }) => [
      ...number(customerNumber, transactionId),
      ...money(cashier, total),
    ]),
  ];
}

function endOf(
  { copies, drawerOpens, perpetual, head, balance }: ShiftReport,
  { number, money }: Fields,
): readonly ReceiptLine[] {
  return [
    ...number('CETAK ULANG', String(copies)),
    ...number('LACI DIBUKA', String(drawerOpens)),
    ...number('TOTAL LEMBAR', String(perpetual.count)),
    ...money('TOTAL', perpetual.total),
    ...money('NERACA', balance),
    ...number('JURNAL', head),
  ];
}

const moveNames: Readonly<Record<CashLine['kind'], string>> = {
  in: 'UANG MASUK',
  out: 'UANG KELUAR',
  drop: 'KE BRANKAS',
  refund: 'DIKEMBALIKAN',
  debt: 'BAYAR UTANG',
};
