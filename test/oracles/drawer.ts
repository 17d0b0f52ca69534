import type { CashMove, Shift, ShiftReport, TenderKind } from '../../shared/shift.ts';
import type { Transaction } from '../../shared/transaction.ts';

// What people at a till's drawer did and were told, in its order: nothing here is read out of the till's books.

/** What of a till's last shift its people are told. */
export type LastShift = Pick<Shift, 'shiftId' | 'number'> & { readonly isOpen: boolean };

/** `asks` is what somebody wants of the till; it may be answered, refused, or never be answered. */
export type Seen =
  | { readonly what: 'presses'; readonly quoteId: string }
  | { readonly what: 'told'; readonly payment: Transaction }
  | { readonly what: 'asks'; readonly for: 'open'; readonly float: number; readonly givenBack?: number | undefined }
  | { readonly what: 'asks'; readonly for: 'close'; readonly counted: number }
  | { readonly what: 'asks'; readonly for: 'reopen' }
  /** A customer wants to pay so much of `owed`, or below 0 have it back. */
  | ({ readonly what: 'asks'; readonly for: 'debt'; readonly owed: number } & PaidOff)
  /** The till said, or its books show at last, that it is paid off. */
  | ({ readonly what: 'paid-off' } & Settled)
  | ({ readonly what: 'asks'; readonly for: 'cash' } & Move)
  /** The till said that a move of that reason is recorded, in that shift. */
  | { readonly what: 'moved'; readonly reason: string; readonly shiftId: string }
  /** The till, whose books are certain, said that it could not record a move of that reason. */
  | { readonly what: 'not-kept'; readonly reason: string }
  /** What the till says its last shift is; null if it has none. */
  | { readonly what: 'finds'; readonly shift: LastShift | null }
  | { readonly what: 'z'; readonly report: ShiftReport };

/** Each has a reason of its own. */
export interface Move {
  readonly kind: CashMove;
  readonly amount: number;
  readonly reason: string;
}

/** What of a debt is paid in one kind of money. */
export interface PaidOff {
  readonly customerId: string;
  readonly kind: TenderKind;
  /** Below 0 where what was paid too much is given back, in cash. */
  readonly amount: number;
}

/** As the till has it; `owed` is what was owed before. */
export interface Settled extends PaidOff {
  readonly settlementId: string;
  readonly owed: number;
  /** What its cash was rounded by; absent if by nothing. */
  readonly rounding?: number;
}

/** From one change of the till's shift to the next. It began after `from` and not after `by`: places in what was seen. */
export interface Span {
  readonly shiftId: string | null;
  readonly isOpen: boolean;
  /** The Z that a closed shift has. */
  readonly z: number | null;
  readonly from: number;
  readonly by: number;
  /** The shift that counts what happens meanwhile: the open one, else the one that comes next; null before the first, or if none came. */
  readonly counts: string | null;
}

/** A change of money that happened after `from` and not after `by`. */
interface Happened {
  readonly from: number;
  readonly by: number;
  readonly what: 'taken' | 'given-back' | 'taken-again' | 'settled' | 'unsettled' | 'paid-off';
  /** It goes back, or comes again, and was taken while no shift was open: so it moves no drawer. Absent where that can't be. */
  readonly outside?: 'surely' | 'maybe' | undefined;
}

/** By a payment. */
export interface Effect extends Happened {
  readonly payment: Transaction;
}

/** By somebody who paid of a debt: `amount` is the money that moved. */
export type DebtEffect = Happened & PaidOff;

/** The spans of what was seen, in order; the first has no shift. */
export function spansOf(seen: readonly Seen[]): readonly Span[] {
  const found: Omit<Span, 'counts'>[] = [{ shiftId: null, isOpen: false, z: null, from: -1, by: -1 }];
  let asked: number | null = null;
  let last = -1;
  seen.forEach((one, place) => {
    if (one.what === 'asks' && one.for !== 'cash' && one.for !== 'debt') asked ??= place;
    if (one.what !== 'finds') return;
    const { shiftId, isOpen, number } = one.shift ?? { shiftId: null, isOpen: false, number: null };
    const before = found.at(-1);
    if (before?.shiftId !== shiftId || before.isOpen !== isOpen)
      found.push({ shiftId, isOpen, z: isOpen ? null : number, from: asked ?? last, by: place });
    asked = null;
    last = place;
  });
  return found.map((span, at) => {
    const known = new Set(found.slice(0, at + 1).map(({ shiftId }) => shiftId));
    const next = found.slice(at + 1).find(({ shiftId }) => !known.has(shiftId))?.shiftId ?? null;
    const goesOn = found.slice(at).some(({ shiftId, isOpen }) => isOpen && shiftId === span.shiftId);
    return { ...span, counts: goesOn ? span.shiftId : span.shiftId === null ? null : next };
  });
}

