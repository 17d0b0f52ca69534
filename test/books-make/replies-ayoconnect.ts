import type { Account, Month } from './customers.ts';
import { admins, billOf, monthNames, sample, type Fields, type Replies, type Said } from './said.ts';

const ayoconnectBill = sample('ayoconnect/inquiry.success.json');
const ayoconnectProcessing = sample('ayoconnect/payment.processing.json');
const ayoconnectPaid = sample('ayoconnect/status.success.json');

const ayoconnectSays = {
  processing: (account: Account, said: Said): string =>
    JSON.stringify({
      ...ayoconnectProcessing,
      data: { ...ayoconnectProcessing.data, ...ayoconnectHead(account), refNumber: said.ref, transactionId: said.id },
    }),
  paid: (account: Account, said: Said): string =>
    JSON.stringify({
      ...ayoconnectPaid,
      data: {
        ...ayoconnectPaid.data,
        ...ayoconnectHead(account),
        ...{ refNumber: said.ref, transactionId: said.id, token: '', customerName: account.name },
        customerDetails: ayoconnectCustomer(account, said),
        billDetails: ayoconnectBills(account),
        productDetails: [...ayoconnectProduct(account), { key: 'Nomor Referensi', value: said.reference }],
      },
    }),
};

export const ayoconnect: Replies = {
  bill: (account, said) =>
    JSON.stringify({
      ...ayoconnectBill,
      data: {
        ...ayoconnectBill.data,
        ...ayoconnectHead(account),
        inquiryId: said.id,
        customerName: account.name,
        customerDetails: ayoconnectCustomer(account, said),
        billDetails: ayoconnectBills(account).map((entry) => ({ ...entry, isMandatory: true })),
        productDetails: ayoconnectProduct(account),
      },
    }),
  ...ayoconnectSays,
  refused: () =>
    JSON.stringify({
      ...{ responseCode: 105, success: false, data: {} },
      message: { ID: 'Transaksi diblokir oleh biller', EN: 'Blocked by the biller' },
    }),
  checked: ayoconnectSays,
};

function ayoconnectHead(account: Account): Fields {
  return {
    accountNumber: account.customerNumber,
    amount: billOf(account) + admins.ayoconnect,
    totalAdmin: admins.ayoconnect,
  };
}

function ayoconnectCustomer(account: Account, { at }: Said): readonly Fields[] {
  const day = `${at.slice(6, 8)} ${titled(at.slice(4, 6))} ${at.slice(0, 4)}`;
  return [
    { key: 'Nama Pelanggan', value: account.name },
    { key: 'Tanggal & Waktu Pembayaran', value: `${day} | ${at.slice(8, 10)}:${at.slice(10, 12)}` },
    { key: 'Nomor Pelanggan', value: account.customerNumber },
  ];
}

function ayoconnectBills(account: Account): readonly Fields[] {
  const bills = account.months.map((month, at) => ({
    billId: String(at + 1),
    billInfo: [
      { key: 'Rp Tag PLN', value: String(month.energy) },
      { key: 'Denda', value: String(month.penalty) },
      { key: 'Jatuh Tempo', value: `20${month.period.slice(5)}${month.period.slice(0, 4)}` },
      { key: 'Insentif', value: 'D0000000000' },
      { key: 'Pemakaian', value: `${month.to - month.from} kWh` },
      { key: 'Stand Meter', value: `${month.from}-${month.to}` },
      { key: 'Bulan', value: monthLabel(month) },
    ],
    key: 'Jumlah Tagihan',
    value: month.energy + month.penalty,
  }));
  return [...bills, { billId: '0', billInfo: [], key: 'Biaya Administrasi', value: admins.ayoconnect }];
}

function ayoconnectProduct(account: Account): readonly Fields[] {
  const used = account.months.reduce((sum, { from, to }) => sum + to - from, 0);
  return [
    { key: 'Total LBR Tagihan', value: `${account.months.length} Bulan` },
    { key: 'Total Tarif/Daya', value: `${account.tariff}/${String(account.power).padStart(9, '0')}` },
    { key: 'BL/TH', value: account.months.map(monthLabel).join(',') },
    { key: 'Total Pemakaian', value: `${used} kWh` },
    { key: 'Stand Meter', value: account.months.map(({ from, to }) => `${from}-${to}`).join(',') },
  ];
}

/** `2026-10` -> `Okt26`. */
function monthLabel({ period }: Month): string {
  return `${titled(period.slice(5))}${period.slice(2, 4)}`;
}

/** `10` -> `Okt`. */
function titled(month: string): string {
  const name = monthNames[Number(month) - 1] ?? '';
  return name.charAt(0) + name.slice(1).toLowerCase();
}
