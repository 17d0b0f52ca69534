import { must, type AnyCell } from '../cell.ts';
import type { Stage } from '../stage/stage.ts';

/** A payment whose answer is lost is on its way while two people close; its money is in one shift, and goes back in the next. */
async function closedOverAPayment(stage: Stage): Promise<void> {
  await stage.open({ providers: ['ayoconnect'] });
  await stage.must('shift:open', { float: 100_000 });
  stage.proxy('ayoconnect').on('pay', (exchange) => exchange.reset());
  const quote = await stage.quote('ayoconnect');
  const paying = stage.pay(quote);
  const counted = 100_000 + quote.total;
  const closes = await Promise.all([1, 2].map(() => stage.call('shift:close', { counted, reason: 'tutup' })));
  const zs = closes.flatMap((reply) => (reply.ok ? [reply.value.number] : []));
  must(zs.length === 2 && zs[0] === zs[1], `two closes at once were answered by ${zs.join(' and ')}`);
  const paid = await paying;
  must(paid.ok, 'the payment goes on over the close');
  await stage.must('shift:list', { limit: 1 });
  await stage.must('shift:open', { float: 300_000 });
  const { transactionId, status } = await stage.get(paid.value.transactionId);
  if (status === 'pending') {
    await stage.call('payment:resolve', { transactionId, as: 'refused', reason: 'tidak diterima' });
  }
  await stage.must('shift:close', { counted: (await stage.must('shift:x', {})).expected ?? 0 });
}

export const cells: readonly AnyCell[] = [
  { id: 'H7', title: 'the shift closed, by two at once, with a payment on its way', run: closedOverAPayment },
];