/** What became of each payment's money, as people were told of it. */
export function effectsOf(seen: readonly Seen[]): readonly Effect[] {
  const spans = spansOf(seen);
  const pressed = new Map<string, number>();
  const known = new Map<string, Pick<Effect, 'payment' | 'by' | 'outside'>>();
  return seen.flatMap((one, place) => {
    if (one.what === 'presses' && !pressed.has(one.quoteId)) pressed.set(one.quoteId, place);
    if (one.what !== 'told') return [];
    const { payment } = one;
    const before = known.get(payment.transactionId);
    const about = { from: before?.by ?? pressed.get(payment.quoteId) ?? -1, by: place, payment };
    const outside = before ? before.outside : outsideOf(spans, about);
    known.set(payment.transactionId, { ...about, outside });
    return changes(before?.payment.status ?? null, payment).map((what) =>
      what === 'given-back' || what === 'taken-again' ? { ...about, what, outside } : { ...about, what },
    );
  });
}

/** Whether what was taken then was taken while no shift was open. */
function outsideOf(spans: readonly Span[], taken: Pick<Happened, 'from' | 'by'>): Happened['outside'] {
  const possible = mayHaveHappenedIn(spans, taken);
  const closed = possible.filter((at) => !spans[at]?.isOpen);
  if (closed.length === 0) return undefined;
  return closed.length === possible.length ? 'surely' : 'maybe';
}

/** What was paid of debts. Where no answer came it happened between the asking and whatever told of it. */
export function debtEffectsOf(seen: readonly Seen[]): readonly DebtEffect[] {
  const known = new Set<string>();
  return seen.flatMap((one, by) => {
    if (one.what !== 'paid-off' || known.has(one.settlementId)) return [];
    known.add(one.settlementId);
    const from = seen.findIndex((other) => other.what === 'asks' && other.for === 'debt' && isSame(other, one));
    const { customerId, kind, rounding = 0 } = one;
    return [{ customerId, kind, amount: one.amount + rounding, from, by, what: 'paid-off' as const }];
  });
}

/** The same customer pays the same of the same. */
export function isSame(one: PaidOff & { readonly owed: number }, other: PaidOff & { readonly owed: number }): boolean {
  return (['customerId', 'kind', 'amount', 'owed'] as const).every((field) => one[field] === other[field]);
}

function changes(before: Transaction['status'] | null, { status, warning }: Transaction): readonly Effect['what'][] {
  const [wasPaid, wasRefused] = [before === 'paid', before === 'refused'];
  const [isPaid, isRefused] = [status === 'paid', status === 'refused'];
  // Whose bill was paid after all has the money back, also where nobody was told of the refusal.
  const isTurned = isPaid && !wasPaid && warning === 'refused-then-paid';
  return [
    ...(before === null ? (['taken'] as const) : []),
    ...((isRefused || isTurned) && !wasRefused ? (['given-back'] as const) : []),
    ...(wasRefused && !isRefused && !isTurned ? (['taken-again'] as const) : []),
    ...(isPaid && !wasPaid ? (['settled'] as const) : []),
    ...(wasPaid && !isPaid ? (['unsettled'] as const) : []),
  ];
}

/** The places in `spans` where an effect may have happened. */
export function mayHaveHappenedIn(
  spans: readonly Span[],
  { from, by }: Pick<Happened, 'from' | 'by'>,
): readonly number[] {
  return spans.flatMap((span, at) => {
    const next = spans[at + 1];
    return span.from < by && (next === undefined || next.by > from) ? [at] : [];
  });
}

/** What is certain of a sum, and what may be in it. */
export interface Estimate {
  readonly sure: number;
  readonly maybe: readonly number[];
}

/** The sum over some spans; `of` says what an effect is worth, 0 for nothing. */
export function estimate<E extends Happened>(
  spans: readonly Span[],
  effects: readonly E[],
  isIn: (span: Span, at: number, effect: E) => boolean,
  of: (effect: E) => number,
): Estimate {
  let sure = 0;
  const maybe: number[] = [];
  for (const effect of effects) {
    const amount = of(effect);
    if (amount === 0) continue;
    const possible = mayHaveHappenedIn(spans, effect);
    const inside = possible.filter((at) => isIn(spans[at] as Span, at, effect));
    if (inside.length === 0) continue;
    if (inside.length === possible.length && effect.outside !== 'maybe') sure += amount;
    else maybe.push(amount);
  }
  return { sure, maybe };
}

