import { groupClaimCode } from '../../shared/claim-code.ts';
import { assert } from '../../shared/errors.ts';
import { add, formatRupiah } from '../../shared/money.ts';
import { productOf, rowsOf } from '../../shared/product.ts';
import type { Row } from '../../shared/product-spec.ts';
import { handedOf } from '../../shared/tender.ts';
import type { Transaction } from '../../shared/transaction.ts';
import { centered, cutField, moneyField, numberField, rule, textField, toPaperText, whenText, wrap } from './layout.ts';
import { rowLines } from './row-lines.ts';
import { tenderNames } from './tender-names.ts';

export interface ReceiptLine {
  readonly text: string;
  readonly bold: boolean;
}

export interface Slip {
  readonly transaction: Transaction;
  readonly cashier: string;
  readonly shop: { readonly name: string; readonly address: string; readonly terminal: string };
  /** Characters a line: 32, 42 or 48. */
  readonly columns: number;
  /** 0 the original, n the n-th copy; null for the slip of a payment that is still being processed. */
  readonly copy: number | null;
  readonly training: boolean;
  /** Lines the provider demands at the foot, word for word; null for our own. */
  readonly footer: readonly string[] | null;
  /** The biller's telephone number, in place of the one printed by default; null for that. */
  readonly callCentre: string | null;
  /** The short form of the journal's head, so that a journal which was cut off later shows; empty for none. */
  readonly head: string;
}

const trainingMark = 'LATIHAN - BUKAN BUKTI BAYAR';

/**
 * The slip of a payment, line by line, none longer than `columns`. What its product tells stands in the product's own order. A receipt
 * only for a paid one; for an unsettled one a slip that claims nothing.
 */
export function receiptLines(slip: Slip): readonly ReceiptLine[] {
  const { status } = slip.transaction;
  assert(status !== 'refused', 'a refused payment has no slip');
  assert((slip.copy === null) === (status !== 'paid'), 'only a paid payment has a receipt');
  const body = status === 'paid' ? paidBody(slip) : unsettledBody(slip);
  const mark = slip.training ? bold(centered(trainingMark, slip.columns)) : [];
  const journal = slip.head ? plain(centered(`Jurnal ${slip.head}`, slip.columns)) : [];
  const lines = [...mark, ...header(slip), ...body, ...journal, ...mark];
  assert(
    lines.every((line) => line.text.length <= slip.columns),
    'no line of a slip is wider than the paper',
  );
  return lines;
}

function header({ shop, transaction, cashier, columns }: Slip): readonly ReceiptLine[] {
  const at = transaction.settledAt ?? transaction.createdAt;
  const { slipNumber, claimCode, status } = transaction;
  const time = `${whenText(at)} WIB`;
  return [
    ...bold(centered(toPaperText(shop.name).toUpperCase(), columns)),
    ...plain(centered(toPaperText(shop.address), columns)),
    ...plain(centered(time, columns)),
    ...plain(centered(toPaperText(`Terminal ${shop.terminal} - Kasir ${cashier}`), columns)),
    ...plain(centered(`No. ${transaction.transactionId}`, columns)),
    ...(slipNumber === null ? [] : plain(centered(`Struk ${slipNumber}`, columns))),
    ...(claimCode === null || status !== 'paid' ? [] : plain(centered(claimWords(claimCode), columns))),
    ...plain([rule(columns)]),
  ];
}

function paidBody(slip: Slip): readonly ReceiptLine[] {
  const { transaction, columns } = slip;
  const product = productOf(transaction.product).slip;
  const mark = slip.copy === 0 ? 'CETAK ASLI (CA)' : `CETAK ULANG (CU) ke-${slip.copy}`;
  const width = product.labelWidth;
  const money = (label: string, amount: Transaction['bill']): readonly string[] =>
    moneyField(label, formatRupiah(amount), width, columns);
  const reference = toPaperText(transaction.reference ?? '') || '-';
  const paid = add(transaction.bill, transaction.admin);
  const rows = rowsOf(transaction);
  const lines = (some: readonly Row[]): readonly ReceiptLine[] =>
    plain(some.flatMap((row) => rowLines(row, width, columns)));
  const acknowledged = acknowledgement(slip);
  return [
    ...bold(centered(product.title, columns)),
    ...plain(centered(mark, columns)),
    ...gap,
    ...lines(rows.filter(({ kind }) => kind !== 'money')),
    ...plain(money(product.sum, transaction.bill)),
    ...lines(rows.filter(({ kind }) => kind === 'money')),
    ...plain(numberField('NO REF', reference, width, columns)),
    ...acknowledged.flatMap((sentence) => [...gap, ...plain(centered(sentence, columns))]),
    ...gap,
    ...plain(money('ADMIN BANK', transaction.admin)),
    ...bold(money('TOTAL BAYAR', paid)),
    ...(transaction.fee > 0
      ? [...plain(money('JASA LOKET', transaction.fee)), ...bold(money('JUMLAH', transaction.total))]
      : []),
    ...plain(handedLines(transaction, width, columns)),
    ...plain([rule(columns)]),
    ...plain(footSentences(slip).flatMap((sentence) => centered(sentence, columns))),
  ];
}

/** What cash was rounded by; no line if by nothing. */
function roundingLine({ rounding }: Transaction, width: number, columns: number): readonly string[] {
  return rounding === 0 ? [] : moneyField('PEMBULATAN', formatRupiah(rounding), width, columns);
}

