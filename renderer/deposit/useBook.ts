import { computed, onMounted, ref, shallowRef, watch } from 'vue';
import type { ProviderId } from '../../shared/product.ts';
import type { DepositBook } from '../../shared/deposit.ts';
import { call } from '../till/call.ts';
import { useStatus } from '../till/status.ts';
import { useTillTime } from '../till/useTillTime.ts';
import { problemOf, type Problem } from '../words/codes/problem.ts';
import { daysOf } from './days.ts';

/** The book of one provider's deposit, page by page. An answer that was overtaken is dropped. */
export function useBook() {
  const store = useStatus();
  const now = useTillTime();
  const providers = computed(() => store.status?.providers ?? []);
  const chosen = ref<ProviderId | null>(null);
  const provider = computed(() => providers.value.find(({ id }) => id === chosen.value) ?? providers.value[0] ?? null);
  /** 0 ends today. */
  const page = ref(0);
  const days = computed(() => daysOf(page.value, now.value));
  const book = shallowRef<DepositBook | null>(null);
  const problem = shallowRef<Problem | null>(null);
  let asked = 0;

  async function read(): Promise<void> {
    const question = ++asked;
    if (!provider.value) return;
    const { from, to } = days.value;
    const reply = await call('deposit:book', { provider: provider.value.id, from, to });
    if (question !== asked) return;
    book.value = reply.ok ? reply.value : null;
    problem.value = reply.ok ? null : problemOf('list', reply);
  }

  function turnTo(next: number): void {
    page.value = Math.max(0, next);
    book.value = null;
    void read();
  }

  function choose(id: ProviderId): void {
    chosen.value = id;
    turnTo(0);
  }

  function chooseNext(): void {
    const all = providers.value;
    const next = all[(all.findIndex(({ id }) => id === provider.value?.id) + 1) % all.length];
    if (next) choose(next.id);
  }

  onMounted(() => void read());
  // What was sold or said meanwhile.
  watch([() => provider.value?.depositAt, () => store.status?.today.count, () => days.value.to], () => void read());
  return { providers, provider, page, days, book, problem, read, turnTo, choose, chooseNext };
}
