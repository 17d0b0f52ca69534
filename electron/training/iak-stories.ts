import { createHash } from 'node:crypto';
import type { Product } from '../../shared/product.ts';
import { wibDay } from '../../shared/time.ts';
import type { XmlValue } from '../providers/wire/read-xml.ts';
import { trainingBill } from './bills.ts';
import type { Misbehaviour } from './misbehaviour.ts';

// The test numbers that IAK publishes, and the customers behind them and behind any other number.

export interface Story {
  /** For the list of training numbers, in Indonesian. */
  readonly what: string;
  readonly product: Practised;
  readonly bills?: number;
  /** Rupiah, for each month but the newest. */
  readonly penalty?: number;
  /** The code that an inquiry or a payment is answered with; success where none is named. */
  readonly inquiryCode?: string;
  readonly payCode?: string;
  /** What a payment in process becomes. */
  readonly later?: 'paid' | 'failed';
  readonly misbehaviour?: Misbehaviour;
}

type Stories = Readonly<Record<string, Story>>;
/** What the documents have samples of, by their codes. */
export const practised = {
  'pln-postpaid': 'PLNPOSTPAID',
  'pln-nontaglist': 'PLNNONTAG',
} as const satisfies Partial<Record<Product, string>>;
type Practised = keyof typeof practised;

type Untold = Omit<Story, 'product'>;

function storiesOf(product: Practised, untold: Readonly<Record<string, Untold>>): Stories {
  return Object.fromEntries(Object.entries(untold).map(([number, story]) => [number, { ...story, product }]));
}

const oneBill: Untold = { what: 'Satu bulan, lunas biasa (contoh dokumen)' };
const eightBills: Untold = { what: 'Delapan bulan: dibayar empat, sisa empat', bills: 8 };
const paidBefore: Untold = { what: 'Sudah lunas', inquiryCode: '01' };
const wrongNumber: Untold = { what: 'Nomor salah', inquiryCode: '14' };
const inquiryTimeout: Untold = { what: 'Cek tagihan: waktu habis', inquiryCode: '103' };
const payFailed: Untold = { what: 'Pembayaran gagal', payCode: '37' };
const payPending: Untold = { what: 'Dalam proses, lalu lunas', payCode: '39', later: 'paid' };
const billerError: Untold = { what: 'Galat di penyedia, dipastikan gagal', payCode: '105' };

/** "PLN Postpaid, Inquiry, Test Case" as it stands now: the last three digits are the code, the one before says where. */
const currentPostpaid = storiesOf('pln-postpaid', {
  '530000000000': oneBill,
  '530000000999': eightBills,
  '530000000001': paidBefore,
  '530000000014': wrongNumber,
  '530000000103': inquiryTimeout,
  '530000001037': payFailed,
  '530000001039': payPending,
  '530000001105': billerError,
});

/** The same table as it stood in 2023, which gives some of the numbers another meaning. */
const olderPostpaid = storiesOf('pln-postpaid', {
  '530000000001': oneBill,
  '530000000002': eightBills,
  '530000000003': inquiryTimeout,
  '530000000004': paidBefore,
  '530000000005': wrongNumber,
  '530000000006': payFailed,
  '530000000007': payPending,
  '530000000008': billerError,
});

/** "PLN Non Taglist, Inquiry, Test Case". */
const nonTaglist = storiesOf('pln-nontaglist', {
  '3225030005901': { what: 'Penyambungan baru, lunas biasa (contoh dokumen)' },
  '3225030005902': { what: 'Lunas biasa' },
  '3225030005903': inquiryTimeout,
  '3225030005904': paidBefore,
  '3225030005905': wrongNumber,
  '3225030005906': payFailed,
  '3225030005907': payPending,
  '3225030005908': billerError,
});

/** Our own, for what a cashier must have met once and no test number shows. */
const own = storiesOf('pln-postpaid', {
  '531234567002': { what: 'Dua bulan', bills: 2 },
  '531234567003': { what: 'Tiga bulan, dua kena denda', bills: 3, penalty: 3_000 },
  '531234567021': { what: 'Dalam proses, lalu gagal', payCode: '39', later: 'failed' },
  '531234567022': { what: 'Tidak ada jawaban, padahal terbayar', misbehaviour: { at: 'pay', how: 'hang' } },
  '531234567023': { what: 'Sambungan putus, tidak diterima', misbehaviour: { at: 'pay', how: 'cut', lost: true } },
  '531234567024': { what: 'Galat 500, padahal terbayar', misbehaviour: { at: 'pay', how: 'error' } },
  '531234567025': { what: 'Pembayaran lambat', misbehaviour: { at: 'pay', how: 'slow' } },
  '531234567026': { what: 'Jawaban rusak, padahal terbayar', misbehaviour: { at: 'pay', how: 'malformed' } },
});

export const iakTables = {
  current: { ...currentPostpaid, ...nonTaglist, ...own },
  older: { ...olderPostpaid, ...nonTaglist, ...own },
} as const satisfies Readonly<Record<string, Stories>>;

