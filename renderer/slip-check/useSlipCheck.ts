import { computed, ref, shallowRef, type ComputedRef, type Ref, type ShallowRef } from 'vue';
import type { SlipCheck } from '../../shared/slip-check.ts';
import { readSlipName } from '../../shared/slip-name.ts';
import { hintOf, problemOf, type Problem } from '../words/codes/problem.ts';
import { call } from '../till/call.ts';

export interface SlipSearch {
  /** As it was typed. */
  readonly text: Ref<string>;
  /** Whether the till is looking. */
  readonly isLooking: Ref<boolean>;
  /** What it found of the text as it is; null while that is not known. */
  readonly answer: ComputedRef<SlipCheck | null>;
  readonly problem: ShallowRef<Problem | null>;
  readonly look: () => Promise<void>;
}

/** Asks the till whose slip has what was typed. What is typed on takes the answer away: it was about something else. */
export function useSlipCheck(): SlipSearch {
  const text = ref('');
  const isLooking = ref(false);
  const found = shallowRef<{ readonly of: string; readonly check: SlipCheck } | null>(null);
  const problem = shallowRef<Problem | null>(null);
  const answer = computed(() => (found.value?.of === text.value ? found.value.check : null));

  async function look(): Promise<void> {
    if (isLooking.value) return;
    const of = text.value;
    found.value = null;
    const isEmpty = of.trim() === '';
    problem.value = readSlipName(of) ? null : hintOf(isEmpty ? 'slip-empty' : 'slip-unread');
    if (problem.value) return;
    isLooking.value = true;
    const reply = await call('slip:check', { text: of });
    isLooking.value = false;
    if (reply.ok) found.value = { of, check: reply.value };
    else problem.value = problemOf('verify', reply);
  }

  return { text, isLooking, answer, problem, look };
}
