import { providerIds, type ProviderId } from '../../../shared/product.ts';
import { must, pause, until, type AnyCell } from '../cell.ts';
import { settledAs } from '../stage/sales.ts';
import type { Stage } from '../stage/stage.ts';

// H5: whoever works at the till locks it or signs out while their payment is under way.

const pins = { Ibu: '8642', Sri: '1357' } as const;
type Ids = Readonly<Record<keyof typeof pins, string>>;
/** What ends the session while the provider thinks. */
const leavings = ['session:lock', 'session:sign-out'] as const;
/** What the provider makes of the payment meanwhile. */
const fates = ['answered', 'answer lost'] as const;

async function openWithPeople(stage: Stage): Promise<Ids> {
  await stage.open({ start: false });
  await stage.start({ args: ['--sign-in'] });
  const owner = await stage.must('people:save', { name: 'Ibu', role: 'owner', pin: pins.Ibu, active: true });
  await stage.must('session:sign-in', { personId: owner.personId, pin: pins.Ibu });
  const sri = await stage.must('people:save', { name: 'Sri', role: 'cashier', pin: pins.Sri, active: true });
  await stage.must('shift:open', { float: 0 });
  return { Ibu: owner.personId, Sri: sri.personId };
}

async function leavesWhile(
  stage: Stage,
  ids: Ids,
  {
    provider,
    leaving,
    fate,
  }: { provider: ProviderId; leaving: (typeof leavings)[number]; fate: (typeof fates)[number] },
): Promise<void> {
  const proxy = stage.proxy(provider);
  const gate = Promise.withResolvers<void>();
  proxy.on('pay', async (exchange) => {
    const answer = await exchange.forward();
    await gate.promise;
    if (fate === 'answered') exchange.answer(answer);
    else exchange.reset();
  });
  const quote = await stage.quote(provider);
  const before = proxy.count('pay');
  const paying = stage.pay(quote);
  await until('the payment left', () => proxy.count('pay') === before + 1);
  await stage.must(leaving, {});
  // Nobody is let in, and the same key once more pays nothing and says nothing.
  const turned = await stage.pay(quote);
  const code = leaving === 'session:lock' ? 'locked' : 'not-signed-in';
  must(!turned.ok && turned.code === code, `paying then is answered by ${JSON.stringify(turned)}`);
  await pause(50);
  gate.resolve();
  const paid = await paying;
  must(paid.ok, `the payment that was under way is answered by ${paid.ok ? '' : paid.code}`);
  // One provider takes a payment first and answers for it later.
  const isAsSaid = fate === 'answered' ? paid.value.status !== 'refused' : paid.value.status === 'pending';
  must(isAsSaid, `its answer is ${fate}, and says ${paid.value.status}`);
  // After a sign-out somebody else comes, after a lock the same one; both find it, and its bill is not paid again.
  const who = leaving === 'session:lock' ? 'Ibu' : 'Sri';
  await stage.must('session:sign-in', { personId: ids[who], pin: pins[who] });
  const { transactionId } = paid.value;
  if (fate === 'answered') await settledAs(stage, transactionId, 'paid');
  const found = await stage.must('payment:find', { quoteId: quote.quoteId });
  must(found.transaction?.transactionId === transactionId, `the quote leads to ${JSON.stringify(found.transaction)}`);
  const again = await stage.pay(quote);
  must(again.ok && again.value.transactionId === transactionId, `the same key again: ${JSON.stringify(again)}`);
  must(proxy.count('pay') === before + 1, `${provider} was asked to pay ${proxy.count('pay') - before} times`);
  if (who === 'Sri') {
    await stage.must('session:sign-out', {});
    await stage.must('session:sign-in', { personId: ids.Ibu, pin: pins.Ibu });
  }
}

async function leaves(stage: Stage): Promise<void> {
  const ids = await openWithPeople(stage);
  for (const provider of providerIds)
    for (const leaving of leavings)
      for (const fate of fates) await leavesWhile(stage, ids, { provider, leaving, fate });
  // What is pending is settled as on any day; a program without people looks after the rest.
  await stage.restart();
}

export const cells: readonly AnyCell[] = [
  { id: 'H5', title: 'locked or signed out in the middle of a payment', run: leaves },
];
