import { defineStore } from 'pinia';
import { ref, shallowRef } from 'vue';
import type { JournalReport } from '../../shared/api.ts';
import { problemOf, type Problem } from '../words/codes/problem.ts';
import { call } from '../till/call.ts';
import { useStatus } from '../till/status.ts';

/** How often the till is asked how far it is, in ms. */
const followMs = 1_000;

/** Reading the whole journal again. It goes on, and its outcome stays, when the popover is closed. */
export const useJournal = defineStore('journal', () => {
  /** Since when the till is at it, by this computer's clock. */
  const since = ref<number | null>(null);
  /** `checkedAt` in ms, by the till's clock. */
  const found = shallowRef<{ readonly report: JournalReport; readonly checkedAt: number } | null>(null);
  const problem = shallowRef<Problem | null>(null);
  /** From 0 to 1, about. */
  const done = ref(0);

  async function follow(): Promise<void> {
    const reply = await call('journal:progress', {});
    if (since.value === null) return;
    if (reply.ok) done.value = Math.max(done.value, reply.value.done ?? 0);
    window.setTimeout(() => void follow(), followMs);
  }

  async function check(): Promise<void> {
    if (since.value !== null) return;
    since.value = Date.now();
    problem.value = null;
    done.value = 0;
    window.setTimeout(() => void follow(), followMs);
    const reply = await call('journal:verify', {});
    since.value = null;
    found.value = reply.ok ? { report: reply.value, checkedAt: Date.now() + useStatus().clockOffsetMs } : null;
    problem.value = reply.ok ? null : problemOf('verify', reply);
  }

  return { since, done, found, problem, check };
});
