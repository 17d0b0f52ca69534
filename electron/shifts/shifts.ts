import type { Input } from '../../shared/api.ts';
import { fail, ok, type Failure, type Result } from '../../shared/errors.ts';
import { rupiah, type Rupiah } from '../../shared/money.ts';
import type { ProviderId } from '../../shared/product.ts';
import { sumOfNotes, type CountedNotes, type Shift, type ShiftReport } from '../../shared/shift.ts';
import { toWib, wibDay } from '../../shared/time.ts';
import type { Books } from '../books/books.ts';
import { shortHead } from '../books/journal/line.ts';
import type { RecordData } from '../books/journal/record.ts';
import {
  findShift,
  lastShift,
  listLines,
  listShifts,
  listZs,
  nextZ,
  openShift,
  refundedSince,
  whyNotInto,
  type ShiftRow,
} from '../db/shifts.ts';
import type { Actor, Visit } from '../people/desk.ts';
import type { Clock } from '../time/clock.ts';
import { writeOnce } from './once.ts';
import { currentShift, toShift } from './current-shift.ts';
import { closedReport, expectedCash, openReport, toApproval, type ReportParts } from './report.ts';

// Opening, counting and closing the shift of a till. Each is one group of records, so it has happened or it has not.

export interface ShiftParts {
  readonly books: Books;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly till: string;
  /** Above this difference, in rupiah, closing takes a reason and a supervisor. */
  readonly overShort: number;
  /** Whether each cashier has a drawer of their own. */
  readonly drawers: 'one' | 'own';
  /** Asks once more whether the refusals of a shift stand; answers when that is over, or takes too long. Not `anew`: only if it was not asked about this shift yet. */
  readonly lookAtRefusals: (shift: number, anew: boolean) => Promise<void>;
  /** A provider's deposit, as it said it last, and when, in ms. */
  readonly said: (provider: ProviderId) => Rupiah | null;
  readonly saidAt: (provider: ProviderId) => number | null;
  /** Hears of each top-up that was recorded as arrived, in rupiah. Absent where nobody does. */
  readonly toppedUp?: (provider: ProviderId, amount: number) => void;
}

type Who = Pick<Visit, 'who' | 'demand'>;
type Mover = Pick<Visit, 'who' | 'demand' | 'door'>;

export function open(parts: ShiftParts, input: Input<'shift:open'>, { who }: Who): Result<Shift> {
  const { books, clock, newId } = parts;
  const there = openShift(books.db);
  if (there) return fail('shift-open', { shiftId: there.shift_id });
  const { float, notes } = 'float' in input ? { float: input.float, notes: null } : countedOf(input.counted);
  const { givenBack } = input;
  if (givenBack !== undefined && givenBack > refundedSince(books.db)) return fail('decided-meanwhile');
  const opened = { shiftId: newId(), personId: who.personId, name: who.name, float, notes };
  const data = { ...opened, ...(givenBack !== undefined && { givenBack }) };
  books.write([{ at: clock.now(), kind: 'shift-opened', transactionId: null, data }]);
  return shiftNow(parts);
}

/** Where each has a drawer of their own, nobody else looks into it or takes out of it, but for who may close it, or with their PIN. */
async function whyNotTouch({ drawers }: ShiftParts, row: ShiftRow, { who, demand }: Who): Promise<Failure | null> {
  if (whyNotInto(row, who.personId, drawers) === null) return null;
  const refused = await demand('close-others');
  return refused?.code === 'not-allowed' ? fail('others-shift', { right: 'close-others' }) : refused;
}

/** The shift in which somebody was told that there is less in the drawer. Whoever counts blind could find by trying how much there is. */
const triedAbove = new WeakMap<Books, number>();

/** Never more out of the drawer than the books have in it: what is there besides comes in first, with its reason. */
export async function moveCash(parts: ShiftParts, input: Input<'shift:cash'>, visit: Mover): Promise<Result<Shift>> {
  const { books, clock } = parts;
  const early = openShift(books.db);
  if (!early) return fail('no-shift');
  const foreign = await whyNotTouch(parts, early, visit);
  const isTry = input.kind === 'drop' && triedAbove.get(books) === early.shift;
  const refused =
    foreign ??
    (input.kind === 'out' ? await visit.demand('cash-out') : null) ??
    (isTry ? await visit.demand('drop-again') : null);
  if (refused) return refused;
  // A PIN was looked at meanwhile.
  const there = openShift(books.db);
  if (there?.shift !== early.shift) return fail('no-shift');
  const data = { shiftId: there.shift_id, ...input, by: visit.who.name };
  const moved = { at: clock.now(), kind: 'shift-cash', transactionId: null, data } as const;
  // First of all: a second press is no try at more than there is.
  const isWritten = writeOnce(parts, visit, { ...input, shift: there.shift }, () => {
    if (input.kind !== 'in' && input.amount > expectedCash(books.db, there)) {
      visit.who.approvals(null);
      triedAbove.set(books, there.shift);
      return fail('drawer-short');
    }
    books.write([...visit.who.approvals(there.shift_id), moved]);
    return null;
  });
  return isWritten ?? shiftNow(parts);
}

