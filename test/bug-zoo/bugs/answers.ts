import type { Bug } from '../bug.ts';

// Mistakes in believing what a provider says.

const answer = 'electron/providers/answer.ts';
const alfakios = 'electron/providers/alfakios/answers.ts';
const ayoconnect = 'electron/providers/ayoconnect/answers.ts';
const ayoconnectCodes = 'electron/providers/ayoconnect/codes.ts';
const iak = 'electron/providers/iak/answers.ts';
const iakCodes = 'electron/providers/iak/codes.ts';
const outcomes = 'test/till/outcomes.test.ts';

export const bugs: readonly Bug[] = [
  {
    name: 'a success inside an HTTP error is believed',
    file: alfakios,
    find: 'isRead: (status: number) => status >= 200 && status < 300,',
    replace: 'isRead: (status: number) => status >= 200,',
    caughtBy: { file: outcomes, test: 'when HTTP 500 with a success inside: pending http-status' },
  },
  {
    name: 'the web page of a proxy refuses a payment',
    file: alfakios,
    find: `const isJson = typeof value === 'object' && value !== null;`,
    replace: 'const isJson = value !== null;',
    caughtBy: { file: outcomes, test: 'when HTTP 400 with a web page: pending http-status' },
  },
  {
    name: 'one layer that says success is enough',
    file: 'electron/providers/alfakios/messages.ts',
    find: 'return reply.success && reply.rc === successRc && inner?.status === successStatus && inner.rc === successRc;',
    replace: 'return reply.success && inner?.status === successStatus;',
    caughtBy: { file: outcomes, test: 'when the inner code is not 000: pending contradiction' },
  },
  {
    name: 'a status that nobody documented refuses a payment',
    file: alfakios,
    find: `reply.data?.status === successStatus ? 'contradiction' : 'unknown-code';`,
    replace: `reply.data?.status === successStatus ? 'contradiction' : 'rejected';`,
    caughtBy: { file: outcomes, test: 'when a status nobody documented: pending unknown-code' },
  },
  {
    name: 'a success is believed whatever it cost',
    file: alfakios,
    find: '    claimedAmount(data?.unit_price, add(order.bill, order.admin)),\n',
    replace: '',
    caughtBy: { file: outcomes, test: 'when success for another price: pending other-payment' },
  },
  {
    name: 'a success that names no reference is believed',
    file: ayoconnect,
    find: '    claimedId(data.refNumber, order.providerRef),',
    replace: '    ...(data.refNumber == null ? [] : [claimedId(data.refNumber, order.providerRef)]),',
    caughtBy: { file: 'test/till/ayoconnect-answers.test.ts', test: 'success without a reference number' },
  },
  {
    name: 'a failure of somebody else’s payment refuses this one',
    file: answer,
    find: `  if (claims.some(({ isAnothers }) => isAnothers)) return pending('other-payment', words(), exchange);\n`,
    replace: '',
    caughtBy: {
      file: outcomes,
      test: 'when a failure that speaks of another payment: pending other-payment',
    },
  },
  {
    name: 'a code that nobody documented refuses a payment',
    file: iak,
    find: `const means = rowOf(reply.response_code)?.atPay ?? 'unknown-code';
  if (means !== 'paid'`,
    replace: `const means = rowOf(reply.response_code)?.atPay ?? 'rejected';
  if (means !== 'paid'`,
    caughtBy: {
      file: 'test/till/iak-answers.test.ts',
      test: 'a payment answered in json with a code nobody documented: pending unknown-code',
    },
  },
  {
    name: '"not received so far" is taken as refused',
    file: iakCodes,
    find: `const notReceived = [null, 'not-received', 'not-received'] as const;`,
    replace: `const notReceived = [null, 'rejected', 'rejected'] as const;`,
    caughtBy: {
      file: 'test/till/iak-answers.test.ts',
      test: '"already paid" and "not received" refuse nothing at a status check unless it failed for certain',
    },
  },
  {
    name: '"already paid" in answer to a payment is taken as refused',
    file: iakCodes,
    find: `const paidAlready = ['already-paid', 'doubtful', 'already-paid'] as const;`,
    replace: `const paidAlready = ['already-paid', 'already-paid', 'already-paid'] as const;`,
    caughtBy: {
      file: 'test/unit/providers/iak.test.ts',
      test: 'what is documented as pending, not received or doubtful refuses no payment',
    },
  },
  {
    name: 'a status answer is believed by its code alone',
    file: iak,
    find: 'if (agreeing !== null && reply.status !== null && reply.status !== agreeing)',
    replace: 'if (agreeing !== null && reply.status === null)',
    caughtBy: {
      file: 'test/till/iak-answers.test.ts',
      test: '"already paid" and "not received" refuse nothing at a status check unless it failed for certain',
    },
  },
  {
    name: 'a reference that was used before is taken as refused',
    file: ayoconnectCodes,
    find: `open('102', 'this reference was used before', 'already-there'),`,
    replace: `payment('102', 'this reference was used before'),`,
    caughtBy: {
      file: 'test/till/ayoconnect.test.ts',
      test: 'a reference is taken once, and a payment that differs from its inquiry not at all',
    },
  },
  {
    name: 'a status check that could not be sent refuses the payment it asks about',
    file: answer,
    find: `  if (result.kind !== 'reply') return pending('no-reply', noWords, exchange);`,
    replace: `  if (result.kind === 'not-sent') return { kind: 'refused', code: 'not-sent', ...noWords, exchange };
  if (result.kind !== 'reply') return pending('no-reply', noWords, exchange);`,
    caughtBy: {
      file: 'test/till/ayoconnect.test.ts',
      test: 'without a product code nothing is sent, and a dead line at payment is refused, at status not',
    },
  },
  {
    name: 'a failed status check is taken for a failed payment',
    file: ayoconnect,
    find: `    mustRepeat: ({ code }) => rowOf(code).atPay === 'doubtful',\n`,
    replace: '',
    caughtBy: {
      file: 'test/till/status-answers.test.ts',
      test: 'a failure said once after "in process" is the status check’s own, and the payment can still be paid',
    },
  },
  {
    name: 'the refusal of a reference that Alfakios knows already is believed',
    file: 'electron/providers/alfakios/index.ts',
    find: 'return fromStatusCheck(await sendPayment(order)',
    replace: 'return fromPayment(await sendPayment(order)',
    also: [
      {
        file: 'electron/providers/alfakios/index.ts',
        find: 'fromPayment, fromStatusCheck }',
        replace: 'fromPayment }',
      },
    ],
    caughtBy: {
      file: 'test/contract/contract.test.ts',
      test: 'alfakios-resend: every code of the table is what its row says',
    },
  },
  {
    name: 'of an amount said twice the last one counts',
    file: 'electron/providers/wire/read-json.ts',
    find: '        if (keys.has(key)) return false;\n',
    replace: '',
    caughtBy: { file: 'test/unit/providers/alfakios.test.ts', test: 'JSON is read exactly or not at all' },
  },
];
