import type { DatabaseSync } from 'node:sqlite';
import { attempt, hasTable } from './database.ts';
import { textOf } from './entry.ts';
import { keepMove } from './follow-z-lines.ts';
import { clean, isObject, parsed, type Report } from './report.ts';
import type { Rule, Work } from './work.ts';

// Customers who are known by name, what each of them owes, and what they paid of it.

const isAmount = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) > 0;
const paidBy: readonly unknown[] = ['cash', 'qris', 'transfer', 'debit'];

export const followCustomer: Rule = (work, { n, data }, wrong) => {
  const { customerId, name, phone, group, numbers, active } = data;
  const id = textOf(customerId);
  if (typeof name !== 'string' || name === '' || typeof active !== 'boolean') wrong('is no customer');
  if (active === false && (work.debts.owed.get(id) ?? 0) !== 0) wrong('removes a customer who owes something');
  const row = { customer_id: customerId, name, phone, grp: group, numbers: JSON.stringify(numbers) };
  work.debts.ids.add(id);
  work.customers.set(id, { n, row: { ...row, active: active === true ? 1 : 0 } });
};

export const noDebts = (): Work['debts'] => ({
  ids: new Set(),
  owed: new Map(),
  settled: new Set(),
  rounded: new Map(),
});

/** What of a payment is on credit is owed by its customer, or (`sign` -1) not any more. */
export function addOwed({ debts }: Work, customerId: unknown, tenders: unknown, sign: 1 | -1): void {
  if (typeof customerId !== 'string') return;
  const all = Array.isArray(tenders) ? (tenders as unknown[]) : [];
  const credit = all.reduce<number>(
    (sum, one) => (isObject(one) && one.kind === 'credit' ? sum + Number(one.amount) : sum),
    0,
  );
  debts.owed.set(customerId, (debts.owed.get(customerId) ?? 0) + sign * credit);
}

/** Cash that ends a debt is rounded to whole `to` in the customer's favour, unless that would be nothing. An older till rounded none. */
function roundingOf(due: number, isEnd: boolean, to: unknown): number {
  if (!isEnd || typeof to !== 'number' || to <= 0) return 0;
  const whole = Math.floor(due / to) * to;
  return whole === 0 ? 0 : whole - due;
}

export const followDebtSettled: Rule = (work, { n, at, data }, wrong) => {
  const { ledger, debts, customers, payments } = { ...work, payments: work.debtPayments };
  const { settlementId, customerId, shift, tenders, amount, change, owed, by } = data;
  const id = textOf(customerId);
  const before = debts.owed.get(id) ?? 0;
  if (!customers.get(id)) wrong('is paid by no customer who is known');
  if (shift !== (ledger.isOpen ? ledger.shift : 0)) wrong('is paid in another shift than the open one');
  const isBack = isAmount(-Number(amount));
  if (isBack ? Number(amount) < before : !isAmount(amount) || amount > before)
    return wrong('pays more than is owed, or gives back more');
  const event = isBack ? 'debt-back' : 'debt';
  const rounding = Number(data.rounding ?? 0);
  let [sum, cash] = [0, 0];
  for (const tender of Array.isArray(tenders) ? (tenders as unknown[]) : []) {
    const paid = isObject(tender) ? Number(tender.amount) : NaN;
    const isMoney = isObject(tender) && (isBack ? tender.kind === 'cash' : paidBy.includes(tender.kind));
    if (!isMoney || !isAmount(isBack ? -paid : paid)) return wrong('is paid by no money');
    sum += paid;
    if (tender.kind === 'cash') cash += paid;
    ledger.add(Number(shift), ' ', event, String(tender.kind), paid, 1);
  }
  if (sum !== Number(amount) + rounding) wrong('its tenders are not what was paid');
  // An older till took nothing back of what was rounded before.
  const takesBack = isBack && owed === 0 && data.undone !== undefined;
  const undone = takesBack ? Math.min(debts.rounded.get(id) ?? 0, Number(data.roundedTo ?? 1) - 1) : 0;
  if (isBack && (data.undone ?? 0) !== undone) wrong('takes back another rounding than that of what was paid');
  const due = Number(amount) + undone - (isBack ? 0 : sum - cash);
  if (rounding !== undone + roundingOf(due, cash !== 0 && owed === 0, data.roundedTo))
    wrong('its cash is rounded otherwise than the shop rounds');
  if (owed === 0) debts.rounded.set(id, isBack ? 0 : 0 - rounding);
  if (owed !== before - Number(amount)) wrong('what is owed after it is not what the records come to');
  ledger.add(Number(shift), ' ', event, 'credit', -Number(amount), 1);
  ledger.add(Number(shift), ' ', event, 'rounding', 0 - rounding, 0);
  debts.owed.set(id, before - Number(amount));
  const key = textOf(settlementId);
  if (debts.settled.has(key)) return wrong('is paid under an id that is not new');
  debts.settled.add(key);
  const moved = {
    shift: Number(shift),
    kind: event,
    amount: Math.abs(cash),
    reason: data.name ?? null,
    at: Date.parse(at),
    by,
  };
  if (cash !== 0) keepMove(work, { ...moved, takenIn: null, customerId });
  const row = {
    settlement_id: settlementId,
    customer_id: customerId,
    shift,
    amount,
    tenders: JSON.stringify(tenders),
    change,
    rounding,
  };
  payments.set(key, { n, row: { ...row, owed, by_name: by, at: Date.parse(at) } });
};

/** Compares what each customer owes. */
export function compareDebts({ debts }: Work, db: DatabaseSync, report: Report): void {
  attempt('debts', report, () => {
    if (!hasTable(db, 'debts')) return;
    const left = new Map([...debts.owed].filter(([, amount]) => amount !== 0));
    for (const { id, amount } of db
      .prepare('SELECT customer_id AS id, amount FROM debts WHERE amount <> 0')
      .iterate()) {
      if (left.get(String(id)) !== amount)
        report('loket.db', null, `debts: ${clean(id)}: is not what the records come to`);
      left.delete(String(id));
    }
    for (const id of left.keys()) report('loket.db', null, `debts: ${clean(id)}: is missing`);
  });
}

export const tendersOf = (row: Readonly<Record<string, unknown>>): unknown => parsed(String(row.tenders));
