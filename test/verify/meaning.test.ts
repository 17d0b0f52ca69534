import { expect, test } from 'vitest';
import { problemsOf as problemsIn } from './check.ts';
import { chain, toBytes } from './folder.ts';
import { makeHistory, type Told } from './history.ts';

const history = makeHistory(40);
const { lines } = chain(history.records);

function problemsOf(records: readonly Told[]): readonly string[] {
  return problemsOfBytes(toBytes(chain(records).lines));
}

function problemsOfBytes(bytes: Buffer): readonly string[] {
  return problemsIn(bytes).map(({ n, what }) => `${n}: ${what}`);
}

/** The records with one changed, wherever it first is of this kind and passes. */
function changed(
  kind: string,
  change: (data: Told['data']) => Told['data'],
  passes: (one: Told) => boolean = () => true,
) {
  const index = history.records.findIndex((one) => one.kind === kind && passes(one));
  const told = history.records[index];
  if (!told) throw new Error(`there is no such ${kind}`);
  return { index, told, records: history.records.with(index, { ...told, data: change(told.data) }) };
}

function withQuote(change: Record<string, unknown>): (data: Told['data']) => Told['data'] {
  return (data) => ({ ...data, quote: { ...(data['quote'] as object), ...change } });
}

/** The records with some put in right after the first of a kind that passes. */
function followed(kind: string, more: (one: Told) => readonly Told[], passes: (one: Told) => boolean = () => true) {
  const { index, told } = changed(kind, (data) => data, passes);
  return history.records.toSpliced(index + 1, 0, ...more(told));
}

const again = (one: Told): readonly Told[] => [one];
const about = (one: Told, kind: string, data: Told['data']): Told => ({ ...one, kind, data });
const refusal = { code: 'rejected', message: null, exchange: {} };
const slip = { printer: 'counter', head: '<head>', drawer: false };
const isUnsent = ({ data }: Told): boolean => data['code'] === 'not-sent';
const dayLater = (one: Told): Told => ({ ...one, at: one.at + 86_400_000 });

