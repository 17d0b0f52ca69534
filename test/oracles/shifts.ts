import { tenderKinds, type ShiftReport, type TenderKind } from '../../shared/shift.ts';
import {
  cashOf,
  countsIn,
  differs,
  effectsOf,
  estimate,
  isInADrawer,
  keptOf,
  movedBy,
  movesOf,
  paidOf,
  signOf,
  spansOf,
  type Effect,
  type Estimate,
  type Move,
  type Span,
} from './drawer.ts';
import { wrongCounts } from './counts.ts';
import { givenBack, paidOff, wrongDebts, wrongDebtsOf } from './debts.ts';
import type { Evidence } from './evidence.ts';
import { countOf, wrongApart } from './settled.ts';

// Shifts and their Zs, beside what people at the drawer did and what the providers deducted.

/**
 * O12. A shift is a trial balance: what was posted comes to 0, and its Z says of cash, sales, deposits and of all time what the people
 * at the drawer and the providers know. Zs are numbered from 1 on without gap or twin, and stay. What happened while somebody opened or
 * closed a shift may be in one or in the other, and is in one.
 */
export function shiftsBalance(evidence: Evidence): readonly string[] {
  const { zs, balances } = evidence.shifts;
  const known = knownOf(evidence);
  return [
    ...balances.flatMap(({ shift, amount }) => (amount === 0 ? [] : [`shift ${shift} comes to ${amount}`])),
    ...wrongNumbers(evidence, known),
    ...zs.flatMap((z) => wrongIn(evidence, known, z).map((what) => `Z ${z.number} ${what}`)),
    ...wrongMoves(evidence, known),
    ...wrongTogether(evidence, known),
    ...wrongDebts(evidence.shifts, known.effects),
    ...wrongRoundings(known),
    ...wrongCounts(zs),
  ];
}

interface Known {
  readonly spans: readonly Span[];
  readonly effects: readonly Effect[];
  readonly moves: ReadonlyMap<string, Move>;
  /** What left the deposit for a payment. */
  readonly deducted: (effect: Effect) => number;
}

function knownOf({ shifts: { seen }, ledger, rows }: Evidence): Known {
  const taken = new Map(ledger.map(({ provider, ref, deducted }) => [`${provider} ${ref}`, deducted]));
  const byId = new Map(rows.map((row) => [row.transactionId, row]));
  return {
    spans: spansOf(seen),
    effects: effectsOf(seen),
    moves: new Map(seen.flatMap((one) => (one.what === 'asks' && one.for === 'cash' ? [[one.reason, one]] : []))),
    deducted({ what, payment }) {
      if (what !== 'settled' && what !== 'unsettled') return 0;
      const row = byId.get(payment.transactionId);
      const own = payment.bill + payment.admin - (payment.commission ?? 0);
      // As in O7: whoever settled without knowing the commission does not know what was deducted.
      const isUnknown = row?.settledBy === 'person' && row.commission === null;
      const theirs = taken.get(`${payment.provider} ${row?.providerRef}`);
      const isTheirs = what === 'settled' && !isUnknown && theirs !== undefined;
      return (what === 'settled' ? 1 : -1) * (isTheirs ? theirs : own);
    },
  };
}

function wrongNumbers({ shifts: { zs, shifts, seen } }: Evidence, { spans }: Known): readonly string[] {
  const open = shifts.filter(({ closedAt }) => closedAt === null);
  const closed = new Set(spans.flatMap(({ z }) => (z === null ? [] : [z])));
  const said = seen.flatMap((one) => (one.what === 'z' ? [one.report] : []));
  const ids = new Set(shifts.map(({ shiftId }) => shiftId));
  return [
    ...zs.flatMap(({ number }, at) => (number === at + 1 ? [] : [`Z ${number} stands in the place of Z ${at + 1}`])),
    ...zs.flatMap(({ number, shiftId }) => (ids.has(shiftId) ? [] : [`Z ${number} is of no shift`])),
    ...(open.length > 1 || (open[0] && open[0] !== shifts.at(-1)) ? [`${open.length} shifts are open`] : []),
    ...zs.flatMap(({ number }) => (closed.has(number ?? 0) ? [] : [`nobody closed what Z ${number} closes`])),
    ...[...closed].flatMap((number) => (zs.some((z) => z.number === number) ? [] : [`Z ${number} is lost`])),
    ...said.flatMap((report) => {
      const kept = zs.find(({ number }) => number === report.number);
      return kept && isSame(kept, report) ? [] : [`Z ${report.number} is not what was answered`];
    }),
  ];
}

function isSame(kept: ShiftReport, said: ShiftReport): boolean {
  return (Object.keys(kept) as (keyof ShiftReport)[]).every(
    (field) => JSON.stringify(kept[field]) === JSON.stringify(said[field]),
  );
}

