import { defineStore } from 'pinia';
import { ref, shallowRef } from 'vue';
import type { Transaction } from '../../shared/transaction.ts';
import type { HistoryFilter } from '../view/view.ts';
import { problemOf, type Problem } from '../words/codes/problem.ts';
import { call } from '../till/call.ts';

const pageSize = 30;

const filters: readonly (HistoryFilter | null)[] = [null, 'paid', 'refused', 'unsettled'];

interface Query {
  readonly search: string;
  readonly filter: HistoryFilter | null;
}

/** The list of transactions: what was searched for and what was found, newest first. */
export const useHistory = defineStore('history', () => {
  const search = ref('');
  const filter = ref<HistoryFilter | null>(null);
  const items = shallowRef<readonly Transaction[]>([]);
  const cursor = ref<string | null>(null);
  const loading = ref(false);
  const problem = shallowRef<Problem | null>(null);
  let asked = 0;
  /** What the items were searched by. */
  let shown: Query | null = null;

  const query = (): Query => ({ search: search.value.trim().slice(0, 200), filter: filter.value });

  /** Whether the items are what the search and the filter stand at now. */
  function isCurrent(): boolean {
    const wanted = query();
    return shown !== null && shown.search === wanted.search && shown.filter === wanted.filter;
  }

  /**
   * Reads the first page, or with `more` the next one. A later call makes an earlier answer worthless. Answers whether the items
   * are the ones that were asked for.
   */
  async function load(more = false): Promise<boolean> {
    const question = ++asked;
    loading.value = true;
    const wanted = query();
    const reply = await call('transaction:list', {
      limit: pageSize,
      ...(wanted.search ? { search: wanted.search } : {}),
      ...(wanted.filter ? { status: wanted.filter } : {}),
      ...(more && cursor.value ? { cursor: cursor.value } : {}),
    });
    if (question !== asked) return false;
    loading.value = false;
    problem.value = reply.ok ? null : problemOf('list', reply);
    if (!reply.ok) return false;
    shown = wanted;
    items.value = more ? [...items.value, ...reply.value.items] : reply.value.items;
    cursor.value = reply.value.cursor;
    return true;
  }

  async function loadMore(): Promise<void> {
    if (cursor.value && !loading.value) await load(true);
  }

  function nextFilter(): void {
    filter.value = filters[(filters.indexOf(filter.value) + 1) % filters.length] ?? null;
  }

  /** Puts a changed transaction in the place of the old one. */
  function replace(transaction: Transaction): void {
    items.value = items.value.map((item) => (item.transactionId === transaction.transactionId ? transaction : item));
  }

  return { search, filter, items, cursor, loading, problem, isCurrent, load, loadMore, nextFilter, replace };
});
