import { registry } from '../../../electron/providers/index.ts';
import { eachCase, shortly } from '../bench.ts';
import { Literal, type Change, type Kit, type Step } from '../kit.ts';
import type { Law } from '../law.ts';
import { meaningOf } from './answers.ts';

// A field that is there and says nothing is left out: it names nobody else, and is nobody's reference.

/** How servers write that an id is none. In XML a number is its digits, and null an element left out. */
const nobody: readonly unknown[] = ['', ' ', 0, '0', '000', '-', 'N/A', 'null', 'NULL', 'None', null, undefined];
const somebody: readonly unknown[] = ['7', 7, 'A', '00000000001', 'NOBODY', '-7', '0.5', 'nullity'];

const ids: Law = {
  name: 'an id that is left out, empty or 0 is nobody else’s; any other is',
  run: (kit, check) =>
    eachCase(
      kit,
      (step) => [...failuresWithoutIds(kit, step), ...failuresOfOthers(kit, step)],
      async (bench, step, { what, body, wanted }) => {
        bench.say({ body });
        check.equal(`${what} at ${step}`, wanted.includes(await bench.shortly(step)), true);
      },
    ),
};

interface Case {
  readonly what: string;
  readonly body: string;
  readonly wanted: readonly string[];
}

/** Every documented failure with all its ids left out in one way, and each of its ids in every way. */
function failuresWithoutIds(kit: Kit, step: Step): readonly Case[] {
  const all = nobody.map((none) => ({
    what: `all ids ${JSON.stringify(none)}`,
    fields: Object.fromEntries(kit.ids.map((id) => [id, none])),
  }));
  const each = kit.ids.flatMap((id) =>
    nobody.map((none) => ({ what: `${id} ${JSON.stringify(none)}`, fields: { [id]: none } })),
  );
  return registry[kit.id].codes
    .filter((row) => meaningOf(row, step) !== 'paid' && row.atInquiry !== 'bill')
    .flatMap((row, at) => {
      const meaning = meaningOf(row, step);
      // A question's answer that names nobody may also be about nothing, and is not believed then.
      const wanted = step === 'status' ? [meaning, 'pending doubtful'] : [meaning];
      // The first few rows in every way, so that the table stays a matter of seconds.
      const ways = at < 3 ? [...all, ...each] : all.slice(0, 3);
      return ways.flatMap(({ what, fields }) =>
        kit
          .coded(step, row.code, { fields })
          .map((answer) => ({ ...answer, what: `${answer.what}, ${what},`, wanted })),
      );
    })
    .filter(({ status = 200 }: { readonly status?: number }) => status === 200);
}

/** The documented failure, speaking of somebody else in each of the ids that are ours to compare. */
function failuresOfOthers(kit: Kit, step: Step): readonly Case[] {
  const changes: readonly (readonly [string, (id: unknown) => Change])[] =
    step === 'inquiry'
      ? []
      : [
          ['reference', (id) => ({ reference: id })],
          ['customer', (id) => ({ customer: id })],
        ];
  return changes.flatMap(([what, change]) =>
    somebody.map((id) => ({
      what: `another ${what} ${JSON.stringify(id)}`,
      body: kit.answer(step, { ...kit.failure[step], ...change(id) }),
      wanted: ['pending other-payment'],
    })),
  );
}

const noReferences: readonly unknown[] = [
  ...nobody,
  ...['-7', '0.5', '00000000000000000000000000000000', 'n.a.', 'nil', 'undefined', 'NaN', 'tidak ada', 'SUKSES', '--'],
  ...['12E45', '1.2e+46', '7.0E1'].map((text) => new Literal(text)),
  ...[new Literal('-7'), new Literal('0.5'), new Literal('0.0')],
];
const references = [
  ...[
    '004212C9245F1BA43A77CEBD5CD5DA39',
    '004212c9245f1ba43a77cebd5cd5da39',
    '50AD91282Q0A999QWE9',
    'REF-PLN-20240501',
  ],
  // Among digits a lone E looks like an exponent.
  ...['12345678901234567890123456E12345', '0012', '7', '00000000000000000000000000000001', 'A1'],
];

const receipts: Law = {
  name: 'a reference that is none is none, with a warning; a real one keeps every character',
  run: (kit, check) =>
    eachCase(
      kit,
      (step) => (step === 'inquiry' ? [] : [...noReferences, ...references]),
      async (bench, step, receipt) => {
        const isReal = references.some((real) => real === receipt);
        bench.say({ body: kit.answer(step, { receipt }) });
        const outcome = await bench.outcome(step);
        const seen =
          outcome.kind === 'paid' ? [outcome.reference, outcome.warning === 'no-reference'] : shortly(outcome);
        check.equal(`${JSON.stringify(receipt)} at ${step}`, seen, [isReal ? receipt : null, !isReal]);
      },
    ),
};

export const leftOutLaws: readonly Law[] = [ids, receipts];
