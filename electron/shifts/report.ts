import { rupiah, type Rupiah } from '../../shared/money.ts';
import { products, providerIds, type ProviderId } from '../../shared/product.ts';
import type { DepositLine } from '../../shared/deposit.ts';
import {
  tenderKinds,
  type Apart,
  type ApprovedAct,
  type CarriedPayment,
  type CashLine,
  type SalesLine,
  type ShiftApproval,
  type ShiftReopening,
  type ShiftReport,
  type TenderLine,
} from '../../shared/shift.ts';
import { toWib } from '../../shared/time.ts';
import { listCarried, unsettledOf } from '../db/carried.ts';
import { listApprovalsSince, type ApprovalRow } from '../db/approvals.ts';
import { findCustomer, listDebtPayments, namesAtPayments } from '../db/customers.ts';
import { depositNow, reservedOf } from '../db/deposits.ts';
import { depositBefore, sumsOfShift, takenEver, type LedgerSum } from '../db/ledger.ts';
import type { Db } from '../db/open.ts';
import { findZ, listLines, listReopenings, listZs, type ShiftLine, type ShiftRow } from '../db/shifts.ts';
import type { Account, LedgerEvent } from '../ledger/postings.ts';
import type { RecordData } from '../books/journal/record.ts';
import { floatDifference, givenBackBefore, type Drawers } from './current-shift.ts';
import { asKnown, isSaidBefore } from './deposits.ts';

// What the ledger says of a shift. The same sums make X, Z and what the drawer must hold.

/** What a report is made with. `said`: each provider's deposit, as it said it last; null if it has not. */
export interface ReportParts {
  readonly db: Db;
  readonly till: string;
  readonly head: string;
  readonly said: (provider: ProviderId) => Rupiah | null;
  /** In ms. */
  readonly saidAt: (provider: ProviderId) => number | null;
  readonly drawers: Drawers;
}

/** What must be in the drawer of an open shift: all that was posted to its cash. */
export function expectedCash(db: Db, { shift }: ShiftRow): number {
  return cashIn(sumsOfShift(db, shift));
}

function cashIn(sums: readonly LedgerSum[]): number {
  return sumWhere(sums, ({ account }) => account === 'cash');
}

/** The report of an open shift, with what it takes to know before it is counted. */
export function openReport(parts: ReportParts, row: ShiftRow): ShiftReport {
  const { db, till, head } = parts;
  const sums = sumsOfShift(db, row.shift);
  const lines = listLines(db, row.shift);
  const pending = listCarried(db, row.shift);
  const [sales, unsettled] = [salesOf(sums), unsettledOf(db, row.shift)];
  const roundedBy = (isOf: (event: LedgerEvent) => boolean): Rupiah =>
    credited(sums, ({ account, event }) => account === 'rounding' && isOf(event));
  const replaces = listZs(db, row.shift);
  const givenBack = givenBackBefore(db, row);
  const debtRounding = roundedBy((event) => event === 'debt' || event === 'debt-back');
  return {
    ...{ number: null, layout: 4, shiftId: row.shift_id, till, cashier: row.cashier },
    ...(replaces.length > 0 && { replaces, reopened: reopeningsOf(db, row.shift_id) }),
    ...{ openedAt: toWib(row.opened_at), closedAt: null, float: rupiah(row.float) },
    floatDifference: floatDifference(db, row, parts.drawers),
    ...(givenBack > 0 && { givenBack }),
    sales,
    tenders: [...tendersOf(sums, isTaking), ...refundsOf(sums)],
    debts: tendersOf(sums, (event) => event === 'debt').filter(({ kind }) => kind !== 'credit'),
    rounding: roundedBy(isTaking),
    ...(debtRounding !== 0 && { debtRounding }),
    cash: [...lines.flatMap(cashLine), ...debtLinesOf(db, row.shift)].sort((one, other) =>
      one.at < other.at ? -1 : 1,
    ),
    expected: rupiah(cashIn(sums)),
    ...{ counted: null, difference: null, reason: null },
    recounts: lines.filter(({ kind }) => kind === 'count').map(({ amount }) => rupiah(amount)),
    approvals: listApprovalsSince(db, row.shift_id).map(toApproval),
    pending,
    unsettled,
    late: lateOf(sums, sales, unsettled),
    turned: apartOf(sums, 'turned', 'unpaid'),
    copies: countWhere(sums, ({ event }) => event === 'copy'),
    drawerOpens: countWhere(sums, ({ event }) => event === 'drawer'),
    deposits: depositsOf(parts, row.shift, sums),
    perpetual: settledEver(db, pending),
    head,
    balance: rupiah(sumWhere(sums, () => true)),
  };
}

