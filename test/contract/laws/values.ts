import { add, formatRupiah } from '../../../shared/money.ts';
import { registry } from '../../../electron/providers/index.ts';
import type { InquiryOutcome, Outcome } from '../../../electron/providers/provider.ts';
import { atBench, eachCase, ifStarts, nothing } from '../bench.ts';
import { Literal, type Answer, type Change, type Kit, type Step } from '../kit.ts';
import type { Law } from '../law.ts';
import { meaningOf } from './answers.ts';

// Amounts are whole rupiah, ids are text, and an answer is about the payment that was asked for.

const amounts: Law = {
  name: 'amounts are whole rupiah or not believed',
  async run(kit, check) {
    const casesOf = (step: Step) =>
      kit.amounts[step].flatMap((name) => {
        const amount = goodAmount(kit, step, name);
        const good = [amount, String(amount), `${amount}.00`];
        return [...good, ...badAmounts(kit, amount)].map((value, at) => ({ name, value, isGood: at < good.length }));
      });
    await eachCase(kit, casesOf, async (bench, step, { name, value, isGood }) => {
      bench.say({ body: kit.answer(step, { fields: { [name]: value } }) });
      const wanted = !isGood ? nothing(step) : step === 'inquiry' ? 'bill' : 'paid';
      check.equal(`${name} ${JSON.stringify(value)} at ${step}`, ifStarts(await bench.shortly(step), wanted), wanted);
    });
    await eachCase(
      kit,
      () => ['sums'],
      async (bench, step, what) => {
        bench.say({ body: kit.answer(step) });
        check.equal(`${what} at ${step}`, oddSums(await bench.outcome(step)), []);
      },
    );
  },
};

/** The amount as the good answer has it. */
function goodAmount(kit: Kit, step: Step, name: string): number {
  const text = kit.answer(step);
  const pattern = kit.format === 'json' ? `"${name}":"?(\\d+)` : `<${name}>(\\d+)`;
  const found = new RegExp(pattern).exec(text)?.[1];
  if (found === undefined) throw new Error(`${kit.name}: no ${name} at ${step}`);
  return Number(found);
}

/** What a lenient reader would take for the right amount, or for any. */
function badAmounts(kit: Kit, amount: number): readonly unknown[] {
  const texts = [
    `${amount}.50`,
    `${amount}.001`,
    `-${amount}`,
    `+${amount}`,
    `${amount}e0`,
    `0x${amount.toString(16)}`,
    `Rp${amount}`,
    formatRupiah(add(kit.order.bill, kit.order.admin)).slice(2),
    `${amount},00`,
    `${amount} ${amount}`,
    `${amount}abc`,
    'NaN',
    'Infinity',
    '9'.repeat(16),
    '٣٠٢٥٠٠',
  ];
  const odd = [new Literal(`${amount}.5`), new Literal(`-${amount || 1}`), new Literal('1e300'), true, {}, [amount]];
  return kit.format === 'json' ? [...texts, ...odd] : texts;
}

/** Sums of an outcome that are neither null nor whole. */
function oddSums(outcome: InquiryOutcome | Outcome): readonly unknown[] {
  const sums =
    outcome.kind === 'bill'
      ? [outcome.bill.bill, outcome.bill.admin, outcome.bill.commission, outcome.bill.balance]
      : outcome.kind === 'paid'
        ? [outcome.commission, outcome.balance, outcome.remainingBills]
        : ['no sums'];
  return sums.filter((sum) => sum !== null && !(Number.isSafeInteger(sum) && Number(sum) >= 0));
}

