import { rupiah, type Rupiah } from '../../shared/money.ts';
import { productOf } from '../../shared/product.ts';
import type { Apart, CarriedPayment, SalesLine, ShiftReport } from '../../shared/shift.ts';
import { approvalLines } from './approval-lines.ts';
import { drawerLines, isOfOlderTill, tenderLines } from './cash-lines.ts';
import { centered, toPaperText, whenText } from './layout.ts';
import type { ReceiptLine } from './receipt.ts';
import { createFields, type Fields } from './report-fields.ts';

export interface ReportPaper {
  readonly shop: string;
  /** No line is longer. */
  readonly columns: number;
  readonly training: boolean;
  /** 0 the first, n the n-th once more. */
  readonly copy: number;
  /** The last Z of the same shift, where that is a later one: the shift was opened again. */
  readonly replacedBy: number | null;
  /** When it is composed: an X is out of date with the next sale, and may come out later. */
  readonly at: string;
}

/** X or Z on paper, and on the screen. */
export function reportLines(report: ShiftReport, paper: ReportPaper): readonly ReceiptLine[] {
  const { columns, training, copy } = paper;
  const field = createFields(columns);
  const mark = training ? field.bold('LATIHAN') : [];
  const tenders = tenderLines(report, field);
  const again = copy > 0 ? field.bold(`CETAK ULANG ke-${copy}`) : [];
  return [
    ...mark,
    ...field.plain(centered(toPaperText(paper.shop).toUpperCase(), columns)),
    ...field.bold(reportName(report)),
    ...again,
    ...replacedByOf(paper, field),
    ...replacedOf(report, field),
    ...field.line,
    ...headOf(report, paper, field),
    ...field.line,
    ...salesOf(report, field),
    ...apartOf(report, field),
    ...field.line,
    ...(tenders.length > 0 ? [...tenders, ...field.line] : []),
    ...drawerLines(report, field),
    ...depositsOf(report, field),
    ...approvalLines(report, field),
    ...field.line,
    ...endOf(report, field),
    ...mark,
  ];
}

/** What it is called on paper; it is no longer than 32 columns. */
export function reportName({ number }: ShiftReport): string {
  return number === null ? 'LAPORAN X' : `LAPORAN Z ${number}`;
}

/** Whoever holds two Zs of one shift must not add them. */
function replacedOf(
  { replaces = [], reopened = [], number: z }: ShiftReport,
  { bold, wrapped, text }: Fields,
): readonly ReceiptLine[] {
  if (replaces.length === 0) return [];
  const all = replaces.map((one) => `Z ${one}`).join(', ');
  return [
    ...bold(`${z === null ? 'MELANJUTKAN' : 'MENGGANTIKAN'} ${all}`),
    ...wrapped(`Shift dibuka lagi. Isi ${all} sudah termasuk di sini; jangan dijumlahkan.`),
    ...reopened.flatMap(({ at, by, reason }) => [
      ...text('DIBUKA LAGI', whenText(at)),
      ...text('OLEH', by),
      ...text('ALASAN', reason),
    ]),
  ];
}

/** The same where the later one came out since: what is stored of this one stays as it was closed. */
function replacedByOf({ replacedBy }: ReportPaper, { bold, wrapped }: Fields): readonly ReceiptLine[] {
  if (replacedBy === null) return [];
  return [
    ...bold(`DIGANTIKAN Z ${replacedBy}`),
    ...wrapped(`Shift dibuka lagi. Isinya sudah termasuk di Z ${replacedBy}; jangan dijumlahkan.`),
  ];
}

function headOf(
  { till, cashier, openedAt, closedAt }: ShiftReport,
  { at }: ReportPaper,
  { text }: Fields,
): readonly ReceiptLine[] {
  const day = whenText(openedAt).slice(0, 10);
  // Open over midnight: what is in it is of the day on which it was opened.
  const isLate = closedAt !== null && whenText(closedAt).slice(0, 10) !== day;
  return [
    ...text('LOKET', till),
    ...text('KASIR', cashier),
    ...text('BUKA', whenText(openedAt)),
    ...(closedAt === null ? text('KEADAAN', whenText(at)) : text('TUTUP', whenText(closedAt))),
    ...(isLate ? text('UNTUK HARI', day) : []),
  ];
}

