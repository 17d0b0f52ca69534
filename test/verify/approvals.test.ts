import { expect, test } from 'vitest';
import { emptyHead, toLines } from '../../electron/books/journal/line.ts';
import type { Entry, RecordData } from '../../electron/books/journal/record.ts';
import { rupiah } from '../../shared/money.ts';
import { problemsOf } from './check.ts';

// A Z lists what PINs approved of in its shift, as the records say it.

const text = '2026-11-21T14:32:05.000+07:00';
const about = { at: Date.parse(text), transactionId: null } as const;
const opened: Entry = { ...about, kind: 'opened', data: { version: 'test', by: 'owner', epoch: 'AAAA' } };
const shift = { shiftId: 'S1', personId: null, name: 'Sri', float: 0, notes: null };
const begun: Entry = { ...about, kind: 'shift-opened', data: shift };
const approved: Entry<'approved'> = {
  ...about,
  kind: 'approved',
  data: {
    ...{ personId: 'b', name: 'Budi', forId: 's', forName: 'Sri', right: 'cash-out', channel: 'shift:cash' },
    ...{ about: 'S1', proved: true },
  },
};
const out: Entry = {
  ...about,
  kind: 'shift-cash',
  data: { shiftId: 'S1', kind: 'out', amount: 500, reason: 'galon', by: 'Sri' },
};
const closed = (approvals: readonly object[] | undefined): Entry => ({
  ...about,
  kind: 'shift-closed',
  data: {
    ...{ shiftId: 'S1', number: 1, expected: -500, counted: 0, by: 'Sri' },
    report: { reason: 'lebih', approvals } as unknown as RecordData['shift-closed']['report'],
  },
});
const cashOut = { at: text, right: 'cash-out', by: 'Budi', forWhom: 'Sri', about: 'S1', reason: 'galon' };
const ofClose = { ...cashOut, reason: 'lebih' };

/** Whether the verifier says that a Z lists other approvals than those acts had. */
function isTold(
  approvals: readonly object[] | undefined,
  acts: readonly (readonly Entry[])[] = [[approved, out]],
): boolean {
  const groups: readonly (readonly Entry[])[] = [
    ...[[opened], [approved], [begun]],
    ...acts,
    [{ ...approved, at: about.at + 1 }, closed(approvals)],
  ];
  let head = emptyHead;
  const lines = groups.flatMap((group) => {
    const made = toLines(head, group);
    head = made.at(-1) ?? head;
    return made;
  });
  const problems = problemsOf(Buffer.from(lines.map((line) => `${line.text}\n`).join('')));
  return problems.some(({ what }) => what.includes('lists other approvals'));
}

test('the approvals of a Z are those since its shift was opened, with the reasons of their acts', () => {
  expect(isTold([cashOut, ofClose])).toBe(false);
  // The PIN stood in a record of its own once, before the act's.
  expect(isTold([{ ...cashOut, reason: null }, ofClose], [[approved], [out]])).toBe(false);
  // An older till's Z says nothing of them.
  expect(isTold(undefined)).toBe(false);
});

test.for<readonly [string, readonly object[]]>([
  ['one that is left out', [ofClose]],
  ['one of the shift before', [cashOut, cashOut, ofClose]],
  ['another right', [{ ...cashOut, right: 'decide' }, ofClose]],
  ['another one who approved', [{ ...cashOut, by: 'Ibu' }, ofClose]],
  ['another one who asked', [{ ...cashOut, forWhom: 'Tono' }, ofClose]],
  ['another reason', [{ ...cashOut, reason: 'gajian' }, ofClose]],
  ['no reason', [{ ...cashOut, reason: null }, ofClose]],
  ['another time', [{ ...cashOut, at: '2026-11-21T14:32:06.000+07:00' }, ofClose]],
  ['nothing about what', [{ ...cashOut, about: null }, ofClose]],
])('%s in the approvals of a Z went unseen by the verifier', ([, approvals]) => {
  expect(isTold(approvals)).toBe(true);
});

const word: Entry = {
  ...about,
  ...{ kind: 'resolved', transactionId: '01M80GMAAWJ4PTWC9N5W', data: { as: 'refused', reason: 'galon', by: 'Budi' } },
};

