import { expect, test } from 'vitest';
import { problemsOf } from './check.ts';
import { chain, toBytes } from './folder.ts';
import { makeHistory, type Told } from './history.ts';

// What the verifier says of cash that is rounded otherwise than the bill said.

const { records } = makeHistory(40);
const rule = { to: 1_000, mode: 'down' };

/** A history in which every bill tells a rule, and every payment is rounded by what this makes of its total. */
function rounded(by: (total: number) => number, agreed: object | null = rule): readonly Told[] {
  return records.map((one) => {
    const quote = one.data['quote'] as { readonly total: number };
    if (one.kind === 'quote') return { ...one, data: { ...one.data, quote: { ...quote, roundingRule: rule } } };
    if (one.kind !== 'intent') return one;
    return { ...one, data: { ...one.data, quote: { ...quote, roundingRule: agreed }, rounding: by(quote.total) } };
  });
}

const said = (history: readonly Told[]): readonly string[] =>
  problemsOf(toBytes(chain(history).lines)).map(({ what }) => what);

test('the verifier tells cash that is rounded otherwise than the bill said', () => {
  const asTold = said(rounded((total) => -(total % 1_000))).filter((what) => /round|agreed/.test(what));
  expect(asTold).toEqual([]);
  expect(said(rounded((total) => -(total % 500)))).toContainEqual(expect.stringContaining('otherwise than the bill'));
  expect(said(rounded(() => 0, null))).toContainEqual(expect.stringContaining('not agreed as it was quoted'));
});