/** The numbers of the training list. */
export const iakStories: Readonly<Record<string, Pick<Story, 'what' | 'product'>>> = iakTables.current;

/** The story of a number; any other of the right length is a customer with one bill, and null is no customer's. */
export function storyOf(stories: Stories, customerNumber: string): Story | null {
  const product = customerNumber.length === 12 ? 'pln-postpaid' : 'pln-nontaglist';
  if (!/^\d{12,13}$/.test(customerNumber)) return null;
  return stories[customerNumber] ?? { what: '', product };
}

/** A customer's debt as far as one payment settles it, in the fields of an answer. Amounts in rupiah. */
export interface IakBill {
  readonly name: string;
  readonly period: string;
  readonly nominal: number;
  readonly admin: number;
  readonly sellingPrice: number;
  readonly reference: string;
  /** `desc`, before and after payment. */
  readonly asked: XmlValue;
  readonly paid: XmlValue;
}

const billsMax = 4;
/** From the samples: 302500 - 301900, and 698000 - 696200. */
const commission: Readonly<Record<Practised, number>> = { 'pln-postpaid': 600, 'pln-nontaglist': 1_800 };

/** The bill of a number, the same on the same day. `now` in ms. */
export function iakBill(customerNumber: string, story: Story, now: number): IakBill {
  return story.product === 'pln-postpaid'
    ? postpaidBill(customerNumber, story, now)
    : nonTaglistBill(customerNumber, now);
}

interface Month {
  readonly periode: string;
  readonly value: number;
  readonly penalty: number;
  readonly start: string;
  readonly end: string;
}

function postpaidBill(customerNumber: string, story: Story, now: number): IakBill {
  const made = trainingBill(customerNumber, story.bills ?? 1, now);
  // The customer of the sample, by either table.
  const sample = story.what === oneBill.what;
  const adminPerBill = 2_500;
  const months: readonly Month[] = sample
    ? [{ periode: '201608', value: 300_000, penalty: 0, start: '00080000', end: '00080000' }]
    : made.periods.slice(0, billsMax).map((period, at, { length }) => ({
        periode: period.replace('-', ''),
        value: made.bill / made.periods.length,
        // Only the newest bill is not overdue yet.
        penalty: at < length - 1 ? (story.penalty ?? 0) : 0,
        start: reading(made.power, length - at),
        end: reading(made.power, length - at - 1),
      }));
  const nominal = months.reduce((sum, { value, penalty }) => sum + value + penalty, 0);
  const admin = adminPerBill * months.length;
  const detail = (month: Month): Readonly<Record<string, XmlValue>> => ({
    periode: month.periode,
    nilai_tagihan: String(month.value),
    admin: String(adminPerBill),
    denda: String(month.penalty),
    total: month.value + month.penalty + adminPerBill,
  });
  const desc = {
    tarif: sample ? 'R1' : made.tariff,
    daya: sample ? 1_300 : made.power,
    lembar_tagihan: String(months.length),
  };
  return {
    name: sample ? 'SUBCRIBER NAME' : made.name,
    period: [...new Set([months[0]?.periode, months.at(-1)?.periode])].join(','),
    nominal,
    admin,
    sellingPrice: nominal + admin - commission['pln-postpaid'] * months.length,
    reference: sample ? '004212C9245F1BA43A77CEBD5CD5DA39' : digest(customerNumber, now).toUpperCase(),
    asked: { ...desc, tagihan: { detail: months.map(detail) } },
    paid: {
      ...desc,
      lembar_tagihan_sisa: sample ? 0 : made.periods.length - months.length,
      tagihan: {
        detail: months.map((month) => ({ meter_awal: month.start, meter_akhir: month.end, ...detail(month) })),
      },
    },
  };
}

function nonTaglistBill(customerNumber: string, now: number): IakBill {
  const sample = customerNumber === '3225030005901';
  const made = trainingBill(customerNumber, 1, now);
  const nominal = sample ? 696_400 : made.bill + 400_000;
  const admin = 1_600;
  const desc = {
    transaksi: sample ? 'PENYAMBUNGAN BARU' : 'PERUBAHAN DAYA',
    no_registrasi: sample ? '5392112011703' : customerNumber,
    tanggal_registrasi: sample ? '20120524' : wibDay(now).replaceAll('-', ''),
  };
  return {
    name: sample ? 'JAYUSMAN' : made.name,
    period: '',
    nominal,
    admin,
    sellingPrice: nominal + admin - commission['pln-nontaglist'],
    reference: sample ? '18147159' : String(parseInt(digest(customerNumber, now).slice(0, 6), 16) + 10_000_000),
    asked: desc,
    paid: desc,
  };
}

/** A meter at the end of a month, some months ago; eight digits, as the samples have it. */
function reading(power: number, monthsAgo: number): string {
  return String(10_000 + power - monthsAgo * 120).padStart(8, '0');
}

function digest(customerNumber: string, now: number): string {
  return createHash('md5')
    .update(`${customerNumber} ${wibDay(now)}`)
    .digest('hex');
}