test('the Z of an older till has no reason of a word on a payment that was packed; one that keeps it with the PIN must', () => {
  const without = [{ ...cashOut, reason: null }, ofClose];
  expect(isTold(without, [[approved, word]])).toBe(false);
  expect(isTold([cashOut, ofClose], [[approved, word]])).toBe(false);
  expect(isTold([{ ...cashOut, reason: 'gajian' }, ofClose], [[approved, word]])).toBe(true);
  const kept: Entry = { ...approved, data: { ...approved.data, reason: 'galon' } };
  expect(isTold([cashOut, ofClose], [[kept, word]])).toBe(false);
  expect(isTold(without, [[kept, word]])).toBe(true);
});

const yanti: Entry = {
  ...about,
  kind: 'customer',
  data: { customerId: 'C1', name: 'Bu Yanti', phone: null, group: null, numbers: [], active: true, by: 'Sri' },
};
/** Rp4.050 of what was paid too much, of which the shop hands out Rp4.000. */
const givenBack: Entry = {
  ...about,
  kind: 'debt-settled',
  data: {
    ...{ settlementId: 'P1', customerId: 'C1', shift: 1, amount: -4_050, rounding: 50, change: 0, owed: 0, by: 'Sri' },
    tenders: [{ kind: 'cash', amount: rupiah(-4_000) }],
  },
};
const spent = { kind: 'out', amount: 500, name: null };
const back = { kind: 'debt-back', amount: 4_000, name: 'Bu Yanti' };

/** Cash that was taken out, and money that a customer had back. */
const withActs = (...acts: readonly (object | null)[]): boolean =>
  isTold(
    [
      { ...cashOut, act: acts[0] },
      { ...cashOut, reason: null, act: acts[1] },
      { ...ofClose, act: null },
    ],
    [[yanti], [approved, out], [approved, givenBack]],
  );

test('what was done with an approval stands in a Z with its kind, its sum and whose money it was', () => {
  expect(withActs(spent, back)).toBe(false);
});

test.for<readonly [string, ...(object | null)[]]>([
  ['another kind', { ...spent, kind: 'drop' }, back],
  ['another sum', { ...spent, amount: 400 }, back],
  ['a sum before it was rounded', spent, { ...back, amount: 4_050 }],
  ['another customer', spent, { ...back, name: 'Pak Joko' }],
  ['a customer who is left out', spent, { ...back, name: null }],
  ['nothing that was done', null, back],
])('%s with an approval of a Z went unseen by the verifier', ([, ...acts]) => {
  expect(withActs(...acts)).toBe(true);
});

const said = { kind: 'said-refused', amount: rupiah(291_000), name: 'SITI RAHAYU' } as const;
const onPayment = (act: RecordData['approved']['act']): Entry => ({
  ...approved,
  data: { ...approved.data, channel: 'payment:resolve', reason: 'galon', ...(act && { act }) },
});

test('what a person said of a payment stands in a Z with the payment’s sum and customer', () => {
  const is = (act: object | null) =>
    isTold(
      [
        { ...cashOut, act },
        { ...ofClose, act: null },
      ],
      [[onPayment(said), word]],
    );
  expect(is(said)).toBe(false);
  for (const other of [null, { ...said, kind: 'said-paid' }, { ...said, amount: 1 }, { ...said, name: 'PAK JOKO' }])
    expect(is(other)).toBe(true);
  // An older till said nothing of it.
  expect(
    isTold(
      [
        { ...cashOut, act: null },
        { ...ofClose, act: null },
      ],
      [[onPayment(undefined), word]],
    ),
  ).toBe(false);
});

test('an approval that says another word on a payment than the payment’s own record went unseen by the verifier', () => {
  const told = (act: RecordData['approved']['act']): readonly string[] =>
    problemsOf(
      Buffer.from(
        toLines(emptyHead, [opened, onPayment(act), word])
          .map((line) => `${line.text}\n`)
          .join(''),
      ),
    ).map(({ what }) => what);
  const wrong = expect.stringContaining('was approved of as another act');
  expect(told(said)).not.toContainEqual(wrong);
  expect(told({ ...said, kind: 'said-paid' })).toContainEqual(wrong);
  expect(told({ ...said, kind: 'taken' })).toContainEqual(wrong);
});