/** Line by line what was sold; where that is more than one, all of it together. */
function salesOf(report: ShiftReport, { line, number, money, wrapped, bold }: Fields): readonly ReceiptLine[] {
  const { sales } = report;
  if (sales.length === 0) return wrapped('Belum ada penjualan.');
  const figures = (one: Figures, isAll: boolean): readonly ReceiptLine[] => [
    ...number(countedAs(report), String(one.count)),
    ...money('TAGIHAN', one.bill),
    ...money('ADMIN BANK', one.admin),
    ...(one.fee === 0 ? [] : money(isOfOlderTill(report) ? 'BIAYA LOKET' : 'JASA LOKET', one.fee)),
    ...(isAll ? money('JUMLAH', rupiah(one.bill + one.admin + one.fee)) : []),
    ...(one.commission === 0 ? [] : money('KOMISI', one.commission)),
    ...money('DARI DEPOSIT', one.deposit),
    ...(isAll && hasMoreUsed(report) ? wrapped('Termasuk yang bukan penjualan di atas: lihat di bawah.') : []),
  ];
  const all = (field: keyof Figures): Rupiah => rupiah(sales.reduce((sum, one) => sum + one[field], 0));
  const [bill, admin, fee, commission, deposit] = [
    all('bill'),
    all('admin'),
    all('fee'),
    all('commission'),
    all('deposit'),
  ];
  return [
    ...sales.flatMap((one) => [
      ...wrapped(`${productOf(one.product).name.id.toUpperCase()} ${one.provider.toUpperCase()}`),
      ...figures(one, sales.length === 1),
    ]),
    ...(sales.length === 1
      ? []
      : [
          ...line,
          ...bold('SEMUA PENJUALAN'),
          ...figures({ count: all('count'), bill, admin, fee, commission, deposit }, true),
        ]),
  ];
}

/** Payments are counted, of one month or several; before layout 4 they were called as months are. */
function countedAs({ layout }: ShiftReport): string {
  return layout === 4 ? 'TRANSAKSI' : 'LEMBAR';
}

type Figures = Pick<SalesLine, 'count' | 'bill' | 'admin' | 'fee' | 'commission' | 'deposit'>;

const isThere = (one: Apart | undefined): one is Apart => one !== undefined && (one.count !== 0 || one.amount !== 0);

/** Payments that are no sales left the deposit too: it stands before them. */
function hasMoreUsed({ layout, late, turned }: ShiftReport): boolean {
  return layout === 4 && (isThere(late) || isThere(turned));
}

/** What the sales alone do not explain: what left the deposit for other payments, and what has not left it yet. */
function apartOf(report: ShiftReport, field: Fields): readonly ReceiptLine[] {
  const { late, turned } = report;
  const apart = (title: string, { count, amount }: Apart, why: string): readonly ReceiptLine[] => [
    ...field.line,
    ...field.bold(title),
    ...field.wrapped(why),
    ...field.number(countedAs(report), String(count)),
    ...field.money('TAGIHAN+ADMIN', amount),
  ];
  return [
    ...pendingOf(report, field),
    ...(isThere(late)
      ? apart('LUNAS DARI SEBELUMNYA', late, 'Diterima sebelum shift ini, pasti di shift ini. Bukan penjualan di atas.')
      : []),
    ...(isThere(turned)
      ? apart(
          'DITOLAK, LALU DIBAYAR',
          turned,
          'Dibayar penyedia setelah ditolak; uang pelanggan sudah dikembalikan. Bukan penjualan.',
        )
      : []),
  ];
}

