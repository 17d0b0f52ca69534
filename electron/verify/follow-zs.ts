import { wrongInDeposits } from './follow-z-deposits.ts';
import { wrongBeside } from './follow-z-beside.ts';
import { isObject, type Json } from './report.ts';
import type { Work } from './work.ts';

// Whether a Z says what the records come to. What no record tells, nobody can compare: why a shift was closed with a difference (`reason`),
// what a provider said last of a deposit and when (`said`, `saidBefore`), and how the paper is laid out (`layout`).

type Says = (what: string, is: unknown, must: unknown) => void;
/** What a Z says that the records do not. `float` is what its shift was opened with. */
export function wrongIn(
  work: Work,
  float: unknown,
  report: Json,
  { number, expected, counted }: Json,
): readonly string[] {
  const { ledger } = work;
  const { shift } = ledger;
  const isTaking = (event: string): boolean => event === 'taken' || event === 'returned';
  const isSettling = (event: string): boolean => event === 'settled' || event === 'turned';
  const found: string[] = [];
  const says: Says = (what, is, must) => {
    if (is !== must) found.push(`its Z says another ${what} than the records`);
  };
  says('number', report.number, number);
  says('float', report.float, float);
  says('cash', report.expected, expected);
  says('count', report.counted, counted);
  says('difference', report.difference, Number(counted) - Number(expected));
  says('balance', report.balance, 0);
  const sales = Array.isArray(report.sales) ? (report.sales as Json[]) : [];
  for (const account of ['bill', 'admin', 'fee'])
    says(
      account,
      sumOfField(sales, account),
      -ledger.sum(shift, (event, own) => own === account && isTaking(event)).amount || 0,
    );
  for (const account of ['commission', 'deposit'])
    says(
      account,
      sumOfField(sales, account),
      -ledger.sum(shift, (event, own) => own === account && isSettling(event)).amount || 0,
    );
  says(
    'number of sales',
    sumOfField(sales, 'count'),
    ledger.sum(shift, (event, own) => own === 'bill' && isTaking(event)).count,
  );
  wrongOfTenders(work, report, says);
  wrongOfDebts(work, report, says);
  wrongOfMoves(work, report, says);
  says(
    'rounding',
    report.rounding,
    -ledger.sum(shift, (event, own) => own === 'rounding' && isTaking(event)).amount || 0,
  );
  wrongOfPayments(work, report, says);
  wrongApart(work, report, sales, says);
  wrongInDeposits(work, report).forEach((what) => says(what, 0, 1));
  wrongBeside(work, report).forEach((what) => says(what, 0, 1));
  return found;
}

/** What a Z says of the kinds of money that were taken. */
function wrongOfTenders({ ledger }: Work, report: Json, says: Says): void {
  const isTaking = (event: string): boolean => event === 'taken' || event === 'returned';
  const tenders = Array.isArray(report.tenders) ? (report.tenders as Json[]) : [];
  const kinds = ['cash', 'qris', 'transfer', 'debit', 'credit'];
  says('kind of money', tenders.find(({ kind }) => !kinds.includes(String(kind)))?.kind, undefined);
  for (const kind of kinds) {
    const own = tenders.filter((one) => one.kind === kind);
    const isTaken = (event: string, account: string): boolean => account === kind && isTaking(event);
    const isGivenBack = (event: string, account: string): boolean =>
      account === kind && event === 'refund' && kind !== 'cash';
    const { count, amount } = ledger.sum(ledger.shift, isTaken);
    says(`number by ${kind}`, sumOfField(own, 'count'), count);
    says(`sum by ${kind}`, sumOfField(own, 'amount'), amount + ledger.sum(ledger.shift, isGivenBack).amount);
  }
}

