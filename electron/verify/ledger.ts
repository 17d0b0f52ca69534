import type { DatabaseSync } from 'node:sqlite';
import { attempt, hasColumn } from './database.ts';
import { createDays, type Days } from './ledger-days.ts';
import { clean, isObject, type Report } from './report.ts';

// What the records make of the shop's money: for each shift, provider and product one sum of every event and account.

/** A sum in rupiah, and how many there were. */
interface Sum {
  amount: number;
  count: number;
}

/** The money of a payment, as its row says. */
export interface Money {
  readonly bill: number;
  readonly admin: number;
  readonly fee: number;
  readonly rounding: number;
  readonly commission: number;
  /** What was kept of each kind; two of one kind are two tenders. */
  readonly kept: ReadonlyMap<string, Sum>;
}

export interface Ledger {
  /** Of what happens now: the open shift, else the one that comes next; 0 before there were shifts. */
  shift: number;
  isOpen: boolean;
  /** The same by day and name. */
  readonly days: Days;
  add(shift: number, whose: string, event: string, account: string, amount: number, count: number): void;
  /** What stands with the next shift counts for this one. */
  takeOver(shift: number): void;
  /** Each sum of a shift that is not nothing: whose it is (provider and product), its event and its account. */
  sums(shift: number): Iterable<Sum & { readonly whose: string; readonly event: string; readonly account: string }>;
  /** The sum of a shift, over what is said of the key. */
  sum(shift: number, has: (event: string, account: string, whose: string) => boolean): Sum;
  /** All that was ever taken and not given back. */
  readonly taken: Sum;
  /** What was posted to a provider's deposit in all shifts; `opening`: before this shift alone, and what was in it at first. */
  deposit(provider: string, at?: 'opening' | 'now'): number;
  /** Compares all of them with the database's. */
  compare(db: DatabaseSync, report: Report): void;
}

/** Whether something is posted of what customers pay for, as they pay it or have it back. */
function isSale(event: string, account: string): boolean {
  return ['taken', 'returned', 'refund'].includes(event) && ['bill', 'admin', 'fee'].includes(account);
}

/** What a map has under a key, made where there is nothing. */
function of<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const there = map.get(key);
  if (there !== undefined) return there;
  const made = make();
  map.set(key, made);
  return made;
}

export function createLedger(): Ledger {
  const shifts = new Map<number, Map<string, Map<string, Sum>>>();
  /** By provider, of all shifts: a Z asks for it, and there is one for every shift. */
  const deposits = new Map<string, number>();
  const ledger: Ledger = {
    shift: 0,
    isOpen: false,
    days: createDays(),
    taken: { amount: 0, count: 0 },
    add(shift, whose, event, account, amount, count) {
      if (isSale(event, account)) ledger.taken.amount -= amount;
      if (isSale(event, account) && account === 'bill') ledger.taken.count += count;
      const all = of(shifts, shift, () => new Map<string, Map<string, Sum>>());
      const own = of(all, whose, () => new Map<string, Sum>());
      const sum = of(own, `${event} ${account}`, () => ({ amount: 0, count: 0 }));
      sum.amount += amount;
      sum.count += count;
      if (account === 'deposit') deposits.set(providerOf(whose), (deposits.get(providerOf(whose)) ?? 0) + amount);
      ledger.days.add(account, amount, count);
    },
    takeOver(shift) {
      const next = shifts.get(shift + 1);
      shifts.delete(shift + 1);
      const own = of(shifts, shift, () => new Map<string, Map<string, Sum>>());
      for (const [whose, sums] of next ?? [])
        for (const [key, { amount, count }] of sums) {
          const mine = of(own, whose, () => new Map<string, Sum>());
          const sum = of(mine, key, () => ({ amount: 0, count: 0 }));
          sum.amount += amount;
          sum.count += count;
        }
    },
    *sums(shift) {
      for (const [whose, sums] of shifts.get(shift) ?? [])
        for (const [key, { amount, count }] of sums) {
          const [event = '', account = ''] = key.split(' ');
          if (amount !== 0 || count !== 0) yield { whose, event, account, amount, count };
        }
    },
    sum(shift, has) {
      const all = { amount: 0, count: 0 };
      for (const { whose, event, account, amount, count } of ledger.sums(shift)) {
        if (!has(event, account, whose)) continue;
        all.amount += amount;
        all.count += count;
      }
      return all;
    },
    deposit(provider, at = 'now') {
      const all = deposits.get(provider) ?? 0;
      if (at === 'now') return all;
      const isMove: Parameters<Ledger['sum']>[1] = (event, account, whose) =>
        account === 'deposit' && event !== 'opening' && providerOf(whose) === provider;
      // Nothing stands with a later shift than the next one.
      return all - ledger.sum(ledger.shift, isMove).amount - ledger.sum(ledger.shift + 1, isMove).amount;
    },
    compare: (db, report) => compareSums(shifts, db, report),
  };
  return ledger;
}

