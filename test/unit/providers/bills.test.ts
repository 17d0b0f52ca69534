import { expect, test } from 'vitest';
import { billFrom as ayoconnectBill } from '../../../electron/providers/ayoconnect/bills.ts';
import { parseReply as parseAyoconnect } from '../../../electron/providers/ayoconnect/messages.ts';
import { billsOf, sumOf, telling } from '../../../electron/providers/bills.ts';
import { billFrom as iakBill } from '../../../electron/providers/iak/bills.ts';
import { parseReply as parseIak } from '../../../electron/providers/iak/messages.ts';
import { bareBills, type Bill } from '../../../shared/bill.ts';
import { rupiah } from '../../../shared/money.ts';
import { sampleBody } from '../../harness/ayoconnect.ts';
import { sample } from '../../harness/iak.ts';

// What each provider's answer tells of the months of a bill, beyond the laws that all of them keep.

type Change = Parameters<typeof sample>[0];

function iakBills(change: Change): readonly Bill[] {
  const reply = parseIak('json', JSON.stringify({ data: sample(change) }));
  return (reply && iakBill(reply, 'pln-postpaid', 'PLNPOSTPAID')?.bills) ?? [];
}

function iakMonths(detail: readonly Record<string, string | number>[], count = String(detail.length)): Change {
  const price = detail.reduce((sum, { total }) => sum + Number(total), 0);
  const admin = 2_500 * detail.length;
  const months = detail.map((one, at) => ({ periode: `20160${at + 1}`, ...one }));
  return {
    ...{ price, admin, nominal: price - admin, selling_price: price, period: '201601' },
    desc: { tarif: 'R1', daya: 1300, lembar_tagihan: count, tagihan: { detail: months } },
  };
}

const money = (bills: readonly Bill[]) => bills.map(({ amount, penalty, admin }) => [amount, penalty, admin]);

test('IAK’s late fee is beside the amount, whether nilai_tagihan holds it or not', () => {
  const outside = { nilai_tagihan: '300000', admin: '2500', denda: '3000', total: 305_500 };
  const inside = { nilai_tagihan: '303000', admin: '2500', denda: '3000', total: 305_500 };
  for (const one of [outside, inside]) {
    expect(money(iakBills(iakMonths([one])))).toEqual([[300_000, 3_000, 2_500]]);
  }
  expect(money(iakBills(iakMonths([outside, inside])))).toEqual([
    [300_000, 3_000, 2_500],
    [300_000, 3_000, 2_500],
  ]);
});

test('IAK’s months without their admin fee have no amounts, and a late fee alone is none', () => {
  const one = { nilai_tagihan: '300000', denda: '3000', total: 302_500 };
  const none = [null, null, null];
  expect(money(iakBills(iakMonths([one, one])))).toEqual([none, none]);
  expect(money(iakBills(iakMonths([one])))).toEqual([none]);
});

test('IAK: the four months that a price is for, and a month without a breakdown, whose penalty nobody tells', () => {
  const one = { nilai_tagihan: '300000', admin: '2500', denda: '0', total: 302_500 };
  const eight = iakMonths(Array.from({ length: 8 }, () => one));
  const four = { ...eight, price: 4 * 302_500, admin: 10_000, nominal: 4 * 300_000 };
  expect(iakBills(four).map(({ period, amount }) => [period, amount])).toEqual(
    ['2016-01', '2016-02', '2016-03', '2016-04'].map((period) => [period, 300_000]),
  );
  expect(iakBills({ desc: '' })).toEqual(bareBills(['2016-08']));
  expect(iakBills({ desc: '', period: '201608,201609' })).toEqual([]);
});

function ayoconnectBills(data: Record<string, unknown>): readonly Bill[] {
  const reply = parseAyoconnect(JSON.stringify(sampleBody('inquiry.success', data)));
  return (reply && ayoconnectBill(reply, 'pln-postpaid')?.bills) ?? [];
}

const labels = (named: Readonly<Record<string, string>>) =>
  Object.entries(named).map(([key, value]) => ({ key, value }));

