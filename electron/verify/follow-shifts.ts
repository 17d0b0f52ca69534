import { addTo, joined, noLines, type Said } from './counter-lines.ts';
import { textOf } from './entry.ts';
import { listsApprovals } from './follow-approvals.ts';
import { floatDifferencesOf } from './follow-z-beside.ts';
import { keepMove, wrongLines } from './follow-z-lines.ts';
import { wrongIn } from './follow-zs.ts';
import { addTaking } from './ledger.ts';
import { namesReopenings, namesReplaced } from './replaced-zs.ts';
import { isObject, type Json } from './report.ts';
import type { Rule, Work } from './work.ts';

// Shifts: who opened which drawer with how much, what moved in it, and whether the Z says what the records come to.

const isAmount = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0;
const nobodys = ' ';

/** What notes and coins come to; null for what are none. */
function sumOf(notes: unknown): number | null {
  if (!Array.isArray(notes)) return null;
  let sum = 0;
  for (const one of notes as unknown[]) {
    if (!isObject(one) || !isAmount(one.denomination) || !isAmount(one.count)) return null;
    sum += one.denomination * one.count;
  }
  return sum;
}

export const followShiftOpened: Rule = (work, { n, at, data }, wrong) => {
  const { ledger, shifts } = work;
  const { shiftId, personId, name, float, notes, givenBack = 0 } = data;
  if (ledger.isOpen) wrong('opens a shift while one is open');
  if (!isAmount(float)) return wrong('opens a shift with no amount');
  if (notes !== null && sumOf(notes) !== float) wrong('its float is not what was counted');
  if (personId !== null && !work.people.get(textOf(personId))) wrong('opens a shift of nobody');
  const id = textOf(shiftId);
  if (shifts.get(id)) return wrong('opens a shift under an id that is not new');
  ledger.shift = work.shiftCount + 1;
  ledger.isOpen = true;
  work.shiftCount++;
  work.counts = [];
  work.countsOfCloses = 0;
  work.reopenings.length = 0;
  work.late = [];
  work.cashMoves = work.cashMoves.filter(({ shift }) => shift >= ledger.shift);
  if (!isRefunded(work, givenBack)) wrong('says that more left the drawer than was given back since the last close');
  work.givenBack = Number(givenBack);
  work.floatDifferences = floatDifferencesOf(work, float + work.givenBack, personId);
  const row = {
    shift: ledger.shift,
    shift_id: shiftId,
    person_id: personId,
    cashier: name,
    opened_at: Date.parse(at),
    float,
  };
  shifts.set(id, { n, row: { ...row, notes: notes && JSON.stringify(notes), closed_at: null, z: null } });
  post(work, 'float', 'cash', 'safe', float + work.givenBack);
};

/** Nothing, or no more than was refused while no shift was open. */
function isRefunded({ cashMoves }: Work, givenBack: unknown): boolean {
  const refunds = cashMoves.filter(({ kind }) => kind === 'refund');
  return givenBack === 0 || (isAmount(givenBack) && givenBack <= refunds.reduce((sum, { amount }) => sum + amount, 0));
}

export const followShift: Rule = (work, { n, at, kind, data }, wrong) => {
  const { ledger, shifts, zs } = work;
  const made = shifts.get(textOf(data.shiftId));
  if (!made || made.row.shift !== work.shiftCount) return wrong('names no shift that may still change');
  const { row } = made;
  if (kind === 'shift-reopened') return reopen(work, row, { at, data }, wrong);
  if (!ledger.isOpen) return wrong('names a shift that is closed');
  if (kind === 'shift-counted') {
    if (!isAmount(data.counted)) wrong('counts no amount');
    if (data.notes !== null && sumOf(data.notes) !== data.counted) wrong('its sum is not what was counted');
    work.counts.push(data.counted);
    work.lastCountAt = n;
    return addLine(work, ledger.shift, ['count', Number(data.counted), String(data.by), Date.parse(at)], data.by);
  }
  if (kind === 'shift-cash') {
    const { amount } = data;
    if (!isAmount(amount) || amount === 0) return wrong('moves no amount');
    if (data.kind === 'in') post(work, 'in', 'cash', 'paid-in', amount);
    else if (data.kind === 'out') post(work, 'out', 'paid-out', 'cash', amount);
    else if (data.kind === 'drop') post(work, 'drop', 'safe', 'cash', amount);
    else return wrong('moves cash in no known way');
    const moved = {
      shift: ledger.shift,
      kind: data.kind,
      amount,
      reason: data.reason,
      at: Date.parse(at),
      by: data.by,
    };
    keepMove(work, { ...moved, takenIn: null, customerId: null });
    return addLine(work, ledger.shift, [data.kind, amount, String(data.reason), Date.parse(at)], data.by);
  }
  const { number, expected, counted, report } = data;
  if (number !== work.zCount + 1) wrong('its Z is not numbered next');
  work.zCount = Number(number);
  const inDrawer = ledger.sum(ledger.shift, (_event, account) => account === 'cash').amount;
  if (expected !== inDrawer) wrong('what it expects in the drawer is not what the records come to');
  if (!isObject(report)) return wrong('closes without a report');
  const place = Array.isArray(report.recounts) ? report.recounts.length : -1;
  if (work.counts[place] !== counted) wrong('closes by a count that was not stored before');
  // Two counts may be wrong; whoever guessed a third time since the shift was opened, or opened again, answers for it.
  if (place - work.countsOfCloses >= 2 && report.reason === null) wrong('closes by a third count without a reason');
  work.countsOfCloses = place + 1;
  for (const what of wrongIn(work, row.float, report, data)) wrong(what);
  for (const what of wrongLines(work, row, report, at)) wrong(`its Z says another ${what} than the records`);
  if (!listsApprovals(work, { n, at }, report)) wrong('its Z lists other approvals than the records');
  if (!namesReopenings(work, report)) wrong('its Z says otherwise than the records who opened its shift again');
  if (!namesReplaced(work, row.shift, report)) wrong('its Z names other Zs of its shift than the records');
  zs.set(String(number), {
    n,
    row: { z: number, shift: row.shift, closed_at: Date.parse(at), report: JSON.stringify(report), prints: 0 },
  });
  close(work, Number(expected), Number(counted), 1);
  for (const whose of [null, row.person_id]) work.lastCounts.set(whose, Number(counted));
  row.closed_at = Date.parse(at);
  row.z = number;
  ledger.isOpen = false;
  ledger.shift = work.shiftCount + 1;
};

