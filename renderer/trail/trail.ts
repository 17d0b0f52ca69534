import { pendingReasons, type PendingReason, type TransactionEvent } from '../../shared/transaction.ts';
import type { Words } from '../words/words.ts';
import { alarmText, isAlarm, refusalText } from './alarms.ts';
import { plainText } from '../ui/text/plain-text.ts';
import { dayText, isSameDay, wibTime } from '../ui/time/when.ts';

export interface TrailLine {
  /** The day, where it is another one than that of the line before; null where it is the same. */
  readonly day: string | null;
  readonly at: string;
  readonly what: string;
  readonly note: string;
  /** Somebody must look at this line. */
  readonly alarm: boolean;
}

/** A payment's trail in words. */
export function trailLines(events: readonly TransactionEvent[], words: Words): readonly TrailLine[] {
  return events.map((event, index) => ({
    day: newDay(event, events[index - 1], words),
    at: wibTime(Date.parse(event.at), words.timeSeparator, true),
    what: words.events[event.kind],
    note: noteOf(event, words),
    alarm: isAlarm(event),
  }));
}

function newDay({ at }: TransactionEvent, before: TransactionEvent | undefined, words: Words): string | null {
  const ms = Date.parse(at);
  return before && isSameDay(ms, Date.parse(before.at)) ? null : dayText(ms, words.months);
}

function eventReason({ kind, data }: TransactionEvent): PendingReason | null {
  if (kind === 'interrupted') return 'interrupted';
  return pendingReasons.find((reason) => reason === data['why']) ?? null;
}

function noteOf(event: TransactionEvent, words: Words): string {
  if (event.kind === 'alarm') return alarmText(event, words);
  if (event.kind === 'looked' && event.data['found'] === 'refused')
    return words.alarms.stillRefused(refusalText(event.data['code'], words));
  const reason = eventReason(event);
  if (reason) return words.pendingReasons[reason];
  const { reference } = event.data;
  if (event.kind === 'resent' || event.kind === 'resolved') return decisionNote(event.data, words);
  if (event.kind === 'print') return printNote(event.data, words);
  return typeof reference === 'string' ? plainText(reference, 40) : '';
}

/** Which copy it was, and what is not so of it though it was sent. */
function printNote({ copy, result }: TransactionEvent['data'], { done }: Words): string {
  const which = typeof copy === 'number' && copy > 0 ? [done.paperCopy(copy)] : [];
  const became = result === 'doubtful' ? [done.noteDoubtful] : result === 'failed' ? [done.noteFailed] : [];
  return [...which, ...became].join(' · ');
}

/** What a person decided, who it was, and why. */
function decisionNote({ as, by, reason }: TransactionEvent['data'], words: Words): string {
  const outcome = as === 'paid' || as === 'refused' ? words.statuses[as] : null;
  const parts = [outcome, by, reason].filter((part): part is string => typeof part === 'string');
  return parts.map((part) => plainText(part, 120)).join(' · ');
}
