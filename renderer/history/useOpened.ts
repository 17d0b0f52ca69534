import { computed, nextTick, onMounted, shallowRef, watch, type ComputedRef, type Ref } from 'vue';
import type { Transaction } from '../../shared/transaction.ts';
import { call } from '../till/call.ts';
import { useView } from '../view/view.ts';
import { useHistory } from './history.ts';
import { useFollowingList } from './useFollowingList.ts';

/** The transaction that stands open beside the list. */
export interface Opened {
  /** As it stands: a row of the list may be newer than what was opened. */
  readonly opened: ComputedRef<Transaction | null>;
  /** The row that Enter opens. */
  readonly marked: Ref<number>;
  open(index: number): void;
  /** Opens the marked row of what was searched for last, once the list is that far. */
  openMarked(): Promise<void>;
  close(): void;
  /** Takes over a change of a transaction. The opened one need not be in the list. */
  follow(transaction: Transaction): void;
  /** Marks the next row, or the one before; at the end of the list more of it is read. */
  mark(step: 1 | -1): void;
}

/** The list begins anew, and opens what it was called up for, each time the history is called up. */
export function useOpened(): Opened {
  const history = useHistory();
  const view = useView();
  begin();
  watch(() => view.called, begin);

  const picked = shallowRef<Transaction | null>(null);
  const opened = computed(() => {
    const id = picked.value?.transactionId;
    return history.items.find((item) => item.transactionId === id) ?? picked.value;
  });
  /** What was opened belongs to the list it was opened from. */
  const { marked, catchUp } = useFollowingList(() => pick(null));

  function begin(): void {
    history.search = '';
    history.filter = view.called.filter;
  }

  /** Picks so far: what was asked for before the last one is no longer wanted. */
  let picks = 0;
  function pick(transaction: Transaction | null): void {
    picks += 1;
    picked.value = transaction;
  }

  /** Opens the transaction the history was called up for. */
  async function openCalled(): Promise<void> {
    const { transactionId } = view.called;
    if (transactionId === null) return;
    const before = ++picks;
    const reply = await call('transaction:get', { transactionId });
    if (reply.ok && picks === before) pick(reply.value);
  }
  watch(() => view.called, openCalled, { flush: 'post' }); // Behind the search, which is emptied for it and closes what is open.
  onMounted(() => void Promise.all([history.load(), openCalled()]));

  function open(index: number): void {
    marked.value = index;
    pick(history.items[index] ?? null);
  }

  /** Enter may come before the list has followed the last key; the row it means is one of the list to come. */
  async function openMarked(): Promise<void> {
    await nextTick(); // By then what was typed or scanned last has closed what was open.
    const before = ++picks;
    if ((await catchUp()) && picks === before) open(marked.value);
  }

  function follow(transaction: Transaction): void {
    history.replace(transaction);
    if (picked.value?.transactionId === transaction.transactionId) picked.value = transaction;
  }

  function mark(step: 1 | -1): void {
    const last = history.items.length - 1;
    if (marked.value === last && step === 1) void history.loadMore();
    marked.value = Math.max(0, Math.min(last, marked.value + step));
  }

  return { opened, marked, open, openMarked, close: () => pick(null), follow, mark };
}
