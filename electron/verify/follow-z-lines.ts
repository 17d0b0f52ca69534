import { textOf } from './entry.ts';
import { isObject, type Json } from './report.ts';
import type { Work } from './work.ts';

// Whether what a Z lists one by one, and who and when stands at its top, is what the records say.

/** Cash that moved in a drawer without a sale, as a Z lists it. */
export interface CashMoved {
  shift: number;
  readonly kind: unknown;
  /** Rupiah; of a refund below 0 where it was taken again. */
  readonly amount: number;
  /** Of a debt the customer's name; null where an older till did not say it. */
  readonly reason: unknown;
  /** In ms. */
  readonly at: number;
  readonly by: unknown;
  /** The shift that took what goes back; null where nothing was taken. */
  readonly takenIn: unknown;
  /** The customer whose debt it is; null of all else. */
  readonly customerId: unknown;
}

/** Keeps it until another shift is opened. What no shift will list is not kept. */
export function keepMove(work: Work, moved: CashMoved): void {
  if (moved.shift > 0) work.cashMoves.push(moved);
}

/** What is wrong in the lines of a Z, whose shift has that row; it was closed `at`, by the count after so many. */
export function wrongLines(
  work: Work,
  row: Readonly<Record<string, unknown>>,
  report: Json,
  at: string,
): readonly string[] {
  const isWrong: Readonly<Record<string, boolean>> = {
    shift: report.shiftId !== row.shift_id,
    cashier: report.cashier !== row.cashier,
    'time of opening': timeOf(report.openedAt) !== row.opened_at,
    'time of closing': timeOf(report.closedAt) !== Date.parse(at),
    'list of counts': !isSame(rows(report.recounts), work.counts.slice(0, rows(report.recounts).length)),
    'list of cash': !listsCash(work, Number(row.shift), report),
    'list of pending payments': !listsPending(work, Number(row.shift), report),
  };
  return Object.keys(isWrong).filter((what) => isWrong[what]);
}

function listsCash({ cashMoves, customers }: Work, shift: number, report: Json): boolean {
  const lines = rows(report.cash).map((line) => (isObject(line) ? line : {}));
  // An older till's Z does not say by whom.
  const saysBy = lines.every(({ by }) => by !== undefined);
  const must = cashMoves
    .filter((one) => one.shift === shift && !(one.kind === 'refund' && one.takenIn === shift))
    .map(({ kind, amount, reason, at, by, customerId }) => {
      const name = reason ?? customers.get(textOf(customerId))?.row.name;
      return [kind, amount, name, at, saysBy ? by : null];
    });
  return isSame(
    inOrder(must),
    inOrder(lines.map((one) => [one.kind, one.amount, one.reason, timeOf(one.at), saysBy ? one.by : null])),
  );
}

function listsPending({ payments }: Work, shift: number, report: Json): boolean {
  const lines = rows(report.pending).map((line) => (isObject(line) ? line : {}));
  // An older till's Z does not say with whom, and of which shift.
  const says = lines.every(({ provider, isEarlier }) => provider !== undefined && isEarlier !== undefined);
  const must = [...payments.values()]
    .filter(({ row }) => row.status === 'sending' || row.status === 'pending')
    .map(({ row }) => [
      ...[row.transaction_id, row.created_at, row.product, row.customer_number, row.customer_name, row.total],
      ...[row.cashier, ...(says ? [row.provider, row.shift !== shift] : [])],
    ]);
  const listed = lines.map((one) => [
    ...[one.transactionId, timeOf(one.createdAt), one.product, one.customerNumber, one.customerName, one.total],
    ...[one.cashier, ...(says ? [one.provider, one.isEarlier] : [])],
  ]);
  return isSame(inOrder(must), inOrder(listed));
}

const rows = (value: unknown): readonly unknown[] => (Array.isArray(value) ? (value as unknown[]) : []);

const timeOf = (value: unknown): number => (typeof value === 'string' ? Date.parse(value) : NaN);

const inOrder = (lines: readonly unknown[]): readonly string[] => lines.map((line) => JSON.stringify(line)).sort();

const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);
