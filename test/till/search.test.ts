import fc from 'fast-check';
import { expect, test } from 'vitest';
import { auditSearch } from '../../electron/db/search-index.ts';
import type { Input, TransactionPage } from '../../shared/api.ts';
import { toWib } from '../../shared/time.ts';
import type { Transaction } from '../../shared/transaction.ts';
import { openCounter, type Counter } from '../harness/counter.ts';
import { firstAt, hostile, payment, sign, store } from '../harness/made-payments.ts';

/** Every payment, newest first, as the list itself tells without being asked for anything. */
async function everything(counter: Counter): Promise<readonly Transaction[]> {
  const all: Transaction[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const page: TransactionPage = await counter.must('transaction:list', { limit: 500, ...(cursor && { cursor }) });
    all.push(...page.items);
    cursor = page.cursor;
  }
  return all;
}

/** The letters of a text without case and marks, said once more. What the index keeps for itself is one with what can't be read. */
const bare = (text: string): string =>
  [...text.toWellFormed().normalize('NFKD')]
    .filter((sign) => !/\p{Mn}/u.test(sign))
    .join('')
    .toUpperCase()
    .normalize('NFKD')
    .replace(/[\0\uE000-\uE00F]/g, '\uFFFD');

/** The text from each place on at which one and two characters are found: a word's first letter, and each sign that is in no word. */
const bits = (plain: string): readonly string[] =>
  [...plain].map((_sign, at, all) => all.slice(at).join('')).filter((_bit, at) => isStart([...plain], at));
const isWord = (sign: string | undefined): boolean => sign !== undefined && /[\p{L}\p{N}]/u.test(sign);
const isStart = (signs: readonly string[], at: number): boolean =>
  isWord(signs[at]) ? !isWord(signs[at - 1]) : !/\s/.test(signs[at] ?? '');

/** What the list must hold: every payment is looked at. */
function expected(
  all: readonly Transaction[],
  cashiers: ReadonlyMap<string, string>,
  input: Input<'transaction:list'>,
): readonly string[] {
  const typed = (input.search ?? '').trim();
  const sought = bare(/^[\d ]+$/.test(typed) ? typed.replaceAll(' ', '') : typed);
  const isShort = [...sought].length < 3;
  const isFound = (one: Transaction): boolean =>
    typed.toUpperCase() === one.transactionId ||
    [one.customerNumber, one.customerName, one.reference, one.slipNumber].some((text) => {
      const plain = bare(text ?? '');
      if (text == null) return false;
      return isShort ? bits(plain).some((bit) => bit.startsWith(sought)) : plain.includes(sought);
    });
  const { status } = input;
  return all
    .filter((one) => sought === '' || isFound(one))
    .filter(
      (one) =>
        status === undefined ||
        one.status === status ||
        (status === 'unsettled' && ['sending', 'pending'].includes(one.status)),
    )
    .filter((one) => input.provider === undefined || one.provider === input.provider)
    .filter((one) => input.product === undefined || one.product === input.product)
    .filter((one) => input.cashier === undefined || cashiers.get(one.transactionId) === input.cashier)
    .filter((one) => input.from === undefined || Date.parse(one.createdAt) >= Date.parse(input.from))
    .filter((one) => input.to === undefined || Date.parse(one.createdAt) < Date.parse(input.to))
    .map(({ transactionId }) => transactionId);
}

/** All pages of the list. */
async function listed(counter: Counter, input: Input<'transaction:list'>): Promise<readonly string[]> {
  const ids: string[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const page: TransactionPage = await counter.must('transaction:list', { ...input, ...(cursor && { cursor }) });
    expect(page.items.length).toBeLessThanOrEqual(input.limit ?? 50);
    ids.push(...page.items.map(({ transactionId }) => transactionId));
    cursor = page.cursor;
  }
  return ids;
}

const part = (text: string): fc.Arbitrary<string> =>
  fc
    .tuple(fc.nat(12), fc.integer({ min: 1, max: 6 }))
    .map(([from, length]) => [...text].slice(from, from + length).join(''));
