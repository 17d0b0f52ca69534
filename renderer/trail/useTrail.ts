import { onBeforeUnmount, onMounted, readonly, ref, shallowRef, watch, type Ref, type ShallowRef } from 'vue';
import type { Transaction, TransactionWithEvents } from '../../shared/transaction.ts';
import { call } from '../till/call.ts';
import { useStatus } from '../till/status.ts';

/** Whether a payment may be sent once more, and whether a decision may be changed, changes with time alone. */
const rereadMs = 10_000;

export interface Trail {
  /** Null until it was read. */
  readonly trail: ShallowRef<TransactionWithEvents | null>;
  /** The till has answered for this payment, one way or the other. */
  readonly isAnswered: Readonly<Ref<boolean>>;
}

/** A transaction with its trail, read again whenever the transaction or the till's mode changes, and now and then while time may change it. */
export function useTrail(transaction: () => Transaction | null): Trail {
  const status = useStatus();
  const trail = shallowRef<TransactionWithEvents | null>(null);
  const isAnswered = ref(false);

  let reads = 0;
  async function read(): Promise<void> {
    const transactionId = transaction()?.transactionId;
    if (!transactionId) return;
    const question = ++reads;
    const reply = await call('transaction:get', { transactionId });
    if (question !== reads || transaction()?.transactionId !== transactionId) return;
    isAnswered.value = true;
    if (reply.ok) trail.value = reply.value;
  }

  let timer = 0;
  onMounted(() => {
    timer = window.setInterval(() => {
      if (transaction()?.status === 'pending' || trail.value?.mayTakeBack) void read();
    }, rereadMs);
  });
  onBeforeUnmount(() => window.clearInterval(timer));

  watch(
    [transaction, () => status.reconciling],
    ([now], [before]) => {
      if (before?.transactionId !== now?.transactionId) {
        trail.value = null;
        isAnswered.value = false;
      }
      void read();
    },
    { immediate: true },
  );
  return { trail, isAnswered: readonly(isAnswered) };
}
