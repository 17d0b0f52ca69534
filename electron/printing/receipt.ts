import type { NonTaglistDetails, PostpaidDetails } from '../../shared/bill.ts';
import { assert } from '../../shared/errors.ts';
import { add, formatRupiah } from '../../shared/money.ts';
import type { Transaction } from '../../shared/transaction.ts';
import {
  centered,
  cutField,
  moneyField,
  monthYear,
  numberField,
  piecesField,
  rule,
  textField,
  toPaperText,
  wrap,
} from './layout.ts';

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
  /** PLN's telephone number, in place of the one printed by default; null for that. */
  readonly callCentre: string | null;
  /** The short form of the journal's head, so that a journal which was cut off later shows; empty for none. */
  readonly head: string;
}

const trainingMark = 'LATIHAN - BUKAN BUKTI BAYAR';
/** The sentence a payment slip must carry, word for word (Ayoconnect's page on PLN Postpaid, "Notes"). */
const plnSentence = 'PLN menyatakan struk ini sebagai bukti pembayaran yang sah.';
const defaultCallCentre = '123';

/**
 * The slip of a payment, line by line, none longer than `columns`. The fields stand in the order that PLN counters
 * print them. A receipt only for a paid one; for an unsettled one a slip that claims nothing.
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
  // WIB, `2026-11-21T14:32:05.123+07:00` -> `21/11/2026 14:32`.
  const at = transaction.settledAt ?? transaction.createdAt;
  const time = `${at.slice(8, 10)}/${at.slice(5, 7)}/${at.slice(0, 4)} ${at.slice(11, 16)} WIB`;
  return [
    ...bold(centered(toPaperText(shop.name).toUpperCase(), columns)),
    ...plain(centered(toPaperText(shop.address), columns)),
    ...plain(centered(time, columns)),
    ...plain(centered(toPaperText(`Terminal ${shop.terminal} - Kasir ${cashier}`), columns)),
    ...plain(centered(`No. ${transaction.transactionId}`, columns)),
    ...plain([rule(columns)]),
  ];
}

function paidBody(slip: Slip): readonly ReceiptLine[] {
  const { transaction, columns } = slip;
  const postpaid = transaction.product === 'pln-postpaid';
  const title = postpaid ? 'STRUK PEMBAYARAN TAGIHAN LISTRIK' : 'STRUK PEMBAYARAN NON TAGIHAN LISTRIK';
  const mark = slip.copy === 0 ? 'CETAK ASLI (CA)' : `CETAK ULANG (CU) ke-${slip.copy}`;
  const width = labelWidth(slip);
  const money = (label: string, amount: Transaction['bill']): readonly string[] =>
    moneyField(label, formatRupiah(amount), width, columns);
  const reference = toPaperText(transaction.reference ?? '') || '-';
  const paid = add(transaction.bill, transaction.admin);
  const penalty = 'penalty' in transaction.details ? transaction.details.penalty : null;
  return [
    ...bold(centered(title, columns)),
    ...plain(centered(mark, columns)),
    ...gap,
    ...plain(postpaid ? postpaidFields(slip) : nonTaglistFields(slip)),
    ...plain(money('RP TAG PLN', transaction.bill)),
    ...(penalty ? plain(money('TERMASUK DENDA', penalty)) : []),
    ...plain(numberField('NO REF', reference, width, columns)),
    ...(slip.training || saysPlnSentence(slip.footer) ? [] : [...gap, ...plain(centered(plnSentence, columns))]),
    ...gap,
    ...plain(money('ADMIN BANK', transaction.admin)),
    ...bold(money('TOTAL BAYAR', paid)),
    ...(transaction.fee > 0
      ? [...plain(money('JASA LOKET', transaction.fee)), ...bold(money('JUMLAH', transaction.total))]
      : []),
    ...plain(money('TUNAI', transaction.tendered)),
    ...plain(money('KEMBALI', transaction.change)),
    ...plain([rule(columns)]),
    ...plain(footSentences(slip).flatMap((sentence) => centered(sentence, columns))),
  ];
}

/** A provider's footer usually brings the sentence along; it stands on a slip once. */
function saysPlnSentence(footer: Slip['footer']): boolean {
  return footer?.some((line) => /menyatakan/i.test(line)) ?? false;
}

/**
 * The sentences that stand on a receipt whole, unbroken: PLN's, and the provider's own or ours at its foot. The screen that tells
 * of the payment shows them too (Ayoconnect's page on PLN Postpaid, "Notes", wants them on both).
 */
export function receiptSentences(slip: Slip): readonly string[] {
  const saysIt = slip.training || saysPlnSentence(slip.footer);
  return [...(saysIt ? [] : [plnSentence]), ...footSentences(slip)];
}