const search = fc.oneof(
  fc.constantFrom(...hostile),
  fc.array(sign, { minLength: 1, maxLength: 4 }).map((signs) => signs.join('')),
  fc.array(fc.constantFrom('1', '2', ' '), { minLength: 1, maxLength: 7 }).map((digits) => digits.join('')),
  fc.constantFrom('ANA NANANA', 'siti rahayu', '01MT0000', 'RENE', 'nanana', 'abcdef').chain(part),
);
const moment = fc.integer({ min: -1, max: 13 }).map((tick) => toWib(firstAt + tick * 1_000));
const filters: readonly fc.Arbitrary<Input<'transaction:list'>>[] = [
  fc.constantFrom('paid', 'refused', 'pending', 'sending', 'unsettled').map((status) => ({ status })),
  fc.constantFrom('alfakios', 'ayoconnect', 'iak').map((provider) => ({ provider })),
  fc.constantFrom('pln-postpaid', 'pln-nontaglist').map((product) => ({ product })),
  fc.constantFrom('owner', 'rina', 'iak', 'nobody').map((cashier) => ({ cashier })),
  moment.map((from) => ({ from })),
  moment.map((to) => ({ to })),
];
/** Mostly a search, and few filters: many of them leave nothing to be compared. */
const query: fc.Arbitrary<Input<'transaction:list'>> = fc
  .tuple(
    fc.option(search, { freq: 3 }),
    fc.subarray([...filters], { maxLength: 2 }).chain((some) => fc.tuple(...some)),
    fc.integer({ min: 1, max: 7 }),
  )
  .map(
    ([sought, some, limit]) =>
      Object.assign({ limit, ...(sought !== null && { search: sought }) }, ...some) as Input<'transaction:list'>,
  );

test('whatever is asked for, the list holds what looking at every payment finds, in the same order, page by page', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(payment, { maxLength: 40 }),
      fc.array(query, { minLength: 15, maxLength: 15 }),
      async (log, queries) => {
        const counter = await openCounter();
        for (const made of log) store(counter, made);
        const all = await everything(counter);
        expect(all.map(keyOf)).toEqual(all.map(keyOf).sort().toReversed());
        expect(all).toHaveLength(log.length);
        const cashiers = new Map(
          counter.db.prepare('SELECT transaction_id, cashier FROM transactions').raw().all() as [string, string][],
        );
        for (const input of queries)
          expect([input, await listed(counter, input)]).toEqual([input, expected(all, cashiers, input)]);
        expect(auditSearch(counter.db)).toEqual([]);
        await counter.close();
      },
    ),
    { numRuns: 40, endOnFailure: true },
  );
});

test('payments of one moment are all on some page, one a page, whatever the order of their ids', async () => {
  const counter = await openCounter();
  for (let nth = 0; nth < 12; nth++)
    store(counter, {
      ...{ product: 'pln-postpaid', provider: 'iak', cashier: 'owner', customerNumber: `51234567890${nth}` },
      ...{ customerName: 'SITI RAHAYU', reference: null, sinceFirst: 0, becomes: 'paid' },
    });
  const all = (await everything(counter)).map(({ transactionId }) => transactionId);
  expect(all).toHaveLength(12);
  expect(await listed(counter, { search: 'rahayu', limit: 1 })).toEqual(all);
  await counter.close();
});

test('what was sold while the clock was set back stands among the rest by its time', async () => {
  const counter = await openCounter();
  for (const [nth, sinceFirst] of [0, 600_000, 700_000, 300_000, 400_000, 900_000].entries())
    store(counter, {
      ...{ product: 'pln-postpaid', provider: 'iak', cashier: 'owner', customerNumber: `51234567890${nth}` },
      ...{ customerName: 'SITI RAHAYU', reference: null, sinceFirst, becomes: 'paid' },
    });
  const { items } = await counter.must('transaction:list', { search: 'rahayu' });
  expect(items.map(({ customerNumber }) => customerNumber.at(-1))).toEqual(['5', '2', '1', '4', '3', '0']);
  const ids = items.map(({ transactionId }) => transactionId);
  for (const limit of [1, 2, 3, 4]) expect(await listed(counter, { search: 'rahayu', limit })).toEqual(ids);
});

test('a payment is found by its whole id, and by no part of it', async () => {
  const counter = await openCounter();
  const { quoteId } = await counter.quote();
  const { transactionId } = await counter.must('payment:pay', { quoteId, tendered: 291_000 });
  expect(await listed(counter, { search: ` ${transactionId.toLowerCase()} ` })).toEqual([transactionId]);
  expect(await listed(counter, { search: transactionId.slice(1) })).toEqual([]);
});

/** As a text that sorts like time and id. */
const keyOf = ({ createdAt, transactionId }: Transaction): string => `${createdAt} ${transactionId}`;
