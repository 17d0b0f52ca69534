import type { Input } from '../../shared/api.ts';
import type { CustomerOutputs, Debt, DebtPayment } from '../../shared/customer.ts';
import { fail, ok, type Result } from '../../shared/errors.ts';
import { rupiah, type Rupiah } from '../../shared/money.ts';
import {
  asksAbout,
  cashBackOf,
  debtRoundingOf,
  undoneOf,
  type RoundingRule,
  type Tender,
} from '../../shared/tender.ts';
import { toWib } from '../../shared/time.ts';
import {
  findCustomer,
  findDebtPayment,
  findDebtRecord,
  listDebtLines,
  listDebtors,
  listSettled,
  roundedAtEnd,
  uncertainOf,
  type CustomerRow,
  type DebtPaymentRow,
} from '../db/customers.ts';
import type { Db } from '../db/open.ts';
import { openShift, whyNotInto } from '../db/shifts.ts';
import type { Actor, Visit } from '../people/desk.ts';
import { expectedCash } from '../shifts/report.ts';
import type { CustomerParts } from './customers.ts';

// What customers owe, and paying it off.

/** A debt after somebody paid of it, and what they paid. */
interface Settled {
  readonly debt: Debt;
  readonly payment: DebtPayment;
}

const settledMost = 50;

export function debts(
  parts: CustomerParts,
  { customerId, settled }: Input<'debt:list'>,
): Result<CustomerOutputs['debt:list']> {
  const { db } = parts.books;
  if (settled) {
    const found = listSettled(db, settled.search, settledMost + 1).map((row) => asSaid(parts, row, []));
    return ok({ items: found.slice(0, settledMost), ...(found.length > settledMost && { most: settledMost }) });
  }
  if (customerId === undefined) return ok({ items: listDebtors(db).map((row) => asSaid(parts, row, [])) });
  const found = findCustomer(db, customerId);
  return found ? ok({ items: [withLines(parts, found)] }) : fail('customer-unknown');
}

/**
 * Takes money for a debt, all of it or a part; only cash gives change, and cash that ends the debt is rounded. It is stored in one step with what it is counted by, so two presses that name what was
 * owed pay once.
 */
export function settle(
  parts: CustomerParts,
  { customerId, tenders, owed: told, confirmTendered }: Input<'debt:settle'>,
  who: Actor,
): Result<Settled> {
  const { books, clock, newId, config } = parts;
  const found = findCustomer(books.db, customerId);
  if (!found) return fail('customer-unknown');
  const open = openShift(books.db);
  const why = whyNotInto(open, who.personId, config.shop.drawers);
  if (why) return fail(why);
  const owed = rupiah(found.owed);
  if (told !== undefined && told !== owed) return fail('debt-changed', { owed });
  if (owed <= 0) return fail('nothing-owed', { owed });
  const { rounding: rule } = config.shop;
  const handed = tenders.map(({ kind, amount, note }) => ({
    ...{ kind, amount: rupiah(amount), ...(note !== undefined && { note }) },
  }));
  const kept = keptFor(owed, handed, rule);
  if (!kept) return fail('no-change');
  const { rounding } = kept;
  const amount = sumOf(kept.tenders) - rounding;
  const change = sumOf(tenders) - sumOf(kept.tenders);
  if (asksAbout(change, config.tender.askAbove, confirmTendered)) return fail('tender-too-high');
  const data = { settlementId: newId(), customerId, shift: open?.shift ?? 0, tenders: kept.tenders, amount };
  const more = { name: found.name, change, roundedTo: rule?.to ?? null, rounding, owed: owed - amount, by: who.name };
  books.write([{ at: clock.now(), kind: 'debt-settled', transactionId: null, data: { ...data, ...more } }]);
  return settled(parts, data);
}

/**
 * Gives back in cash what a customer paid too much, all of it, rounded, or a part; what was rounded as it was paid is no part of it. As for any
 * cash out of the drawer, a supervisor approves of it, and there is as much in it by the books.
 */
