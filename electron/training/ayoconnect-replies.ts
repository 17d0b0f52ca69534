import { toWib } from '../../shared/time.ts';
import { trainingBill } from './bills.ts';
import { jsonReply, type TrainingReply } from './loopback.ts';

// The answers of Ayoconnect's training server, field by field as the document "PLN Postpaid" shows them.

interface Month {
  /** `Feb16`. */
  readonly label: string;
  /** "Rp Tag PLN", without the penalty. */
  readonly energy: number;
  readonly penalty: number;
  readonly stand: string;
}

/** A made-up customer's debt. Amounts in rupiah. */
export interface TrainingAccount {
  readonly customerNumber: string;
  readonly name: string;
  /** `R1/000000450`. */
  readonly tariff: string;
  readonly months: readonly Month[];
  /** "Bill admin will be multiplied by a number of arrears." */
  readonly admin: number;
}

/** What the head of an answer says of a payment. */
export interface Head {
  readonly refNumber: string;
  readonly transactionId: number;
}

/** The two numbers of the document; the first one is its sample customer. */
export const sampleNumber = '516070377775';
export const trainingProductCode = 'LSTPPPOG';
const adminPerBill = 3_000;
const monthNames = ['Jan', 'Feb', 'Mar', 'Apr', 'Mei', 'Jun', 'Jul', 'Agu', 'Sep', 'Okt', 'Nov', 'Des'] as const;

/** The same number owes the same in the same month. `now` in ms. */
export function trainingAccount(customerNumber: string, months: number, now: number): TrainingAccount {
  if (customerNumber === sampleNumber) {
    const month: Month = { label: 'Feb16', energy: 19_220, penalty: 3_000, stand: '470300-475700' };
    return { customerNumber, name: 'TEST', tariff: 'R1/000000450', months: [month], admin: adminPerBill };
  }
  const { name, tariff, power, periods, bill } = trainingBill(customerNumber, months, now);
  return {
    customerNumber,
    name,
    tariff: `${tariff}/${String(power).padStart(9, '0')}`,
    months: periods.map((period, at) => {
      // Only the newest bill is not overdue yet.
      const penalty = at < periods.length - 1 ? 3_000 : 0;
      const stand = `${10_000 + at * 150}-${10_150 + at * 150}`;
      return { label: monthLabel(period), energy: bill / months - penalty, penalty, stand };
    }),
    admin: adminPerBill * months,
  };
}

export function priceOf(account: TrainingAccount): number {
  return account.months.reduce((sum, month) => sum + month.energy + month.penalty, account.admin);
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
      { key: 'Insentif', value: 'D0000000000' },
      { key: 'Stand Meter', value: month.stand },
      { key: 'Bulan', value: month.label },
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
    { key: 'BL/TH', value: account.months.map(({ label }) => label).join(',') },
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