/** Of what is whose: provider and product. */
function providerOf(whose: string): string {
  return whose.split(' ')[0] ?? '';
}

type Shifts = ReadonlyMap<number, ReadonlyMap<string, ReadonlyMap<string, Sum>>>;

function compareSums(shifts: Shifts, db: DatabaseSync, report: Report): void {
  const made = new Map<string, Sum>();
  for (const [shift, own] of shifts)
    for (const [whose, sums] of own)
      for (const [key, sum] of sums) if (sum.amount !== 0 || sum.count !== 0) made.set(`${shift} ${whose} ${key}`, sum);
  attempt('ledger', report, () => {
    // A till from before there were shifts kept none.
    if (!hasColumn(db, 'transactions', 'shift')) return;
    const sql = `SELECT shift, provider || ' ' || product AS whose, event, account, sum(amount) AS amount, sum(count) AS count
      FROM ledger GROUP BY shift, provider, product, event, account HAVING sum(amount) <> 0 OR sum(count) <> 0`;
    for (const { shift, whose, event, account, amount, count } of db.prepare(sql).iterate()) {
      const key = `${String(shift)} ${String(whose)} ${String(event)} ${String(account)}`;
      const sum = made.get(key);
      if (sum?.amount !== amount || sum?.count !== count)
        report('loket.db', null, `ledger: ${clean(key)}: is not the sum of what the records post`);
      made.delete(key);
    }
    for (const key of made.keys()) report('loket.db', null, `ledger: ${clean(key)}: is missing`);
  });
}

const kindsOfMoney: readonly unknown[] = ['cash', 'qris', 'transfer', 'debit', 'credit'];

/** The money of a row; what is none of its amounts was told before. */
export function moneyOf(row: Readonly<Record<string, unknown>>, commission: unknown, tenders: unknown): Money {
  const number = (value: unknown): number => (Number.isSafeInteger(value) ? Number(value) : 0);
  const [bill, admin, fee, rounding] = [row.bill, row.admin, row.fee, row.rounding].map(number) as [
    number,
    number,
    number,
    number,
  ];
  const kept = new Map<string, Sum>();
  let cash = bill + admin + fee + rounding;
  for (const tender of Array.isArray(tenders) ? (tenders as unknown[]) : []) {
    if (!isObject(tender) || tender.kind === 'cash' || !kindsOfMoney.includes(tender.kind)) continue;
    const { amount, count } = kept.get(String(tender.kind)) ?? { amount: 0, count: 0 };
    kept.set(String(tender.kind), { amount: amount + number(tender.amount), count: count + 1 });
    cash -= number(tender.amount);
  }
  if (cash > 0) kept.set('cash', { amount: cash, count: 1 });
  return { bill, admin, fee, rounding, commission: number(commission), kept };
}

const noCount = 0;

/** The customer's money comes in (`sign` 1) or goes back. */
export function addTaking(
  ledger: Ledger,
  at: { readonly shift: number; readonly whose: string; readonly event: string },
  money: Money,
  sign: 1 | -1,
): void {
  const { shift, whose, event } = at;
  for (const [kind, { amount, count }] of money.kept)
    ledger.add(shift, whose, event, kind, sign * amount, sign * count);
  ledger.add(shift, whose, event, 'bill', -sign * money.bill, sign);
  ledger.add(shift, whose, event, 'admin', -sign * money.admin, noCount);
  ledger.add(shift, whose, event, 'fee', -sign * money.fee, noCount);
  ledger.add(shift, whose, event, 'rounding', -sign * money.rounding, noCount);
}

/** The bill goes out of the deposit; `against` is what it is paid for: what was taken, or nothing any more. */
export function addSettling(
  ledger: Ledger,
  whose: string,
  money: Money,
  event: 'settled' | 'turned',
  sign: 1 | -1,
): void {
  const { shift } = ledger;
  const { bill, admin, commission } = money;
  if (event === 'turned') ledger.add(shift, whose, event, 'unpaid', bill + admin, 1);
  else {
    ledger.add(shift, whose, event, 'bill', sign * bill, sign);
    ledger.add(shift, whose, event, 'admin', sign * admin, noCount);
  }
  ledger.add(shift, whose, event, 'deposit', -sign * (bill + admin - commission), sign);
  ledger.add(shift, whose, event, 'commission', -sign * commission, noCount);
}