/** What the shift comes to so far. Whoever has to count blind does not learn what must be in the drawer. */
export async function x(parts: ShiftParts, visit: Who): Promise<Result<ShiftReport>> {
  const early = openShift(parts.books.db);
  if (!early) return fail('no-shift');
  const foreign = await whyNotTouch(parts, early, visit);
  if (foreign) return foreign;
  const row = openShift(parts.books.db);
  if (row?.shift !== early.shift) return fail('no-shift');
  const report = openReport(reportParts(parts), row);
  return ok(visit.who.mayNow('expected-cash') ? report : { ...report, expected: null });
}

/** So many counts of a shift may be too far off; from the next one on it takes a reason and a supervisor, whatever is counted. */
const freeCounts = 2;

/**
 * Counts and closes. The count is stored before anything is told of what should be there, and whoever has to count blind is told
 * nothing of it until the shift is closed: not by how much they are off, and not which way. One close at a time.
 */
export async function close(parts: ShiftParts, input: Input<'shift:close'>, visit: Who): Promise<Result<ShiftReport>> {
  const { books } = parts;
  const { float: counted, notes } =
    typeof input.counted === 'number' ? { float: input.counted, notes: null } : countedOf(input.counted);
  const row = openShift(books.db);
  if (!row) return closedAlready(parts, counted);
  const refused = row.person_id === visit.who.personId ? null : await visit.demand('close-others');
  if (refused) return refused;
  const { isNew, before } = keepCount(parts, row, { counted, notes, by: visit.who.name });
  await parts.lookAtRefusals(row.shift, isNew);
  const difference = counted - expectedCash(books.db, row);
  const countsBefore = before.length - countsOfCloses(books, row);
  if (Math.abs(difference) > parts.overShort || countsBefore >= freeCounts) {
    const isBlind = !visit.who.mayNow('expected-cash');
    const told = isBlind ? {} : { difference: rupiah(difference) };
    const missing =
      input.reason === undefined
        ? fail('reason-needed', { ...told, mayCountAgain: countsBefore + 1 < freeCounts })
        : await visit.demand('over-short');
    if (missing) return missing;
  }
  return ok(storeClose(parts, row, { counted, before, reason: input.reason ?? null, who: visit.who }));
}

/** What is in the journal of a count: `before` are those before it, in rupiah, also of an earlier close. The same sum once more is no other count, unless the shift was closed by it. */
interface KeptCount {
  readonly isNew: boolean;
  readonly before: readonly Rupiah[];
}

function keepCount(
  { books, clock }: ShiftParts,
  row: ShiftRow,
  data: Omit<RecordData['shift-counted'], 'shiftId'>,
): KeptCount {
  const counts = listLines(books.db, row.shift).flatMap(({ kind, amount }) =>
    kind === 'count' ? [rupiah(amount)] : [],
  );
  const isRepeated = counts.length > countsOfCloses(books, row) && counts.at(-1) === data.counted;
  if (isRepeated) return { isNew: false, before: counts.slice(0, -1) };
  books.write([
    { at: clock.now(), kind: 'shift-counted', transactionId: null, data: { shiftId: row.shift_id, ...data } },
  ]);
  return { isNew: true, before: counts };
}

/** How many counts came before the shift was opened again; 0 if it was not. */
function countsOfCloses(books: Books, row: ShiftRow): number {
  const closed = closedReport(books.db, row);
  return closed ? closed.recounts.length + 1 : 0;
}

interface Closing {
  readonly counted: number;
  readonly before: KeptCount['before'];
  readonly reason: string | null;
}

