import type { Input, Outputs } from '../../shared/api.ts';
import { fail, ok, type Failure, type Result } from '../../shared/errors.ts';
import { splitFall } from '../../shared/deposit-fall.ts';
import { rupiah, type Rupiah } from '../../shared/money.ts';
import type { ProviderId } from '../../shared/product.ts';
import type { DepositBasis, DepositBook, DepositBookLine } from '../../shared/deposit.ts';
import { toWib, wibDay, wibDayStart } from '../../shared/time.ts';
import type { Db } from '../db/open.ts';
import { depositBeforeDay, depositNow, lastMovedAt, listAsks, listUsedByDay, reservedOf } from '../db/deposits.ts';
import type { Entry } from '../books/journal/record.ts';
import type { Actor, Visit } from '../people/desk.ts';
import { shownAsk, trailOf, type TimedLine } from './deposit-trail.ts';
import { writeOnce } from './once.ts';
import type { ShiftParts } from './shifts.ts';

// The book of a provider's deposit: what the till's records make of it, beside what the provider says.

const dayMs = 24 * 60 * 60 * 1000;
/** So many days are shown where nothing is said. */
const daysShown = 31;

/** A top-up that was asked for, that arrived or will not, or what puts right what is known of the deposit. Answers the book of today. */
export function record(
  parts: ShiftParts,
  input: Input<'deposit:record'>,
  { who, door }: Pick<Visit, 'who' | 'door'>,
): Result<Outputs['deposit:record']> {
  const { books, clock } = parts;
  const again = writeOnce(parts, { who, door }, input, () => {
    const refused = whyNotRecorded(parts, input);
    if (refused) return refused;
    books.write([...who.approvals(input.provider), recordOf(parts, input, who)]);
    if (input.kind === 'top-up') parts.toppedUp?.(input.provider, input.amount);
    return null;
  });
  return again ?? book(parts, { provider: input.provider, from: toWib(clock.now()) });
}

/** Whether a correction would take away what a payment takes once more as it is settled. */
function booksUnsettled({ books, said }: ShiftParts, provider: ProviderId, amount: number): boolean {
  const { basis, sum } = depositNow(books.db, provider);
  const reserved = reservedOf(books.db, provider);
  const { difference, unsettled } = asKnown({ basis, opening: 0, closing: sum, said: said(provider), reserved });
  if (difference === null || unsettled === null) return false;
  return unsettled < 0 && amount < difference - unsettled;
}

/** An ask arrives or is called off once. */
function whyNotRecorded(parts: ShiftParts, input: Input<'deposit:record'>): Failure | null {
  if ('amount' in input && (input.amount === 0 || (input.kind === 'top-up' && input.amount < 0)))
    return fail('bad-request');
  if (input.kind === 'correction' && booksUnsettled(parts, input.provider, input.amount))
    return fail('deposit-unsettled');
  if (!('askId' in input) || input.askId === undefined) return null;
  if (input.kind === 'correction') return fail('bad-request');
  const isOpen = listAsks(parts.books.db, input.provider).some(({ askId }) => askId === input.askId);
  return isOpen ? null : fail('ask-unknown');
}

function recordOf({ clock, newId }: ShiftParts, input: Input<'deposit:record'>, { name: by }: Actor): Entry {
  const about = { at: clock.now(), transactionId: null };
  if (input.kind === 'top-up-asked') {
    const { provider, amount, note } = input;
    return { ...about, kind: 'top-up-asked', data: { askId: newId(), provider, amount, note, by } };
  }
  if (input.kind === 'top-up-cancelled') {
    const { askId, note } = input;
    return { ...about, kind: 'top-up-cancelled', data: { askId, note, by } };
  }
  const { askId, ...said } = input;
  return { ...about, kind: 'deposit', data: { ...said, ...(askId !== undefined && { askId }), by } };
}

/**
 * By whole WIB days: from the day of `from` to that of `to`, which counts only if it began. Opening and lines make the closing. One that comes
 * to today has what is dated later too: it was recorded before the clock was set back, and is in what there is now.
 */
