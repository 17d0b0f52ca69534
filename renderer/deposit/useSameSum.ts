import { computed, onMounted, shallowRef } from 'vue';
import type { ProviderId } from '../../shared/product.ts';
import type { DepositBook, TopUpAsk } from '../../shared/deposit.ts';
import { call } from '../till/call.ts';
import type { DepositRecord } from './deposit-record.ts';

/** What is typed, and of what. */
interface Typing {
  readonly kind: DepositRecord;
  readonly provider: ProviderId;
  /** The ask that is said to have arrived, if one is. */
  readonly of: TopUpAsk | null;
  /** Rupiah. */
  readonly amount: number;
}

/** What of the same sum is known already: waited for, or said to have arrived. */
export interface SameSum {
  readonly is: 'awaited' | 'recorded';
  readonly at: string;
  readonly by: string;
  /** The one that is waited for. */
  readonly ask: TopUpAsk | null;
}

const dayMs = 24 * 60 * 60 * 1000;

/** Whether a top-up of the same sum waits, or was recorded within a day: the book of today is read for it, whatever days are on the screen. */
export function useSameSum(typing: () => Typing, now: () => number) {
  const book = shallowRef<DepositBook | null>(null);
  onMounted(async () => {
    const { kind, provider } = typing();
    if (kind !== 'top-up' && kind !== 'top-up-asked') return;
    const reply = await call('deposit:book', { provider });
    if (reply.ok) book.value = reply.value;
  });
  return computed<SameSum | null>(() => {
    const { kind, of, amount } = typing();
    const [asks, lines] = [book.value?.asks ?? [], book.value?.lines ?? []];
    const ask = of ? undefined : asks.findLast((one) => one.amount === amount);
    if (ask) return { is: 'awaited', at: ask.at, by: ask.by, ask: kind === 'top-up' ? ask : null };
    const isLate = (at: string): boolean => now() - Date.parse(at) < dayMs;
    const line = lines.findLast((one) => one.kind === 'top-up' && one.amount === amount && isLate(one.at));
    return line ? { is: 'recorded', at: line.at, by: line.by ?? '', ask: null } : null;
  });
}