/** Each in its list: what of the sales above is not certain, and what earlier shifts brought. A Z of an older till does not tell them apart. */
function pendingOf(report: ShiftReport, field: Fields): readonly ReceiptLine[] {
  const { number: z, pending, unsettled } = report;
  const { line, bold, money, number, wrapped } = field;
  const listed = (payments: readonly CarriedPayment[], how: string): readonly ReceiptLine[] =>
    payments.length === 0 ? [] : [...wrapped(how), ...payments.flatMap((one) => carriedLines(one, report, field))];
  const of = (isEarlier: boolean | undefined) => pending.filter((one) => one.isEarlier === isEarlier);
  const own = of(false);
  return pending.length === 0
    ? []
    : [
        ...line,
        ...bold(`BELUM PASTI ${pending.length}`),
        ...(z === null ? [] : wrapped('Dibawa ke shift berikutnya.')),
        ...listed(of(undefined), 'Belum dihitung dari deposit:'),
        ...listed(own, 'Termasuk di penjualan di atas, belum dihitung dari deposit:'),
        ...(own.length === 0 || unsettled?.admin === undefined
          ? []
          : [
              ...number(countedAs(report), String(unsettled.count)),
              ...money('TAGIHAN+ADMIN', rupiah(unsettled.bill + unsettled.admin)),
            ]),
        ...listed(of(true), 'Dari sebelum shift ini, bukan penjualan di atas:'),
      ];
}

/** One payment that is not certain: its number and code, who sold it by which provider, and its sum. */
function carriedLines(
  { customerNumber, total, cashier, transactionId, provider }: CarriedPayment,
  { layout }: ShiftReport,
  { money, number, wrapped }: Fields,
): readonly ReceiptLine[] {
  const sold = `${(provider ?? '').toUpperCase()} ${cashier}`;
  if ((layout ?? 0) < 3) return [...number(customerNumber, transactionId), ...money(toPaperText(sold), total)];
  return [...wrapped(`${customerNumber} ${transactionId}`), ...wrapped(sold), ...money('JUMLAH', total)];
}

function depositsOf({ deposits }: ShiftReport, { line, text, known, money, wrapped }: Fields): readonly ReceiptLine[] {
  return deposits.flatMap(({ provider, basis, opening, used, closing, said, difference, unsettled, ...more }) => {
    const { saidBefore = false, topUps, corrections = rupiah(0) } = more;
    const arrived = rupiah(topUps - corrections);
    return [
      ...line,
      ...text('DEPOSIT', provider.toUpperCase()),
      ...(basis === null ? wrapped('Saldo awal belum diketahui.') : known('AWAL', opening)),
      ...(basis === 'recorded'
        ? wrapped('Dihitung dari isi ulang yang dicatat; saldo sebelumnya belum diketahui.')
        : []),
      ...(arrived === 0 ? [] : money('ISI ULANG', arrived)),
      ...(corrections === 0 ? [] : money('KOREKSI', corrections)),
      ...money('TERPAKAI', used),
      ...(basis === null ? [] : known('AKHIR', closing)),
      ...known('KATA PENYEDIA', said),
      ...(saidBefore ? wrapped('Disebut sebelum catatan terakhir; selisihnya belum diketahui.') : []),
      ...(difference === null || difference === 0 || saidBefore ? [] : money('SELISIH', difference)),
      ...(saidBefore || unsettled == null || unsettled === 0
        ? []
        : [...wrapped('di antaranya mungkin yang belum pasti'), ...money('BELUM PASTI', unsettled)]),
    ];
  });
}

function endOf(report: ShiftReport, { line, bold, number, money }: Fields): readonly ReceiptLine[] {
  const { copies, drawerOpens, perpetual, head, balance, sales, unsettled, late } = report;
  const sold = sales.reduce((sum, { count }) => sum + count, 0);
  const settled = late && unsettled ? sold - unsettled.count + late.count : null;
  return [
    ...number('CETAK ULANG', String(copies)),
    ...number('LACI DIBUKA', String(drawerOpens)),
    ...money('NERACA', balance),
    ...number('JURNAL', head),
    ...line,
    ...bold('SEJAK AWAL, YANG LUNAS SAJA'),
    ...number(countedAs(report), String(perpetual.count)),
    ...(settled === null ? [] : number('DI SHIFT INI', String(settled))),
    ...money('JUMLAH', perpetual.total),
  ];
}
