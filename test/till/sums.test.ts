import { expect, test } from 'vitest';
import { openCounter, sampleInquiry, samplePayment } from '../harness/counter.ts';
import { reply } from '../harness/fake-provider.ts';
import { iakFormats } from '../harness/iak.ts';
import { openIakCounter, type IakChange } from './iak-counter.ts';
import { billFrom } from '../../electron/providers/ayoconnect/bills.ts';
import { parseReply } from '../../electron/providers/ayoconnect/messages.ts';
import { readFileSync } from 'node:fs';

// Where the bills of an answer disagree with its sums, nobody gets paper before a person has looked.

const sheet = { nilai_tagihan: '300000', admin: '2500', denda: '0', total: 302_500 };
const sums = { nominal: 600_000, admin: 5_000, price: 605_000, selling_price: 605_000 };
/** Two months, as they should be. */
const two = [
  { ...sheet, periode: '201608' },
  { ...sheet, periode: '201609' },
] as const;
const desc = (detail: readonly object[], count = '2') =>
  ({ tarif: 'R1', daya: 1300, lembar_tagihan: count, tagihan: { detail } }) as IakChange[string];

test.for(iakFormats)(
  'IAK’s admin fee of one sheet over two, a count of three, a month twice: a warning that holds the receipt back, in %s',
  async (format) => {
    const { counter, answers, quote } = await openIakCounter(format);
    const warningOf = async (change: IakChange) => {
      answers({ 'inq-pasca': { ...sums, ...change } });
      return (await quote()).warning;
    };
    expect(await warningOf({ desc: desc(two) })).toBeNull();
    expect(await warningOf({ desc: desc(two), nominal: 602_500, admin: 2_500 })).toBe('total-mismatch');
    expect(await warningOf({ desc: desc(two, '3') })).toBe('total-mismatch');
    expect(await warningOf({ desc: desc([two[0], two[0]]) })).toBe('total-mismatch');
    expect(await warningOf({ desc: desc([two[0], { ...two[1], nilai_tagihan: '1' }]) })).toBe('total-mismatch');
    expect(await warningOf({ desc: '', period: '201608,201608' })).toBe('total-mismatch');
    expect(await warningOf({ desc: desc(two), period: '201601' })).toBe('total-mismatch');
    expect(await warningOf({ desc: desc(two), period: '201608,201609,201610' })).toBe('total-mismatch');
    expect(await warningOf({ desc: desc(two), period: '201608,201609' })).toBeNull();

    answers({
      'inq-pasca': { ...sums, desc: desc(two) },
      'pay-pasca': { ...sums, nominal: 602_500, admin: 2_500, desc: desc(two) },
    });
    const { quoteId, total } = await quote();
    const { transactionId, ...paid } = await counter.must('payment:pay', { quoteId, tendered: total });
    expect(paid).toMatchObject({ status: 'paid', warning: 'total-mismatch', admin: 5_000 });
    expect(await counter.call('receipt:print', { transactionId })).toMatchObject({ ok: false });
  },
);

test('eight bills of which the price is four’s, and a late fee outside the bill’s value, agree', async () => {
  const { answers, quote } = await openIakCounter('json');
  const four = ['201601', '201602', '201603', '201604'].map((periode) => ({ ...sheet, periode }));
  const price = 4 * 302_500;
  answers({
    'inq-pasca': {
      ...{ nominal: price - 10_000, admin: 10_000, price, selling_price: price },
      ...{ desc: desc(four, '8'), period: '201601,201604' },
    },
  });
  expect((await quote()).warning).toBeNull();
  const late = { ...two[0], denda: '3000', total: 305_500 };
  const all = { nominal: 303_000, admin: 2_500, price: 305_500, selling_price: 305_500 };
  answers({ 'inq-pasca': { ...all, desc: desc([late], '1') } });
  expect(await quote()).toMatchObject({ warning: null, details: { penalty: 3_000 } });
});

test('Alfakios: a month twice, and a payment whose parts are others than the bill’s, warn', async () => {
  const counter = await openCounter();
  const inner = { nama_pelanggan: 'SITI', periode: 'APR 2024, APR 2024', tagihan: '285000', admin: '6000' };
  counter.provider.answer(() => ({ raw: reply(200, sampleInquiry({ data: inner })) }));
  expect(await counter.quote()).toMatchObject({ warning: 'total-mismatch', periods: ['2024-04'] });
  counter.payments((body) => {
    const data = { nomor_struk: 'R1', tagihan: '288000', admin: '3000' };
    return { raw: reply(200, samplePayment(body, { data })) };
  });
  const { quoteId, total } = await counter.quote();
  const paid = await counter.must('payment:pay', { quoteId, tendered: total });
  expect(paid).toMatchObject({ status: 'paid', warning: 'total-mismatch' });
});

