import type { Entry } from './entry.ts';
import type { Json } from './report.ts';
import type { Work } from './work.ts';

// What PINs approved of in a shift, as its Z has to list it.

/** As a Z lists it, and the last record of the group that it was written with: the act's. */
export interface Approved {
  readonly last: number;
  readonly said: readonly unknown[];
  reason: unknown;
  /** The reason stood in a payment's record alone, as an older till wrote it: that was packed away in time, and the Z then said none. */
  mayBeGone: boolean;
}

/** Keeps what a record says of approvals in the shift: itself, or the reason of an act. */
export function keepApproval({ approvals }: Work, { n, at, kind, id, more, get }: Entry): void {
  if (kind === 'shift-opened') approvals.length = 0;
  else if (kind === 'approved') {
    const said = [at, get('right'), get('name'), get('forName'), get('about')];
    approvals.push({ last: n + more, said, reason: get('reason') ?? null, mayBeGone: false });
  } else if ((approvals.at(-1)?.last ?? 0) >= n) {
    const reason = get('reason');
    if (reason == null) return;
    for (const one of approvals) {
      if (one.last < n || one.reason !== null) continue;
      one.reason = reason;
      one.mayBeGone = id !== '';
    }
  }
}

/** Whether the Z of a record lists them; those of the close itself have its time and its reason. An older till's lists none. */
export function listsApprovals(
  { approvals }: Work,
  { n, at: closedAt }: Pick<Entry, 'n' | 'at'>,
  report: Json,
): boolean {
  if (report.approvals === undefined) return true;
  const listed = Array.isArray(report.approvals) ? (report.approvals as Json[]) : [];
  const must = approvals.map(({ last, said, reason, mayBeGone }, at) => {
    if (last >= n) return [closedAt, ...said.slice(1), report.reason];
    return [...said, mayBeGone && listed[at]?.reason === null ? null : reason];
  });
  const is = listed.map((one) => [one.at, one.right, one.by, one.forWhom, one.about, one.reason]);
  return JSON.stringify(is) === JSON.stringify(must);
}
