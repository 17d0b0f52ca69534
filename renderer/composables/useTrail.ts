import { shallowRef, watch, type ShallowRef } from 'vue';
import type { Transaction, TransactionWithEvents } from '../../shared/transaction.ts';
import { call } from '../till.ts';

/** A transaction with its trail, read again whenever the transaction changes. Null until it was read. */
export function useTrail(transaction: () => Transaction | null): ShallowRef<TransactionWithEvents | null> {
  const trail = shallowRef<TransactionWithEvents | null>(null);

  async function read(): Promise<void> {
    const transactionId = transaction()?.transactionId;
    if (!transactionId) return;
    const reply = await call('transaction:get', { transactionId });
    if (transaction()?.transactionId === transactionId && reply.ok) trail.value = reply.value;
  }

  watch(
    transaction,
    (now) => {
      if (trail.value?.transactionId !== now?.transactionId) trail.value = null;
      void read();
    },
    { immediate: true },
  );
  return trail;
}