export function book(parts: ShiftParts, { provider, from, to }: Input<'deposit:book'>): Result<DepositBook> {
  const { books, clock, said } = parts;
  const { basis, since, until } = depositNow(books.db, provider);
  const now = clock.now();
  const end = wibDayStart(to === undefined ? now : Date.parse(to) - 1);
  const first = from === undefined ? end - (daysShown - 1) * dayMs : wibDayStart(Date.parse(from));
  const last = until === null || end < wibDayStart(now) ? end : Math.max(end, startOf(until));
  const opening = depositBeforeDay(books.db, provider, dayOf(first));
  const { lines: recorded, calledOff } = trailOf(books.db, { provider, from: first, to: last + dayMs });
  const lines = inOrder(recorded, usedOf(parts, provider, first, last));
  const closing = lines.reduce((sum, { amount }) => sum + amount, opening);
  const reserved = rupiah(reservedOf(books.db, provider));
  const asks = listAsks(books.db, provider).map(shownAsk);
  const known = asKnown({ basis, opening, closing, said: said(provider), reserved });
  const shown = {
    provider,
    lines,
    reserved,
    asks,
    calledOff,
    ...known,
    saidBefore: isSaidBefore(books.db, provider, known.difference, parts.saidAt(provider)),
    knownSince: since === null ? null : toWib(startOf(since)),
  };
  // Of days before anything was known nothing is: what was in it then would be a guess.
  return ok(
    since !== null && since > dayOf(last)
      ? { ...shown, opening: null, closing: null, difference: null, unsettled: null, saidBefore: false }
      : shown,
  );
}

/** What may be said of a deposit, by what is known of it. What is missing, up to what is `reserved`, payments may have taken that are not settled. */
export function asKnown(by: {
  readonly basis: DepositBasis;
  readonly opening: number;
  readonly closing: number;
  readonly said: Rupiah | null;
  readonly reserved: number;
}): Pick<DepositBook, 'basis' | 'opening' | 'closing' | 'said' | 'difference' | 'unsettled'> {
  const { basis, said } = by;
  if (basis === null) return { basis, opening: null, closing: null, said, difference: null, unsettled: null };
  const [opening, closing] = [rupiah(by.opening), rupiah(by.closing)];
  const known = { basis, opening, closing, said };
  if (said === null || basis === 'recorded') return { ...known, difference: null, unsettled: null };
  const difference = said - closing;
  const unsettled = 0 - splitFall(0 - difference, by.reserved).open;
  return { ...known, difference: rupiah(difference), unsettled: rupiah(unsettled) };
}

/** An answer's balance is noted just before what else it says, at times by a millisecond's turn. */
const sameAnswerMs = 1_000;

/** Whether there is a difference to what a provider said at a time (ms), and the deposit moved in the books since. See `DepositBook`. */
export function isSaidBefore(db: Db, provider: ProviderId, difference: Rupiah | null, saidAt: number | null): boolean {
  if (difference === null || difference === 0 || saidAt === null) return false;
  return (lastMovedAt(db, provider) ?? 0) > saidAt + sameAnswerMs;
}

/** What persons recorded, one by one, and what payments took, day by day. */
function inOrder(...lines: readonly (readonly TimedLine[])[]): readonly DepositBookLine[] {
  const all = lines.flat().sort((one, other) => one.at - other.at);
  return all.map(({ line }) => line);
}

function usedOf({ books }: ShiftParts, provider: string, first: number, last: number): readonly TimedLine[] {
  return listUsedByDay(books.db, provider, dayOf(first), dayOf(last)).map(({ day, amount }) => {
    const at = startOf(day) + dayMs - 1;
    return { line: { at: toWib(at), kind: 'used' as const, amount: rupiah(amount), note: null, by: null }, at };
  });
}

/** `2026-11-26` of an instant as 20261126. */
function dayOf(ms: number): number {
  return Number(wibDay(ms).replaceAll('-', ''));
}

/** Its first instant, in ms. */
export function startOf(day: number): number {
  const text = String(day);
  return Date.parse(`${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}T00:00:00+07:00`);
}