function storeClose(
  parts: ShiftParts,
  row: ShiftRow,
  { who, ...closing }: Closing & { readonly who: Actor },
): ShiftReport {
  const { books, clock } = parts;
  const at = clock.now();
  const number = nextZ(books.db);
  // Kept with it too: the shift may be opened again, and its next Z lists this one.
  const approvals = who.approvals(row.shift_id, closing.reason === null ? undefined : { reason: closing.reason });
  const open = openReport(reportParts(parts), row);
  // Those of this very close too, which are not in the journal yet.
  const own = approvals.map(({ data }) =>
    toApproval({ at, data: JSON.stringify(data), reason: closing.reason, act: null }),
  );
  const approved = { ...open, approvals: [...(open.approvals ?? []), ...own] };
  const report = zReport(approved, { number, at, ...closing });
  const expected = report.expected ?? 0;
  const data = { shiftId: row.shift_id, number, expected, counted: closing.counted, by: who.name, report };
  books.write([...approvals, { at, kind: 'shift-closed', transactionId: null, data }]);
  return report;
}

/** An X that was counted. */
function zReport(
  report: ShiftReport,
  { number, at, counted, before, reason }: Closing & { readonly number: number; readonly at: number },
): ShiftReport {
  return {
    ...report,
    number,
    closedAt: toWib(at),
    counted: rupiah(counted),
    difference: rupiah(counted - (report.expected ?? 0)),
    reason,
    recounts: before,
  };
}

/** Closing twice by the same count answers the same Z, whoever does it: everybody who may close may read it. */
function closedAlready({ books }: ShiftParts, counted: number): Result<ShiftReport> {
  const last = lastShift(books.db);
  const report = last && closedReport(books.db, last);
  return report?.counted === counted ? ok(report) : fail('no-shift');
}

/** The last shift goes on, on the same WIB day. Its Z stays, and its next close takes a new number. */
export function reopen(parts: ShiftParts, { shiftId, reason }: Input<'shift:reopen'>, { who }: Who): Result<Shift> {
  const { books, clock } = parts;
  const row = findShift(books.db, shiftId);
  if (!row) return fail('shift-unknown');
  const last = lastShift(books.db);
  if (last?.closed_at === null) return fail('shift-open', { shiftId: last.shift_id });
  const isToday = row.closed_at !== null && wibDay(row.closed_at) === wibDay(clock.now());
  const z = row.z === null ? null : closedReport(books.db, row);
  if (row.shift !== last?.shift || !isToday || !z) return fail('shift-over');
  const { number, expected, counted } = z;
  const data = { shiftId, number: number ?? 0, expected: expected ?? 0, counted: counted ?? 0, reason, by: who.name };
  const reopened = { ...data, takesOver: true } as const;
  books.write([
    ...who.approvals(shiftId),
    { at: clock.now(), kind: 'shift-reopened', transactionId: null, data: reopened },
  ]);
  return shiftNow(parts);
}

const pageSize = 50;

export function list({ books, clock }: ShiftParts, { cursor, limit = pageSize }: Input<'shift:list'>) {
  const before = cursor == null ? Number.MAX_SAFE_INTEGER : Number(cursor);
  if (!Number.isSafeInteger(before) || before < 1) return fail('bad-request');
  const rows = listShifts(books.db, before, limit);
  const items = rows.map((row) => {
    const replaced = listZs(books.db, row.shift).filter((z) => z !== row.z);
    return { ...toShift(row, clock.now()), ...(replaced.length > 0 && { replaced }) };
  });
  return ok({ items, cursor: rows.length < limit ? null : String(rows.at(-1)?.shift) });
}

/** Its last Z, or that of the number; without one its X while it is open. */
export async function get(
  parts: ShiftParts,
  { shiftId, number }: Input<'shift:get'>,
  visit: Who,
): Promise<Result<ShiftReport>> {
  const row = findShift(parts.books.db, shiftId);
  if (!row) return fail('shift-unknown');
  if (number !== undefined) {
    // Whoever counts what was opened again is not to read how it was counted before.
    const refused = row.closed_at === null ? await visit.demand('expected-cash') : null;
    if (refused) return refused;
    const isOwn = listZs(parts.books.db, row.shift).includes(number);
    const named = isOwn ? closedReport(parts.books.db, { ...row, z: number }) : null;
    return named ? ok(named) : fail('shift-unknown');
  }
  if (row.closed_at === null) return x(parts, visit);
  const report = closedReport(parts.books.db, row);
  return report ? ok(report) : fail('shift-unknown');
}

function shiftNow({ books, clock, drawers }: ShiftParts): Result<Shift> {
  const shift = currentShift(books.db, clock.now(), drawers);
  return shift ? ok(shift) : fail('shift-unknown');
}

function countedOf(notes: readonly CountedNotes[]): Pick<RecordData['shift-opened'], 'float' | 'notes'> {
  return { float: sumOfNotes(notes), notes };
}

function reportParts({ books, till, said, saidAt, drawers }: ShiftParts): ReportParts {
  return { db: books.db, till, said, saidAt, drawers, head: shortHead(books.head()) };
}
