import fc from 'fast-check';
import type { Books } from '../../electron/books/books.ts';
import type { Entry } from '../../electron/books/journal/record.ts';
import { bareBills } from '../../shared/bill.ts';
import { rupiah } from '../../shared/money.ts';
import { toWib } from '../../shared/time.ts';

// Payments as hostile as they come, put straight into a till's books: what they are searched by is all that matters of them.

/** A payment as it is put into the books. */
export interface Made {
  readonly product: 'pln-postpaid' | 'pln-nontaglist';
  readonly provider: 'alfakios' | 'ayoconnect' | 'iak';
  readonly cashier: string;
  readonly customerNumber: string;
  readonly customerName: string | null;
  readonly reference: string | null;
  /** ms behind the first of its log, which may be before that of the payment that was stored before it. */
  readonly sinceFirst: number;
  readonly becomes: 'paid' | 'refused' | 'pending' | 'sending' | 'taken-back';
}

/** When the first of a log was, in ms. */
export const firstAt = Date.parse('2026-03-01T09:00:00+07:00');
const exchange = { result: 'reply', status: 200, text: '{}', tookMs: 1 } as const;
/** Ids of payments of one moment do not rise with the order in which they were stored. */
let stored = 0;

/** Stores it as a till would, and answers its id; unsettled ones have a number that no other has. */
export function store({ books }: { readonly books: Books }, made: Made): string {
  const id = (letter: string): string => `01M${letter}${String((++stored * 61_803) % 99_991).padStart(12, '0')}X9Z2`;
  const transactionId = id('T');
  const at = firstAt + made.sinceFirst;
  const { product, provider, customerNumber, customerName, cashier, reference, becomes } = made;
  const isOpen = becomes === 'pending' || becomes === 'sending';
  const periods = product === 'pln-postpaid' ? ['2026-02'] : [];
  const quote = {
    ...{ quoteId: id('Q'), provider, product, customerName, periods, bills: bareBills(periods) },
    customerNumber: isOpen ? `${customerNumber}${stored}` : customerNumber,
    ...{ bill: rupiah(30_000), admin: rupiah(2_500), fee: rupiah(0), total: rupiah(32_500), commission: null },
    ...{ remainingBills: null, expiresAt: toWib(at), warning: null, paidBefore: null, skipped: [] },
    details: { tariff: null, power: null, standStart: null, standEnd: null, penalty: null },
  };
  const kept = { quote, providerRef: id('R'), expiresAt: at, memo: {} };
  const about = { at, transactionId };
  const entries: Entry[] = [
    { ...about, kind: 'quote', data: { ...kept, transactionId, createdAt: at } },
    { ...about, kind: 'intent', data: { ...kept, tendered: 40_000, cashier } },
  ];
  const pending = { why: 'no-reply', message: null, nextAskAt: null, exchange } as const;
  const told = { commission: null, balance: null, warning: null, details: null, remainingBills: null, footer: null };
  if (becomes === 'paid') entries.push({ ...about, kind: 'paid', data: { ...told, reference, exchange } });
  if (becomes === 'refused')
    entries.push({ ...about, kind: 'refused', data: { code: 'rejected', message: null, exchange } });
  if (becomes === 'pending' || becomes === 'taken-back') entries.push({ ...about, kind: 'pending', data: pending });
  if (becomes === 'taken-back')
    for (const as of ['paid', 'refused'] as const)
      entries.push({ ...about, kind: 'resolved', data: { as, reason: 'x', by: 'owner' } });
  books.keep(entries);
  return transactionId;
}

export const hostile = [
  '%',
  '_',
  '"',
  '*',
  "'",
  '""',
  'NEAR',
  'AND',
  'OR',
  'NOT',
  '(',
  ')',
  'ana AND bud',
  '^a',
  'name:a',
  '-',
  '\\',
  '🙂',
  '🙂🙃🙂',
  'é',
  'É',
  'ﬁ',
  'ß',
  'İ',
  'i̇',
  'Σ',
  '\u0301',
  '\0',
  '\uE000',
  '\uE000\uE000A',
  '\uFFFD',
  '\uD800',
] as const;
export const sign = fc.constantFrom(
  ...[
    'A',
    'n',
    'a',
    'B',
    'e',
    'é',
    'e\u0301',
    ' ',
    ' ',
    'Ö',
    'ß',
    '%',
    '_',
    '"',
    '*',
    '🙂',
    'Σ',
    '\0',
    '\uE000',
    '1',
    '2',
  ],
);
const name = fc.oneof(
  fc.constant(null),
  fc.array(sign, { maxLength: 9 }).map((signs) => signs.join('')),
  fc.constantFrom(...hostile, 'ANA NANANA', 'ABC BCD CDE DEF', 'SITI RAHAYU', 'René'),
);
export const payment: fc.Arbitrary<Made> = fc.record({
  product: fc.constantFrom('pln-postpaid', 'pln-postpaid', 'pln-nontaglist'),
  provider: fc.constantFrom('alfakios', 'ayoconnect', 'iak', 'iak'),
  cashier: fc.constantFrom('owner', 'owner', 'rina', 'iak'),
  customerNumber: fc
    .array(fc.constantFrom('1', '2', '12'), { minLength: 3, maxLength: 12 })
    .map((digits) => digits.join('')),
  customerName: name,
  reference: fc.oneof(
    fc.constant(null),
    fc.array(fc.constantFrom('A', 'B', '1', '2', 'ab'), { minLength: 1, maxLength: 10 }).map((signs) => signs.join('')),
  ),
  // Few moments, and none of them in its order: set-backs, and payments of one moment.
  sinceFirst: fc.integer({ min: 0, max: 12 }).map((tick) => tick * 1_000),
  becomes: fc.constantFrom('paid', 'paid', 'paid', 'refused', 'pending', 'sending', 'taken-back'),
});