test('Ayoconnect’s late fee that can’t be read, or that no sum holds, leaves the amounts unknown', () => {
  const entry = (value: string, denda: string) => ({
    ...{ billId: '1', value },
    billInfo: Object.entries({ Bulan: 'Feb16', 'Rp Tag PLN': '19220', Denda: denda }).map(([key, one]) => ({
      key,
      value: one,
    })),
  });
  const sold = (amount: number, ...entries: readonly object[]) =>
    money(ayoconnectBills({ amount: amount + 3_000, totalAdmin: 3_000, processingFee: 0, billDetails: entries }));
  expect(sold(22_220, entry('22220', '3000'))).toEqual([[19_220, 3_000, 3_000]]);
  expect(sold(22_220, entry('22220', '3.000'))).toEqual([[null, null, null]]);
  expect(sold(19_220, entry('19220', '3000'))).toEqual([[null, null, null]]);
});

test('Ayoconnect without a breakdown tells the meters of each month, if they stand in order', () => {
  const joined = (months: string) => ({
    billDetails: [],
    productDetails: labels({ 'BL/TH': months, 'Stand Meter': '100-200,200-300' }),
  });
  const [first, second] = bareBills(['2016-01', '2016-02']);
  expect(ayoconnectBills(joined('Jan16,Feb16'))).toEqual([
    { ...first, standStart: '100', standEnd: '200' },
    { ...second, standStart: '200', standEnd: '300' },
  ]);
  expect(ayoconnectBills(joined('Feb16,Jan16'))).toEqual([first, second]);
  expect(ayoconnectBills(joined('Jan16,Feb16,Mar16'))).toEqual(bareBills(['2016-01', '2016-02', '2016-03']));
});

test('Ayoconnect’s one entry for two months is no breakdown, and one that names no month is that of the only one', () => {
  const entry = (named: Readonly<Record<string, string>>) => [
    { billId: '1', billInfo: labels(named), key: 'Jumlah Tagihan', value: 22_220 },
  ];
  const both = labels({ 'BL/TH': 'Jan16,Feb16' });
  expect(ayoconnectBills({ billDetails: entry({ Denda: '3000' }), productDetails: both })).toEqual(
    bareBills(['2016-01', '2016-02']),
  );
  const only = labels({ 'BL/TH': 'Feb16' });
  const [told] = ayoconnectBills({ billDetails: entry({ Denda: '3000', Pemakaian: '54 KWH' }), productDetails: only });
  expect(told).toMatchObject({ period: '2016-02', amount: 19_220, penalty: 3_000, admin: 3_000, usage: 54 });
  // The entry of another month says nothing of this one.
  const other = ayoconnectBills({ billDetails: entry({ Denda: '3000', Bulan: 'Mar16' }), productDetails: only });
  expect(money(other)).toEqual([[null, null, null]]);
});

test.for([
  ['5400 kWh', 5_400],
  ['5400', 5_400],
  ['5.400 kWh', null],
  ['-5 kWh', null],
  ['5400 m3', null],
  ['', null],
] as const)('a usage of "%s"', ([value, usage]) => {
  const billInfo = labels({ Bulan: 'Feb16', Pemakaian: value });
  const billDetails = [{ billId: '1', billInfo, key: 'Jumlah Tagihan', value: 22_220 }];
  expect(ayoconnectBills({ billDetails })[0]?.usage).toBe(usage);
});

test('a penalty that is more than its bill, or a sum beyond any number, leaves the money unknown', () => {
  const sums = { bill: rupiah(1_000), admin: rupiah(100) };
  const one = (amount: number, penalty: number) =>
    money(billsOf(['2016-01'], [{ amount: rupiah(amount), penalty: rupiah(penalty), admin: sums.admin }], sums));
  expect(one(-1_000, 2_000)).toEqual([[null, null, null]]);
  expect(one(0, 1_000)).toEqual([[0, 1_000, 100]]);
  expect(sumOf([rupiah(1), null])).toBeNull();
  expect(sumOf(Array.from({ length: 12 }, () => rupiah(999_999_999_999_999)))).toBeNull();
  expect(sumOf([])).toBe(0);
  expect(telling(bareBills(['2016-01']))).toBeNull();
});