/** What was handed over, each kind by its name, and the change. */
function handedLines(transaction: Transaction, width: number, columns: number): readonly string[] {
  const { tenders, change } = transaction;
  const line = (label: string, amount: Transaction['bill']) => moneyField(label, formatRupiah(amount), width, columns);
  return [
    ...roundingLine(transaction, width, columns),
    ...tenders.flatMap(({ kind, amount }) => [
      ...line(tenderNames[kind], amount),
      ...(kind === 'credit' ? debtorLine(transaction, width, columns) : []),
    ]),
    ...(tenders.some(({ kind }) => kind === 'cash') ? line('KEMBALI', change) : []),
  ];
}

/** In whose name the credit is. */
function debtorLine({ debtor }: Transaction, width: number, columns: number): readonly string[] {
  return debtor === null ? [] : textField('A.N.', toPaperText(debtor.name), width, columns);
}

/** In place of the biller's sentence, which nobody has said. */
function wordOf(name: string): string {
  return toPaperText(`DINYATAKAN LUNAS OLEH ${name.toUpperCase()}, TANPA NOMOR REFERENSI`);
}

/** The biller's own sentence, if it has one. A provider's footer usually brings it along; it stands on a slip once. */
function acknowledgement({ transaction, footer, training }: Slip): readonly string[] {
  if (transaction.saidBy !== null) return [wordOf(transaction.saidBy)];
  const { sentence } = productOf(transaction.product).slip;
  const isSaid = footer?.some((line) => /menyatakan/i.test(line)) ?? false;
  return sentence === null || training || isSaid ? [] : [sentence];
}

/**
 * The sentences that stand on a receipt whole, unbroken: the biller's, and the provider's own or ours at its foot. The screen that tells
 * of the payment shows them too (Ayoconnect's page on PLN Postpaid, "Notes", wants them on both).
 */
export function receiptSentences(slip: Slip): readonly string[] {
  return [...acknowledgement(slip), ...footSentences(slip)];
}

function footSentences({ transaction, footer, callCentre, training }: Slip): readonly string[] {
  const { remainingBills } = transaction;
  if (!footer) {
    return [thanksOrArrears(remainingBills), productOf(transaction.product).slip.info(callCentre)];
  }
  // 234 is a misprint of the provider's document (all other sources say 123), which the shop may correct.
  const corrected = callCentre ? footer.map((line) => line.replace(/\b234\b/g, callCentre)) : footer;
  const said =
    training || transaction.saidBy !== null
      ? corrected.filter((line) => !/menyatakan|bukti pembayaran/i.test(line))
      : corrected;
  return [...(remainingBills ? [thanksOrArrears(remainingBills)] : []), ...said.map(toPaperText)];
}

/** Says that money was taken and nothing else: whether the bill is paid is not known. */
function unsettledBody({ transaction, columns }: Slip): readonly ReceiptLine[] {
  // The longest label that stands there.
  const width = (transaction.rounding === 0 ? 'DITERIMA' : 'PEMBULATAN').length;
  const { claimCode } = transaction;
  const { received, owed } = handedOf(transaction.tenders);
  const lines = (text: string): readonly ReceiptLine[] => plain(wrap(text, columns));
  return [
    ...bold(centered('DALAM PROSES - BELUM PASTI', columns)),
    ...gap,
    ...plain(numberField('NOMOR', transaction.customerNumber, width, columns)),
    ...plain(cutField('NAMA', toPaperText(transaction.customerName ?? '') || '-', width, columns)),
    ...plain(rowLines({ slip: 'BL/TH', kind: 'months', periods: transaction.periods }, width, columns)),
    ...plain(moneyField('JUMLAH', formatRupiah(transaction.total), width, columns)),
    ...plain(roundingLine(transaction, width, columns)),
    ...(received === 0 && owed > 0 ? [] : plain(moneyField('DITERIMA', formatRupiah(received), width, columns))),
    ...(owed === 0
      ? []
      : [
          ...plain(moneyField(tenderNames.credit, formatRupiah(owed), width, columns)),
          ...plain(debtorLine(transaction, width, columns)),
        ]),
    ...(transaction.tenders.some(({ kind }) => kind === 'cash')
      ? plain(moneyField('KEMBALI', formatRupiah(transaction.change), width, columns))
      : []),
    ...gap,
    ...(claimCode === null ? [] : [...bold(centered(claimWords(claimCode).toUpperCase(), columns)), ...gap]),
    ...lines('Slip ini bukan bukti pembayaran. Simpan, dan tukar dengan struk bila pembayaran sudah pasti.'),
    ...lines('Jangan bayar tagihan ini lagi di tempat lain sebelum ada kepastian.'),
    ...plain([rule(columns)]),
  ];
}

/** By this code the customer's payment is found again. */
function claimWords(claimCode: string): string {
  return `Kode klaim ${groupClaimCode(claimCode)}`;
}

const gap: readonly ReceiptLine[] = [{ text: '', bold: false }];

function plain(texts: readonly string[]): readonly ReceiptLine[] {
  return texts.map((text) => ({ text, bold: false }));
}

function bold(texts: readonly string[]): readonly ReceiptLine[] {
  return texts.map((text) => ({ text, bold: true }));
}

function thanksOrArrears(remainingBills: number | null): string {
  return remainingBills ? `ANDA MASIH MEMILIKI SISA TUNGGAKAN ${remainingBills} BULAN` : 'TERIMA KASIH';
}
