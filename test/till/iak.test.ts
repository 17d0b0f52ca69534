import { expect, test } from 'vitest';
import { productOfLength } from '../../shared/product.ts';
import { iakStories } from '../../electron/training/iak-stories.ts';
import type { Misbehaviour } from '../../electron/training/misbehaviour.ts';
import {
  ask,
  iakFormats as formats,
  inquiryOrder,
  openProvider,
  openShop,
  quoted,
  short,
  type Shop,
} from '../harness/iak.ts';

// IAK's adapter over real HTTP against the training server, which does as the documents say.

/** An inquiry's failure, or what the payment and two status checks after it become. */
async function course({ provider }: Shop, customerNumber: string): Promise<readonly string[]> {
  const order = inquiryOrder(customerNumber);
  const outcome = await provider.inquire(order);
  if (outcome.kind === 'failed') return [outcome.code];
  const { bill, admin, memo } = outcome.bill;
  const payment = { ...order, bill, admin, memo };
  const paid = await provider.pay(payment);
  return [short(paid), short(await ask(provider, payment)), short(await ask(provider, payment))];
}

const paid = ['paid', 'paid', 'paid'];
const alreadyPaid = ['already-paid'];
const wrong = ['wrong-number'];
const down = ['provider-down'];
const failed = ['refused rejected', 'refused rejected', 'refused rejected'];
const later = ['pending in-process', 'pending in-process', 'paid'];
const doubtful = ['pending doubtful', 'refused rejected', 'refused rejected'];

const numbers = {
  current: {
    '530000000000': paid,
    '530000000999': paid,
    '530000000001': alreadyPaid,
    '530000000014': wrong,
    '530000000103': down,
    '530000001037': failed,
    '530000001039': later,
    '530000001105': doubtful,
    '3225030005901': paid,
    '3225030005902': paid,
    '3225030005903': down,
    '3225030005904': alreadyPaid,
    '3225030005905': wrong,
    '3225030005906': failed,
    '3225030005907': later,
    '3225030005908': doubtful,
    '531234567021': ['pending in-process', 'pending in-process', 'refused rejected'],
    '531234567022': ['pending no-reply', 'paid', 'paid'],
    '531234567023': ['pending no-reply', 'pending not-received', 'pending not-received'],
    '531234567024': ['pending http-status', 'paid', 'paid'],
    '531234567025': ['pending no-reply', 'paid', 'paid'],
    '531234567026': ['pending unreadable-reply', 'paid', 'paid'],
    '519876543210': paid,
    '4111111111111': paid,
  },
  older: {
    '530000000001': paid,
    '530000000002': paid,
    '530000000003': down,
    '530000000004': alreadyPaid,
    '530000000005': wrong,
    '530000000006': failed,
    '530000000007': later,
    '530000000008': doubtful,
  },
} as const;

test.for(
  formats.flatMap((format) =>
    (['current', 'older'] as const).flatMap((table) =>
      Object.entries(numbers[table]).map(([number, expected]) => ({ format, table, number, expected })),
    ),
  ),
)('$number of the $table table in $format: $expected', async ({ format, table, number, expected }) => {
  expect(await course(await openShop(format, { numbers: table }), number)).toEqual(expected);
});

test('every training number has words', () => {
  for (const [number, { what, product }] of Object.entries(iakStories)) {
    expect([number, what, product]).toEqual([number, expect.stringMatching(/./), productOfLength(number.length)]);
  }
});

test.for(['530000000000', '530000000999', '531234567002', '3225030005901', '519876543210', '4111111111111'])(
  '%s is quoted, paid and asked about with the same results in JSON and in XML',
  async (number) => {
    const order = inquiryOrder(number);
    const results = [];
    for (const format of formats) {
      const { provider, training } = await openShop(format);
      const inquiry = await provider.inquire(order);
      if (inquiry.kind !== 'bill') throw new Error(inquiry.code);
      const payment = { ...order, bill: inquiry.bill.bill, admin: inquiry.bill.admin, memo: inquiry.bill.memo };
      const outcomes = [await provider.pay(payment), await ask(provider, payment)];
      expect(outcomes.map(short)).toEqual(['paid', 'paid']);
      const said = [...outcomes, inquiry].map(({ exchange: _exchange, ...rest }) => rest);
      results.push({ said, ledger: [...training.ledger], deposit: training.deposit() });
    }
    expect(results[1]).toEqual(results[0]);
  },
);

test('the sample customer, from quote to receipt', async () => {
  const { provider, training } = await openShop('xml');
  const before = training.deposit();
  const inquiry = await provider.inquire({ ...inquiryOrder('530000000000'), providerRef: '09128374655' });
  expect(inquiry).toMatchObject({
    kind: 'bill',
    bill: {
      customerName: 'SUBCRIBER NAME',
      periods: ['2016-08'],
      bill: 300_000,
      admin: 2_500,
      commission: 600,
      remainingBills: null,
      warning: null,
      details: { tariff: 'R1', power: '1300', standStart: null, standEnd: null, penalty: 0 },
    },
  });
  const payment = await quoted(provider, inquiryOrder('530000000000'));
  expect(await provider.pay(payment)).toMatchObject({
    kind: 'paid',
    reference: '004212C9245F1BA43A77CEBD5CD5DA39',
    commission: 600,
    balance: before - 301_900,
    warning: null,
    details: { tariff: 'R1', power: '1300', standStart: '00080000', standEnd: '00080000', penalty: 0 },
    remainingBills: 0,
    footer: null,
  });
  expect([...training.ledger]).toEqual([[payment.providerRef, { customerNumber: '530000000000', deducted: 301_900 }]]);
  expect(training.deposit()).toBe(before - 301_900);
});

