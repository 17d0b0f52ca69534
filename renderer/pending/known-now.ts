import { pendingReasons, type PendingReason, type TransactionEvent } from '../../shared/transaction.ts';
import { wibTime } from '../ui/time/when.ts';
import type { Words } from '../words/words.ts';

interface Said {
  readonly at: number;
  readonly reason: PendingReason;
}

/** Of these nothing came back that says anything of the payment. */
const untold: readonly PendingReason[] = [
  ...(['no-reply', 'unreadable-reply', 'unknown-code', 'http-status'] as const),
  ...(['contradiction', 'other-payment', 'interrupted'] as const),
];

/** What is known of a pending payment now, in a sentence or two: what a status check was told counts more than what the request was. */
export function knownNow(events: readonly TransactionEvent[], provider: string, words: Words): string {
  const { pending, pendingReasons: reasons, timeSeparator } = words;
  const since = events.findLastIndex(({ kind }) => kind === 'pending' || kind === 'interrupted');
  const [first, ...checks] = events.slice(Math.max(0, since)).flatMap(saidIn);
  const time = ({ at }: Said): string => wibTime(at, timeSeparator);
  if (!first) return pending.whyUnknown(provider);
  const last = checks.at(-1);
  const told = [first, ...checks].findLast(({ reason }) => !untold.includes(reason));
  const sofar = told
    ? pending.lastSaid(provider, time(told), reasons[told.reason])
    : pending.why(provider, reasons[first.reason]);
  if (!last) return sofar;
  return told === last ? sofar : `${sofar} ${pending.askedSince(time(last), reasons[last.reason])}`;
}

/** An alarm's reason is about an answer, not about the payment. */
function saidIn({ kind, at, data }: TransactionEvent): readonly Said[] {
  const reason = pendingReasons.find((one) => one === data['why']);
  const isSaid = kind === 'pending' || kind === 'interrupted' || kind === 'asked';
  return isSaid && reason ? [{ at: Date.parse(at), reason }] : [];
}