function footSentences({ transaction, footer, callCentre, training }: Slip): readonly string[] {
  const { remainingBills } = transaction;
  if (!footer) {
    const info = `Info Hubungi Call Center ${callCentre ?? defaultCallCentre} Atau Hub PLN Terdekat`;
    return [thanksOrArrears(remainingBills), info];
  }
  // 234 is a misprint of the provider's document (all other sources say 123), which the shop may correct.
  const corrected = callCentre ? footer.map((line) => line.replace(/\b234\b/g, callCentre)) : footer;
  const said = training ? corrected.filter((line) => !/menyatakan|bukti pembayaran/i.test(line)) : corrected;
  return [...(remainingBills ? [thanksOrArrears(remainingBills)] : []), ...said.map(toPaperText)];
}

function postpaidFields(slip: Slip): readonly string[] {
  const { transaction, columns } = slip;
  const width = labelWidth(slip);
  const details = transaction.details as PostpaidDetails;
  const tariff = [details.tariff, power(details.power)].filter((part) => part !== null).join('/');
  const { standStart, standEnd } = details;
  const stand = standStart !== null && standEnd !== null ? [`${meter(standStart)}-`, meter(standEnd)] : [];
  return [
    ...numberField('IDPEL', transaction.customerNumber, width, columns),
    ...cutField('NAMA', toPaperText(transaction.customerName ?? '') || '-', width, columns),
    ...textField('TARIF/DAYA', toPaperText(tariff), width, columns),
    ...periodsField(transaction, width, columns),
    ...piecesField('STAND METER', stand.map(toPaperText), width, columns),
  ];
}

function nonTaglistFields(slip: Slip): readonly string[] {
  const { transaction, columns } = slip;
  const width = labelWidth(slip);
  const details = transaction.details as NonTaglistDetails;
  const asked = transaction.customerNumber;
  const number = toPaperText(details.registrationNumber ?? asked);
  const date = details.registrationDate ? registrationDay(details.registrationDate) : '';
  return [
    ...textField('TRANSAKSI', toPaperText(details.kind ?? ''), width, columns),
    ...numberField('NO REGISTRASI', number, width, columns),
    ...textField('TGL REGISTRASI', date, width, columns),
    ...cutField('NAMA', toPaperText(transaction.customerName ?? '') || '-', width, columns),
    // The customer knows the bill by the number that was typed.
    ...(number === asked ? [] : numberField('NO PELANGGAN', asked, width, columns)),
  ];
}

/** The months billed, if any, broken behind the commas between them. */
function periodsField({ periods }: Transaction, width: number, columns: number): readonly string[] {
  const months = periods.map((period, at) => monthYear(period) + (at < periods.length - 1 ? ',' : ''));
  return piecesField('BL/TH', months, width, columns);
}

/** Says that money was taken and nothing else: whether the bill is paid is not known. */
function unsettledBody({ transaction, columns }: Slip): readonly ReceiptLine[] {
  const width = 'DITERIMA'.length;
  const lines = (text: string): readonly ReceiptLine[] => plain(wrap(text, columns));
  return [
    ...bold(centered('DALAM PROSES - BELUM PASTI', columns)),
    ...gap,
    ...plain(numberField('NOMOR', transaction.customerNumber, width, columns)),
    ...plain(cutField('NAMA', toPaperText(transaction.customerName ?? '') || '-', width, columns)),
    ...plain(periodsField(transaction, width, columns)),
    ...plain(moneyField('JUMLAH', formatRupiah(transaction.total), width, columns)),
    ...plain(moneyField('DITERIMA', formatRupiah(transaction.tendered), width, columns)),
    ...plain(moneyField('KEMBALI', formatRupiah(transaction.change), width, columns)),
    ...gap,
    ...lines('Slip ini bukan bukti pembayaran. Simpan, dan tukar dengan struk bila pembayaran sudah pasti.'),
    ...lines('Jangan bayar tagihan ini lagi di tempat lain sebelum ada kepastian.'),
    ...plain([rule(columns)]),
  ];
}

const gap: readonly ReceiptLine[] = [{ text: '', bold: false }];

function plain(texts: readonly string[]): readonly ReceiptLine[] {
  return texts.map((text) => ({ text, bold: false }));
}

function bold(texts: readonly string[]): readonly ReceiptLine[] {
  return texts.map((text) => ({ text, bold: true }));
}

function labelWidth({ transaction }: Slip): number {
  return transaction.product === 'pln-postpaid' ? 'STAND METER'.length : 'TGL REGISTRASI'.length;
}

/** `1300` and `2200 VA` -> `1300VA`, `2200VA`. */
function power(value: string | null): string | null {
  if (value === null) return null;
  const compact = value.replace(/\s+/g, '').replace(/^0+(?=\d)/, '');
  return /^\d+$/.test(compact) ? `${compact}VA` : compact;
}

function meter(value: string): string {
  return /^\d+$/.test(value) ? value.padStart(8, '0') : value;
}

/** `20161231` -> `31DES16`; anything else as it is. */
function registrationDay(value: string): string {
  const match = /^(\d{4})(\d{2})(\d{2})$/.exec(value);
  return match ? `${match[3]}${monthYear(`${match[1]}-${match[2]}`)}` : toPaperText(value);
}

function thanksOrArrears(remainingBills: number | null): string {
  return remainingBills ? `ANDA MASIH MEMILIKI SISA TUNGGAKAN ${remainingBills} BULAN` : 'TERIMA KASIH';
}
