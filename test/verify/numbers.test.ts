import { expect, test } from 'vitest';
import { problemsOf as problemsIn } from './check.ts';
import { chain, toBytes } from './folder.ts';
import { makeHistory, type Told } from './history.ts';

// Histories that are chained as they should be, with slip numbers and claim codes that no till can have given.

const { records } = makeHistory(40);

const problemsOf = (all: readonly Told[]): readonly string[] =>
  problemsIn(toBytes(chain(all).lines)).map(({ what }) => what);

/** The records with the data of one changed. */
function changed(at: number, change: Told['data']): readonly Told[] {
  const told = records[at];
  if (!told) throw new Error('there is no such record');
  return records.with(at, { ...told, data: { ...told.data, ...change } });
}

const isNumbered = ({ data }: Told): boolean => data['slipNumber'] !== undefined;
const first = records.findIndex(isNumbered);
const lastGiven =
  records
    .flatMap((one) => (isNumbered(one) ? [String(one.data['slipNumber'])] : []))
    .sort()
    .at(-1) ?? '';
const last = records.findIndex(({ data }) => data['slipNumber'] === lastGiven);
const afterLast = lastGiven.slice(0, -6) + String(Number(lastGiven.slice(-6)) + 1).padStart(6, '0');
const lastPaid = records.findLastIndex((one) => one.kind === 'paid' && isNumbered(one));
const resolved = records.findIndex((one) => one.kind === 'resolved' && isNumbered(one));
const refused = records.findIndex(({ kind }) => kind === 'refused');
const intents = records.flatMap(({ data }, at) => (data['claimCode'] === undefined ? [] : [at]));
const [one = 0, other = 0] = intents;

/** A person takes the word back and says it again, with another number. */
function renumbered(): readonly Told[] {
  const again = (data: Told['data']): Told => ({ ...(records[resolved] as Told), data });
  const number = { as: 'paid', slipNumber: 'LKT01-2611-000999' };
  return records.toSpliced(resolved + 1, 0, again({ as: 'refused' }), again(number));
}

test.for([
  ['a number left out', 'does not follow the one before', changed(last, { slipNumber: afterLast })],
  ['a number below the first', 'does not follow the one before', changed(first, { slipNumber: 'LKT01-2611-000000' })],
  ['a number given twice', 'does not follow', changed(lastPaid, { slipNumber: records[first]?.data['slipNumber'] })],
  ['a number of another month', 'of another month', changed(first, { slipNumber: 'LKT01-2610-000001' })],
  ['a number that is none', 'slip number that is none', changed(first, { slipNumber: 'LKT01-2611-1' })],
  ['paid without a number once there were some', 'without a slip number', changed(lastPaid, { slipNumber: undefined })],
  ['another number after the word was taken back', 'another slip number than before', renumbered()],
  ['refused with a number', 'refused with a slip number', changed(refused, { slipNumber: 'LKT01-2611-000001' })],
  ['a claim code that is mistyped', 'claim code that is none', changed(one, { claimCode: '2222223' })],
  ['a claim code of other characters', 'claim code that is none', changed(one, { claimCode: '22222O2' })],
  ['a claim code that is too short', 'claim code that is none', changed(one, { claimCode: '222222' })],
  ['a claim code that is a number', 'claim code that is none', changed(one, { claimCode: 2222222 })],
  [
    'a claim code given twice',
    'claim code of another payment',
    changed(other, { claimCode: records[one]?.data['claimCode'] }),
  ],
] as const)('rightly chained, and told of: %s', ([, says, wrong]) => {
  expect(problemsOf(records)).toEqual([]);
  expect(problemsOf(wrong)).toContainEqual(expect.stringContaining(says));
});
