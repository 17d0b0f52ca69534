import { expect, test } from 'vitest';
import { asItDied } from '../harness/as-it-died.ts';
import { sampleBody } from '../harness/ayoconnect.ts';
import { openCounter, samplePayment, type Counter } from '../harness/counter.ts';
import { reply, type Treatment } from '../harness/fake-provider.ts';

// Every stored change of a payment is told once, by `transaction:changed`, whatever path stored it.

const printers = [{ id: 'file', transport: 'file:paper.bin', columns: 32 }];
const number = '516070377764';
const say = (body: object): Treatment => ({ raw: reply(200, JSON.stringify(body)) });

/** What was told so far: each payment's status and how many slips of it went out. */
const told = ({ changes }: Counter): readonly string[] => changes.map(({ status, prints }) => `${status} ${prints}`);

async function pay(counter: Counter): Promise<string> {
  const { quoteId } = await counter.quote();
  return (await counter.must('payment:pay', { quoteId, tendered: 291_000 })).transactionId;
}

/** A counter whose Ayoconnect answers payments and status checks by `answer`. */
async function counterThatAsks(answer: (counter: Counter) => Treatment): Promise<Counter> {
  const keys = { partnerId: 'p', apiKey: 'k', apiSecret: 's', productCodes: { 'pln-postpaid': 'code' } };
  const counter = await openCounter({
    providers: (baseUrl) => ({ ayoconnect: { enabled: true, baseUrl, ...keys } }),
    printers,
    settleScale: 0.01,
    realClock: true,
  });
  counter.provider.answer((at) =>
    at.endsWith('check') ? say(sampleBody('inquiry.success', { accountNumber: number })) : answer(counter),
  );
  return counter;
}

async function payAyoconnect(counter: Counter): Promise<string> {
  const { quoteId, total } = await counter.must('bill:inquire', { product: 'pln-postpaid', customerNumber: number });
  return (await counter.must('payment:pay', { quoteId, tendered: total })).transactionId;
}

function paidAnswer({ db }: Counter): Treatment {
  const refNumber = db.prepare('SELECT provider_ref FROM payments').pluck().get();
  return say(sampleBody('status.success', { refNumber, accountNumber: number }));
}

test.for([
  ['paid', (body: Record<string, string>) => ({ raw: reply(200, samplePayment(body)) })],
  ['pending', () => 'reset' as const],
  [
    'refused',
    // The deposit stays as it was, or that would be one more change.
    (body: Record<string, string>) => ({
      raw: reply(400, samplePayment(body, { balance: '500000' }, { success: false })),
    }),
  ],
] as const)('a payment is told of when it is sent and when it is %s', async ([status, treatment]) => {
  const counter = await openCounter();
  counter.payments(treatment);
  await pay(counter);
  expect(told(counter)).toEqual(['sending 0', `${status} 0`]);
});

test('a slip, a resend, its answer and a person’s word are each told once', async () => {
  const counter = await openCounter({ printers });
  counter.payments(() => 'reset');
  const transactionId = await pay(counter);
  const sent = ['sending 0', 'pending 0'];
  expect(told(counter)).toEqual(sent);
  await counter.must('receipt:print', { transactionId });
  const slip = [...sent, 'pending 0'];
  expect(told(counter)).toEqual(slip);
  counter.clock.ms += 60_000;
  await counter.must('payment:resend', { transactionId, reason: 'it never came' });
  const resent = [...slip, 'pending 0', 'pending 0'];
  expect(told(counter)).toEqual(resent);
  await counter.must('payment:resolve', { transactionId, as: 'paid', reason: 'by telephone' });
  expect(told(counter)).toEqual([...resent, 'paid 0']);
  await counter.must('receipt:print', { transactionId, confirm: true });
  expect(told(counter)).toEqual([...resent, 'paid 0', 'paid 1']);
});

test('a status check that leaves a payment pending is told of, and so are the one that settles it and its slip', async () => {
  let checks = 0;
  const counter = await counterThatAsks((asked) => (checks++ < 2 ? say({ responseCode: 299 }) : paidAnswer(asked)));
  await payAyoconnect(counter);
  await expect.poll(() => told(counter).at(-1), { timeout: 5_000 }).toBe('paid 1');
  // The check in between, and the slip of a payment that stays pending.
  expect(told(counter)).toEqual(['sending 0', 'pending 0', 'pending 0', 'pending 0', 'paid 0', 'paid 1']);
});

test('a pending payment whose answer the disk took only later is told of once, and asked about until it is paid', async () => {
  let isFirst = true;
  const counter = await counterThatAsks((paying) => {
    if (!isFirst) return paidAnswer(paying);
    isFirst = false;
    paying.db.pragma('query_only = ON');
    return say({ responseCode: 299 });
  });
  await payAyoconnect(counter);
  expect(told(counter)).toEqual(['sending 0']);
  counter.db.pragma('query_only = OFF');
  await expect.poll(() => told(counter).at(-1), { timeout: 8_000 }).toBe('paid 1');
  // Its slip is one change more if it stays pending for long enough.
  const kinds = told(counter).filter((kind, at, all) => kind !== all[at - 1]);
  expect(kinds).toEqual(['sending 0', 'pending 0', 'paid 0', 'paid 1']);
  expect(told(counter).length).toBeLessThanOrEqual(5);
});

test('what a till found unfinished as it opened is told to the first who listens', async () => {
  const first = await openCounter();
  first.payments(() => 'hang');
  const { quoteId } = await first.quote();
  void first.call('payment:pay', { quoteId, tendered: 291_000 });
  await expect.poll(() => first.payRequests()).toBe(1);

  expect(told(await openCounter({ folder: asItDied(first) }))).toEqual(['pending 0']);
});
