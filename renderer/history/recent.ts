import { defineStore } from 'pinia';
import { shallowRef } from 'vue';
import type { Transaction } from '../../shared/transaction.ts';
import { call } from '../till/call.ts';

const shownMax = 6;

/** The last few transactions, beside the number. */
export const useRecent = defineStore('recent', () => {
  /** Null until they were read once. */
  const items = shallowRef<readonly Transaction[] | null>(null);

  let asked = 0;

  async function refresh(): Promise<void> {
    const question = ++asked;
    const reply = await call('transaction:list', { limit: shownMax });
    if (reply.ok && question === asked) items.value = reply.value.items;
  }

  return { items, refresh };
});
