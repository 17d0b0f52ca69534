import { readFileSync, writeFileSync } from 'node:fs';
import { providerIds, type ProviderId } from '../../../shared/product.ts';
import { startBlackHole } from '../wire/black-hole.ts';
import { must, pause, until, type AnyCell } from '../cell.ts';
import { freePort } from '../printer/printer-behaviours.ts';
import { leftOpen, objections, outOfOrder, paidFor, sell, settledAs, turnedAway } from '../stage/sales.ts';
import type { Stage } from '../stage/stage.ts';
import type { Tree } from '../stage/config-tree.ts';

// H: the app closed, or set up anew, while money is under way.

/** The contract's limit for ending, in ms. */
const endLimitMs = 5_000;

async function cancels(stage: Stage): Promise<void> {
  await stage.open({ timeoutMs: { pay: 60_000 } });
  const unknown = await stage.call('payment:cancel' as 'payment:pay', {} as never);
  must(!unknown.ok && unknown.code === 'unknown-channel', 'there is a way to cancel');
  for (const provider of providerIds) {
    for (const when of ['with the line', 'before the answer', 'never answered'] as const) {
      const quote = await stage.quote(provider);
      let [arrived, mayAnswer] = [0, false];
      stage.proxy(provider).on('pay', async (exchange) => {
        arrived++;
        const answer = await exchange.forward();
        if (when === 'before the answer') await until('the input was closed', () => mayAnswer);
        if (when !== 'never answered') exchange.answer(answer);
      });
      const paying = stage.pay(quote);
      if (when !== 'with the line') await until('the request arrived', () => arrived > 0);
      await ends(stage, 'end', () => (mayAnswer = true));
      const reply = await paying;
      must(reply.ok, `${provider}, ${when}: ${JSON.stringify(reply)}`);
      const expected = when === 'never answered' || provider === 'ayoconnect' ? 'pending' : 'paid';
      must(reply.value.status === expected, `${provider}, closed ${when}: it is ${reply.value.status}`);
      await stage.faultsOff();
      await stage.start();
      const known = provider === 'alfakios' && expected === 'pending' ? 'pending' : 'paid';
      await settledAs(stage, reply.value.transactionId, known);
    }
  }
}

type Ending = 'end' | 'SIGTERM' | 'SIGINT' | 'SIGHUP';

/** Ends the till, which must be gone in time; `meanwhile` happens once it was told. */
async function ends(stage: Stage, how: Ending, meanwhile: () => unknown = () => undefined): Promise<void> {
  const since = performance.now();
  if (how === 'end') stage.till.endInput();
  else stage.till.signal(how);
  const happened = Promise.resolve(meanwhile());
  const code = await Promise.race([stage.till.exited, pause(endLimitMs).then(() => 'not at all')]);
  const tookMs = Math.round(performance.now() - since);
  await happened;
  must(code === 0, `told by ${how}, the till ended ${code} after ${tookMs} ms: ${stage.till.stderr()}`);
}

