import { defineStore } from 'pinia';
import { shallowRef } from 'vue';
import type { PrintJob } from '../../shared/print-job.ts';
import type { Transaction } from '../../shared/transaction.ts';
import { usePrinted } from '../receipt/printed.ts';
import { call } from '../till/call.ts';

/** The jobs that wait, are on their way, or are doubtful or failed and nobody saw to yet; the oldest first. */
export const usePrintQueue = defineStore('printQueue', () => {
  const printed = usePrinted();
  const jobs = shallowRef<readonly PrintJob[]>([]);
  /** The payments that they belong to, as far as they were read. */
  const payments = shallowRef<ReadonlyMap<string, Transaction>>(new Map());
  let asked = 0;

  async function refresh(): Promise<void> {
    const question = ++asked;
    const reply = await call('print:list', { open: true });
    // An answer that was asked for before the newest is old news.
    if (!reply.ok || question !== asked) return;
    jobs.value = reply.value.items;
    // Whoever opens the page after the event, or waits until a job asks, hears of it here.
    printed.hear(...jobs.value);
  }

  /** Reads whose slips they are. */
  async function readPayments(): Promise<void> {
    for (const { transactionId } of jobs.value) {
      if (transactionId === null || payments.value.has(transactionId)) continue;
      const reply = await call('transaction:get', { transactionId });
      if (reply.ok) payments.value = new Map([...payments.value, [transactionId, reply.value]]);
    }
  }

  return { jobs, payments, refresh, readPayments };
});
