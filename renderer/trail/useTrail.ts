import { onBeforeUnmount, onMounted, shallowRef, watch, type ShallowRef } from 'vue';
import type { Transaction, TransactionWithEvents } from '../../shared/transaction.ts';
import { call } from '../till/call.ts';

/** Whether a payment may be sent once more changes with time alone. */
const rereadMs = 10_000;

/** A transaction with its trail, read again whenever the transaction changes, and now and then while it is pending. Null until it was read. */
export function useTrail(transaction: () => Transaction | null): ShallowRef<TransactionWithEvents | null> {
  const trail = shallowRef<TransactionWithEvents | null>(null);

  let reads = 0;
  async function read(): Promise<void> {
    const transactionId = transaction()?.transactionId;
    if (!transactionId) return;
    const question = ++reads;
    const reply = await call('transaction:get', { transactionId });
    if (question === reads && transaction()?.transactionId === transactionId && reply.ok) trail.value = reply.value;
  }

  let timer = 0;
  onMounted(() => {
    timer = window.setInterval(() => {
      if (transaction()?.status === 'pending') void read();
    }, rereadMs);
  });
  onBeforeUnmount(() => window.clearInterval(timer));

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
