import { expect, test } from 'vitest';
import { checkFolder } from '../verify/check.ts';
import { inquiryPath, openCounter, sampleInquiry, samplePayment, type Counter } from '../harness/counter.ts';
import { reply } from '../harness/fake-provider.ts';

// Each payment explains what a deposit fell by once, and no longer than it may have been taken. Light and book say the same.

const provider = 'alfakios';
/** A bill of so many rupiah. */
const bills: Readonly<Record<string, number>> = {
  '512345678901': 187_050,
  '512345678902': 187_750,
  '512345678903': 50_000,
  '512345678904': 60_000,
};
const [one, other, third, fourth] = Object.keys(bills) as [string, string, string, string];

interface Till {
  readonly counter: Counter;
  /** What the provider's books hold; its next answer tells it. */
  left: number;
  /** Whether payments are taken, and whether they are answered. */
  takes: boolean;
  answers: boolean;
}

async function openTill(): Promise<Till> {
  const counter = await openCounter({ more: {} });
  const till: Till = { counter, left: 5_000_000, takes: true, answers: true };
  counter.provider.answer((path, body) => {
    const sent = JSON.parse(body) as Record<string, string>;
    const number = sent['cust_id'] ?? '';
    const amount = bills[number] ?? 0;
    const bill = { nama_pelanggan: 'SITI RAHAYU', tarif: 'R2/TR', daya: '2200 VA', id_pelanggan: number };
    const data = { ...bill, periode: 'APR 2024', tagihan: String(amount), admin: '0' };
    const sums = { cust_id: number, amount: String(amount), unit_price: String(amount), data };
    if (path === inquiryPath) return { raw: reply(200, sampleInquiry({ ...sums, balance: String(till.left) })) };
    if (till.takes) till.left -= amount;
    if (!till.answers) return 'reset';
    return {
      raw: reply(200, samplePayment(sent, { ...sums, balance_used: String(amount), balance: String(till.left) })),
    };
  });
  return till;
}

async function sell({ counter }: Till, customerNumber: string): Promise<string> {
  counter.clock.ms += 60_000;
  const quote = await counter.must('bill:inquire', { product: 'pln-postpaid', customerNumber });
  const order = { quoteId: quote.quoteId, tendered: quote.total, ...(quote.paidBefore && { confirmPaidBefore: true }) };
  return (await counter.must('payment:pay', order)).transactionId;
}

/** Sends one whose answer is lost. */
async function lose(till: Till, number: string, takes = true): Promise<string> {
  Object.assign(till, { answers: false, takes });
  const transactionId = await sell(till, number);
  Object.assign(till, { answers: true, takes: true });
  return transactionId;
}

async function refuse({ counter }: Till, transactionId: string, as: 'paid' | 'refused' = 'refused'): Promise<void> {
  counter.clock.ms += 60_000;
  await counter.must('payment:resolve', { transactionId, as, reason: 'kata Alfakios' });
}

async function debits({ counter }: Till) {
  const told = (await counter.must('till:status', {})).debits;
  return told.map(({ amount, most, transactionId }) => ({ amount, ...(most && { most }), transactionId }));
}

/** What the book says that nobody knows of, and what it may be explained by. */
async function book({ counter }: Till) {
  const { difference, unsettled, saidBefore } = await counter.must('deposit:book', { provider });
  return saidBefore ? null : { rest: (difference ?? 0) - (unsettled ?? 0), unsettled };
}

async function end({ counter }: Till): Promise<void> {
  await counter.close();
  expect(checkFolder(counter.folder).problems).toEqual([]);
}

test('two were taken, one decided as refused: what fell was set against the other once more, and the light said Rp700', async () => {
  const till = await openTill();
  await sell(till, third);
  await lose(till, one);
  const id = await lose(till, other);
  await refuse(till, id);
  await sell(till, fourth);
  expect(await debits(till)).toEqual([{ amount: 187_750, transactionId: id }]);
  expect(await book(till)).toEqual({ rest: -187_750, unsettled: -187_050 });
  await end(till);
});

test('the fall was seen while its payment was pending: a decision that explains it no more is told at once', async () => {
  const till = await openTill();
  await sell(till, third);
  const id = await lose(till, one);
  await sell(till, fourth);
  expect(await debits(till)).toEqual([]);
  await refuse(till, id);
  const told = [{ amount: 187_050, transactionId: id }];
  expect(await debits(till)).toEqual(told);
  expect(await book(till)).toEqual({ rest: -187_050, unsettled: 0 });
  const { alarm, events } = await till.counter.must('transaction:get', { transactionId: id });
  expect({ alarm, last: events.at(-1)?.kind }).toEqual({ alarm: 'open', last: 'alarm' });
  await sell(till, third);
  expect(await debits(till)).toEqual(told);
  expect(await book(till)).toEqual({ rest: -187_050, unsettled: 0 });
  // The word is taken back: it is known by now who took it.
  await refuse(till, id, 'paid');
  expect(await debits(till)).toEqual([]);
  await sell(till, third);
  expect(await debits(till)).toEqual([]);
  await refuse(till, id);
  expect(await debits(till)).toEqual(told);
  await end(till);
});

test('it is not known which of two was taken: at least and at most are told, and no difference of two guesses', async () => {
  const till = await openTill();
  await sell(till, third);
  const pending = await lose(till, one, false);
  const id = await lose(till, other);
  await refuse(till, id);
  await sell(till, fourth);
  expect(await debits(till)).toEqual([{ amount: 700, most: 187_750, transactionId: id }]);
  // Neither was it the other one: all of it is known.
  await refuse(till, pending);
  expect(await debits(till)).toEqual([{ amount: 187_750, transactionId: id }]);
  expect(await book(till)).toEqual({ rest: -187_750, unsettled: 0 });
  await end(till);
});

test('what a pending payment had taken came back, or a top-up came between: only what is still missing is told', async () => {
  for (const isTopUp of [false, true]) {
    const till = await openTill();
    await sell(till, third);
    const id = await lose(till, one);
    await sell(till, fourth);
    till.left += isTopUp ? 1_000_000 : 187_050;
    if (isTopUp) {
      const topUp = { provider, kind: 'top-up', amount: 1_000_000, note: 'BCA' } as const;
      await till.counter.must('deposit:record', topUp);
    }
    await sell(till, fourth);
    await refuse(till, id);
    expect(await debits(till)).toEqual(isTopUp ? [{ amount: 187_050, transactionId: id }] : []);
    expect((await book(till))?.rest).toBe(isTopUp ? -187_050 : 0);
    await end(till);
  }
});