function reopeningsOf(db: Db, shiftId: string): readonly ShiftReopening[] {
  return listReopenings(db, shiftId).map(({ at, by, reason }) => ({ at: toWib(at), by, reason }));
}

/** As a record says it, with the reason that was given for the act and what that did. */
export function toApproval({ at, data, reason, act }: ApprovalRow): ShiftApproval {
  const { right, name, forName, about } = JSON.parse(data) as RecordData['approved'];
  const did = act === null ? null : (JSON.parse(act) as ApprovedAct);
  return { at: toWib(at), right, by: name, forWhom: forName, about, reason, act: did };
}

/** The report of a shift that was closed, as it was then. */
export function closedReport(db: Db, { z }: ShiftRow): ShiftReport | null {
  const report = z === null ? null : findZ(db, z);
  return report === null ? null : (JSON.parse(report) as ShiftReport);
}

function sumWhere(sums: readonly LedgerSum[], has: (sum: LedgerSum) => boolean): number {
  return sums.filter(has).reduce((all, { amount }) => all + amount, 0);
}

/** What was credited to it. Never -0, which JSON writes as 0. */
function credited(sums: readonly LedgerSum[], has: (sum: LedgerSum) => boolean): Rupiah {
  return rupiah(0 - sumWhere(sums, has));
}

function countWhere(sums: readonly LedgerSum[], has: (sum: LedgerSum) => boolean): number {
  return sums.filter(has).reduce((all, { count }) => all + count, 0);
}

/** Taken, less what was refused within the shift. */
function isTaking(event: LedgerEvent): boolean {
  return event === 'taken' || event === 'returned';
}

function salesOf(sums: readonly LedgerSum[]): readonly SalesLine[] {
  const pairs = providerIds.flatMap((provider) => products.map((product) => ({ provider, product })));
  return pairs.flatMap(({ provider, product }) => {
    const own = sums.filter((one) => one.provider === provider && one.product === product);
    const of = (wanted: Account) => credited(own, ({ account, event }) => account === wanted && isTaking(event));
    const all = (wanted: Account) => credited(own, ({ account }) => account === wanted);
    const count = countWhere(own, ({ account, event }) => account === 'bill' && isTaking(event));
    const [bill, admin, fee] = [of('bill'), of('admin'), of('fee')];
    const [commission, deposit] = [all('commission'), all('deposit')];
    const isNothing = [count, bill, admin, fee, commission, deposit].every((one) => one === 0);
    return isNothing ? [] : [{ provider, product, count, bill, admin, fee, commission, deposit }];
  });
}

/** Bills of that event, and bill and admin of them. */
function apartOf(sums: readonly LedgerSum[], wanted: 'settled' | 'turned', ...accounts: readonly Account[]): Apart {
  const own = sums.filter(({ event, account }) => event === wanted && accounts.includes(account));
  return { count: countWhere(own, () => true), amount: rupiah(sumWhere(own, () => true)) };
}