/** What of one Z is not what people and providers know. */
function wrongIn({ shifts: { seen } }: Evidence, known: Known, z: ShiftReport): readonly string[] {
  const { spans, effects, deducted } = known;
  const closedBy = spans.findIndex((span) => span.z === z.number);
  if (closedBy < 0) return [];
  const isBefore = (at: number): boolean => at < closedBy;
  const isOf = countsIn(z.shiftId);
  const own = (of: (effect: Effect) => number): Estimate =>
    estimate(spans, effects, (span, at, effect) => isBefore(at) && isOf(span, at, effect), of);
  const ever = (of: (effect: Effect) => number): Estimate => estimate(spans, effects, (_span, at) => isBefore(at), of);
  const from = spans.find(({ shiftId }) => shiftId === z.shiftId);
  // Opening that the disk refused may turn out stored later, when it has been asked for once more: all that was asked since the shift before counts.
  const earlier = spans
    .slice(0, from ? spans.indexOf(from) : 0)
    .findLast(({ isOpen, shiftId }) => isOpen && shiftId !== z.shiftId);
  const asked = seen.slice(earlier?.by ?? 0, from?.by ?? 0);
  const floats = asked.flatMap((one) => (one.what === 'asks' && one.for === 'open' ? [one] : []));
  const counts = seen.flatMap((one) => (one.what === 'asks' && one.for === 'close' ? [one.counted] : []));
  const providers = new Set([
    ...z.deposits.map(({ provider }) => provider),
    ...effects.map(({ payment }) => payment.provider),
  ]);
  const usedOf = (provider: string): number => z.deposits.find((one) => one.provider === provider)?.used ?? 0;
  return [
    ...(z.balance === 0 ? [] : [`comes to ${z.balance}`]),
    ...(floats.length === 0 || floats.some((one) => one.float === z.float && one.givenBack === z.givenBack)
      ? []
      : [`has a float of ${z.float} that nobody gave, or ${z.givenBack ?? 0} given back before, which nobody said`]),
    ...(counts.includes(z.counted ?? NaN) ? [] : [`was closed by ${z.counted}, which nobody counted`]),
    ...(z.difference === (z.counted ?? 0) - (z.expected ?? 0) ? [] : [`has a difference of ${z.difference}`]),
    ...differs('cash', takenAsCash(z), own(cashOf)),
    ...differs(
      'sum of sales',
      salesOf(z),
      salesIn(known, z.shiftId, isBefore, ({ total }) => total),
    ),
    ...differs('rounding', z.rounding, salesIn(known, z.shiftId, isBefore, roundingOf)),
    ...tenderKinds.flatMap((kind) =>
      differs(
        kind,
        keptBy(z, kind),
        kind === 'cash'
          ? salesIn(known, z.shiftId, isBefore, (payment) => keptOf(payment, kind))
          : own((effect) => signOf(effect) * keptOf(effect.payment, kind)),
      ),
    ),
    ...wrongDebtsOf(z, seen, spans, isBefore),
    ...differs(
      'number of sales',
      countOf(z),
      salesIn(known, z.shiftId, isBefore, () => 1),
    ),
    ...[...providers].flatMap((provider) =>
      differs(
        `${provider}’s deposit`,
        usedOf(provider),
        own((effect) => (effect.payment.provider === provider ? deducted(effect) : 0)),
      ),
    ),
    ...z.deposits.filter((one) => !isConsistent(one)).map(({ provider }) => `adds ${provider}’s deposit up wrongly`),
    ...differs(
      'sum of all time',
      z.perpetual.total,
      ever((effect) => paidOf(effect) * effect.payment.total),
    ),
    ...differs('number of all time', z.perpetual.count, ever(paidOf)),
    ...wrongApart(z, own),
  ];
}

/** Of a deposit of which nothing is known nothing is said; of another, what adds up. */
function isConsistent(line: ShiftReport['deposits'][number]): boolean {
  const { basis, opening, topUps, used, closing, said, difference } = line;
  if (!basis || opening === null || closing === null)
    return !basis && opening === null && closing === null && difference === null;
  const isCompared = basis === 'said' && said !== null;
  return closing === opening + topUps - used && difference === (isCompared ? said - closing : null);
}

/** What came into the drawer by payments, less what went back. */
function takenAsCash(z: ShiftReport): number {
  return (z.expected ?? 0) - z.float - (z.givenBack ?? 0) - movedBy(movesOf(z)) - paidOff(z, 'cash') + givenBack(z);
}

function salesOf({ sales }: ShiftReport): number {
  return sales.reduce((sum, { bill, admin, fee }) => sum + bill + admin + fee, 0);
}

