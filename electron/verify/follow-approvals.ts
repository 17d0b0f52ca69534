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
  /** What the act did to money: kind, sum and customer's id and name; null while none of its records says so. */
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
export function keepApproval(work: Work, entry: Entry, wrong: (what: string) => void): void {
  const { approvals } = work;
  const { n, at, kind, id, more, get } = entry;
  if (kind === 'shift-opened') approvals.length = 0;
  else if (kind === 'approved') {
    const said = [at, get('right'), get('name'), get('forName'), get('about')];
    const channel = get('channel');
    const act = saidOf(get);
    approvals.push({ last: n + more, said, channel, reason: get('reason') ?? null, act, mayBeGone: false });
  } else if ((approvals.at(-1)?.last ?? 0) >= n) {
    const own = approvals.filter(({ last }) => last >= n);
    if (work.lateUpTo >= n) wrong('was approved of by somebody who may not any more');
    if (own.some(({ channel }) => channel !== (channelOf[kind] ?? channel)))
      wrong('was approved of by another channel');
    const act = actOf(kind, get);
    if (own.some((one) => one.act !== null && !isOnPayment(work, entry, one.act)))
      wrong('was approved of as another act');
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

/** What the approval itself says of a payment; an older till's says nothing. */
function saidOf(get: Entry['get']): Approved['act'] {
  const kind = get('act.kind');
  return kind === undefined ? null : [kind, get('act.amount'), null, get('act.name')];
}

/** Whether what an approval says of a payment is what the payment's own record, and its intent, say. */
function isOnPayment(
  { payments }: Work,
  { kind, id, get }: Entry,
  [act, amount, , name = null]: NonNullable<Approved['act']>,
) {
  const isSaid = (...must: readonly unknown[]) => JSON.stringify([act, amount, name]) === JSON.stringify(must);
  if (kind === 'intent') return isSaid('taken', get('quote.total'), get('quote.customerName'));
  if (kind !== 'resolved' && kind !== 'resent') return true;
  const row = payments.get(id)?.row;
  const must = kind === 'resent' ? 'sent-again' : get('as') === 'paid' ? 'said-paid' : 'said-refused';
  // Of a settled payment the name is not kept.
  return row ? isSaid(must, row.total, row.customer_name === undefined ? name : row.customer_name) : act === must;
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
  const nameNow = customerId === null ? undefined : customers.get(textOf(customerId))?.row.name;
  return [kind, amount, name ?? nameNow ?? null];
}