// Histories that are chained as they should be and can't have happened.
const falseHistories: readonly (readonly [string, string, readonly Told[]])[] = [
  ['a second intent', 'has a second intent', followed('intent', again)],
  [
    'no intent',
    'has no intent',
    changed('intent', () => ({})).records.filter(({ data }) => Object.keys(data).length > 0),
  ],
  ['paid, then refused', 'refused, and it was paid', followed('paid', (one) => [about(one, 'refused', refusal)])],
  ['paid twice', 'paid, and it was paid', followed('paid', again)],
  ['refused, then paid', 'paid, and it was refused', followed('refused', (one) => [about(one, 'paid', {})])],
  [
    'what was never sent, paid after all',
    'paid, and it was refused',
    followed('refused', (one) => [about(one, 'paid', { warning: 'refused-then-paid' })], isUnsent),
  ],
  [
    'paid after a refusal that was none',
    'and there was none',
    changed(
      'paid',
      (data) => ({ ...data, warning: 'refused-then-paid' }),
      ({ data }) => data['warning'] === null,
    ).records,
  ],
  [
    'a look at what was never sent',
    'no provider refused it',
    followed('refused', (one) => [about(one, 'looked', { lookAt: null })], isUnsent),
  ],
  [
    'a debit by more than the deposit fell',
    'did not fall by',
    changed('debited', (data) => ({ ...data, amount: 300_001 })).records,
  ],
  [
    'a debit that a paid payment explains',
    'was not refused',
    followed('paid', (one) => [
      { ...about(one, 'debited', { amount: 1, before: 2, after: 1, payment: one.transactionId }), transactionId: null },
    ]),
  ],
  [
    'a look at what is paid',
    'looked, and it was paid',
    followed('paid', (one) => [about(one, 'looked', { lookAt: null })]),
  ],
  ['sent twice', 'is sent a second time', followed('sent', again)],
  ['pending twice', 'pending, and it was pending', followed('pending', again)],
  ['asked of what is settled', 'asked, and it was paid', followed('paid', (one) => [about(one, 'asked', {})])],
  [
    'resolved what a provider said',
    'resolved, and it was paid',
    followed('paid', (one) => [about(one, 'resolved', { as: 'refused' })]),
  ],
  ['resolved as before', 'resolved, and it was paid', followed('resolved', again, ({ data }) => data['as'] === 'paid')],
  [
    'taken back a day later',
    'resolved, and it was paid',
    followed(
      'resolved',
      (one) => [dayLater(about(one, 'resolved', { as: 'refused' }))],
      ({ data }) => data['as'] === 'paid',
    ),
  ],
  ['resolved as nothing', 'neither paid nor refused', changed('resolved', () => ({ as: 'sending' })).records],
  ['a sum that is wrong', 'are not the total', changed('intent', withQuote({ fee: 1 })).records],
  [
    'another amount than quoted',
    'not agreed as it was quoted',
    changed('intent', withQuote({ bill: 1, admin: 0, fee: 0, total: 1 })).records,
  ],
  [
    'another customer than quoted',
    'not agreed as it was quoted',
    changed('intent', withQuote({ customerNumber: '599999999999' })).records,
  ],
  ['a negative amount', 'an amount is none', changed('quote', withQuote({ fee: -1 })).records],
  ['a fraction', 'an amount is none', changed('quote', withQuote({ fee: 0.5 })).records],
  ['an amount beyond what is exact', 'an amount is none', changed('quote', withQuote({ bill: 2 ** 53 })).records],
  ['too little cash', 'less was tendered', changed('intent', (data) => ({ ...data, tendered: 1 })).records],
  ['no cash at all', 'less was tendered', changed('intent', (data) => ({ ...data, tendered: null })).records],
  ['one bill open twice', 'of the same bill is unsettled', openTwice()],
  ['a reference used twice', 'belongs to another payment', referenceTwice()],
  ['a quote said twice', 'is quoted a second time', followed('quote', again)],
  [
    'a quote for another payment',
    'quoted for another payment',
    changed('quote', (data) => ({ ...data, transactionId: 'T' })).records,
  ],
  [
    'two originals',
    'has a second original',
    followed(
      'print',
      (one) => [about(one, 'printing', { ...slip, jobId: 'J', copy: 0 })],
      ({ data }) => data['copy'] === 0 && data['result'] === 'sent',
    ),
  ],
  [
    'a copy left out',
    'copies do not follow',
    followed(
      'print',
      (one) => [about(one, 'printing', { ...slip, jobId: 'J', copy: 2 })],
      ({ data }) => data['copy'] === 0 && data['result'] === 'sent',
    ),
  ],
  [
    'a receipt of what is pending',
    'a receipt of what is not paid',
    followed('pending', (one) => [about(one, 'printing', { ...slip, jobId: 'J', copy: 0 })]),
  ],
  ['a job told twice', 'under an id that is not new', followed('printing', again)],
  ['printed and never on its way', 'what was not on its way', followed('print', again)],
  [
    'printed with no known result',
    'no known result',
    changed('print', (data) => ({ ...data, result: 'maybe' })).records,
  ],
  [
    'a slip with a head that never was',
    'names no record before it',
    changed('printing', (data) => ({ ...data, head: '3-00000000' })).records,
  ],
  [
    'a slip without a head',
    'names no record before it',
    changed('printing', (data) => ({ ...data, head: '' })).records,
  ],
  [
    'a new epoch out of nowhere',
    'nothing was restored',
    followed('opened', (one) => [about(one, 'opened', { epoch: 'ZZZZ' })]),
  ],
  ['reconciled out of nowhere', 'nothing was restored', followed('opened', (one) => [about(one, 'reconciled', {})])],
  [
    'paid before it was compared',
    'before restored files were compared',
    history.records.filter(({ kind }) => kind !== 'reconciled'),
  ],
  ['a kind that is none', 'is of no known kind', followed('opened', (one) => [about(one, 'constructor', {})])],
  ['a payment that is not named', 'should name a payment', followed('opened', (one) => [about(one, 'alarm', {})])],
];

function openTwice(): readonly Told[] {
  const pending = history.records.find(({ kind }) => kind === 'pending');
  const number = numberOf(
    history.records.find((one) => one.kind === 'intent' && one.transactionId === pending?.transactionId),
  );
  const later = history.records.findIndex(
    (one, index) => one.kind === 'quote' && index > history.records.indexOf(pending as Told),
  );
  const id = history.records[later]?.transactionId;
  const moved = history.records.filter((one) => one.transactionId === id && ['quote', 'intent'].includes(one.kind));
  const same = moved.map((one) => ({ ...one, data: withQuote({ customerNumber: number })(one.data) }));
  return history.records
    .filter((one) => !moved.includes(one))
    .toSpliced(history.records.indexOf(pending as Told) + 1, 0, ...same);
}

function numberOf(intent: Told | undefined): unknown {
  return (intent?.data['quote'] as Told['data'] | undefined)?.['customerNumber'];
}

function referenceTwice(): readonly Told[] {
  const [first, second] = history.records.filter(({ kind }) => kind === 'intent');
  return history.records.map((one) =>
    one === second ? { ...one, data: { ...one.data, providerRef: first?.data['providerRef'] } } : one,
  );
}

test('the history that all of these are made from has no problem', () => {
  expect(problemsOf(history.records)).toEqual([]);
});

test.for(falseHistories)('rightly chained, and told of: %s', ([, says, records]) => {
  expect(problemsOf(records)).toContainEqual(expect.stringContaining(says));
});