/** What a Z says of debts that were paid, and of what went back of them in cash. */
function wrongOfDebts({ ledger }: Work, report: Json, says: Says): void {
  const { shift } = ledger;
  const debts = Array.isArray(report.debts) ? (report.debts as Json[]) : [];
  const ofDebts = (event: string, own: string): boolean => event === 'debt' && own !== 'credit' && own !== 'rounding';
  says('sum of debts', sumOfField(debts, 'amount'), ledger.sum(shift, ofDebts).amount);
  for (const kind of ['cash', 'qris', 'transfer', 'debit']) {
    const own = debts.filter((one) => one.kind === kind);
    const { count, amount } = ledger.sum(shift, (event, account) => event === 'debt' && account === kind);
    says(`number of debts by ${kind}`, sumOfField(own, 'count'), count);
    says(`debts paid by ${kind}`, sumOfField(own, 'amount'), amount);
  }
  const ofRounding = (event: string, own: string): boolean => event.startsWith('debt') && own === 'rounding';
  says('rounding of debts', report.debtRounding ?? 0, -ledger.sum(shift, ofRounding).amount || 0);
  const cash = Array.isArray(report.cash) ? (report.cash as Json[]) : [];
  says(
    'sum of debts given back',
    sumOfField(
      cash.filter(({ kind }) => kind === 'debt-back'),
      'amount',
    ),
    -ledger.sum(shift, (event, own) => event === 'debt-back' && own === 'cash').amount || 0,
  );
}

/** What a Z says of cash that went in, out and to the safe, and came of debts. */
function wrongOfMoves({ ledger }: Work, report: Json, says: Says): void {
  const cash = Array.isArray(report.cash) ? (report.cash as Json[]) : [];
  for (const kind of ['in', 'out', 'drop', 'debt'])
    says(
      `sum of cash ${kind}`,
      Math.abs(
        sumOfField(
          cash.filter((one) => one.kind === kind),
          'amount',
        ),
      ),
      Math.abs(ledger.sum(ledger.shift, (event, own) => event === kind && own === 'cash').amount),
    );
}

/** What a Z says of payments that are open, and of all that were ever paid. */
function wrongOfPayments({ ledger: { taken }, payments }: Work, report: Json, says: Says): void {
  const unsettled = [...payments.values()].filter(({ row }) => isOpen(row.status));
  says('number of pending payments', Array.isArray(report.pending) ? report.pending.length : null, unsettled.length);
  const ever = isObject(report.perpetual) ? report.perpetual : {};
  says('number of all time', ever.count, taken.count - unsettled.length);
  says(
    'sum of all time',
    ever.total,
    unsettled.reduce((sum, { row }) => sum - Number(row.total), taken.amount),
  );
}

/** What a Z says of payments that are settled in another shift than took them, or were paid after their refusal. An older till's says nothing. */
function wrongApart(work: Work, report: Json, sales: readonly Json[], says: Says): void {
  const { unsettled, late, turned, pending } = report;
  if (!isObject(unsettled) || !isObject(late) || !isObject(turned)) return;
  const { ledger, payments } = work;
  const { shift } = ledger;
  const settled = (of: (account: string) => boolean) =>
    ledger.sum(shift, (event, account) => event === 'settled' && of(account));
  const own = [...payments.values()].filter(({ row }) => row.shift === shift && isOpen(row.status));
  for (const part of ['bill', 'admin'])
    says(
      `${part} of its own pending payments`,
      unsettled[part],
      own.reduce((sum, { row }) => sum + Number(row[part]), 0),
    );
  const listed = Array.isArray(pending) ? (pending as Json[]).filter((one) => one.isEarlier === false) : [];
  says('number of its own pending payments', unsettled.count, own.length);
  says('list of its own pending payments', listed.length, own.length);
  const sold =
    sumOfField(sales, 'bill') + sumOfField(sales, 'admin') - Number(unsettled.bill) - Number(unsettled.admin);
  const bills = sumOfField(sales, 'count') - own.length;
  says('number settled', bills + Number(late.count), settled((account) => account === 'bill').count);
  says(
    'sum settled',
    sold + Number(late.amount),
    settled((account) => account === 'bill' || account === 'admin').amount,
  );
  const after = ledger.sum(shift, (event, account) => event === 'turned' && account === 'unpaid');
  says('number paid after all', turned.count, after.count);
  says('sum paid after all', turned.amount, after.amount);
}

function isOpen(status: unknown): boolean {
  return status === 'sending' || status === 'pending';
}

function sumOfField(rows: readonly Json[], field: string): number {
  return rows.reduce((sum, row) => sum + Number(row[field]), 0);
}
