import { toWib } from '../../shared/time.ts';
import {
  pendingReasons,
  type AlarmSense,
  type Decided,
  type PendingReason,
  type Transaction,
  type TransactionEvent,
  type TransactionWithEvents,
} from '../../shared/transaction.ts';
import { inProcessMs } from '../db/pending-payments.ts';

// What a payment's trail comes to, so that whoever shows it decides nothing.

/** Why a payment was not certain, what persons said of it, and what its alarms come to; `now` in ms. */
export function readTrail(
  transaction: Pick<Transaction, 'status' | 'createdAt' | 'settledAt'>,
  events: readonly TransactionEvent[],
  now: number,
): Pick<TransactionWithEvents, 'why' | 'wasUncertain' | 'inProcessUntil' | 'decisions' | 'alarm'> {
  const why = events.map(whyOf).findLast((reason) => reason !== null) ?? null;
  return {
    why,
    wasUncertain: wasUncertain(transaction, events),
    inProcessUntil: inProcessUntil(transaction, why, now),
    decisions: events.filter(({ kind }) => kind === 'resolved').flatMap(({ data }) => decidedOf(data['as']) ?? []),
    alarm: alarmSense(transaction.status, events),
  };
}

function whyOf({ kind, data }: TransactionEvent): PendingReason | null {
  // An alarm's reason is about an answer, not about the payment; so is that of a look at a refusal, which stands.
  if (kind === 'alarm' || kind === 'looked') return null;
  return pendingReasons.find((reason) => reason === data['why']) ?? null;
}

/** Whether it was ever more than in process at its provider, as one that is paid by now may have been. */
function wasUncertain(
  { createdAt, settledAt }: Pick<Transaction, 'createdAt' | 'settledAt'>,
  events: readonly TransactionEvent[],
): boolean {
  const isDoubted = events.some((event) => {
    const why = whyOf(event);
    return event.kind === 'interrupted' || (why !== null && why !== 'in-process');
  });
  const wasOpen = events.some(({ kind }) => kind === 'pending');
  const tookMs = settledAt === null ? 0 : Date.parse(settledAt) - Date.parse(createdAt);
  return isDoubted || (wasOpen && tookMs >= inProcessMs);
}

/** What was sent in the future, by a clock that was set back, is not in process. */
function inProcessUntil(
  { status, createdAt }: Pick<Transaction, 'status' | 'createdAt'>,
  why: PendingReason | null,
  now: number,
): string | null {
  const sentAt = Date.parse(createdAt);
  const isCalm = status === 'pending' && why === 'in-process' && now >= sentAt && now < sentAt + inProcessMs;
  return isCalm ? toWib(sentAt + inProcessMs) : null;
}

function alarmSense(status: Transaction['status'], events: readonly TransactionEvent[]): AlarmSense | null {
  const alarms = events.filter(
    ({ kind, data }) => kind === 'alarm' || ((kind === 'asked' || kind === 'looked') && data['alarm'] === true),
  );
  if (alarms.length === 0 || decidedOf(status) === null) return null;
  if (alarms.some(({ data }) => data['why'] === 'refused-then-paid')) return 'turned';
  const said = alarms.map(({ data }) => decidedOf((data['late'] as { kind?: unknown } | undefined)?.kind));
  if (said.some((one) => one !== null && one !== status)) return 'contradicts';
  return said.every((one) => one === status) ? 'agrees' : 'open';
}

function decidedOf(word: unknown): Decided | null {
  return word === 'paid' || word === 'refused' ? word : null;
}
