import type { Bug } from '../bug.ts';

// Mistakes around what a person decides, and what comes after.

const decide = 'electron/payment/decide.ts';
const outcome = 'electron/payment/outcome.ts';
const tests = 'test/till/decide.test.ts';
const late = 'an answer that comes after a person has settled the payment changes nothing, and is kept as an alarm';
const once = 'sent again only by a person, only after a minute, and under the first reference';
const notReceived = 'one "not received" is not enough to send a payment again, and the next day two are not';

export const bugs: readonly Bug[] = [
  {
    name: 'a bill does not say that a person decided its payment away',
    file: 'electron/payment/inquire.ts',
    find: '...(decidedBefore && { decidedBefore })',
    replace: '...(decidedBefore && {})',
    caughtBy: {
      file: tests,
      test: 'a bill was paid a second time because nothing said that a person had just decided its first payment away',
    },
  },
  {
    name: 'what a provider refused counts as decided by a person',
    file: 'electron/db/refusals.ts',
    find: `status = 'refused' AND settled_by = 'person')`,
    replace: `status = 'refused')`,
    caughtBy: {
      file: tests,
      test: 'who decided a payment away is told at its months only, past a refusal, and until the bill is paid',
    },
  },
  {
    name: 'an approval outlives who gave it',
    file: 'electron/people/desk.ts',
    find: '      if (refused) throw new Refused(refused);\n',
    replace: '',
    caughtBy: {
      file: 'test/people/gone-meanwhile.test.ts',
      test: 'an owner who was closed meanwhile made a new supervisor and a new phrase by the PIN they had given',
    },
  },
  {
    name: 'the verifier takes the word of who was closed before the act',
    file: 'electron/verify/follow-people.ts',
    find: '  work.lateUpTo = n + more;\n',
    replace: '',
    caughtBy: {
      file: 'test/verify/people.test.ts',
      test: 'an act by the word of who was closed before it was written is told, and one that was done by then is not',
    },
  },
  {
    name: 'copies that are asked for at once are all the first',
    file: 'electron/print-handlers.ts',
    find: 'next + ahead > freeCopies',
    replace: 'next > freeCopies',
    caughtBy: {
      file: 'test/people/people.test.ts',
      test: 'three copies that were asked for at once all came out: one did, and the others took a supervisor',
    },
  },
  {
    name: 'a payment that is sent again gets a new reference',
    file: decide,
    find: 'provider.pay(payment.order)',
    replace: 'provider.pay({ ...payment.order, providerRef: parts.newId() })',
    caughtBy: { file: tests, test: once },
  },
  {
    name: 'a payment may be sent again at once',
    file: decide,
    find: '  if (!(now - lastSentAt >= rule.pauseMs * parts.pace.scale)) return false;\n',
    replace: '',
    caughtBy: { file: tests, test: once },
  },
  {
    name: 'a payment may be sent again the next day',
    file: decide,
    find: '  if (rule.sameDay && wibDay(payment.createdAt) !== wibDay(now)) return false;\n',
    replace: '',
    caughtBy: { file: 'test/till/status-answers.test.ts', test: notReceived },
  },
  {
    name: 'a payment may be sent again after one "not received"',
    file: decide,
    find: 'return saidTwice(answers, rule, parts.pace.scale);',
    replace: `return answers.at(-1)?.data['why'] === 'not-received';`,
    caughtBy: { file: 'test/till/status-answers.test.ts', test: notReceived },
  },
  {
    name: 'a payment of a backup is sent again before a person has compared',
    file: decide,
    find: '  if (closed) return closed;\n',
    replace: `  if (closed && closed.code !== 'reconcile') return closed;\n`,
    caughtBy: {
      file: tests,
      test: 'nothing is sent again out of a backup that was put back, until a person has compared',
    },
  },
  {
    name: 'the refusal of the second sending is believed',
    file: decide,
    find: 'judge: ofSecondSending }',
    replace: `judge: (said) => (said.kind === 'refused' ? said : ofSecondSending(said)) }`,
    caughtBy: { file: tests, test: 'a refusal of the second sending says nothing about the first' },
  },
  {
    name: 'two people who send again at once send twice',
    file: decide,
    find: `  parts.books.write([...approvals, { at: sentAt, kind: 'resent', transactionId, data: resent }]);\n`,
    replace: '',
    also: [
      {
        file: decide,
        find: '  await takeAnswer(',
        replace: `  await send();
  parts.books.write([{ at: sentAt, kind: 'resent', transactionId, data: resent }]);
  await takeAnswer(`,
      },
      {
        file: 'electron/handlers.ts',
        find: 'statusChecks.alone(input.transactionId, () => resend(paymentParts, input, who))',
        replace: 'resend(paymentParts, input, who)',
      },
    ],
    caughtBy: { file: tests, test: 'two people who send again at once send once' },
  },
  {
    name: 'a late answer is dropped',
    file: 'electron/payment/keeper.ts',
    find: '  if (!found) throw',
    replace: `  if (found?.status === 'paid' || found?.status === 'refused') return;
  if (!found) throw`,
    caughtBy: { file: tests, test: late },
  },
  {
    name: 'a late success takes a person’s word back',
    file: outcome,
    find: 'lookEntries(answer, other) : [lateEntry(answer)];',
    replace: `lookEntries(answer, other) : [lateEntry(answer), { ...lateEntry(answer), kind: 'resolved', data: { as: 'paid', reason: 'late', by: 'x' } }];`,
    caughtBy: { file: tests, test: late },
  },
  {
    name: 'a person can take a provider’s word back',
    file: decide,
    find: `return events.findLast(({ kind }) => settles.includes(kind))?.kind === 'resolved';`,
    replace: 'return events.some(({ kind }) => settles.includes(kind));',
    caughtBy: { file: tests, test: 'a person’s word can be taken back on the same day, a provider’s never' },
  },
  {
    name: 'an alarming answer to a second sending is stored without its alarm',
    file: outcome,
    find: 'alarm: isAlarming(outcome), nextAskAt',
    replace: 'alarm: false, nextAskAt',
    caughtBy: {
      file: tests,
      test: 'an answer to a second sending that speaks of another payment is stored as an alarm',
    },
  },
  {
    name: 'a payment is sent again while a status check about it is under way',
    file: 'electron/handlers.ts',
    find: 'statusChecks.alone(input.transactionId, () => resend(paymentParts, input, who))',
    replace: 'resend(paymentParts, input, who)',
    caughtBy: { file: tests, test: 'a payment is not sent again while a status check about it is under way' },
  },
  {
    name: 'the intent of a payment is told to nobody',
    file: 'electron/payment/changes.ts',
    find: 'if (!change || transactionId === null) continue;',
    replace: `if (!change || change === 'intent' || transactionId === null) continue;`,
    caughtBy: {
      file: 'test/till/changes.test.ts',
      test: 'a payment is told of when it is sent and when it is pending',
    },
  },
  {
    name: 'a late answer that says something else is taken for one that agrees',
    file: 'electron/payment/trail.ts',
    find: `  if (said.some((one) => one !== null && one !== status)) return 'contradicts';
`,
    replace: '',
    caughtBy: {
      file: 'test/unit/payment/trail.test.ts',
      test: 'a late answer that says something else contradicts what is recorded, whatever the others say',
    },
  },
  {
    name: 'a payment in process is never called uncertain',
    file: 'electron/payment/trail.ts',
    find: ' && now < sentAt + inProcessMs;',
    replace: ';',
    caughtBy: {
      file: 'test/unit/payment/trail.test.ts',
      test: 'what is in process is so until 15 s after it was sent, and not before it was',
    },
  },
];
