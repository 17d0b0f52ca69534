import { toWib } from '../../shared/time.ts';
import { priceOf, type TrainingAccount } from './ayoconnect-stories.ts';
import { jsonReply, type TrainingReply } from './loopback.ts';

// The answers of Ayoconnect's training server, field by field as the document "PLN Postpaid" shows them.

export const trainingProductCode = 'LSTPPPOG';
const adminPerBill = 3_000;
const monthNames = ['Jan', 'Feb', 'Mar', 'Apr', 'Mei', 'Jun', 'Jul', 'Agu', 'Sep', 'Okt', 'Nov', 'Des'] as const;

/** What the head of an answer says of a payment. */
export interface Head {
  readonly refNumber: string;
  readonly transactionId: number;
}

export function inquiryReply(account: TrainingAccount, inquiryId: number, now: number): TrainingReply {
  return jsonReply({
    responseCode: 300,
    success: true,
    message: { ID: 'Inkuiri berhasil', EN: 'Inquiry is successful' },
    data: {
      inquiryId,
      ...amounts(account),
      customerName: account.name,
      validity: '',
      customerDetails: customerDetails(account, now),
      billDetails: billDetails(account).map((entry) => ({ ...entry, isMandatory: true })),
      productDetails: productDetails(account, account.tariff),
      extraFields: [],
    },
  });
}

/** `success` is true in the document's sample, and false in others: it means nothing. */
export function processingReply(account: TrainingAccount, head: Head, success: boolean): TrainingReply {
  return jsonReply({
    responseCode: 299,
    success,
    message: { ID: 'Transaksi sedang dalam proses', EN: 'Your transaction is processing' },
    data: {
      ...head,
      ...amounts(account),
      token: '',
      customerDetails: [],
      billDetails: [],
      productDetails: [],
      extraFields: [],
    },
  });
}

export function successReply(account: TrainingAccount, head: Head, now: number): TrainingReply {
  const reference = `50AD${String(head.transactionId).padStart(28, '0')}`;
  return jsonReply({
    responseCode: 0,
    success: true,
    message: { ID: 'Transaksi Anda Telah Berhasil', EN: 'Your transaction was successful' },
    data: {
      ...head,
      ...amounts(account),
      token: reference,
      customerName: account.name,
      validity: '',
      customerDetails: customerDetails(account, now),
      billDetails: billDetails(account),
      productDetails: [...productDetails(account, `${account.tariff}VA`), { key: 'Nomor Referensi', value: reference }],
      extraFields: [],
    },
  });
}

const failureWords: Readonly<Record<number, readonly [string, string]>> = {
  102: ['Nomor referensi sudah dipakai', 'Duplicate reference number'],
  104: ['Nominal tidak sesuai', 'Wrong amount'],
  105: ['Transaksi diblokir oleh biller', 'Blocked by the biller'],
  185: ['Inkuiri tidak tersedia', 'Inquiry is not available'],
  188: ['Transaksi tidak tersedia', 'Transaction is not available'],
  302: ['Tagihan sudah terbayar', 'The bill is already paid'],
  303: ['Tagihan belum tersedia', 'The bill is not available yet'],
  304: ['Nomor pelanggan salah', 'Wrong customer number'],
  305: ['Gangguan di penyedia', 'Trouble at the provider'],
  313: ['Data inkuiri dan pembayaran berbeda', 'Inquiry and payment differ'],
  320: ['Silakan bayar di loket PLN', 'Please pay at the counter of PLN'],
  341: ['Produk tidak ditemukan', 'Product not found'],
  401: ['Tidak berhak', 'Unauthorised'],
};

/** A failure has no data; the one for an unknown payment has lists that are null. */
export function failureReply(code: number): TrainingReply {
  const [id, en] = failureWords[code] ?? ['Transaksi gagal', 'Transaction failed'];
  const empty = { customerDetails: null, billDetails: null, productDetails: null, extraFields: null };
  const data = code === 188 ? empty : {};
  return jsonReply({ responseCode: code, success: false, message: { ID: id, EN: en }, data });
}

export function balanceReply(balance: number, partnerId: string): TrainingReply {
  const message = { ID: 'Berhasil', EN: 'Success' };
  return jsonReply({ responseCode: 0, success: true, message, data: { balance, currency: 'IDR', partnerId } });
}

export function productsReply(): TrainingReply {
  const message = { ID: 'Berhasil', EN: 'Success' };
  const own = { name: 'PLN Pascabayar', code: trainingProductCode, amount: 0, adminFee: adminPerBill };
  const data = [{ ...own, description: '', logo: '', biller: 'PLN', category: 'Listrik', active: true, type: 'bill' }];
  return jsonReply({ responseCode: 0, success: true, message, data });
}

function amounts(account: TrainingAccount): object {
  return {
    accountNumber: account.customerNumber,
    amount: priceOf(account),
    totalAdmin: account.admin,
    processingFee: 0,
    denom: '',
    productCode: trainingProductCode,
    productName: 'PLN Pascabayar',
    category: 'Listrik',
  };
}

function customerDetails(account: TrainingAccount, now: number): readonly object[] {
  return [
    { key: 'Nama Pelanggan', value: account.name },
    { key: 'Tanggal & Waktu Pembayaran', value: dayAndTime(now) },
    { key: 'Nomor Pelanggan', value: account.customerNumber },
  ];
}

function billDetails(account: TrainingAccount): readonly object[] {
  const bills = account.months.map((month, at) => ({
    billId: String(at + 1),
    billInfo: [
      { key: 'Rp Tag PLN', value: String(month.energy) },
      { key: 'Denda', value: String(month.penalty) },
      { key: 'Jatuh Tempo', value: month.dueDate.split('-').toReversed().join('') },
      { key: 'Insentif', value: 'D0000000000' },
      { key: 'Pemakaian', value: `${month.used} kWh` },
      { key: 'Stand Meter', value: month.stand },
      { key: 'Bulan', value: monthLabel(month.period) },
    ],
    key: 'Jumlah Tagihan',
    value: month.energy + month.penalty,
  }));
  return [...bills, { billId: '0', billInfo: [], key: 'Biaya Administrasi', value: account.admin }];
}

function productDetails(account: TrainingAccount, tariff: string): readonly object[] {
  return [
    { key: 'Total LBR Tagihan', value: `${account.months.length} Bulan` },
    { key: 'Total Tarif/Daya', value: tariff },
    { key: 'BL/TH', value: account.months.map(({ period }) => monthLabel(period)).join(',') },
    { key: 'Total Pemakaian', value: `${account.months.reduce((sum, { used }) => sum + used, 0)} kWh` },
    { key: 'Stand Meter', value: account.months.map(({ stand }) => stand).join(',') },
  ];
}

/** `2026-10` -> `Okt26`. */
function monthLabel(period: string): string {
  return `${monthNames[Number(period.slice(5)) - 1] ?? ''}${period.slice(2, 4)}`;
}

/** `21 Nov 2026 | 14:32`, in WIB. */
function dayAndTime(now: number): string {
  const at = toWib(now);
  return `${at.slice(8, 10)} ${monthNames[Number(at.slice(5, 7)) - 1] ?? ''} ${at.slice(0, 4)} | ${at.slice(11, 16)}`;
}
