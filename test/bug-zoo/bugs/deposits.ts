import type { Bug } from '../bug.ts';

// Mistakes around the book of a provider's deposit.

const tests = 'test/shifts/deposits.test.ts';
const made = { file: tests, test: 'top-ups, what payments took, and corrections make the closing, day by day' };
const opening = {
  file: tests,
  test: 'what was in the deposit before the till began is not known until the provider says it',
};
const paidSays = { file: tests, test: 'what a payment’s own answer says is left makes the opening of a new till' };
const asked = {
  file: tests,
  test: 'a top-up that was asked for counts once a person says that it arrived, and ends once',
};
const reserved = { file: tests, test: 'a payment under way is reserved, and used only once it is settled' };

const atOnce = {
  file: 'test/shifts/reserved.test.ts',
  test: 'of two payments at once that the deposit covers only one of, the other is refused before anything is stored',
};
const once = 'test/till/deposit-explained-once.test.ts';
const tally = 'electron/payment/deposit-tally.ts';

export const bugs: readonly Bug[] = [
  {
    name: 'the deposit pays the commission too',
    file: 'electron/ledger/postings.ts',
    find: "{ event: 'settled', account: 'deposit', amount: -sign * (bill + admin - earned), count: sign },",
    replace: "{ event: 'settled', account: 'deposit', amount: -sign * (bill - earned), count: sign },",
    caughtBy: made,
  },
  {
    name: 'the opening of a deposit leaves out what payments took before',
    file: 'electron/db/deposits.ts',
    find: "(day < ? OR event = 'opening')`;",
    replace: "(day < ? AND event <> 'settled' OR event = 'opening')`;",
    caughtBy: made,
  },
  {
    name: 'a pending payment is used up in the book of its deposit',
    file: 'electron/db/deposits.ts',
    find: "FROM transactions WHERE status IN ('sending', 'pending') AND provider = ?`;",
    replace: "FROM transactions WHERE status IN ('sending') AND provider = ?`;",
    caughtBy: reserved,
  },
  {
    name: 'a till that knows nothing of a deposit takes it for empty',
    file: 'electron/shifts/deposits.ts',
    find: 'if (basis === null) return',
    replace: 'if (basis === null && said !== null) return',
    caughtBy: opening,
  },
  {
    name: 'a balance that a payment under way may be in makes the opening',
    file: 'electron/payment/deposit-opening.ts',
    find: "if (basis === 'said' || hasOthersUnderWay(db, provider, askedAt, paying?.transactionId ?? null)) return [];",
    replace: "if (basis === 'said' || (paying && hasOthersUnderWay(db, provider, askedAt, null))) return [];",
    caughtBy: { file: tests, test: 'a balance that a payment under way may be in or not is no opening' },
  },
  {
    name: 'the balance behind a payment leaves its own price out of the opening',
    file: 'electron/payment/deposit-opening.ts',
    find: '(sum - (paying?.price ?? 0))',
    replace: '(sum - 0 * (paying?.price ?? 0))',
    caughtBy: paidSays,
  },
  {
    name: 'two payments at once overspend a deposit together',
    file: 'electron/payment/pay.ts',
    find: "    if (isBeyondDeposit(parts, stored)) return fail('deposit-low');\n",
    replace: "    if (isBeyondDeposit(parts, stored) && startedAt < 0) return fail('deposit-low');\n",
    caughtBy: atOnce,
  },
  {
    name: 'what is reserved for payments under way is not used yet',
    file: 'electron/payment/deposit-left.ts',
    find: 'told.balance + since - sending',
    replace: 'told.balance + since - 0 * sending',
    caughtBy: atOnce,
  },
  {
    name: 'a balance of yesterday refuses a payment',
    file: 'electron/payment/deposit-left.ts',
    find: 'clock.elapsed() - told.elapsed > freshMs',
    replace: 'clock.elapsed() - told.elapsed > 100 * freshMs',
    caughtBy: {
      file: 'test/shifts/reserved.test.ts',
      test: 'nobody is refused by a balance that was never said, or is ten minutes old',
    },
  },
  {
    name: 'a top-up that was asked for is counted as arrived',
    file: 'electron/books/apply-to-deposits.ts',
    find: "      return insertAsk(db, { ...read<'top-up-asked'>(), at });",
    replace: `      insertAsk(db, { ...read<'top-up-asked'>(), at });
      return post(db, shiftNow(db), at, { ...nobodys, ...read<'top-up-asked'>() }, depositOf('top-up', read<'top-up-asked'>().amount));`,
    caughtBy: asked,
  },
  {
    name: 'one ask arrives twice',
    file: 'electron/shifts/deposits.ts',
    find: "return isOpen ? null : fail('ask-unknown');",
    replace: "return isOpen || input.kind === 'top-up' ? null : fail('ask-unknown');",
    caughtBy: asked,
  },
  {
    name: 'a correction takes what a payment that is not settled may have taken',
    file: 'electron/shifts/deposits.ts',
    find: 'unsettled < 0 && amount < difference - unsettled',
    replace: 'unsettled < 0 && amount < difference',
    caughtBy: {
      file: tests,
      test: 'a correction booked what a payment that was not settled had taken, and its settling booked it again',
    },
  },
  {
    name: 'anybody who signed in records a deposit',
    file: 'shared/rights.ts',
    find: "  deposit: 'supervisor',",
    replace: "  deposit: 'cashier',",
    caughtBy: { file: tests, test: 'only a supervisor records a deposit, and no top-up takes anything away' },
  },
  {
    name: 'a correction is printed as a top-up',
    file: 'electron/printing/report-lines.ts',
    find: 'const arrived = rupiah(topUps - corrections);',
    replace: 'const arrived = rupiah(topUps);',
    caughtBy: {
      file: 'test/shifts/deposits.test.ts',
      test: 'top-ups, what payments took, and corrections make the closing, day by day',
    },
  },
  {
    name: 'a payment by a person’s word leaves what the provider said before a difference',
    file: 'electron/db/deposits.ts',
    find: "AND status = 'paid')`;",
    replace: "AND status = 'gone')`;",
    caughtBy: {
      file: 'test/shifts/deposit-trail.test.ts',
      test: 'after a person’s word what a provider had said before was called a difference, in the book and on X and Z',
    },
  },
  {
    name: 'a payment that is not settled explains each fall of a deposit anew',
    file: tally,
    find: 'if (amount > 0) tally.charged += amount;',
    replace: 'if (amount > 0) tally.charged = amount;',
    caughtBy: {
      file: once,
      test: 'two were taken, one decided as refused: what fell was set against the other once more, and the light said Rp700',
    },
  },
  {
    name: 'a person’s word that nothing was paid leaves what it had explained untold',
    file: 'electron/payment/decide.ts',
    find: 'parts.deposits.decided(transactionId);',
    replace: "if (as === 'paid') parts.deposits.decided(transactionId);",
    caughtBy: {
      file: once,
      test: 'the fall was seen while its payment was pending: a decision that explains it no more is told at once',
    },
  },
  {
    name: 'what is at least missing is told as all of it',
    file: 'electron/payment/deposit-watch.ts',
    find: 'return most > 0 ?',
    replace: 'return most > most + 1 ?',
    caughtBy: {
      file: once,
      test: 'it is not known which of two was taken: at least and at most are told, and no difference of two guesses',
    },
  },
  {
    name: 'what came back to a deposit is still called taken',
    file: tally,
    find: 'else tally.risen -= amount;',
    replace: 'else tally.risen -= 0 * amount;',
    caughtBy: {
      file: once,
      test: 'what a pending payment had taken came back, or a top-up came between: only what is still missing is told',
    },
  },
  {
    name: 'a book up to now leaves out what was recorded before the clock was set back',
    file: 'electron/shifts/deposits.ts',
    find: 'const last = until === null || end < wibDayStart(now) ? end',
    replace: 'const last = until === null || end <= wibDayStart(now) ? end',
    caughtBy: {
      file: 'test/shifts/deposit-clock.test.ts',
      test: 'after the clock was set back, the book of a top-up knew neither what was there before nor what is there now',
    },
  },
];