/** 1 for a payment whose money comes in, -1 for one whose money goes back. */
export function signOf({ what }: Effect): -1 | 0 | 1 {
  if (what === 'taken' || what === 'taken-again') return 1;
  return what === 'given-back' ? -1 : 0;
}

/** 1 for a payment that is paid now, -1 for one that is not any more. Whose customer has the money back is no sale. */
export function paidOf({ what, payment }: Effect): -1 | 0 | 1 {
  if (payment.warning === 'refused-then-paid') return 0;
  return what === 'settled' ? 1 : what === 'unsettled' ? -1 : 0;
}

/** What a payment does to the cash in the drawer. */
export function cashOf(effect: Effect): number {
  const { tenders, change } = effect.payment;
  const cash = tenders.reduce((sum, { kind, amount }) => sum + (kind === 'cash' ? amount : 0), 0);
  return signOf(effect) * (cash - change);
}

/** Whether a shift counts it: what is taken while none is open is in no drawer, and goes back out of none. */
export function countsIn(shiftId: string): (span: Span, at: number, effect: Happened) => boolean {
  return (span, _at, effect) => span.counts === shiftId && isInADrawer(span, effect);
}

/** Of what happens in a span that some shift counts. */
export function isInADrawer({ isOpen }: Span, { what, outside }: Happened): boolean {
  return (isOpen || (what !== 'taken' && what !== 'paid-off')) && outside !== 'surely';
}

/** The lines of a Z by which somebody moved cash: none of a payment or a debt. */
export function movesOf({
  cash,
}: Pick<ShiftReport, 'cash'>): readonly Omit<Move & ShiftReport['cash'][number], 'at'>[] {
  return cash.flatMap(({ kind, ...line }) =>
    kind === 'in' || kind === 'out' || kind === 'drop' ? [{ kind, ...line }] : [],
  );
}

/** What moved without a sale: in less out. */
export function movedBy(moves: readonly Pick<Move, 'kind' | 'amount'>[]): number {
  return moves.reduce((sum, { kind, amount }) => sum + (kind === 'in' ? amount : -amount), 0);
}

/** What somebody who kept count thinks is in the drawer of an open shift, as far as is certain; 0 if none is open. */
export function inTheDrawer(seen: readonly Seen[]): number {
  const spans = spansOf(seen);
  const now = spans.at(-1);
  if (!now?.isOpen || now.shiftId === null) return 0;
  const floats = seen.flatMap((one, place) => (one.what === 'asks' && one.for === 'open' ? [{ ...one, place }] : []));
  const opened = spans.find(({ shiftId }) => shiftId === now.shiftId);
  // What was given back before the float was counted is among the effects, and left before it was in there.
  const { float = 0, givenBack = 0 } = floats.findLast(({ place }) => place < (opened?.by ?? 0)) ?? {};
  const moved = new Set(
    seen.flatMap((one) => (one.what === 'moved' && one.shiftId === now.shiftId ? [one.reason] : [])),
  );
  const moves = seen.flatMap((one) =>
    one.what === 'asks' && one.for === 'cash' && moved.has(one.reason) ? [one] : [],
  );
  const isOf = countsIn(now.shiftId);
  const paidOff = estimate(spans, debtEffectsOf(seen), isOf, (one) => (one.kind === 'cash' ? one.amount : 0));
  return float + givenBack + movedBy(moves) + estimate(spans, effectsOf(seen), isOf, cashOf).sure + paidOff.sure;
}

/** What was kept of one kind of money; change is cash. */
export function keptOf({ tenders, change }: Effect['payment'], kind: TenderKind): number {
  const handed = tenders.reduce((sum, one) => sum + (one.kind === kind ? one.amount : 0), 0);
  return kind === 'cash' ? handed - change : handed;
}

/** More of them than a till's people ever can't tell; then nothing is said. */
const maybeMax = 12;

export function differs(what: string, is: number, { sure, maybe }: Estimate): readonly string[] {
  if (maybe.length > maybeMax) return [];
  const sums = maybe.reduce((all, one) => new Set([...all, ...[...all].map((sum) => sum + one)]), new Set([sure]));
  const open = maybe.length > 0 ? `, with or without ${maybe.join(', ')}` : '';
  return sums.has(is) ? [] : [`says ${is} of ${what}, and it is ${sure}${open}`];
}
