import { isObject, type Json } from './report.ts';
import type { Work } from './work.ts';

// Whether what a Z says beside its sums is so: of which till it is, what the float was compared with, by which lines the sales stand there,
// what was counted without money, and where in the journal it was made.

/** What of that is otherwise than by the records. */
export function wrongBeside(work: Work, report: Json): readonly string[] {
  const { ledger, till, counts } = work;
  const countOf = (wanted: string): number => ledger.sum(ledger.shift, (event) => event === wanted).count;
  const named = till.get('1')?.row.till ?? null;
  const isWrong: Readonly<Record<string, boolean>> = {
    // Books from before a till had a key do not know its id.
    till: named !== null && report.till !== named,
    'sum given back before': (report.givenBack ?? 0) !== work.givenBack,
    'float difference': !work.floatDifferences.includes(report.floatDifference),
    'list of sales': !listsSales(work, report),
    'number of counts': Array.isArray(report.recounts) && report.recounts.length !== counts.length - 1,
    'number of copies': report.copies !== countOf('copy'),
    'number of drawer openings': report.drawerOpens !== countOf('drawer'),
    head: !isHead(work, report.head),
  };
  return Object.keys(isWrong).filter((what) => isWrong[what]);
}

/**
 * What a float may be off by, as its shift is opened, with what had left the drawer before (`drawer`, in rupiah): from the last count of a shift
 * before it, or of one before it of the same person. Which of them goes by the setting (`shop.drawers`) as the shift was closed, which older records do not tell; older tills compared with any.
 */
export function floatDifferencesOf({ lastCounts }: Work, drawer: number, personId: unknown): readonly unknown[] {
  const [any, own] = [lastCounts.get(null), lastCounts.get(personId)];
  return [any, personId === null ? any : own].map((counted) => (counted === undefined ? null : drawer - counted));
}

/** Each line of the sales has its own sums. */
function listsSales({ ledger }: Work, report: Json): boolean {
  const must = new Map<string, Record<string, number>>();
  for (const { whose, event, account, amount, count } of ledger.sums(ledger.shift)) {
    const isTaking = event === 'taken' || event === 'returned';
    if (!isTaking && event !== 'settled' && event !== 'turned') continue;
    const line = must.get(whose) ?? { count: 0, bill: 0, admin: 0, fee: 0, commission: 0, deposit: 0 };
    const parts = isTaking ? ['bill', 'admin', 'fee'] : ['commission', 'deposit'];
    if (parts.includes(account)) line[account] = Number(line[account]) - amount;
    if (isTaking && account === 'bill') line.count = Number(line.count) + count;
    must.set(whose, line);
  }
  const listed = Array.isArray(report.sales) ? (report.sales as unknown[]).filter(isObject) : [];
  for (const line of listed) {
    const whose = `${String(line.provider)} ${String(line.product)}`;
    const own = must.get(whose) ?? {};
    if (Object.keys(own).length === 0 || Object.entries(own).some(([what, sum]) => line[what] !== sum)) return false;
    must.delete(whose);
  }
  return [...must.values()].every((left) => Object.values(left).every((sum) => sum === 0));
}

/** It names a record after the count that the shift was closed by. */
function isHead({ hashes, lastCountAt }: Work, head: unknown): boolean {
  const [, number, digits] = /^(0|[1-9]\d{0,15})-([0-9A-F]{8})$/.exec(String(head)) ?? [];
  return Number(number) >= lastCountAt && hashes.get(Number(number)) === parseInt(digits ?? '', 16);
}