test.for([
  ['a space', (line: string) => line.replace(',"at"', ', "at"')],
  ['a key twice', (line: string) => line.replace('"data":{', '"data":{"version":"0.0.9",')],
  ['keys in another order', (line: string) => line.replace(/("kind":"opened"),("transactionId":null)/, '$2,$1')],
  ['a key more', (line: string) => line.replace(/\}$/, ',"more":1}')],
  ['a letter written in another way', (line: string) => line.replace('owner', '\\u006fwner')],
  ['a line end of Windows', (line: string) => `${line}\r`],
  ['a day that is none', (line: string) => line.replace(/"at":"2026-11-21/, '"at":"2026-11-31')],
  ['an hour that is none', (line: string) => line.replace(/T\d\d:/, 'T24:')],
  ['another zone', (line: string) => line.replace('+07:00', '+08:00')],
  ['no data', (line: string) => line.replace(/"data":.*/, '"data":null}')],
  ['a number as text', (line: string) => line.replace('"n":1,', '"n":"1",')],
  [
    'data too deep to be written again',
    (line: string) => line.replace(/"data":.*/, `"data":${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}}`),
  ],
  ['no JSON', () => 'Selamat pagi'],
] as const)('a first line with %s is no record as the till writes it', ([, spoil]) => {
  const first = lines[0] ?? '';
  expect(spoil(first)).not.toBe(first);
  expect(problemsOfBytes(toBytes([first]))).toEqual([]);
  expect(problemsOfBytes(toBytes([spoil(first)]))).not.toEqual([]);
});

const clock = { at: history.records[0]?.at ?? 0, kind: 'clock', transactionId: null };
const clocks = [1, 2].map((by) => ({ ...clock, data: { pcAt: 170_000, correctionMs: by, by: 'iak "\n" \\' } }));
const twoClocks = chain(clocks).lines;

test.for([
  ['a space', (line: string) => line.replace(',"by"', ', "by"')],
  ['a key twice', (line: string) => line.replace('"data":{', '"data":{"by":"iak",')],
  ['keys in another order', (line: string) => line.replace(/("kind":"clock"),("transactionId":null)/, '$2,$1')],
  ['a nought before a number', (line: string) => line.replace('170000', '0170000')],
  ['a nought with a sign', (line: string) => line.replace('170000', '-0')],
  ['a fraction that is none', (line: string) => line.replace('170000', '170000.0')],
  ['an exponent', (line: string) => line.replace('170000', '17e4')],
  ['more digits than a number has', (line: string) => line.replace('170000', '9007199254740993')],
  ['a number that is none', (line: string) => line.replace('170000', '-')],
  ['a word that is none', (line: string) => line.replace('170000', 'nul')],
  ['a letter written in another way', (line: string) => line.replace('iak', '\\u0069ak')],
  ['a sign with a needless backslash', (line: string) => line.replace('iak', 'iak\\/')],
  ['a tab in a text', (line: string) => line.replace('iak', 'iak\t')],
  ['a text that does not end', (line: string) => line.replace('"}}', '}}')],
  ['more behind its end', (line: string) => `${line} `],
  ['less than its end', (line: string) => line.slice(0, -1)],
  ['a day that is none', (line: string) => line.replace(/"at":"2026-11-21/, '"at":"2026-02-31')],
] as const)('a line like the one before it with %s is no record as the till writes it', ([, spoil]) => {
  const [first = '', second = ''] = twoClocks;
  expect(problemsOfBytes(toBytes([first, second]))).toEqual([]);
  expect(spoil(second)).not.toBe(second);
  expect(problemsOfBytes(toBytes([first, spoil(second)]))).not.toEqual([]);
});

test.for<readonly [string, unknown, unknown]>([
  ['another number of values in a list', ['2026-10'], ['2026-10', '2026-11']],
  ['an object where there was a word', null, { a: 1 }],
  ['names with dots', { a: { b: 1 } }, { 'a.b': 2, a: { b: 1 } }],
  ['signs of more than one byte', 'a', 'S\u00fckses \u{1f44d}'],
])('what a line says is read also where a line like it said it in another form: %s', ([, one, other]) => {
  const spoken = [one, other, one].map((by) => ({ ...clock, data: { pcAt: 1, correctionMs: 1, by, after: 'x' } }));
  expect(problemsOfBytes(toBytes(chain(spoken).lines))).toEqual([]);
});

test('bytes that are no UTF-8 are told of, though they read like a character that could not be read', () => {
  const line = Buffer.from(`${(lines[0] ?? '').replace('owner', 'own\ufffdr')}\n`);
  expect(problemsOfBytes(line)).toEqual([]);
  const at = line.indexOf('\ufffd');
  expect(
    problemsOfBytes(Buffer.concat([line.subarray(0, at), Buffer.of(0xf0, 0x9f, 0x98), line.subarray(at + 3)])),
  ).toEqual(['1: is not text']);
});