export async function giveBack(
  parts: CustomerParts,
  { customerId, amount, owed: told, cash: toldCash }: Input<'debt:give-back'>,
  { who, demand }: Pick<Visit, 'who' | 'demand'>,
): Promise<Result<Settled>> {
  const { books, clock, newId, config } = parts;
  const found = findCustomer(books.db, customerId);
  if (!found) return fail('customer-unknown');
  const refused = await demand('cash-out');
  if (refused) return refused;
  // A PIN was looked at meanwhile.
  const open = openShift(books.db);
  const why = whyNotInto(open, who.personId, config.shop.drawers);
  const owed = rupiah(findCustomer(books.db, customerId)?.owed ?? 0);
  const { rounding: rule } = config.shop;
  const isAll = amount === 0 - owed;
  const all = allBack(parts, customerId, owed);
  const { undone, cash } = isAll ? all : { undone: 0, cash: amount };
  const rounding = amount - cash;
  // A part is less than all of it comes to: else no rounding would be left to take back.
  const isOther = (told ?? owed) !== owed || (toldCash ?? cash) !== cash || (!isAll && amount >= all.cash);
  const isShort = open !== null && cash > expectedCash(books.db, open);
  const isNone = cash <= 0;
  const not = isOther ? 'debt-changed' : isNone ? 'nothing-owed' : null;
  const failure = why ? fail(why) : not ? fail(not, { owed }) : isShort ? fail('drawer-short') : null;
  // What was approved of came to nothing.
  const approvals = who.approvals(open?.shift_id ?? null);
  if (failure) return failure;
  const data = { settlementId: newId(), customerId, shift: open?.shift ?? 0, amount: -amount, change: 0 };
  const tenders = [{ kind: 'cash', amount: rupiah(0 - cash) }] as const;
  const money = { tenders, roundedTo: rule?.to ?? null, rounding, undone };
  const paid = { ...data, name: found.name, ...money, owed: owed + amount, by: who.name };
  books.write([...approvals, { at: clock.now(), kind: 'debt-settled', transactionId: null, data: paid }]);
  return settled(parts, data);
}

/** What all of it comes to in cash that a customer paid too much, and what of a rounding is taken back with it. */
function allBack(
  { books, config }: CustomerParts,
  customerId: string,
  owed: number,
): { readonly undone: number; readonly cash: Rupiah } {
  const { rounding: rule } = config.shop;
  const undone = undoneOf(roundedAtEnd(books.db, customerId), rule?.to ?? null);
  return { undone, cash: cashBackOf(owed, undone, rule) };
}

/** As it stands now, after a payment of it. */
function settled(
  parts: CustomerParts,
  { customerId, settlementId }: Pick<DebtPaymentRow, 'customerId' | 'settlementId'>,
): Result<Settled> {
  const { db } = parts.books;
  const payment = findPayment(db, settlementId);
  const after = findCustomer(db, customerId);
  return payment && after ? ok({ debt: withLines(parts, after), payment }) : fail('internal');
}

/** Null if it was none. */
export function findPayment(db: Db, settlementId: string): DebtPayment | null {
  const row = findDebtPayment(db, settlementId);
  const customer = row && findCustomer(db, row.customerId);
  const name = findDebtRecord(db, settlementId)?.name ?? customer?.name;
  return row && name !== undefined ? paymentOf(row, name) : null;
}

/** What is kept of what was handed over for `owed`, and what of it was rounded; null if more than that is no cash. */
function keptFor(
  owed: number,
  handed: readonly Tender[],
  rule: RoundingRule | null,
): { readonly tenders: readonly Tender[]; readonly rounding: number } | null {
  const others = handed.filter(({ kind }) => kind !== 'cash');
  const left = owed - sumOf(others);
  if (left < 0) return null;
  const given = sumOf(handed) - sumOf(others);
  const rounding = given > 0 ? debtRoundingOf(left, rule) : 0;
  const due = left + rounding;
  const cash = Math.min(due, given);
  const tenders = [...(cash > 0 ? [{ kind: 'cash' as const, amount: rupiah(cash) }] : []), ...others];
  return { tenders, rounding: cash === due ? rounding : 0 };
}

function sumOf(tenders: readonly { readonly amount: number }[]): number {
  return tenders.reduce((sum, { amount }) => sum + amount, 0);
}

function paymentOf(
  { amount, change, rounding, owed, at, shift: _shift, ...row }: DebtPaymentRow,
  name: string,
): DebtPayment {
  const money = { amount: rupiah(amount), change: rupiah(change), rounding: rupiah(rounding), owed: rupiah(owed) };
  return { ...row, ...money, name, at: toWib(at) };
}

function withLines(parts: CustomerParts, row: CustomerRow): Debt {
  return asSaid(parts, row, listDebtLines(parts.books.db, row.customerId));
}

function asSaid(
  parts: CustomerParts,
  { customerId, name, phone, group, owed }: CustomerRow,
  lines: Debt['lines'],
): Debt {
  const backOf = (less: number): Rupiah =>
    rupiah(owed < less ? Math.max(0, allBack(parts, customerId, owed - less).cash) : 0);
  const uncertain = rupiah(uncertainOf(parts.books.db, customerId));
  const back = { cashBack: backOf(0), uncertainBack: backOf(uncertain) };
  return { customerId, name, phone, group, owed: rupiah(owed), ...back, uncertain, lines };
}
