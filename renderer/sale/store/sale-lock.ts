import { call } from '../../till/call.ts';
import { afterLock, type SaleState } from './sale-state.ts';

/** Reads the payment that locks the bill on the screen, to say which one it is. */
export async function readLock(state: SaleState): Promise<void> {
  const lockedBy = lockOf(state);
  if (lockedBy === null) return;
  const reply = await call('transaction:get', { transactionId: lockedBy });
  const { value: bill } = state.step;
  if (reply.ok && bill.at === 'bill' && bill.lockedBy === lockedBy) state.step.value = afterLock(bill, reply.value);
}

function lockOf({ step }: SaleState): string | null {
  return step.value.at === 'bill' ? step.value.lockedBy : null;
}