function keptBy({ tenders }: ShiftReport, kind: TenderKind): number {
  return tenders.reduce((sum, one) => sum + (one.kind === kind ? one.amount : 0), 0);
}

/** What was kept beyond what was agreed. */
function roundingOf({ tendered, change, total }: Effect['payment']): number {
  return tendered - change - total;
}

/** Only cash is rounded: whoever hands over none pays the total. */
function wrongRoundings({ effects }: Known): readonly string[] {
  return effects.flatMap(({ what, payment }) => {
    const isWrong =
      what === 'taken' && roundingOf(payment) !== 0 && payment.tenders.every(({ kind }) => kind !== 'cash');
    return isWrong
      ? [`${payment.transactionId} was rounded by ${roundingOf(payment)}, and no cash was handed over`]
      : [];
  });
}

/** Taken by the shift; what was refused is no sale of it if it was refused by then. */
function salesIn(
  { spans, effects }: Known,
  shiftId: string,
  isBefore: (at: number) => boolean,
  worth: (payment: Effect['payment']) => number,
): Estimate {
  const isOf = countsIn(shiftId);
  const taken = new Map(
    effects.flatMap((effect) => (effect.what === 'taken' ? [[effect.payment.transactionId, effect]] : [])),
  );
  const here = (effect: Effect): Estimate =>
    estimate(
      spans,
      [effect],
      (span, at, one) => isBefore(at) && isOf(span, at, one),
      (one) => signOf(one) * worth(one.payment),
    );
  let sure = 0;
  const maybe: number[] = [];
  for (const effect of effects) {
    const first = taken.get(effect.payment.transactionId);
    const own = here(effect);
    const sale = first && first !== effect ? here(first) : null;
    const [isSure, isPossible] = sale ? [sale.sure !== 0, sale.sure !== 0 || sale.maybe.length > 0] : [true, true];
    if (!isPossible) continue;
    if (isSure) sure += own.sure;
    else if (own.sure !== 0) maybe.push(own.sure);
    maybe.push(...own.maybe);
  }
  return { sure, maybe };
}

/** What was moved stands in one shift, once, as it was said; what was answered stands there to the last. */
function wrongMoves({ shifts: { zs, seen } }: Evidence, { moves }: Known): readonly string[] {
  const last = new Map(zs.map((z) => [z.shiftId, z]));
  const lines = [...last.values()].flatMap((z) => movesOf(z).map((line) => ({ ...line, shiftId: z.shiftId })));
  const byReason = Map.groupBy(lines, ({ reason }) => reason);
  const moved = seen.flatMap((one) => (one.what === 'moved' ? [one] : []));
  const notKept = seen.flatMap((one) => (one.what === 'not-kept' && byReason.has(one.reason) ? [one.reason] : []));
  return [
    ...notKept.map((reason) => `"${reason}" was told not to be recorded, and is`),
    ...[...byReason].flatMap(([reason, all]) => {
      const move = moves.get(reason);
      const isTwice = all.length > 1 ? [`"${reason}" was moved ${all.length} times`] : [];
      const isAsSaid = move && all.every(({ kind, amount }) => kind === move.kind && amount === move.amount);
      return isAsSaid ? isTwice : [...isTwice, `"${reason}" was never moved so`];
    }),
    ...moved.flatMap(({ reason, shiftId }) => {
      const z = last.get(shiftId);
      return !z || byReason.get(reason)?.some((line) => line.shiftId === shiftId) ? [] : [`"${reason}" is lost`];
    }),
  ];
}

/** What is in one of two shifts is in one: the last Zs of all shifts together. */
function wrongTogether({ shifts: { zs, shifts } }: Evidence, { spans, effects, deducted }: Known): readonly string[] {
  const last = new Map(zs.map((z) => [z.shiftId, z]));
  if (shifts.some(({ shiftId, closedAt }) => closedAt === null || !last.has(shiftId))) return [];
  const sum = (of: (z: ShiftReport) => number): number => [...last.values()].reduce((all, z) => all + of(z), 0);
  const isIn = (span: Span, _at: number, effect: Effect): boolean => span.counts !== null && isInADrawer(span, effect);
  return [
    ...differs('cash of all Zs', sum(takenAsCash), estimate(spans, effects, isIn, cashOf)),
    ...tenderKinds.flatMap((kind) =>
      kind === 'cash'
        ? []
        : differs(
            `${kind} of all Zs`,
            sum((z) => keptBy(z, kind)),
            estimate(spans, effects, isIn, (effect) => signOf(effect) * keptOf(effect.payment, kind)),
          ),
    ),
    ...differs(
      'deposits of all Zs',
      sum(({ deposits }) => deposits.reduce((all, { used }) => all + used, 0)),
      estimate(spans, effects, isIn, deducted),
    ),
  ];
}
