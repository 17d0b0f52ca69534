import { textOf, type Entry } from './entry.ts';
import { isObject, type Json } from './report.ts';
import type { Work } from './work.ts';

// What PINs approved of in a shift, as its Z has to list it.

/** As a Z lists it, and the last record of the group that it was written with: the act's. */
export interface Approved {
  readonly last: number;
  readonly said: readonly unknown[];
  reason: unknown;
  /** What the act did to money: kind, sum and customer's id; null while none of its records says so. */
  act: readonly [kind: unknown, amount: unknown, customerId: unknown] | null;
  /** The reason stood in a payment's record alone, as an older till wrote it: that was packed away in time, and the Z then said none. */
  mayBeGone: boolean;
}

/** Keeps what a record says of approvals in the shift: itself, or the reason of an act. */
export function keepApproval({ approvals }: Work, { n, at, kind, id, more, get }: Entry): void {
  if (kind === 'shift-opened') approvals.length = 0;
  else if (kind === 'approved') {
    const said = [at, get('right'), get('name'), get('forName'), get('about')];
    approvals.push({ last: n + more, said, reason: get('reason') ?? null, act: null, mayBeGone: false });
  } else if ((approvals.at(-1)?.last ?? 0) >= n) {
    const act = actOf(kind, get);
    for (const one of approvals) if (one.last >= n) one.act ??= act;
    const reason = get('reason');
    if (reason == null) return;
    for (const one of approvals) {
      if (one.last < n || one.reason !== null) continue;
      one.reason = reason;
      one.mayBeGone = id !== '';
    }
  }
}

function actOf(kind: string, get: Entry['get']): Approved['act'] {
  if (kind === 'debt-settled')
    return ['debt-back', -Number(get('amount')) - Number(get('rounding') ?? 0), get('customerId')];
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
  const [kind, amount, customerId] = act;
  return [kind, amount, customerId === null ? null : (customers.get(textOf(customerId))?.row.name ?? null)];
}
