import { rupiah } from '../../shared/money.ts';
import type { CalledOffAsk, DepositBookLine, TopUpAsk } from '../../shared/deposit.ts';
import { toWib } from '../../shared/time.ts';
import {
  listDepositLines,
  listDepositRecords,
  type AskRow,
  type DepositEntry,
  type DepositRecordRow,
} from '../db/deposits.ts';
import type { Db } from '../db/open.ts';

// Who said what of a provider's deposit: lines with who approved of them and who had asked for them, and what was called off.

/** A line with its time in ms. */
export interface TimedLine {
  readonly at: number;
  readonly line: DepositBookLine;
}

/** From `from` on and before `to`, in ms; oldest first. */
export function trailOf(
  db: Db,
  { provider, from, to }: { readonly provider: string; readonly from: number; readonly to: number },
): { readonly lines: readonly TimedLine[]; readonly calledOff: readonly CalledOffAsk[] } {
  const records = listDepositRecords(db, provider, from, to);
  const byLine = Map.groupBy(
    records.filter(({ kind }) => kind === 'deposit'),
    keyOf,
  );
  const lines = listDepositLines(db, provider, from, to).map((entry) => {
    const { at, kind, note, by } = entry;
    // Two lines that are the same in all of it were recorded one after the other.
    const record = byLine.get(keyOf(entry))?.shift();
    return { at, line: { at: toWib(at), kind, amount: rupiah(entry.amount), note, by, ...moreOf(record) } };
  });
  const calledOff = records.flatMap((record): readonly CalledOffAsk[] => {
    const { kind, at, note, by, ask } = record;
    if (kind !== 'top-up-cancelled' || !ask) return [];
    return [{ at: toWib(at), note, by, ...moreOf(record), ask: shownAsk(ask) }];
  });
  return { lines, calledOff };
}

export function shownAsk({ askId, at, amount, note, by }: AskRow): TopUpAsk {
  return { askId, at: toWib(at), amount: rupiah(amount), note, by };
}

function keyOf({
  at,
  amount,
  note,
  by,
}: Pick<DepositEntry | DepositRecordRow, 'at' | 'amount' | 'note' | 'by'>): string {
  return JSON.stringify([at, amount, note, by]);
}

function moreOf(record: DepositRecordRow | undefined): Pick<DepositBookLine, 'approvedBy' | 'ask'> {
  if (!record) return {};
  const { approvedBy, ask } = record;
  return { ...(approvedBy !== null && { approvedBy }), ...(ask && { ask: shownAsk(ask) }) };
}
