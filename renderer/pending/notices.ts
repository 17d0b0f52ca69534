import { defineStore } from 'pinia';
import { shallowRef } from 'vue';
import type { Transaction } from '../../shared/transaction.ts';
import { call } from '../till/call.ts';

/** Tells the cashier, wherever they are, that a payment that was not certain has been settled, or that a refused one was paid after all. */
export const useNotices = defineStore('notices', () => {
  const notices = shallowRef<readonly Transaction[]>([]);
  /** Only these can be settled; other changes, such as a print, are no news. */
  const unsettled = new Set<string>();
  /** Refused, and paid after all: told once. */
  const turned = new Set<string>();
  let isStarted = false;

  /** Reads which payments are open, those of earlier days too, until it was read once. One that is being sent is still its own screen's. */
  async function start(): Promise<void> {
    if (isStarted) return;
    const reply = await call('payment:unsettled', {});
    if (!reply.ok) return;
    isStarted = true;
    for (const one of reply.value.turned) hear(one, false);
    for (const { transactionId, status } of reply.value.items) if (status === 'pending') unsettled.add(transactionId);
  }

  /** `onScreen`: the sale's own screen already follows this payment. */
  function hear(transaction: Transaction, onScreen: boolean): void {
    const { transactionId, status } = transaction;
    if (status === 'pending') unsettled.add(transactionId);
    if (status !== 'paid' && status !== 'refused') return;
    const isNews = unsettled.delete(transactionId) || (isTurned(transaction) && !turned.has(transactionId));
    if (isTurned(transaction)) turned.add(transactionId);
    if (isNews && !onScreen) notices.value = [...notices.value, transaction];
  }

  function dismiss(): void {
    notices.value = notices.value.slice(1);
  }

  return { notices, start, hear, dismiss };
});

export function isTurned({ status, warning }: Pick<Transaction, 'status' | 'warning'>): boolean {
  return status === 'paid' && warning === 'refused-then-paid';
}