test('of eight bills four are paid and four remain on the receipt', async () => {
  const { provider } = await openShop('json');
  const order = inquiryOrder('530000000999');
  const inquiry = await provider.inquire(order);
  expect(inquiry).toMatchObject({ bill: { remainingBills: null, warning: null, periods: { length: 4 } } });
  expect(await provider.pay(await quoted(provider, inquiryOrder('530000000999')))).toMatchObject({ remainingBills: 4 });
});

test.for(formats)('deposit and price list in %s', async (format) => {
  const { provider, training } = await openShop(format);
  expect(await provider.balance?.()).toMatchObject({ kind: 'balance', balance: training.deposit() });
  expect(await provider.products?.()).toMatchObject({
    kind: 'products',
    products: [
      { code: 'PLNPOSTPAID', name: 'PLN Postpaid', active: true, admin: 2_500 },
      { code: 'PLNNONTAG', name: 'PLN Nontaglis', active: true, admin: 1_600 },
    ],
  });
  const wrongKey = openProvider(training.baseUrl, format, { username: training.username, apiKey: 'wrong' });
  expect(await wrongKey.balance?.()).toMatchObject({ kind: 'failed', message: 'INVALID SIGNATURE' });
  expect(await wrongKey.products?.()).toMatchObject({ kind: 'failed', message: 'INVALID SIGNATURE' });
});

test('a wrong key refuses a payment, but says nothing of one that was asked about', async () => {
  const { provider, training } = await openShop('json');
  const wrongKey = openProvider(training.baseUrl, 'json', { username: training.username, apiKey: 'wrong' });
  expect(await wrongKey.inquire(inquiryOrder('530000000000'))).toMatchObject({ code: 'provider-down' });
  const payment = await quoted(provider, inquiryOrder('530000000000'));
  expect(short(await wrongKey.pay(payment))).toBe('refused credentials');
  await provider.pay(payment);
  expect(short(await ask(wrongKey, payment))).toBe('pending doubtful');
});

test('the training server keeps the documented rules', async () => {
  const { provider, training, clock } = await openShop('json', { cutOff: true });
  const order = inquiryOrder('519876543210');
  const payment = await quoted(provider, order);
  expect(await provider.inquire(order)).toMatchObject({ providerMessage: 'GAGAL (11)' });
  expect(await provider.inquire({ ...order, providerRef: 'with-hyphen' })).toMatchObject({ code: 'provider-down' });
  expect(await provider.inquire({ ...inquiryOrder('519876543210'), product: 'pln-nontaglist' })).toMatchObject({
    code: 'wrong-number',
  });
  expect(short(await ask(provider, payment))).toBe('pending not-received');
  expect(short(await provider.pay(payment))).toBe('paid');
  // The same payment again is not paid twice, and is not refused: it may be ours, and it is.
  expect(short(await provider.pay(payment))).toBe('pending doubtful');
  expect(training.ledger.size).toBe(1);
  expect(await provider.inquire(inquiryOrder('519876543210'))).toMatchObject({ code: 'already-paid' });
  const overnight = await quoted(provider, inquiryOrder('519876543211'));
  clock.ms += 9 * 60 * 60 * 1000;
  expect(await provider.inquire(inquiryOrder('519876543212'))).toMatchObject({ code: 'cut-off' });
  clock.ms += 9 * 60 * 60 * 1000;
  expect(await provider.pay(overnight)).toMatchObject({ kind: 'refused', message: 'GAGAL (04)' });
});

test.for(
  formats.flatMap((format) =>
    (
      [
        ['hang', 'pending no-reply'],
        ['cut', 'pending no-reply'],
        ['slow', 'pending no-reply'],
        ['error', 'pending http-status'],
        ['html', 'pending unreadable-reply'],
        ['malformed', 'pending unreadable-reply'],
      ] as const
    ).map(([how, expected]) => ({ format, how, expected })),
  ),
)('$how in $format: a payment stays open, an inquiry fails clearly', async ({ format, how, expected }) => {
  const number = '519876543210';
  const { provider, training } = await openShop(format);
  const treat = (at: Misbehaviour['at']) => training.misbehave.set(number, { at, how });
  treat('inquiry');
  expect(await provider.inquire(inquiryOrder(number))).toMatchObject({ kind: 'failed', code: 'provider-down' });
  training.misbehave.clear();
  const payment = await quoted(provider, inquiryOrder(number));
  treat('pay');
  expect(short(await provider.pay(payment))).toBe(expected);
  treat('status');
  expect(short(await ask(provider, payment))).toBe(expected);
  training.misbehave.clear();
  expect(short(await ask(provider, payment))).toBe('paid');
  expect(training.ledger.size).toBe(1);
});

test('a payment that could not leave is refused, a status check that could not leave is not', async () => {
  const { provider, training } = await openShop('json');
  const payment = await quoted(provider, inquiryOrder('530000000000'));
  await training.close();
  expect(short(await provider.pay(payment))).toBe('refused not-sent');
  expect(short(await ask(provider, payment))).toBe('pending no-reply');
});
