import {
  pendingReasons,
  refusalCodes,
  type TransactionEvent,
  type TransactionWithEvents,
} from '../../shared/transaction.ts';
import { formatRupiah, rupiah } from '../../shared/money.ts';
import type { Words } from '../words/words.ts';
import { plainText } from '../ui/text/plain-text.ts';
import { wibTime } from '../ui/time/when.ts';

/** Something about a payment that should not have happened: somebody must look. */
export interface Alarm {
  readonly at: string;
  readonly what: string;
}

/** The alarms in a payment's trail, in words. */
export function alarmsOf({ events }: Pick<TransactionWithEvents, 'events'>, words: Words): readonly Alarm[] {
  return events.filter(isAlarm).map((event) => ({
    at: wibTime(Date.parse(event.at), words.timeSeparator, true),
    what: alarmText(event, words),
  }));
}

export function isAlarm({ kind, data }: TransactionEvent): boolean {
  return kind === 'alarm' || ((kind === 'asked' || kind === 'looked') && data['alarm'] === true);
}

/** What an alarm is about: an answer that can't be, or one that came after the payment was settled. */
export function alarmText({ data }: TransactionEvent, words: Words): string {
  const why = pendingReasons.find((reason) => reason === data['why']);
  if (why) return words.pendingReasons[why];
  if (data['why'] === 'refused-then-paid') return words.warnings['refused-then-paid'].what;
  if (data['why'] === 'debited' && typeof data['amount'] === 'number')
    return words.alarms.debited(formatRupiah(rupiah(data['amount'])));
  const late = lateAnswer(data);
  return late ? words.alarms.late(lateText(late, words)) : '';
}

function lateAnswer({ late }: TransactionEvent['data']): Readonly<Record<string, unknown>> | null {
  return typeof late === 'object' && late !== null ? (late as Record<string, unknown>) : null;
}

function lateText({ kind, reference, code, why }: Readonly<Record<string, unknown>>, words: Words): string {
  const { alarms } = words;
  if (kind === 'paid') return typeof reference === 'string' ? alarms.paid(plainText(reference, 64)) : alarms.paidBare;
  if (kind === 'refused') {
    return alarms.refused(refusalText(code, words));
  }
  const reason = pendingReasons.find((one) => one === why);
  return kind === 'pending' && reason ? alarms.pending(words.pendingReasons[reason]) : alarms.unknown;
}

/** What a refusal's code means; one of a newer till means as much as any. */
export function refusalText(code: unknown, words: Words): string {
  return words.refusals[refusalCodes.find((one) => one === code) ?? 'rejected'].what;
}

/** The other payment of the same bill, where a refusal turned out paid and the bill was paid anew; null if there is none. */
export function otherPayment({ events }: Pick<TransactionWithEvents, 'events'>): string | null {
  const other = events.findLast(({ data }) => data['why'] === 'refused-then-paid')?.data['other'];
  return typeof other === 'string' ? plainText(other, 40) : null;
}