type Sample = { body: { data: { billDetails: object[]; productDetails: object[] } } };

test.for([
  ['as the document shows it', {}, 22_220, null],
  ['two bills counted, one month', { 'Total LBR Tagihan': '2 Bulan' }, 22_220, 'total-mismatch'],
  ['a month twice', { 'BL/TH': 'Feb16,Feb16' }, 22_220, 'total-mismatch'],
  ['two months in one entry', { 'BL/TH': 'Jan16,Feb16', 'Total LBR Tagihan': '2 Bulan' }, 22_220, null],
  ['another late fee than its bill holds', { Denda: '4000' }, 22_220, 'total-mismatch'],
] as const)('an Ayoconnect bill, %s', ([, labels, value, warning]) => {
  const { body } = JSON.parse(readFileSync('test/fixtures/ayoconnect/inquiry.success.json', 'utf8')) as Sample;
  const text = Object.entries(labels).reduce(
    (all, [key, to]) => all.replace(new RegExp(`("key":"${key}","value":)"[^"]*"`, 'g'), `$1"${to}"`),
    JSON.stringify(body),
  );
  const parsed = parseReply(text);
  expect(parsed && billFrom(parsed, 'pln-postpaid')).toMatchObject({ bill: value, warning });
});

test('HTML entities in a name are read once on paper, and stay as they came in the record', async () => {
  const counter = await openCounter();
  const named = async (name: string) => {
    const inner = { nama_pelanggan: name, periode: 'APR 2024', tagihan: '285000', admin: '6000' };
    counter.provider.answer((at, body) => {
      const paid = () => samplePayment(JSON.parse(body) as Record<string, string>);
      return { raw: reply(200, at.endsWith('inquiry') ? sampleInquiry({ data: inner }) : paid()) };
    });
    const { quoteId, total } = await counter.quote();
    const paid = await counter.must('payment:pay', { quoteId, tendered: total, confirmPaidBefore: true });
    expect(paid.customerName).toBe(name);
    const { lines } = await counter.must('receipt:preview', { transactionId: paid.transactionId });
    return lines.find((line) => line.startsWith('NAMA'));
  };
  expect(await named('PT SINAR &amp; JAY')).toBe('NAMA        : PT SINAR & JAY');
  expect(await named('A &amp;amp; B')).toBe('NAMA        : A &amp; B');
  expect(await named('JOS&Eacute; &#39;B&#x41;N&#39;')).toBe("NAMA        : JOSE 'BAN'");
  expect(await named('BUDI&#27;@&#0;&#10;X AT&T')).toBe('NAMA        : BUDI@ X AT&T');
});

test('an answer with thousands of months kept the till from starting again', async () => {
  const { counter, answers } = await openIakCounter('json');
  const months = (many: number) =>
    Array.from({ length: many }, (_, at) => `${1900 + Math.floor(at / 12)}${String((at % 12) + 1).padStart(2, '0')}`);
  const asked = { product: 'pln-postpaid', customerNumber: '530000000000' } as const;
  const unbroken = (many: number): IakChange => ({
    ...sums,
    desc: { tarif: 'R1', daya: 1300, lembar_tagihan: String(many), tagihan: { detail: [] } },
    period: months(many).join(),
  });
  answers({ 'inq-pasca': unbroken(1_500) });
  expect(await counter.call('bill:inquire', asked)).toMatchObject({ ok: false, code: 'provider-down' });
  // Ten years of arrears are a bill; and a payment's answer may name as many months as it likes.
  const broken = months(1_500).map((periode) => ({ ...sheet, periode, meter_awal: '1', meter_akhir: '2' }));
  answers({ 'inq-pasca': unbroken(120), 'pay-pasca': { ...sums, desc: desc(broken, '1500') } });
  const { quoteId, total } = await counter.must('bill:inquire', asked);
  const paid = await counter.must('payment:pay', { quoteId, tendered: total });
  expect(paid).toMatchObject({ status: 'paid', warning: 'total-mismatch' });
  expect(paid.bills).toHaveLength(120);
  const told = counter.db.prepare("SELECT json_array_length(data, '$.bills') FROM journal WHERE kind = 'paid'");
  expect(told.pluck().get()).toBe(0);
});
