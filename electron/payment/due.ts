import type { Clock } from '../time/clock.ts';
import type { DuePayment } from '../db/pending-payments.ts';
import type { StatusCheckRule } from '../providers/provider.ts';
import { isTooOld, longestPauseMs, type Pace } from './schedule.ts';

/** At most one status check in this many ms, over all providers. */
const spacingMs = 1_000;

/** Says when the status of payments may be checked. */
export interface Due {
  /** How long to wait, in ms; null for never: nobody to ask, or so old that the provider may have forgotten. */
  waitMs(payment: DuePayment): number | null;
  /** The one that may be checked first, and how long until then; null if none may be. What is not among them is forgotten. */
  firstOf(payments: readonly DuePayment[]): { readonly payment: DuePayment; readonly wait: number } | null;
  /** How long until a status check of anything may go out, in ms. */
  pauseMs(): number;
  /** A status check goes out now; the next one, of any payment, may after the spacing. */
  checking(): void;
  /** No status check of anything for that many ms. */
  rest(ms: number): void;
}

/**
 * The stored time is by the PC's clock, which may jump in either direction while the till runs or between two runs. So it is read
 * once, as a pause from now that is no longer than any the schedule has, and counted down by a clock that only goes forward: a
 * jump makes no status check early and silences none.
 */
export function createDue(
  clock: Clock,
  pace: Pace,
  ruleOf: (payment: DuePayment) => StatusCheckRule | null | undefined,
): Due {
  const known = new Map<string, { readonly nextAskAt: number | null; readonly dueAt: number }>();
  let freeAt = -Infinity;

  function dueAt(
    { transactionId, status, nextAskAt, createdAt }: DuePayment,
    rule: StatusCheckRule | null | undefined,
  ): number {
    if (!rule || isTooOld(rule, createdAt, clock.now())) return Infinity;
    const isRefused = status === 'refused';
    // Such a check may be what pays it; the settings may have changed since it was refused.
    if (isRefused && rule.mayPay) return Infinity;
    let due = known.get(transactionId);
    if (!due || due.nextAskAt !== nextAskAt) {
      // Without a time if nobody could be asked when it became pending; now somebody can.
      const pause = Math.min((nextAskAt ?? Infinity) - clock.now(), longestPauseMs(rule, isRefused, pace));
      due = { nextAskAt, dueAt: clock.elapsed() + pause };
      known.set(transactionId, due);
    }
    return due.dueAt;
  }

  function waitMs(payment: DuePayment): number | null {
    const at = Math.max(dueAt(payment, ruleOf(payment)), freeAt);
    return at === Infinity ? null : Math.max(at - clock.elapsed(), 0);
  }

  return {
    waitMs,
    firstOf(payments) {
      const ids = new Set(payments.map(({ transactionId }) => transactionId));
      for (const id of known.keys()) if (!ids.has(id)) known.delete(id);
      let first: { payment: DuePayment; wait: number } | null = null;
      for (const payment of payments) {
        const wait = waitMs(payment);
        if (wait !== null && wait < (first?.wait ?? Infinity)) first = { payment, wait };
      }
      return first;
    },
    pauseMs: () => Math.max(freeAt - clock.elapsed(), 0),
    checking: () => void (freeAt = clock.elapsed() + spacingMs * pace.scale),
    rest: (ms) => void (freeAt = clock.elapsed() + ms),
  };
}
