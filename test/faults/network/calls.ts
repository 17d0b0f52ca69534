import type { ProviderId } from '../../../shared/product.ts';
import type { Quote } from '../../../shared/bill.ts';
import type { Transaction } from '../../../shared/transaction.ts';
import { must, until } from '../cell.ts';
import { compiledOnce, type Stage } from '../stage/stage.ts';
import { shortMs, wordFor, type Bench, type Fault, type PayWord, type Variant, type Verb } from './bench.ts';

// A fault at each of the calls that a till makes: what the till says at that moment, and what it keeps.

type Scene = (bench: Bench, variant: Variant, on: () => Promise<void>) => Promise<void>;

/** Makes every variant of the fault at this call, one after the other at the same till. */
export async function sufferFault(stage: Stage, fault: Fault, provider: ProviderId, call: Verb): Promise<void> {
  const options = (await fault.options?.(stage)) ?? {};
  const timeoutMs = fault.variants.some(({ slow }) => slow) ? { [call]: shortMs } : {};
  await stage.open({ providers: [provider], timeoutMs, env: compiledOnce(stage), ...options });
  for (const variant of fault.variants.filter(({ calls }) => calls?.includes(call) ?? true)) {
    await suffer(stage, provider, call, variant).catch((error: Error) => {
      throw new Error(`${variant.what}: ${error.message}`);
    });
  }
}

async function suffer(stage: Stage, provider: ProviderId, call: Verb, variant: Variant): Promise<void> {
  const undo: (() => unknown)[] = [];
  const checks: ((tookMs: number) => void | Promise<void>)[] = [];
  let times = 0;
  const bench: Bench = {
    ...{ stage, provider, call },
    proxy: stage.proxy(provider),
    happened: () => void times++,
    check: (holds) => void checks.push(holds),
    atOff: (one) => void undo.push(one),
  };
  const scene = call === 'status' && provider === 'alfakios' ? unaskable : scenes[call];
  let since = 0;
  const on = async (): Promise<void> => {
    await variant.on(bench);
    since = performance.now();
  };
  await scene(bench, variant, on);
  // Where nothing is asked, nothing can happen.
  must(times > 0 || scene === unaskable, 'the fault never happened');
  for (const check of checks) await check(performance.now() - since);
  for (const one of undo) await one();
  await stage.faultsOff();
}

const scenes: Readonly<Record<Verb, Scene>> = { inquiry: inquire, pay, status };

async function inquire({ stage, provider, proxy }: Bench, variant: Variant, on: () => Promise<void>): Promise<void> {
  const customerNumber = stage.newNumber(provider);
  const ask = () => stage.call('bill:inquire', { product: 'pln-postpaid', customerNumber, provider });
  await on();
  const payments = proxy.count('pay');
  const reply = await ask();
  if (wordFor(variant.inquiry, provider) === 'works') {
    must(reply.ok, `the inquiry should have worked: ${JSON.stringify(reply)}`);
    must(reply.value.customerNumber === customerNumber, 'the bill is somebody else’s');
  } else {
    must(!reply.ok, `a bill came out of it: ${JSON.stringify(reply)}`);
    must(reply.code === 'provider-down', `the inquiry failed with ${reply.code}`);
  }
  if (variant.laterMs !== undefined) {
    await openLater(stage, variant.laterMs);
    must(!(await ask()).ok, 'a bill came out of it later');
  }
  must(proxy.count('pay') === payments, 'an inquiry paid something');
}

async function pay(bench: Bench, variant: Variant, on: () => Promise<void>): Promise<void> {
  const { stage, provider, proxy } = bench;
  const customerNumber = stage.newNumber(provider);
  const quote = await stage.quote(provider, customerNumber);
  const another = await stage.quote(provider, customerNumber);
  await on();
  const sent = proxy.count('pay');
  const reply = await stage.pay(quote);
  must(reply.ok, `the payment was not answered: ${JSON.stringify(reply)}`);
  checkOutcome(bench, wordFor(variant.pay, provider), reply.value);
  if (reply.value.status === 'refused') must(proxy.count('pay') === sent, 'it is refused, and the request arrived');
  else await checkLocked(bench, another);
  if (variant.laterMs !== undefined) {
    await openLater(stage, variant.laterMs);
    const late = await stage.get(reply.value.transactionId);
    must(late.status === reply.value.status, `it was ${reply.value.status} and is ${late.status} after the outage`);
  }
}

