import fc from 'fast-check';
import { expect, test } from 'vitest';
import { referenceIn } from '../../electron/providers/wire/read-fields.ts';
import { readJson } from '../../electron/providers/wire/read-json.ts';
import { openCounter, samplePayment } from '../harness/counter.ts';
import { reply } from '../harness/fake-provider.ts';
import { bodyIn, iakFormats } from '../harness/iak.ts';
import { openIakCounter } from './iak-counter.ts';

const empty = { ref_id: '', tr_id: 0, hp: '', code: '', price: 0 } as const;

test.for(iakFormats)(
  'an IAK refusal with HTTP 400 whose ids are empty or 0 is a refusal, and no other payment’s answer, in %s',
  async (format) => {
    const { counter, answers, quote } = await openIakCounter(format);
    answers({ 'pay-pasca': { ...empty, response_code: '17', message: 'SALDO TIDAK CUKUP' } }, (data, at) => ({
      raw: reply(at === 'pay-pasca' ? 400 : 200, bodyIn(format, data)),
    }));
    const { quoteId, total } = await quote();
    const refused = await counter.must('payment:pay', { quoteId, tendered: total });
    expect(refused).toMatchObject({ status: 'refused', refusal: { code: 'deposit-low' } });
    const { events } = await counter.must('transaction:get', { transactionId: refused.transactionId });
    expect(events.map(({ kind }) => kind)).not.toContain('alarm');
  },
);

test.for(['ref_id', 'tr_id', 'hp', 'code'])(
  'an IAK refusal with HTTP 400 that names another %s is another payment’s, and raises the alarm',
  async (id) => {
    const { counter, answers, quote } = await openIakCounter('json');
    answers({ 'pay-pasca': { ...empty, [id]: 7, response_code: '17' } }, (data, at) => ({
      raw: reply(at === 'pay-pasca' ? 400 : 200, bodyIn('json', data)),
    }));
    const { quoteId, total } = await quote();
    const unsure = await counter.must('payment:pay', { quoteId, tendered: total });
    expect(unsure.status).toBe('pending');
    const { events } = await counter.must('transaction:get', { transactionId: unsure.transactionId });
    expect(events).toContainEqual(expect.objectContaining({ kind: 'alarm', data: { why: 'other-payment' } }));
  },
);

test.for(['12E45', '0', '-7', '0.5', '"-"', '"N/A"', '"null"', '""', 'false', '"00000000"'])(
  'IAK’s noref and Alfakios’ serial_no written as %s is no reference: paid, with a warning, and a dash on paper',
  async (written) => {
    const iak = await openIakCounter('json');
    iak.answers({ 'pay-pasca': { noref: '@' } }, (data) => ({
      raw: reply(200, bodyIn('json', data).replace('"@"', written)),
    }));
    const alfakios = await openCounter();
    alfakios.payments((body) => {
      const text = samplePayment(body, { serial_no: '@', data: { nomor_struk: '@' } });
      return { raw: reply(200, text.replaceAll('"@"', written)) };
    });
    const { quoteId, total } = await alfakios.quote();
    for (const [counter, paid] of [
      [iak.counter, await iak.sell()],
      [alfakios, await alfakios.must('payment:pay', { quoteId, tendered: total })],
    ] as const) {
      expect(paid).toMatchObject({ status: 'paid', reference: null, warning: 'no-reference' });
      const { lines } = await counter.must('receipt:preview', { transactionId: paid.transactionId });
      expect(lines).toContain('NO REF      : -');
    }
  },
);

test('a registration number or a meter reading that is none is not printed', async () => {
  const { counter, answers } = await openIakCounter('json');
  const desc = { transaksi: 'PENYAMBUNGAN BARU', no_registrasi: '@', tanggal_registrasi: '-' };
  answers({ 'inq-pasca': { hp: '3225030005901', code: 'PLNNONTAG', desc } }, (data) => ({
    raw: reply(200, bodyIn('json', data).replace('"@"', '5.3E12')),
  }));
  const bill = await counter.must('bill:inquire', { product: 'pln-nontaglist', customerNumber: '3225030005901' });
  expect(bill.details).toEqual({ kind: 'PENYAMBUNGAN BARU', registrationNumber: null, registrationDate: null });

  const sheet = { periode: '201608', nilai_tagihan: '300000', admin: '2500', denda: '0', total: 302_500 };
  const read = { ...sheet, meter_awal: '-', meter_akhir: '8e4' };
  answers({ 'inq-pasca': { desc: { tarif: 'N/A', daya: 0, lembar_tagihan: '1', tagihan: { detail: [read] } } } });
  const { details } = await counter.must('bill:inquire', { product: 'pln-postpaid', customerNumber: '530000000000' });
  expect(details).toEqual({ tariff: null, power: null, standStart: null, standEnd: null, penalty: 0 });
});

test('a bill with the tr_id 0 could not be paid, so it is none', async () => {
  const { counter, answers } = await openIakCounter('json');
  answers({ 'inq-pasca': { tr_id: 0 } });
  expect(await counter.call('bill:inquire', { product: 'pln-postpaid', customerNumber: '530000000000' })).toMatchObject(
    { code: 'provider-down' },
  );
});

test('the digits of a number are those of the reply, and an exponent or a fraction is no reference', () => {
  const digits = fc.stringMatching(/^[1-9]\d{0,39}$/);
  const read = (written: string): string => String((readJson(`{"a": ${written}}`) as { a: unknown }).a);
  fc.assert(fc.property(digits, (number) => read(number) === number && referenceIn(read(number)) === number));
  fc.assert(
    fc.property(digits, fc.nat(300), fc.constantFrom('e', 'E', 'e+', 'E-'), (number, power, e) => {
      const written = `${number}${e}${power}`;
      return read(written) === written && referenceIn(written.length === 32 ? '' : written) === null;
    }),
  );
  fc.assert(fc.property(digits, digits, (whole, part) => referenceIn(read(`${whole}.${part}`)) === null));
  fc.assert(fc.property(digits, (number) => referenceIn(read(`-${number}`)) === null));
});

test('an Alfakios failure whose ids are empty, 0 or N/A is a refusal', async () => {
  for (const none of ['', 0, '0', 'N/A', '-', null]) {
    const counter = await openCounter();
    const failed = { status: 'FAILED', rc: '099', req_id: none, cust_id: none, amount: none, unit_price: none };
    const top = { success: false, rc: '099' };
    counter.payments((body) => ({ raw: reply(200, samplePayment(body, failed, top)) }));
    const { quoteId, total } = await counter.quote();
    expect(await counter.must('payment:pay', { quoteId, tendered: total })).toMatchObject({ status: 'refused' });
  }
});