/** What was settled, less what of it was sold in the shift. */
function lateOf(
  sums: readonly LedgerSum[],
  sales: readonly SalesLine[],
  unsettled: ReturnType<typeof unsettledOf>,
): Apart {
  const { count, amount } = apartOf(sums, 'settled', 'bill', 'admin');
  const sold = sales.reduce((sum, { bill, admin }) => sum + bill + admin, 0 - unsettled.bill - unsettled.admin);
  const bills = sales.reduce((sum, one) => sum + one.count, 0 - unsettled.count);
  return { count: count - bills, amount: rupiah(amount - sold) };
}

function tendersOf(sums: readonly LedgerSum[], isIn: (event: LedgerEvent) => boolean): readonly TenderLine[] {
  return tenderKinds.flatMap((kind) => {
    const isOf = ({ account, event }: LedgerSum): boolean => account === kind && isIn(event);
    const [count, amount] = [countWhere(sums, isOf), rupiah(sumWhere(sums, isOf))];
    return count === 0 && amount === 0 ? [] : [{ kind, count, amount }];
  });
}

/** Money that is no cash and goes back for payments of an earlier shift; the cash has lines of its own. */
function refundsOf(sums: readonly LedgerSum[]): readonly TenderLine[] {
  const lines = tendersOf(sums, (event) => event === 'refund');
  return lines.flatMap(({ kind, amount }) => (kind === 'cash' || amount === 0 ? [] : [{ kind, count: 0, amount }]));
}

/** All that customers ever paid: what is pending may still go back, and is none of it; whose bill was `turned` has the money back. */
function settledEver(db: Db, pending: readonly CarriedPayment[]): ShiftReport['perpetual'] {
  const { count, total } = takenEver(db);
  const open = pending.reduce((sum, one) => sum + one.total, 0);
  return { count: count - pending.length, total: rupiah(total - open) };
}

function cashLine({ kind, amount, reason, at, by }: ShiftLine): readonly CashLine[] {
  return kind === 'count' ? [] : [{ kind, amount: rupiah(amount), reason, at: toWib(at), by }];
}

/** The cash that customers paid of what they owe, or had back of it. */
function debtLinesOf(db: Db, shift: number): readonly CashLine[] {
  const names = namesAtPayments(db, shift);
  return listDebtPayments(db, shift).flatMap(({ settlementId, customerId, tenders, at, by }) => {
    const cash = tenders.find(({ kind }) => kind === 'cash');
    if (!cash) return [];
    const reason = names.get(settlementId) ?? findCustomer(db, customerId)?.name ?? customerId;
    const kind = cash.amount < 0 ? 'debt-back' : 'debt';
    return [{ kind, amount: rupiah(Math.abs(cash.amount)), reason, at: toWib(at), by }];
  });
}

/** Of each provider that something was paid with, or that tells its deposit. */
function depositsOf(
  { db, said, saidAt }: ReportParts,
  shift: number,
  sums: readonly LedgerSum[],
): readonly DepositLine[] {
  return providerIds.flatMap((provider) => {
    const own = sums.filter((one) => one.account === 'deposit' && one.provider === provider);
    const told = said(provider);
    if (own.length === 0 && told === null) return [];
    const opening = depositBefore(db, provider, shift);
    const used = credited(own, ({ event }) => event === 'settled' || event === 'turned');
    const corrections = sumWhere(own, ({ event }) => event === 'correction');
    const topUps = corrections + sumWhere(own, ({ event }) => event === 'top-up');
    const { basis } = depositNow(db, provider);
    const [closing, reserved] = [opening + topUps - used, reservedOf(db, provider)];
    const known = asKnown({ basis, opening, closing, said: told, reserved });
    const corrected = corrections === 0 ? {} : { corrections: rupiah(corrections) };
    const isBefore = isSaidBefore(db, provider, known.difference, saidAt(provider));
    const before = isBefore ? { saidBefore: true as const } : {};
    return [{ provider, ...known, ...before, topUps: rupiah(topUps), ...corrected, used: rupiah(used) }];
  });
}
