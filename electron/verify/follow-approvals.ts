import { textOf, type Entry } from './entry.ts';
import { isObject, type Json } from './report.ts';
import type { Work } from './work.ts';

// What PINs approved of in a shift, as its Z has to list it.

/** As a Z lists it, and the last record of the group that it was written with: the act's. */
export interface Approved {
  readonly last: number;
  readonly said: readonly unknown[];
  /** By which channel it was asked for. */
  readonly channel: unknown;
  reason: unknown;
  /** What the act did to money: kind, sum and customer's id; null while none of its records says so. */
  act: readonly [kind: unknown, amount: unknown, customerId: unknown, name?: unknown] | null;
  /** The reason stood in a payment's record alone, as an older till wrote it: that was packed away in time, and the Z then said none. */
  mayBeGone: boolean;
}

/** What is only ever done by one channel. */
const channelOf: Readonly<Record<string, string>> = {
  'shift-cash': 'shift:cash',
  'shift-closed': 'shift:close',
  'shift-reopened': 'shift:reopen',
  'debt-settled': 'debt:give-back',
  deposit: 'deposit:record',
  'top-up-asked': 'deposit:record',
  'top-up-cancelled': 'deposit:record',
  resolved: 'payment:resolve',
};

/** Keeps what a record says of approvals in the shift: itself, or the reason of an act. */
export function keepApproval(
  { approvals }: Work,
  { n, at, kind, id, more, get }: Entry,
  wrong: (what: string) => void,
): void {
  if (kind === 'shift-opened') approvals.length = 0;
  else if (kind === 'approved') {
    const said = [at, get('right'), get('name'), get('forName'), get('about')];
    const channel = get('channel');
    approvals.push({ last: n + more, said, channel, reason: get('reason') ?? null, act: null, mayBeGone: false });
  } else if ((approvals.at(-1)?.last ?? 0) >= n) {
    const own = approvals.filter(({ last }) => last >= n);
    if (own.some(({ channel }) => channel !== (channelOf[kind] ?? channel)))
      wrong('was approved of by another channel');
    const act = actOf(kind, get);
    for (const one of own) one.act ??= act;
    const reason = get('reason');
    if (reason == null) return;
    for (const one of own) {
      if (one.reason !== null) continue;
      one.reason = reason;
      one.mayBeGone = id !== '';
    }
  }
}

function actOf(kind: string, get: Entry['get']): Approved['act'] {
  if (kind === 'debt-settled')
    return ['debt-back', -Number(get('amount')) - Number(get('rounding') ?? 0), get('customerId'), get('name')];
  if (kind === 'top-up-asked') return [kind, get('amount'), null];
  if (kind === 'top-up-cancelled') return [kind, null, null];
  return kind === 'shift-cash' || kind === 'deposit' ? [get('kind'), get('amount'), null] : null;
}

/** Whether the Z of a record lists them; those of the close itself have its time and its reason. An older till's lists none. */
export function listsApprovals(
  { approvals, customers }: Work,
  { n, at: closedAt }: Pick<Entry, 'n' | 'at'>,
  report: Json,
): boolean {
  if (report.approvals === undefined) return true;
  const listed = Array.isArray(report.approvals) ? (report.approvals as Json[]) : [];
  const must = approvals.map(({ last, said, reason, mayBeGone, act }, at) => {
    // An older till's Z does not say what was done.
    const did = listed[at]?.act === undefined ? [] : [didOf(customers, act)];
    if (last >= n) return [closedAt, ...said.slice(1), report.reason, ...did];
    return [...said, mayBeGone && listed[at]?.reason === null ? null : reason, ...did];
  });
  const is = listed.map(({ act, ...one }) => {
    const did = isObject(act) ? [act.kind, act.amount, act.name] : act;
    return [one.at, one.right, one.by, one.forWhom, one.about, one.reason, ...(did === undefined ? [] : [did])];
  });
  return JSON.stringify(is) === JSON.stringify(must);
}

function didOf(customers: Work['customers'], act: Approved['act']): unknown {
  if (act === null) return null;
  const [kind, amount, customerId, name] = act;
  return [kind, amount, customerId === null ? null : (name ?? customers.get(textOf(customerId))?.row.name ?? null)];
}
