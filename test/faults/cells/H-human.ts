import type { Reply } from '../../../shared/errors.ts';
import { providerIds, type ProviderId } from '../../../shared/product.ts';
import type { Transaction } from '../../../shared/transaction.ts';
import { must, pause, until, type AnyCell } from '../cell.ts';
import { controlClock } from '../clock/clock-control.ts';
import { leftOpen, paidFor, settledAs, turnedAway } from '../stage/sales.ts';
import type { Stage } from '../stage/stage.ts';

// H: what people do at the counter while money is under way.

/** Everybody was told of one and the same payment, and the provider heard of it once. */
function onePayment(replies: readonly Reply<Transaction>[]): Transaction {
  const told = replies.map((reply) => (reply.ok ? reply.value.transactionId : reply.code));
  must(new Set(told).size === 1, `the answers name ${[...new Set(told)].join(', ')}`);
  const first = replies[0];
  must(first?.ok, `no payment was made: ${told[0]}`);
  return first.value;
}

/** The provider thinks about a payment for a while. */
function slowly(stage: Stage, provider: ProviderId, ms: number): void {
  stage.proxy(provider).on('pay', async (exchange) => {
    await pause(ms / 2);
    const answer = await exchange.forward();
    await pause(ms / 2);
    exchange.answer(answer);
  });
}

async function oneSlip(stage: Stage, { transactionId }: Transaction): Promise<void> {
  await settledAs(stage, transactionId, 'paid');
  await until('the slip', async () => (await stage.get(transactionId)).prints > 0);
  await stage.printer.idle();
  const { prints } = await stage.get(transactionId);
  must(prints === 1, `${prints} slips came out by themselves`);
}

async function pressesTwice(stage: Stage): Promise<void> {
  await stage.open();
  for (const provider of providerIds) {
    for (const [thinksMs, apartMs] of [
      [0, 0],
      [0, 3],
      [60, 3],
    ] as const) {
      slowly(stage, provider, thinksMs);
      const quote = await stage.quote(provider);
      const before = stage.proxy(provider).count('pay');
      const first = stage.pay(quote);
      if (apartMs > 0) await pause(apartMs);
      const paid = onePayment(await Promise.all([first, stage.pay(quote)]));
      must(stage.proxy(provider).count('pay') === before + 1, `${provider} was asked to pay more than once`);
      await oneSlip(stage, paid);
    }
  }
}

async function pressesTwentyTimes(stage: Stage): Promise<void> {
  await stage.open();
  for (const provider of providerIds) {
    slowly(stage, provider, 50);
    const quote = await stage.quote(provider);
    const before = stage.proxy(provider).count('pay');
    const presses = [];
    for (let press = 0; press < 20; press++) {
      presses.push(stage.pay(quote));
      await pause(5);
    }
    const paid = onePayment(await Promise.all(presses));
    await oneSlip(stage, paid);
    // The same bill once more, by a cashier who saw nothing happen.
    const again = await stage.call('bill:inquire', {
      product: 'pln-postpaid',
      customerNumber: quote.customerNumber,
      provider,
    });
    if (again.ok) {
      must(again.value.paidBefore?.transactionId === paid.transactionId, 'the bill does not say that it was paid');
      const second = await stage.pay(again.value);
      must(!second.ok && second.code === 'paid-before', JSON.stringify(second));
    }
    must(stage.proxy(provider).count('pay') === before + 1, `${provider} was asked to pay more than once`);
  }
}

/** Of several payments of one bill, one was made, and the others were turned away before anything was sent. */
function oneOf(replies: readonly Reply<Transaction>[]): Transaction {
  const made = replies.flatMap((reply) => (reply.ok ? [reply.value] : []));
  const codes = replies.flatMap((reply) => (reply.ok ? [] : [reply.code]));
  must(made.length === 1, `${made.length} payments of one bill were made; the others: ${codes.join(', ')}`);
  const isKnown = codes.every((code) => code === 'bill-locked' || code === 'paid-before');
  must(isKnown, `the others were turned away as ${codes.join(', ')}`);
  return made[0] as Transaction;
}

async function paysInTwoWindows(stage: Stage): Promise<void> {
  const clock = controlClock(stage);
  await stage.open({ env: clock.env });
  for (const provider of providerIds) {
    for (const [thinksMs, apartMs, isExpired] of [
      [0, 0, false],
      [80, 20, false],
      [80, 0, true],
      [0, 200, false],
    ] as const) {
      slowly(stage, provider, thinksMs);
      const customerNumber = stage.newNumber(provider);
      const quotes = [await stage.quote(provider, customerNumber), await stage.quote(provider, customerNumber)];
      // Both windows stood open since yesterday: each asks for the bill anew inside the payment.
      if (isExpired) await clock.pass(23 * 60 * 60 * 1000);
      const before = stage.proxy(provider).count('pay');
      const replies = quotes.map(async (quote, nth) => {
        await pause(nth * apartMs);
        return stage.pay(quote);
      });
      const paid = oneOf(await Promise.all(replies));
      must(stage.proxy(provider).count('pay') === before + 1, `${provider} was asked to pay more than once`);
      await oneSlip(stage, paid);
    }
  }
  const report = await stage.must('journal:verify', {});
  must(report.ok, report.problems.join('; '));
}

async function paysElsewhere(stage: Stage): Promise<void> {
  await stage.open();
  const pairs = providerIds.flatMap((first) =>
    providerIds.filter((other) => other !== first).map((other) => [first, other] as const),
  );
  for (const [first, other] of pairs) {
    const open = await leftOpen(stage, first);
    const { customerNumber, transactionId } = open;
    const elsewhere = await stage.quote(other, customerNumber);
    await turnedAway(stage, elsewhere);
    // Neither a new quote nor another start opens the lock.
    await stage.restart();
    await turnedAway(stage, elsewhere);
    await turnedAway(stage, await stage.quote(other, customerNumber));
    await stage.faultsOff();
    if (first !== 'alfakios') await settledAs(stage, transactionId, 'paid');
    else await stage.must('payment:resolve', { transactionId, as: 'paid', reason: 'the provider has it' });
    // Now it is known to be paid, which only a person may pass over.
    const late = await stage.pay(elsewhere);
    must(!late.ok && late.code === 'paid-before', JSON.stringify(late));
  }
  // One that never arrived: once a person has said so, the bill may be paid elsewhere.
  stage.proxy('alfakios').on('pay', (exchange) => exchange.reset());
  const quote = await stage.quote('alfakios');
  const { transactionId } = await paidFor(stage, quote);
  const elsewhere = await stage.quote('iak', quote.customerNumber);
  await turnedAway(stage, elsewhere);
  await stage.must('payment:resolve', { transactionId, as: 'refused', reason: 'the provider has nothing of it' });
  await settledAs(stage, (await paidFor(stage, elsewhere)).transactionId, 'paid');
}

export const cells: readonly AnyCell[] = [
  { id: 'H1', title: 'Enter twice within 5 ms', run: pressesTwice },
  { id: 'H2', title: 'Enter twenty times in 100 ms', run: pressesTwentyTimes },
  { id: 'H3', title: 'one bill paid in two windows', run: paysInTwoWindows },
  { id: 'H4', title: 'the bill paid elsewhere while it is not known', run: paysElsewhere, limitMs: 120_000 },
];
