import { bareBills, type Bill } from '../../../shared/bill.ts';
import type { InquiryOutcome, Outcome, PayOrder } from '../../../electron/providers/provider.ts';
import { eachCase, shortly } from '../bench.ts';
import { inEachMonth, type Kit, type Month, type Step } from '../kit.ts';
import type { Law } from '../law.ts';
import { oddFields } from '../texts.ts';

// The months of a bill: what the answer tells of each, and nothing that it does not.

interface Case {
  readonly what: string;
  readonly months: readonly Month[];
  /** Oldest first, as they must come out. */
  readonly wanted: readonly Month[];
  /** Whether the months make the sums of the answer. */
  readonly agree: boolean;
}

function casesOf({ order, months: { told } }: Kit): readonly Case[] {
  const half = order.admin / 2;
  const first = { period: '2025-12', amount: order.bill - 8_000, penalty: 1_000, admin: half };
  const second = { period: '2026-01', amount: 7_000, penalty: 0, admin: half };
  const one = { ...first, amount: order.bill - 1_000, admin: order.admin };
  const two = [first, second];
  const dearer = { ...first, amount: first.amount + 1 };
  return [
    { what: 'one month', months: [one], wanted: [one], agree: true },
    { what: 'two months', months: two, wanted: two, agree: true },
    { what: 'two months, the newest first', months: [second, first], wanted: two, agree: true },
    { what: 'a month twice', months: [first, { ...second, period: first.period }], wanted: [first], agree: false },
    ...(told.includes('amount')
      ? [
          { what: 'months that make another sum', months: [dearer, second], wanted: two, agree: false },
          { what: 'one month of another sum', months: [{ ...one, penalty: 0 }], wanted: [one], agree: false },
        ]
      : []),
  ];
}

/** What must be said of these months. */
function wantedOf({ order, months: { told } }: Kit, { months, wanted, agree }: Case): readonly Bill[] {
  const isOne = months.length === 1;
  const isMoney = (name: string): boolean => ['amount', 'penalty', 'admin'].includes(name);
  const isTold = (name: string): boolean => (told as readonly string[]).includes(name) && (agree || !isMoney(name));
  return wanted.map((month) => {
    const all = { ...month, ...inEachMonth };
    const said = Object.entries(all).filter(([name]) => name === 'period' || isTold(name));
    const [bare] = bareBills([month.period]);
    // Who tells one sum and no penalty tells the amount by it.
    const alone = { amount: told.includes('penalty') ? month.amount : order.bill, admin: order.admin };
    // Of a month that stands twice nobody knows which entry is right.
    const known = months.length > wanted.length ? [] : said;
    return { ...bare, ...Object.fromEntries(known), ...(isOne && agree && alone), period: month.period } as Bill;
  });
}

const months: Law = {
  name: 'the months of a bill: one entry each, oldest first, their money makes the sums or is not known',
  run: (kit, check) =>
    eachCase(
      kit,
      () => casesOf(kit),
      async (bench, step, one) => {
        bench.say({ body: kit.answer(step, { fields: kit.months.fields(step, one.months) }) });
        const outcome = await bench.outcome(step);
        const wanted = wantedOf(kit, one);
        const what = `${one.what} at ${step}`;
        if (outcome.kind === 'bill') {
          check.equal(what, outcome.bill.bills, wanted);
          check.equal(
            `${what}, its periods`,
            outcome.bill.periods,
            wanted.map(({ period }) => period),
          );
          check.equal(`${what}, its warning`, outcome.bill.warning === 'total-mismatch', !one.agree);
          const { bill, admin } = outcome.bill;
          check.equal(`${what}, its sums`, [bill, admin], [kit.order.bill, kit.order.admin]);
        } else if (outcome.kind === 'paid') {
          const tells = wanted.some(({ period: _period, ...rest }) =>
            Object.values(rest).some((value) => value !== null),
          );
          check.equal(what, outcome.bills, tells && kit.months.told.length > 0 ? wanted : null);
        } else check.equal(what, shortly(outcome), 'a bill or paid');
      },
    ),
};

/** More money than a number holds, in months that are each an amount. */
const endless: readonly Month[] = Array.from({ length: 24 }, (_unused, at) => ({
  period: `${2024 + Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}`,
  ...{ amount: 999_999_999_999_999, penalty: 999_999_999_999_999, admin: 999_999_999_999_999 },
}));

const hostile: Law = {
  name: 'whatever stands in a month, nothing throws and no other sum comes of it',
  run: (kit, check) =>
    eachCase(
      kit,
      (step) => hostileBodies(kit, step),
      async (bench, step, [what, body]) => {
        bench.say({ body });
        const seen = await bench.outcome(step).then(
          (outcome) => problemOf(outcome, kit.order),
          (error: unknown) => `threw ${String(error)}`,
        );
        check.equal(`${what} at ${step}`, seen, null);
      },
    ),
};

function* hostileBodies(kit: Kit, step: Step): Iterable<readonly [what: string, body: string]> {
  yield ['24 months beyond any sum', kit.answer(step, { fields: kit.months.fields(step, endless) })];
  const two = casesOf(kit)[1]?.months ?? [];
  // The other steps read their months as the inquiry does.
  if (step === 'inquiry') yield* oddFields(kit.format, kit.answer(step, { fields: kit.months.fields(step, two) }));
}

/** What is wrong with the bills of an outcome; null if nothing is. */
function problemOf(outcome: InquiryOutcome | Outcome, order: PayOrder): string | null {
  if (outcome.kind !== 'bill') return outcome.kind === 'paid' ? wrongIn(outcome.bills ?? [], order) : null;
  const { bills, periods } = outcome.bill;
  if (bills.map(({ period }) => period).join() !== periods.join()) return 'other months than its periods';
  if (outcome.bill.bill > order.bill + order.admin) return 'another total';
  const money = bills.flatMap(({ amount, penalty, admin }) => [amount, penalty, admin]);
  if (outcome.bill.warning === 'total-mismatch' && money.some((sum) => sum !== null)) return 'money beside a warning';
  return wrongIn(bills, outcome.bill);
}

function wrongIn(bills: readonly Bill[], sums: { readonly bill: number; readonly admin: number }): string | null {
  const periods = bills.map(({ period }) => period);
  if (!periods.every((period, at) => /^\d{4}-\d\d$/.test(period) && period > (periods[at - 1] ?? '')))
    return 'an order';
  const amounts = bills.map(({ amount }) => amount);
  const isKnown = amounts.every((amount) => amount !== null);
  if (!isKnown && amounts.some((amount) => amount !== null)) return 'half of the amounts';
  const total = (values: readonly (number | null)[]): number =>
    values.reduce<number>((sum, one) => sum + (one ?? 0), 0);
  const penalties = total(bills.map(({ penalty }) => penalty));
  if (isKnown ? bills.length > 0 && total(amounts) + penalties !== sums.bill : penalties > 0) return 'another bill';
  const admins = bills.map(({ admin }) => admin);
  if (admins.some((admin) => admin !== null) && total(admins) !== sums.admin) return 'another admin fee';
  const all = bills.flatMap(({ amount, penalty, admin, usage }) => [amount, penalty, admin, usage]);
  return all.every((value) => value === null || (Number.isSafeInteger(value) && value >= 0)) ? null : 'odd numbers';
}

export const billLaws: readonly Law[] = [months, hostile];
