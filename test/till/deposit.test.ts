import { expect, test } from 'vitest';
import { openCounter, sampleInquiry, samplePayment, inquiryPath, type Counter } from '../harness/counter.ts';
import { reply } from '../harness/fake-provider.ts';

// Alfakios can't be asked about a payment. What its answers tell of the deposit shows a debit that nobody here made.

const price = 291_000;

interface Deposit {
  readonly counter: Counter;
  /** What the provider's books hold; its next answer tells it. */
  left: number;
  /** What becomes of payments from now on. */
  does: 'pays' | 'refuses' | 'refuses and pays' | 'hangs up' | 'hangs up and pays';
}

async function openDeposit(): Promise<Deposit> {
  const counter = await openCounter({ more: {} });
  const deposit: Deposit = { counter, left: 5_000_000, does: 'pays' };
  counter.provider.answer((path, body) => {
    if (path === inquiryPath) return { raw: reply(200, sampleInquiry({ balance: String(deposit.left) })) };
    const { does } = deposit;
    if (does === 'pays' || does === 'hangs up and pays') deposit.left -= price;
    const told = { balance: String(deposit.left) };
    // The money goes only after the answer.
    if (does === 'refuses and pays') deposit.left -= price;
    if (does === 'hangs up' || does === 'hangs up and pays') return 'reset';
    const sent = JSON.parse(body) as Record<string, string>;
    const failed = { ...told, balance_used: '0', status: 'FAILED', rc: '099' };
    return {
      raw: reply(
        200,
        does === 'pays' ? samplePayment(sent, told) : samplePayment(sent, failed, { success: false, rc: '099' }),
      ),
    };
  });
  return deposit;
}

async function sell({ counter }: Deposit): Promise<string> {
  const quote = await counter.quote();
  const order = { quoteId: quote.quoteId, tendered: price, confirmPaidBefore: true };
  return (await counter.must('payment:pay', order)).transactionId;
}

async function debits({ counter }: Deposit) {
  return (await counter.must('till:status', {})).debits;
}

function recorded({ counter }: Deposit): unknown {
  const found = counter.books.db.prepare(`SELECT data FROM journal WHERE kind = 'debited'`).pluck().all();
  return (found as string[]).map((data) => JSON.parse(data) as unknown);
}

test('a refused payment that was debited all the same is named by the next answer, on the screen, in the trail and in the log', async () => {
  const deposit = await openDeposit();
  await sell(deposit);
  deposit.does = 'refuses and pays';
  const transactionId = await sell(deposit);
  expect(await debits(deposit)).toEqual([]);
  await deposit.counter.quote();
  expect(await debits(deposit)).toMatchObject([{ provider: 'alfakios', amount: price, transactionId }]);
  const { status, alarm, events } = await deposit.counter.must('transaction:get', { transactionId });
  expect({ status, alarm }).toEqual({ status: 'refused', alarm: 'open' });
  expect(events.at(-1)).toMatchObject({ kind: 'alarm', data: { why: 'debited', amount: price } });
  expect(recorded(deposit)).toEqual([
    { provider: 'alfakios', amount: price, before: 4_709_000, after: 4_418_000, payment: transactionId },
  ]);
  expect(deposit.counter.logText()).toContain('deposit-debited');
  await deposit.counter.quote();
  expect(await debits(deposit)).toHaveLength(1);
});

test('a debit that no refusal explains is told with its amount, and names no payment', async () => {
  const deposit = await openDeposit();
  await sell(deposit);
  await deposit.counter.quote();
  deposit.left -= 100_000;
  await deposit.counter.quote();
  expect(await debits(deposit)).toMatchObject([{ amount: 100_000, transactionId: null }]);
});

test('own payments and top-ups are no debit of somebody else', async () => {
  const deposit = await openDeposit();
  await deposit.counter.quote();
  for (let n = 0; n < 3; n++) await sell(deposit);
  deposit.left += 1_000_000;
  await sell(deposit);
  deposit.does = 'refuses';
  await sell(deposit);
  await Promise.all([deposit.counter.quote(), deposit.counter.quote()]);
  expect(await debits(deposit)).toEqual([]);
});

test('what a pending payment may have taken is no alarm, whether it did or not', async () => {
  for (const does of ['hangs up', 'hangs up and pays'] as const) {
    const deposit = await openDeposit();
    await deposit.counter.quote();
    deposit.does = does;
    const transactionId = await sell(deposit);
    await deposit.counter.quote();
    // It may reach the deposit late.
    if (does === 'hangs up') deposit.left -= price;
    await deposit.counter.quote();
    await deposit.counter.must('payment:resolve', { transactionId, as: 'paid', reason: 'Alfakios said so' });
    await deposit.counter.quote();
    expect(await debits(deposit)).toEqual([]);
    // Once it is settled, and an answer was asked for after that, it excuses nothing any more.
    deposit.left -= price;
    await deposit.counter.quote();
    expect(await debits(deposit)).toMatchObject([{ amount: price, transactionId: null }]);
  }
});