/** What the till says of a payment at once: never more than is known, and who will find out the rest. */
function checkOutcome({ provider }: Bench, word: PayWord, { status, refusal, nextAskAt }: Transaction): void {
  const said = status === 'refused' ? `refused ${refusal?.code}` : status;
  // An orderly payment of Ayoconnect is being processed at first.
  const works = provider === 'ayoconnect' ? 'pending' : 'paid';
  const expected: Readonly<Record<PayWord, readonly string[]>> = {
    'not-sent': ['refused not-sent'],
    pending: ['pending'],
    open: ['pending', 'refused not-sent'],
    works: [works],
  };
  must(expected[word].includes(said), `the payment is ${said}, expected ${expected[word].join(' or ')}`);
  const asks = status === 'pending' && provider !== 'alfakios';
  must((nextAskAt !== null) === asks, `it is ${said}, and the next question comes at ${nextAskAt}`);
}

/** The bill of an open payment can't be paid by another quote; once it is found paid, only knowingly. */
async function checkLocked({ stage, proxy }: Bench, another: Quote): Promise<void> {
  const before = proxy.count('pay');
  const reply = await stage.pay(another);
  must(!reply.ok, 'the same bill was paid by another quote');
  must(['bill-locked', 'paid-before'].includes(reply.code), `the same bill was refused as ${reply.code}`);
  must(proxy.count('pay') === before, 'the same bill was sent again');
}

async function status(bench: Bench, variant: Variant, on: () => Promise<void>): Promise<void> {
  const { stage } = bench;
  const { transactionId } = (await payWithoutAnswer(bench, on)).paid;
  const questions = async (): Promise<number> =>
    (await stage.get(transactionId)).events.filter(({ kind }) => kind === 'asked').length;
  if (variant.status === 'works') {
    await until('the payment is found paid', async () => (await stage.get(transactionId)).status === 'paid');
    return;
  }
  // Those that came before the whole fault was there don't count.
  const enough = (await questions()) + (variant.slow ? 1 : 2);
  await until('questions under the fault', async () => (await questions()) >= enough);
  checkOpen(await stage.get(transactionId));
  if (variant.laterMs === undefined) return;
  const before = await questions();
  await openLater(stage, variant.laterMs);
  await until('a question after the outage began', async () => (await questions()) > before);
  checkOpen(await stage.get(transactionId));
}

function checkOpen({ status: now, nextAskAt, refusal }: Transaction): void {
  must(now === 'pending', `a question that failed made the payment ${now} ${refusal?.code ?? ''}`);
  must(nextAskAt !== null, 'nobody asks about the payment any more');
}

/** Alfakios documents no question: the payment stays pending, locked and listed for a person, whatever the network does. */
async function unaskable(bench: Bench, variant: Variant, on: () => Promise<void>): Promise<void> {
  const { stage, proxy } = bench;
  const { paid, another } = await payWithoutAnswer(bench, on);
  const { transactionId } = paid;
  const sent = proxy.count('pay');
  const lookAgain = async (): Promise<void> => {
    const { items } = await stage.must('payment:unsettled', {});
    const listed = items.find((one) => one.transactionId === transactionId);
    must(listed?.status === 'pending' && listed.nextAskAt === null, 'the payment is not listed for a person');
    const checked = await stage.must('payment:check', { transactionId });
    must(checked.status === 'pending', `checking made it ${checked.status}`);
    const reply = await stage.pay(another);
    must(!reply.ok && reply.code === 'bill-locked', `the same bill was answered ${JSON.stringify(reply)}`);
  };
  await lookAgain();
  if (variant.laterMs === undefined) await stage.restart();
  else await openLater(stage, variant.laterMs);
  await lookAgain();
  must(proxy.count('pay') === sent, 'the payment was sent again');
}

/** The provider takes the money, the answer is lost, and from that moment on the fault is there. */
async function payWithoutAnswer({ stage, provider, proxy }: Bench, on: () => Promise<void>) {
  const customerNumber = stage.newNumber(provider);
  const quote = await stage.quote(provider, customerNumber);
  const another = await stage.quote(provider, customerNumber);
  const isOn = new Promise<void>((resolve) => {
    proxy.on('pay', async (exchange) => {
      await exchange.forward();
      await on();
      exchange.reset();
      resolve();
    });
  });
  const reply = await stage.pay(quote);
  must(reply.ok && reply.value.status === 'pending', `a lost answer left it ${JSON.stringify(reply)}`);
  await isOn;
  return { paid: reply.value, another };
}

/** The shop closes under the fault and opens so much later, the fault still there. */
async function openLater(stage: Stage, ms: number): Promise<void> {
  await stage.shiftClock(ms);
  await stage.restart();
}
