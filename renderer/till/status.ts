import { defineStore } from 'pinia';
import { computed, ref, shallowRef } from 'vue';
import type { Outputs, TillStatus } from '../../shared/api.ts';
import type { Reply } from '../../shared/errors.ts';
import type { Session } from '../../shared/person.ts';
import type { Unlocking } from '../../shared/unlock-api.ts';
import type { Shift } from '../../shared/shift.ts';
import { call } from './call.ts';

/** One lost answer may be chance; the screen gives up selling at the second. */
const missesMax = 2;

/** What the till says about itself. */
export const useStatus = defineStore('status', () => {
  const status = shallowRef<TillStatus | null>(null);
  const misses = ref(0);
  /** What the till asks for before it opens. */
  const sealed = shallowRef<Unlocking | null>(null);
  /** The till's clock minus this computer's: the screen shows the till's time. */
  const clockOffsetMs = ref(0);
  const lost = computed(() => misses.value >= missesMax || (misses.value > 0 && status.value === null));

  /** The files were restored from a backup: nothing is paid until a person has compared. */
  const reconciling = computed(() => status.value?.mode === 'reconcile');
  const isRestarting = ref(false);
  let asked = 0;
  let shown = 0;

  /** An answer that was asked for before the one on the screen is old news. */
  function show(found: TillStatus, question: number): void {
    if (question < shown) return;
    shown = question;
    status.value = found;
    const now = Date.parse(found.now);
    if (Number.isFinite(now)) clockOffsetMs.value = now - Date.now();
  }

  async function refresh(): Promise<void> {
    const question = ++asked;
    const reply = await call('till:status', {});
    sealed.value = (!reply.ok && reply.unlocking) || null;
    misses.value = reply.ok || sealed.value ? 0 : misses.value + 1;
    if (reply.ok) show(reply.value, question);
  }

  /** Tells the till that a person has compared the restored records, and why they may be trusted again. */
  async function reconcile(reason: string): Promise<Reply<TillStatus>> {
    const question = ++asked;
    const reply = await call('till:reconciled', { reason });
    if (reply.ok) show(reply.value, question);
    return reply;
  }

  /** An owner puts away what is set otherwise; `act` says so where their PIN is asked for. If the till refuses, it stays. */
  async function settingsSeen(act: string): Promise<void> {
    const reply = await call('settings:seen', {}, { act });
    if (reply.ok) await refresh();
  }

  /** Has the till opened again; the page then begins anew. */
  async function restart(): Promise<Reply<Outputs['till:restart']>> {
    const reply = await call('till:restart', {});
    isRestarting.value = reply.ok;
    return reply;
  }

  /** Shows who is signed in, as a call has just answered. What was asked before that is old news. */
  function showSession(session: Session | null): void {
    if (!status.value) return;
    shown = ++asked;
    status.value = { ...status.value, session, cashier: session?.name ?? '' };
  }

  /** Shows which shift is open, as a call has just answered. */
  function showShift(shift: Shift | null): void {
    if (!status.value) return;
    shown = ++asked;
    status.value = { ...status.value, shift };
  }

  return {
    ...{ status, lost, sealed, clockOffsetMs, reconciling, isRestarting, refresh },
    ...{ reconcile, restart, settingsSeen, showSession, showShift },
  };
});
