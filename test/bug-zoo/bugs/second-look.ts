import type { Bug } from '../bug.ts';

// Mistakes in looking once more at what a provider refused.

const schedule = 'electron/payment/schedule.ts';
const checks = 'electron/payment/status-checks.ts';
const outcome = 'electron/payment/outcome.ts';
const pendingPayments = 'electron/db/pending-payments.ts';
const test = 'test/till/second-look.test.ts';
const turned =
  'a refusal that was paid after all is paid, with an alarm, and no slip comes out until a person confirms';

const watch = 'electron/payment/deposit-watch.ts';
const tally = 'electron/payment/deposit-tally.ts';
const deposit = 'test/till/deposit.test.ts';
const ours = 'own payments and top-ups are no debit of somebody else';

export const bugs: readonly Bug[] = [
  {
    name: 'what never left this machine is asked about as if its provider had refused it',
    file: schedule,
    find: `return rule && !rule.mayPay && code !== 'not-sent' ?`,
    replace: `return rule && !rule.mayPay && code !== 'resolved' ?`,
    also: [
      {
        file: pendingPayments,
        find: `AND settled_by = 'provider' AND refusal_code <> 'not-sent' AND`,
        replace: `AND settled_by = 'provider' AND`,
      },
    ],
    caughtBy: { file: test, test: 'what never left this machine is not asked about' },
  },
  {
    name: 'a refusal is asked about as soon as a payment in process',
    file: schedule,
    find: 'const lookPauseMs = 600_000;',
    replace: 'const lookPauseMs = 5_000;',
    caughtBy: { file: test, test: turned },
  },
  {
    name: 'a refusal that stands is asked about for ever',
    file: 'electron/payment/answer.ts',
    find: 'return isLook ? null : firstLookAt(rule, outcome.code, answeredAt, pace);',
    replace: 'return isLook && !rule ? null : firstLookAt(rule, outcome.code, answeredAt, pace);',
    caughtBy: { file: test, test: 'a refusal that stands is asked about once, and its trail says so' },
  },
  {
    name: 'a look that nobody answered counts as one',
    file: checks,
    find: `const unclear = before + (exchange.result === 'reply' && why !== 'in-process' ? 1 : 0);`,
    replace: `const unclear = before + (exchange.result === 'reply' && why !== 'in-process' ? 1 : 2);`,
    caughtBy: {
      file: test,
      test: 'looks that nobody answers go on, for nobody was asked',
      says: 'to be greater than 2',
    },
  },
  {
    name: 'only the till that was refused looks again, and not the one that is started after it',
    file: checks,
    find: '...listToLookAt(parts.books.db)]',
    replace: '...listToLookAt(parts.books.db).filter(({ createdAt }) => createdAt >= startedAt)]',
    also: [
      {
        file: checks,
        find: '  const { clock, keeper } = parts;\n',
        replace: '  const { clock, keeper } = parts;\n  const startedAt = clock.now();\n',
      },
    ],
    caughtBy: {
      file: test,
      test: 'the look is made by the next till where the one that was refused is gone, and no slip comes out there either',
      says: "expected 'refused' to be 'paid'",
    },
  },
  {
    name: 'the slip of a refusal that was paid after all comes out by itself',
    file: 'electron/printing/payment-slip.ts',
    find: `if (status === 'paid' && warning !== null && !confirmed) return fail('confirm-needed');`,
    replace: `if (status === 'paid' && warning !== null && warning !== 'refused-then-paid' && !confirmed) return fail('confirm-needed');`,
    caughtBy: { file: test, test: turned },
  },
  {
    name: 'a refusal that was paid after all stays refused, with an alarm in its trail',
    file: outcome,
    find: 'return answer.isLook ? lookEntries(answer, other) : [lateEntry(answer)];',
    replace: `return answer.isLook && answer.outcome.kind !== 'paid' ? lookEntries(answer, other) : [lateEntry(answer)];`,
    caughtBy: { file: test, test: turned, says: `expected 'refused' to be 'paid'` },
  },
  {
    name: 'an answer about another payment makes a refusal paid',
    file: 'electron/providers/answer.ts',
    find: `  if (claims.some(({ isAnothers }) => isAnothers)) return pending('other-payment', words(), exchange);
  const meaning`,
    replace: '  const meaning',
    also: [
      {
        file: 'electron/providers/answer.ts',
        find: `if (!reply || !claims.every(({ isOurs }) => isOurs)) return`,
        replace: 'if (!reply) return',
      },
    ],
    caughtBy: {
      file: test,
      test: 'an answer about another payment makes no refusal paid, and raises an alarm',
      says: 'expected +0 to be 1',
    },
  },
  {
    name: 'a person’s word is asked about',
    file: 'electron/books/apply-record.ts',
    find: `refusal: { code: 'resolved', message: reason } };`,
    replace: `refusal: { code: 'resolved', message: reason }, lookAt: 0 };`,
    also: [
      {
        file: pendingPayments,
        find: `AND settled_by = 'provider' AND refusal_code <> 'not-sent' AND`,
        replace: `AND refusal_code <> 'not-sent' AND`,
      },
    ],
    caughtBy: { file: test, test: 'a person’s word is not looked at, whatever the provider would say' },
  },
  {
    name: 'Alfakios, asked whether its refusal stands, pays the bill whose cash went back',
    file: 'electron/providers/alfakios/index.ts',
    find: '  mayPay: true,\n',
    replace: '',
    caughtBy: {
      file: test,
      test: 'Alfakios, whose status check may be what pays, is never asked about a refusal',
    },
  },
  {
    name: 'nobody is told that a bill whose refusal turned was paid anew meanwhile',
    file: 'electron/payment/keeper.ts',
    find: '  return other?.transactionId ?? null;\n',
    replace: "  return other && 'status' in other ? other.transactionId : null;\n",
    caughtBy: {
      file: test,
      test: 'a bill that was paid anew meanwhile is paid twice: both payments say so, and nothing is lost',
    },
  },
  {
    name: 'the till’s own payments count as somebody else’s debits',
    file: tally,
    find: 'splitFall(charges.sum(id), own.most(id)).rest',
    replace: 'splitFall(charges.sum(id), 0 * own.most(id)).rest',
    caughtBy: { file: deposit, test: ours },
  },
  {
    name: 'a payment that a provider may still take is forgotten, and its debit is an alarm',
    file: tally,
    find: `if (found?.status === 'refused') own.delete(id);`,
    replace: `if (found?.status === 'refused' || found?.status === 'pending') own.delete(id);`,
    caughtBy: {
      file: deposit,
      test: 'what a pending payment may have taken is no alarm, whether it did or not',
    },
  },
  {
    name: 'a refused payment that was debited all the same is not named',
    file: watch,
    find: 'only && others.length === 0 ? only.transactionId : null',
    replace: 'only && others.length > 0 ? only.transactionId : null',
    caughtBy: {
      file: deposit,
      test: 'a refused payment that was debited all the same is named by the next answer, on the screen, in the trail and in the log',
    },
  },
];
