import { xmlText } from '../contract/xml-text.ts';
import type { ProviderId } from '../../shared/product.ts';
import type { Account } from './customers.ts';
import { ayoconnect } from './replies-ayoconnect.ts';
import { admins, billOf, commissions, monthNames, sample, type Fields, type Replies, type Said } from './said.ts';

// What the providers answer: the samples of their documents (test/fixtures), each with another customer's bill in it.

const alfakiosBill = sample('alfakios/inquiry.success.json');
const alfakiosPaid = sample('alfakios/payment.success.json');

const iakPostpaid = sample('iak/payment.success.json');
const iakNontaglist = sample('iak/inquiry.nontaglist.json');

/** In what format IAK is spoken to. */
export type Format = 'json' | 'xml';

export const replies: Readonly<Record<ProviderId, (format: Format) => Replies>> = {
  alfakios: () => alfakios,
  ayoconnect: () => ayoconnect,
  iak,
};

const alfakios: Replies = {
  bill: (account: Account, said: Said): string =>
    JSON.stringify({
      ...alfakiosBill,
      data: {
        ...alfakiosBill.data,
        ...alfakiosHead(account, said),
        message: `INQUIRY PLN POSTPAID KE ${account.customerNumber} SUKSES`,
        data: {
          nama_pelanggan: account.name,
          tarif: `${account.tariff}/TR`,
          daya: `${account.power} VA`,
          id_pelanggan: account.customerNumber,
          periode: months(account, (month, year) => `${month} ${year}`),
          tagihan: String(billOf(account)),
          admin: String(admins.alfakios),
        },
      },
    }),
  paid: (account: Account, said: Said): string =>
    JSON.stringify({
      ...alfakiosPaid,
      data: {
        ...alfakiosPaid.data,
        ...alfakiosHead(account, said),
        req_id: said.ref,
        message: `BAYAR TAGIHAN PLN ${account.customerNumber} SUKSES`,
        balance_used: String(billOf(account) + admins.alfakios),
        serial_no: said.reference,
        data: {
          nama_pelanggan: account.name,
          periode: months(account, (month, year) => `${month} ${year}`),
          nomor_struk: said.reference,
        },
      },
    }),
  processing: null,
  refused: (account, said) =>
    JSON.stringify({
      ...alfakiosPaid,
      ...{ success: false, message: 'PLN prepaid request failed', rc: '099' },
      data: {
        ...alfakiosPaid.data,
        ...alfakiosHead(account, said),
        ...{ req_id: said.ref, status: 'FAILED', rc: '099', description: 'Transaksi Gagal', serial_no: '' },
        ...{ message: 'SALDO TIDAK CUKUP', data: null },
      },
    }),
  checked: null,
};

function alfakiosHead(account: Account, said: Said): Fields {
  return {
    ref_id: `${said.id}${String(said.deposit).padStart(9, '0')}`,
    cust_id: account.customerNumber,
    amount: String(billOf(account)),
    unit_price: String(billOf(account) + admins.alfakios),
    balance: String(said.deposit),
  };
}

/** In the format that the shop has set. */
function iak(format: Format): Replies {
  const written = (fields: Fields): string => iakText(format, fields);
  const coded = (account: Account, said: Said, response_code: string, message: string, more: Fields = {}): string =>
    written({ ...iakHead(account, said), response_code, message, desc: '', ...more });
  const inProcess = ['39', 'PENDING / TRANSAKSI SEDANG DIPROSES'] as const;
  return {
    bill: (account, said) => written(iakBill(account, said)),
    paid: (account, said) => written(iakPaid(account, said)),
    processing: (account, said) => coded(account, said, ...inProcess),
    refused: (account, said) => coded(account, said, '37', 'PEMBAYARAN GAGAL'),
    checked: {
      paid: (account, said) => written({ ...iakPaid(account, said), status: 1 }),
      processing: (account, said) => coded(account, said, ...inProcess, { status: 3 }),
    },
  };
}

function iakBill(account: Account, said: Said): Fields {
  if (account.product === 'pln-nontaglist')
    return { ...iakNontaglist.data, ...iakHead(account, said), ...iakWork(account) };
  const { datetime: _datetime, balance: _balance, noref: _noref, ...asked } = iakPostpaid.data;
  return { ...asked, ...iakHead(account, said), message: 'INQUIRY SUCCESS', desc: iakDesc(account) };
}

function iakPaid(account: Account, said: Said): Fields {
  const told = { datetime: said.at, balance: said.deposit, noref: said.reference, message: 'PAYMENT SUCCESS' };
  const bill = { ...iakBill(account, said), ...told };
  return account.product === 'pln-nontaglist'
    ? bill
    : { ...bill, desc: { ...iakDesc(account), lembar_tagihan_sisa: 0 } };
}

/** Both formats hold the same fields, but that the XML sample of a payment spells one with a line. */
function iakText(format: Format, fields: Fields): string {
  if (format === 'json') return JSON.stringify({ data: fields, meta: [] });
  const { noref, ...rest } = fields;
  return xmlText('mp', noref === undefined ? rest : { ...rest, no_ref: noref });
}

function iakHead(account: Account, said: Said): Fields {
  const isMonthly = account.product === 'pln-postpaid';
  const admin = isMonthly ? admins.iak * account.months.length : admins.nontaglist;
  const price = billOf(account) + admin;
  const periods = isMonthly ? account.months.map(({ period }) => period.replace('-', '')) : [''];
  return {
    ...{ tr_id: said.id, code: isMonthly ? 'PLNPOSTPAID' : 'PLNNONTAG', hp: account.customerNumber },
    ...{ tr_name: account.name, period: [...new Set([periods[0], periods.at(-1)])].join(',') },
    ...{
      nominal: billOf(account),
      admin,
      price,
      selling_price: price - (isMonthly ? commissions.iak : commissions.nontaglist),
      ref_id: said.ref,
    },
  };
}

function iakDesc(account: Account): Fields {
  const detail = account.months.map(({ period, energy, penalty, from, to }) => ({
    meter_awal: String(from).padStart(8, '0'),
    meter_akhir: String(to).padStart(8, '0'),
    periode: period.replace('-', ''),
    nilai_tagihan: String(energy),
    admin: String(admins.iak),
    denda: String(penalty),
    total: energy + penalty + admins.iak,
  }));
  const { tariff: tarif, power: daya, months } = account;
  return { tarif, daya, lembar_tagihan: String(months.length), tagihan: { detail } };
}

function iakWork({ kind, customerNumber, months: [month] }: Account): Fields {
  const desc = { transaksi: kind, no_registrasi: customerNumber, tanggal_registrasi: month?.period };
  return { desc };
}

/** The months of a bill, comma-joined. */
function months(account: Account, written: (month: string, year: string) => string): string {
  return account.months
    .map(({ period }) => written(monthNames[Number(period.slice(5)) - 1] ?? '', period.slice(0, 4)))
    .join(', ');
}
