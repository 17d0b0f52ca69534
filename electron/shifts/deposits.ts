import type { Input, Outputs } from '../../shared/api.ts';
import { fail, ok, type Result } from '../../shared/errors.ts';
import { rupiah, type Rupiah } from '../../shared/money.ts';
import type { DepositBasis, DepositBook, DepositBookLine } from '../../shared/shift.ts';
import { toWib, wibDay, wibDayStart } from '../../shared/time.ts';
import { depositBeforeDay, depositNow, listDepositLines, listUsedByDay, reservedOf } from '../db/deposits.ts';
import type { Actor } from '../people/desk.ts';
import type { ShiftParts } from './shifts.ts';

// The book of a provider's deposit: what the till's records make of it, beside what the provider says.

const dayMs = 24 * 60 * 60 * 1000;
/** So many days are shown where nothing is said. */
const daysShown = 31;

/** A top-up that arrived, or what puts right what is known of the deposit. Answers the book of today. */
export function record(
  parts: ShiftParts,
  input: Input<'deposit:record'>,
  who: Actor,
): Result<Outputs['deposit:record']> {
  const { books, clock } = parts;
  if (input.amount === 0 || (input.kind === 'top-up' && input.amount < 0)) return fail('bad-request');
  const data = { ...input, by: who.name };
  books.write([{ at: clock.now(), kind: 'deposit', transactionId: null, data }]);
  return book(parts, { provider: input.provider, from: toWib(clock.now()) });
}

/** By whole WIB days: from the day of `from` to that of `to`, which counts only if it began. Opening and lines make the closing. */
export function book(parts: ShiftParts, { provider, from, to }: Input<'deposit:book'>): Result<DepositBook> {
  const { books, clock, said } = parts;
  const last = wibDayStart(to === undefined ? clock.now() : Date.parse(to) - 1);
  const first = from === undefined ? last - (daysShown - 1) * dayMs : wibDayStart(Date.parse(from));
  const opening = depositBeforeDay(books.db, provider, dayOf(first));
  const lines = linesOf(parts, provider, first, last);
  const closing = lines.reduce((sum, { amount }) => sum + amount, opening);
  const { basis } = depositNow(books.db, provider);
  const reserved = rupiah(reservedOf(books.db, provider));
  return ok({ provider, lines, reserved, ...asKnown({ basis, opening, closing, said: said(provider) }) });
}

/** What may be said of a deposit, by what is known of it. */
export function asKnown(by: {
  readonly basis: DepositBasis;
  readonly opening: number;
  readonly closing: number;
  readonly said: Rupiah | null;
}): Pick<DepositBook, 'basis' | 'opening' | 'closing' | 'said' | 'difference'> {
  const { basis, said } = by;
  if (basis === null) return { basis, opening: null, closing: null, said, difference: null };
  const [opening, closing] = [rupiah(by.opening), rupiah(by.closing)];
  const difference = said === null || basis === 'recorded' ? null : rupiah(said - closing);
  return { basis, opening, closing, said, difference };
}

/** What persons recorded, one by one, and what payments took, day by day; in the order of time. */
function linesOf({ books }: ShiftParts, provider: string, first: number, last: number): readonly DepositBookLine[] {
  const recorded = listDepositLines(books.db, provider, first, last + dayMs).map(({ kind, amount, note, by, at }) => ({
    line: { at: toWib(at), kind, amount: rupiah(amount), note, by },
    at,
  }));
  const used = listUsedByDay(books.db, provider, dayOf(first), dayOf(last)).map(({ day, amount }) => {
    const at = startOf(day) + dayMs - 1;
    return { line: { at: toWib(at), kind: 'used' as const, amount: rupiah(amount), note: null, by: null }, at };
  });
  return [...recorded, ...used].sort((one, other) => one.at - other.at).map(({ line }) => line);
}

/** `2026-11-26` of an instant as 20261126. */
function dayOf(ms: number): number {
  return Number(wibDay(ms).replaceAll('-', ''));
}

function startOf(day: number): number {
  const text = String(day);
  return Date.parse(`${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}T00:00:00+07:00`);
}