const ids: Law = {
  name: 'leading zeros and long ids keep every digit',
  run: (kit, check) =>
    atBench(kit, async (bench) => {
      const requestOf = () => kit.requestOf(bench.server.arrived.at(-1) ?? { head: '', body: '' });
      for (const id of ['9007199254740993', '1777946295495371001', '12345678901234567891', '0001777946295495371']) {
        for (const value of id.startsWith('0') ? [id] : [id, new Literal(id)]) {
          bench.say({ body: kit.answer('inquiry', { providerId: value }) });
          const outcome = await bench.outcome('inquiry');
          const memo = outcome.kind === 'bill' ? outcome.bill.memo[kit.memoKey] : outcome.kind;
          check.equal(`the provider's id ${JSON.stringify(value)}`, memo, id);
        }
        if (kit.providerIdAtPay === 'unused') continue;
        const order = { ...kit.order, memo: { ...kit.order.memo, [kit.memoKey]: id } };
        bench.say({ body: kit.answer('pay', { providerId: id }) });
        check.equal(`a payment by ${id}`, await bench.shortly('pay', order), 'paid');
        // Some write it as a number, where zeros in front have no place.
        const sent = Object.values(requestOf()).map(String);
        check.equal(`${id} in the request`, sent.includes(id) || sent.includes(id.replace(/^0+/, '')), true);
        if (kit.providerIdAtPay === 'sent') continue;
        const near = `${id.slice(0, -1)}${(Number(id.at(-1)) + 1) % 10}`;
        bench.say({ body: kit.answer('pay', { providerId: near }) });
        check.equal(`${near} for ${id}`, await bench.shortly('pay', order), 'pending other-payment');
      }
      const order = { ...kit.order, customerNumber: '012345678901', providerRef: '00912837465500' };
      const right = { customer: order.customerNumber, reference: order.providerRef };
      for (const step of bench.steps) {
        bench.say({ body: kit.answer(step, right) });
        const good = step === 'inquiry' ? 'bill' : 'paid';
        check.equal(`zeros in front at ${step}`, await bench.shortly(step, order), good);
        const mine = step === 'status' ? order.providerRef : order.customerNumber;
        const carried = Object.values(requestOf()).includes(mine) || kit.providerIdAtPay === 'sent-and-compared';
        check.equal(`zeros in front in the request at ${step}`, carried, true);
        for (const change of [{ customer: '12345678901' }, { customer: 12_345_678_901 }]) {
          bench.say({ body: kit.answer(step, { ...right, ...change }) });
          const what = `${JSON.stringify(change)} at ${step}`;
          check.equal(what, await bench.shortly(step, order), nothing(step, 'other-payment'));
        }
      }
      for (const receipt of ['0012', '00000000000000000000000000000001', '12345678901234567890123456789012']) {
        for (const value of receipt.startsWith('0') ? [receipt] : [receipt, new Literal(receipt)]) {
          bench.say({ body: kit.answer('pay', { receipt: value }) });
          check.holds(`NO REF ${JSON.stringify(value)}`, await bench.outcome('pay'), {
            kind: 'paid',
            reference: receipt,
          });
        }
      }
    }),
};

/** What an answer may say of somebody else; a success must say it of us, too. */
const another: readonly (readonly [what: string, change: Change])[] = [
  ['another reference', { reference: 'ANOTHER' }],
  ['another customer', { customer: '512345678999' }],
  ['another amount', { amount: 123_456 }],
];
const unsaid: readonly (readonly [what: string, change: Change])[] = [
  ['no reference', { reference: undefined }],
  ['an empty reference', { reference: '' }],
  ['no customer', { customer: undefined }],
  ['no amount', { amount: undefined }],
  ['a part of the reference', { reference: 'TXN' }],
  ['twice the customer', { customer: '530000000000530000000000' }],
];

const otherPayment: Law = {
  name: 'an answer about another payment settles nothing, with an alarm',
  run: (kit, check) =>
    eachCase(
      kit,
      (step) => (step === 'inquiry' ? othersBills(kit) : othersPayments(kit, step)),
      async (bench, step, { what, answer, wanted }) => {
        bench.say(answer);
        check.equal(`${what} at ${step}`, await bench.shortly(step), wanted);
      },
    ),
};

interface Case {
  readonly what: string;
  readonly answer: Answer;
  readonly wanted: string;
}

function othersBills(kit: Kit): readonly Case[] {
  return ['512345678999', '', undefined].map((customer) => ({
    what: `the bill of "${customer}"`,
    answer: { body: kit.answer('inquiry', { customer }) },
    wanted: 'failed provider-down',
  }));
}

function othersPayments(kit: Kit, step: 'pay' | 'status'): readonly Case[] {
  const alarm = 'pending other-payment';
  const successes = [...another, ...unsaid].map(([what, change]) => ({
    what: `success, ${what},`,
    answer: { body: kit.answer(step, change) },
    wanted: alarm,
  }));
  // An HTTP error doesn't hide whose answer it is.
  const errors = another.map(([what, change]) => ({
    what: `HTTP 500, ${what},`,
    answer: { status: 500, body: kit.answer(step, change) },
    wanted: alarm,
  }));
  const rows = registry[kit.id].codes.filter((row) => meaningOf(row, step) !== 'paid');
  const rest = rows.flatMap((row) => {
    const cases = (what: string, change: Change, wanted: string): readonly Case[] =>
      kit.coded(step, row.code, change).map((answer) => ({ what: `${answer.what}, ${what},`, answer, wanted }));
    return [
      ...another.flatMap(([what, change]) => cases(what, change, alarm)),
      // What did not happen need not say what it would have cost.
      ...[0, undefined].flatMap((amount) => cases(`amount ${amount}`, { amount }, meaningOf(row, step))),
    ];
  });
  return [...successes, ...errors, ...rest];
}

export const valueLaws: readonly Law[] = [amounts, ids, otherPayment];