/** An inquiry, a payment, a status check and a slip hang, and then somebody closes the app. */
async function closesTheApp(stage: Stage): Promise<void> {
  const port = await freePort();
  const printers = (transport: string): Tree => ({ printers: [{ id: 'counter', transport, columns: 32 }] });
  await stage.open({ timeoutMs: { inquiry: 60_000, pay: 60_000, status: 60_000 } });
  for (const how of ['end', 'SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
    const hole = await startBlackHole(port, '127.0.0.1');
    stage.atEnd(() => hole.close());
    stage.configure(printers(`tcp://127.0.0.1:${port}`));
    await stage.restart();
    const printing = await sell(stage, 'alfakios');
    const asked = await leftOpen(stage, 'ayoconnect');
    let hanging = 0;
    stage.proxy('ayoconnect').on('status', () => void hanging++);
    await until('a status check', () => hanging > 0);
    const [inFlight, lost] = [await stage.quote('alfakios'), await stage.quote('iak')];
    stage.proxy('iak').on('inquiry', () => void hanging++);
    const asking = stage.call('bill:inquire', {
      product: 'pln-postpaid',
      customerNumber: stage.newNumber('iak'),
      provider: 'iak',
    });
    for (const provider of ['alfakios', 'iak'] as const)
      stage.proxy(provider).on('pay', async (exchange) => {
        if (provider === 'alfakios') await exchange.forward();
        hanging++;
      });
    const paying = [stage.pay(inFlight), stage.pay(lost)];
    await until('all of it hangs', () => hanging >= 4);
    const till = stage.till;
    await ends(stage, how, async () => {
      // What comes now is too late; a signal takes a moment.
      await pause(200);
      const late = await till
        .call('bill:inquire', { product: 'pln-postpaid', customerNumber: stage.newNumber('iak') })
        .catch(() => null);
      must(late === null || !late.ok, 'a till that closes takes calls');
    });
    const [taken, notTaken] = await Promise.all(paying);
    for (const reply of [taken, notTaken])
      must(reply?.ok && reply.value.status === 'pending', `${how}: ${JSON.stringify(reply)}`);
    must(!(await asking).ok, 'an inquiry without an answer found a bill');
    await hole.close();
    await stage.faultsOff();
    stage.configure(printers(stage.printer.transport));
    await stage.start();
    await settledAs(stage, asked.transactionId, 'paid');
    const { items } = await stage.must('payment:unsettled', {});
    const open = [taken, notTaken].map((reply) => (reply?.ok ? reply.value.transactionId : ''));
    must(
      open.every((id) => items.some(({ transactionId }) => transactionId === id)),
      'an open payment is not listed',
    );
    await turnedAway(stage, await stage.quote('iak', inFlight.customerNumber));
    // Nobody knows whether the slip came out.
    const reply = await stage.must('receipt:print', { transactionId: printing.transactionId });
    must(reply.copy === 1, `after a slip that may have come out, copy ${reply.copy} did`);
    await stage.must('payment:resolve', { transactionId: open[0] ?? '', as: 'paid', reason: 'the provider has it' });
    await stage.must('payment:resolve', {
      transactionId: open[1] ?? '',
      as: 'refused',
      reason: 'it has nothing of it',
    });
  }
}

/** Whoever edits the config while a payment is open must not lose it. */
async function editsConfig(stage: Stage): Promise<void> {
  await stage.open();
  const wrong = objections();
  for (const provider of ['ayoconnect', 'iak'] as const) {
    const open = await leftOpen(stage, provider);
    await wrong.within(`${provider} off`, () => offAndOn(stage, provider, open.customerNumber));
    await stage.faultsOff();
    const killed = await killedWhileItPays(stage, provider);
    await stage.faultsOff();
    await wrong.within(`killed, then ${provider} off`, () => offAndOn(stage, provider, killed));
  }
  await stage.faultsOff();
  const quote = await stage.quote('iak');
  const open = await leftOpen(stage, 'iak');
  // A slip of the pen: the till that runs does not notice, the next start says where.
  const good = readFileSync(stage.configFile, 'utf8');
  writeFileSync(stage.configFile, good.replace('}', ''));
  await sell(stage, 'alfakios');
  await stage.stop();
  const refused = await stage.startRefused();
  wrong.note(
    refused.code === 2 && refused.stdout === '' && refused.stderr.includes(stage.configFile),
    JSON.stringify(refused),
  );
  // Another format, other fees and another order of providers.
  stage.configure({
    providers: { iak: { format: 'xml' } },
    fees: { iak: { 'pln-postpaid': { policy: 'fixed', amount: 250 } } },
    routing: { 'pln-postpaid': ['iak', 'alfakios'] },
  });
  await stage.faultsOff();
  await stage.start();
  await wrong.within('asked in another format', () => settledAs(stage, open.transactionId, 'paid'));
  await wrong.within('a quote from before new fees', async () => {
    const paid = await paidFor(stage, quote);
    must(paid.total === quote.total && paid.fee === quote.fee, 'the customer pays another sum than was said');
  });
  // A provider that is off pays nothing, whatever was quoted.
  const late = await stage.quote('alfakios');
  stage.configure({ providers: { alfakios: { enabled: false } } });
  await stage.restart();
  const reply = await stage.pay(late);
  wrong.note(!reply.ok && reply.code === 'provider-down', JSON.stringify(reply));
  stage.configure({ providers: { alfakios: { enabled: true } } });
  wrong.raise();
}

/** Dies while a payment is being sent; the provider has it. Answers whose bill it is. */
async function killedWhileItPays(stage: Stage, provider: ProviderId): Promise<string> {
  const quote = await stage.quote(provider);
  stage.proxy(provider).on('status', (exchange) => exchange.answer(outOfOrder));
  stage.proxy(provider).on('pay', async (exchange) => {
    await exchange.forward();
    await stage.kill();
  });
  await stage.pay(quote).catch(() => undefined);
  return quote.customerNumber;
}

/** Switches an open payment's provider off and on again. */
async function offAndOn(stage: Stage, provider: ProviderId, customerNumber: string): Promise<void> {
  const switched = async (enabled: boolean): Promise<void> => {
    stage.configure({ providers: { [provider]: { enabled } } });
    await stage.restart();
  };
  await switched(false);
  try {
    const asked = stage.proxy(provider).seen.length;
    const { items } = await stage.must('payment:unsettled', {});
    must(
      items.some((item) => item.customerNumber === customerNumber),
      'an open payment is not listed while its provider is off',
    );
    await turnedAway(stage, await stage.quote('alfakios', customerNumber));
    await pause(100);
    must(stage.proxy(provider).seen.length === asked, 'a provider that is off is asked');
  } finally {
    await switched(true);
  }
  await stage.faultsOff();
  const { items } = await stage.must('payment:unsettled', {});
  const open = items.find((item) => item.customerNumber === customerNumber);
  if (open) await settledAs(stage, open.transactionId, 'paid', 5_000);
}

export const cells: readonly AnyCell[] = [
  { id: 'H6', title: 'the input closed while a payment is under way', run: cancels, limitMs: 120_000 },
  { id: 'H8', title: 'the app closed in the middle of everything', run: closesTheApp, limitMs: 120_000 },
  { id: 'H9', title: 'the config edited while a payment is open', run: editsConfig },
];