function reopen(
  work: Work,
  row: Record<string, unknown>,
  { at, data }: { readonly at: string; readonly data: Json },
  wrong: (what: string) => void,
): void {
  const { ledger } = work;
  if (ledger.isOpen) return wrong('opens a shift again while one is open');
  const z = work.zs.get(String(row.z))?.row;
  const report: unknown = z && JSON.parse(String(z.report));
  const isAsClosed =
    isObject(report) && data.number === row.z && data.expected === report.expected && data.counted === report.counted;
  if (!isAsClosed) return wrong('opens again what was not closed so');
  if (new Date(Number(row.closed_at) + 25_200_000).toISOString().slice(0, 10) !== at.slice(0, 10))
    wrong('is opened again on another day');
  work.reopenings.push([at, data.by, data.reason]);
  ledger.isOpen = true;
  ledger.shift = Number(row.shift);
  row.closed_at = null;
  if (data.takesOver === true) takeOver(work, ledger.shift);
  close(work, Number(data.expected), Number(data.counted), -1);
}

/** What happened since the close is the shift's own. What it took itself goes back as no refund, but is no sale of it any more. */
function takeOver({ ledger, late, shiftLines, cashMoves }: Work, shift: number): void {
  ledger.takeOver(shift);
  for (const one of cashMoves) if (one.shift === shift + 1) one.shift = shift;
  for (const { whose, money, sign } of late.splice(0)) {
    addTaking(ledger, { shift, whose, event: 'refund' }, money, sign);
    addTaking(ledger, { shift, whose, event: 'returned' }, money, sign === 1 ? -1 : 1);
  }
  const next = shiftLines.get(shift + 1);
  if (!next) return;
  shiftLines.delete(shift + 1);
  shiftLines.set(shift, joined(shiftLines.get(shift) ?? noLines(), next));
}

export const followZPrinting: Rule = (work, { data }, wrong) => {
  const z = work.zs.get(String(data.number));
  if (!z) return wrong('prints a Z that is none');
  if (data.copy !== z.row.prints) wrong('its copies do not follow each other');
  z.row.prints = Number(z.row.prints) + 1;
};

export const followDrawer: Rule = ({ ledger }, { data }, wrong) => {
  if (data.shift !== ledger.shift) wrong('opens the drawer of another shift');
  ledger.add(Number(data.shift), nobodys, 'drawer', 'cash', 0, 1);
};

/** Cash moved in a drawer without a sale, or was counted. */
export function addLine(work: Work, shift: number, said: Said, by: unknown): void {
  const lines = work.shiftLines.get(shift) ?? noLines();
  addTo(lines, said, by);
  work.shiftLines.set(shift, lines);
}

function post({ ledger }: Work, event: string, debit: string, credit: string, amount: number): void {
  if (amount === 0) return;
  ledger.add(ledger.shift, nobodys, event, debit, amount, 1);
  ledger.add(ledger.shift, nobodys, event, credit, -amount, 1);
}

function close({ ledger }: Work, expected: number, counted: number, sign: 1 | -1): void {
  const event = sign === 1 ? 'close' : 'reopen';
  ledger.add(ledger.shift, nobodys, event, 'cash', -sign * expected, 0);
  ledger.add(ledger.shift, nobodys, event, 'safe', sign * counted, 0);
  ledger.add(ledger.shift, nobodys, event, 'over-short', sign * (expected - counted), 0);
}
