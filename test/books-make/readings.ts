import type { Bill } from '../../shared/bill.ts';
import { rupiah } from '../../shared/money.ts';
import type { BillDetails, ProviderId } from '../../shared/product.ts';
import type { InquiredBill, Outcome } from '../../electron/providers/provider.ts';
import type { Account, Month } from './customers.ts';
import { admins, billOf, commissions, type Said } from './said.ts';

// What the adapters make of the answers in replies.ts. Said once more here, for reading two answers a payment would take most of the
// time; make-books.test.ts compares it with what the adapters themselves read.

type Paid = Omit<Extract<Outcome, { kind: 'paid' }>, 'kind' | 'exchange'>;

/** What is read of one provider's answers. */
export interface Readings {
  readonly bill: (account: Account, said: Said) => InquiredBill;
  readonly paid: (account: Account, said: Said) => Paid;
  readonly refused: Pick<Extract<Outcome, { kind: 'refused' }>, 'code' | 'message' | 'messageEn'>;
  /** Its words for what is in process. */
  readonly processing: string | null;
  /** The request for a payment, as it is kept. */
  readonly request: (account: Account, said: Said) => string;
}

const host = 'https://provider.test';

const common = { remainingBills: null, warning: null, balance: null, commission: null } as const;
const thin = { ...common, details: null, bills: null, footer: null } as const;

const alfakios: Readings = {
  bill: (account, said) => ({
    ...owed(account, admins.alfakios),
    ...common,
    bills: account.months.map(({ period, energy }) => ({
      ...{ period, amount: rupiah(energy), penalty: null, admin: rupiah(admins.alfakios) },
      ...{ standStart: null, standEnd: null, dueDate: null, usage: null },
    })),
    details: detailsOf(`${account.tariff}/TR`, `${account.power} VA`, null),
    balance: rupiah(said.deposit),
    memo: { refId: `${said.id}${String(said.deposit).padStart(9, '0')}` },
  }),
  paid: (_account, { reference, deposit }) => ({ ...thin, reference, commission: rupiah(0), balance: rupiah(deposit) }),
  refused: { code: 'rejected', message: 'SALDO TIDAK CUKUP' },
  processing: null,
  request: ({ customerNumber }, { ref }) =>
    `POST ${host}/api/v1/merchant/ppob/pln/postpaid/transaction {"req_id":"${ref}","product_id":"PLNPOST","cust_id":"${customerNumber}"}`,
};

const ayoconnect: Readings = {
  bill: (account, said) => ({
    ...owed(account, admins.ayoconnect),
    ...common,
    bills: ayoconnectBills(account),
    details: detailsOf(account.tariff, String(account.power), account.months, String),
    memo: { inquiryId: String(said.id) },
  }),
  paid: (account, { reference }) => ({
    ...{ ...common, reference, bills: ayoconnectBills(account) },
    details: detailsOf(account.tariff, String(account.power), account.months, String),
    footer: [
      'PLN menyatakan struk ini sebagai bukti pembayaran yang sah.',
      'Terima Kasih',
      'Info Tagihan Hub. Call Senter 234 Hubungi PLN :',
    ],
  }),
  refused: { code: 'rejected', message: 'Transaksi diblokir oleh biller', messageEn: 'Blocked by the biller' },
  processing: 'Transaksi sedang dalam proses',
  request: (account, { ref, id }) => {
    const [number, amount] = [account.customerNumber, billOf(account) + admins.ayoconnect];
    return `POST ${host}/api/v2/bill/payment {"partnerId":"[secret]","accountNumber":"${number}","productCode":"product-code","inquiryId":${id},"amount":${amount},"refNumber":"${ref}"}`;
  },
};

function ayoconnectBills({ months }: Account): readonly Bill[] {
  return months.map(({ period, energy, penalty, from, to }) => ({
    ...{ period, amount: rupiah(energy), penalty: rupiah(penalty) },
    admin: months.length === 1 ? rupiah(admins.ayoconnect) : null,
    ...{ standStart: String(from), standEnd: String(to), dueDate: `${period}-20`, usage: to - from },
  }));
}

const iak: Readings = {
  bill: (account, said) => {
    const isMonthly = account.product === 'pln-postpaid';
    return {
      ...owed(account, isMonthly ? admins.iak * account.months.length : admins.nontaglist),
      ...common,
      commission: rupiah(isMonthly ? commissions.iak : commissions.nontaglist),
      bills: iakBills(account),
      details: iakDetails(account),
      memo: { trId: String(said.id), productCode: isMonthly ? 'PLNPOSTPAID' : 'PLNNONTAG' },
    };
  },
  paid: (account, { reference, deposit }) => {
    const isMonthly = account.product === 'pln-postpaid';
    return {
      ...{ ...thin, reference, balance: rupiah(deposit), details: iakDetails(account) },
      commission: rupiah(isMonthly ? commissions.iak : commissions.nontaglist),
      ...(isMonthly && { bills: iakBills(account), remainingBills: 0 }),
    };
  },
  refused: { code: 'rejected', message: 'PEMBAYARAN GAGAL' },
  processing: 'PENDING / TRANSAKSI SEDANG DIPROSES',
  request: (_account, { id }) =>
    `POST ${host}/api/v1/bill/check {"commands":"pay-pasca","tr_id":"${id}","username":"[secret]","sign":"[secret]"}`,
};

function iakBills({ product, months }: Account): readonly Bill[] {
  if (product !== 'pln-postpaid') return [];
  return months.map(({ period, energy, penalty, from, to }) => ({
    ...{ period, amount: rupiah(energy), penalty: rupiah(penalty), admin: rupiah(admins.iak) },
    ...{ standStart: eightDigits(from), standEnd: eightDigits(to), dueDate: null, usage: null },
  }));
}

function iakDetails({ product, kind, customerNumber, months, tariff, power }: Account): BillDetails {
  return product === 'pln-postpaid'
    ? detailsOf(tariff, String(power), months, eightDigits)
    : { kind, registrationNumber: customerNumber, registrationDate: months[0]?.period ?? '' };
}

function owed(account: Account, admin: number): Pick<InquiredBill, 'customerName' | 'periods' | 'bill' | 'admin'> {
  const periods = account.product === 'pln-postpaid' ? account.months.map(({ period }) => period) : [];
  return { customerName: account.name, periods, bill: rupiah(billOf(account)), admin: rupiah(admin) };
}

/** `months` is null where no reading and no penalty is said. */
function detailsOf(
  tariff: string,
  power: string,
  months: readonly Month[] | null,
  written: (reading: number) => string = String,
): BillDetails {
  const [first, last] = [months?.[0], months?.at(-1)];
  return {
    ...{ tariff, power, standStart: first ? written(first.from) : null, standEnd: last ? written(last.to) : null },
    penalty: months ? rupiah(months.reduce((sum, { penalty }) => sum + penalty, 0)) : null,
  };
}

function eightDigits(reading: number): string {
  return String(reading).padStart(8, '0');
}

export const readings: Readonly<Record<ProviderId, Readings>> = { alfakios, ayoconnect, iak };
