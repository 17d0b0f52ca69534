import type { Bug } from '../bug.ts';

// Mistakes around paying once, and paying what was agreed.

const pay = 'electron/payment/pay.ts';
const migration = 'electron/db/migrations/100-packed-payments.ts';
const tests = 'test/till/pay.test.ts';

export const bugs: readonly Bug[] = [
  {
    name: 'the intent is stored after the payment was sent',
    file: pay,
    find: `    const refused = storeIntent(parts, stored.transactionId, { intent, by }, startedAt);
    if (refused) return refused;
    const isStored = await takeAnswer(parts, sending);
`,
    replace: `    const isStored = await takeAnswer(parts, sending);
    const refused = storeIntent(parts, stored.transactionId, { intent, by }, startedAt);
    if (refused) return refused;
`,
    caughtBy: { file: 'test/till/storage.test.ts', test: 'a disk that takes no intent lets nothing be sent' },
  },
  {
    name: 'any cash is taken without asking, be it a customer number',
    file: 'shared/tender.ts',
    find: 'return surplus > askAbove && !isConfirmed;',
    replace: 'return surplus > askAbove && isConfirmed;',
    caughtBy: {
      file: tests,
      test: 'cash of a scanned number, far above the total, stores and sends nothing unless it is confirmed',
    },
  },
  {
    name: 'who agrees to pay a bill once more agrees to whatever another window paid since',
    file: pay,
    find: 'return paidBefore && paidBefore.transactionId !== agreed ?',
    replace: 'return paidBefore && agreed === undefined ?',
    caughtBy: {
      file: 'test/till/pay-once-more.test.ts',
      test: 'who agrees to pay a bill once more agrees to no payment that another window made since',
    },
  },
  {
    name: 'who agrees before anybody was told of a payment pays the bill twice',
    file: pay,
    find: 'const unheard = agreed === undefined ? whyNotAgain() : null;',
    replace: 'const unheard = agreed === undefined && !input.confirmPaidBefore ? whyNotAgain() : null;',
    also: [
      {
        file: pay,
        find: 'return paidBefore && paidBefore.transactionId !== agreed ?',
        replace: 'return paidBefore && agreed !== undefined && paidBefore.transactionId !== agreed ?',
      },
    ],
    caughtBy: {
      file: 'test/till/pay-once-more.test.ts',
      test: 'a bill was paid twice by who agreed, out of habit, before anybody was told that it had been paid',
    },
  },
  {
    name: 'the bill lock is a look before and no unique index',
    file: migration,
    find: 'CREATE UNIQUE INDEX one_unsettled_payment',
    replace: 'CREATE INDEX one_unsettled_payment',
    caughtBy: { file: tests, test: 'two quotes of one bill paid in the same instant are one payment' },
  },
  {
    name: 'the bill lock counts for one provider only',
    file: migration,
    find: 'one_unsettled_payment ON transactions (product, customer_number)',
    replace: 'one_unsettled_payment ON transactions (provider, product, customer_number)',
    also: [
      {
        file: pay,
        find: 'return locking ? fail(',
        replace: 'return locking?.provider === quote.provider ? fail(',
      },
    ],
    caughtBy: {
      file: 'test/till/routing.test.ts',
      test: 'a bill whose payment one provider has not settled is locked for every other provider',
    },
  },
  {
    name: 'a quote says which payment locked its bill when it was stored, not now',
    file: pay,
    find: `const paying = stored && { quote: asSaid(parts, stored), tenders`,
    replace: `const paying = stored && { quote: { ...asSaid(parts, stored), lockedBy: null }, tenders`,
    caughtBy: {
      file: 'test/till/find.test.ts',
      test: 'a bill that another window locks while its expired quote is renewed is said to be locked',
    },
  },
  {
    name: 'a payment that is still being sent is not among those that are not settled',
    file: 'electron/db/search-walk.ts',
    find: 'WHERE ${unsettled} ORDER BY',
    replace: "WHERE ${unsettled} AND t.status = 'pending' ORDER BY",
    caughtBy: {
      file: 'test/till/history.test.ts',
      test: 'a payment that is still being sent is listed as not settled',
    },
  },
  {
    name: 'a double press is answered with an error while the payment goes through',
    file: pay,
    find: 'if (running) {',
    replace: 'if (running && underWay.size === 0) {',
    caughtBy: {
      file: tests,
      test: 'twenty presses at once and one after are one payment',
      says: 'payment:pay failed: bill-locked',
    },
  },
  {
    name: 'a quote that is pressed again after it was paid is answered with a failure',
    file: pay,
    find: '    if (earlier) return ok(earlier);\n',
    replace: '',
    caughtBy: {
      file: tests,
      test: 'twenty presses at once and one after are one payment',
      says: 'payment:pay failed: paid-before',
    },
  },
  {
    name: 'an expired quote is paid as it is',
    file: pay,
    find: 'if (isGood(parts, stored) && isAsTold()) return ok(',
    replace: 'if ((isGood(parts, stored) || parts.clock.now() > 0) && isAsTold()) return ok(',
    caughtBy: { file: tests, test: 'an expired quote is inquired again and paid if it costs the same' },
  },
  {
    name: 'a clock that was set back makes an old quote young',
    file: pay,
    find: 'now >= createdAt && now < expiresAt',
    replace: 'now < expiresAt',
    caughtBy: { file: tests, test: 'a quote looks old, not young, when the clock was set back' },
  },
  {
    name: 'a quote of yesterday is paid where inquiry and payment must fall on one day',
    file: pay,
    find: ' && (!sameDay || wibDay(now) === wibDay(createdAt))',
    replace: '',
    caughtBy: {
      file: 'test/till/routing.test.ts',
      test: 'an IAK quote of yesterday is asked again before it is paid',
    },
  },
  {
    name: 'a bill that costs more now is paid without asking',
    file: pay,
    find: `  if (!isSame || !isAsTold()) return fail('quote-changed', { quote: asSaid(parts, renewed.value) });\n`,
    replace: '',
    caughtBy: { file: tests, test: 'an expired quote that costs more now is refused with the new quote' },
  },
  {
    name: 'another month is paid, for it costs the same',
    file: pay,
    find: 'now.total === total && now.periods.join() === periods.join()',
    replace: 'now.total === total',
    caughtBy: {
      file: tests,
      test: 'an expired quote that is for another month now is refused with the new quote, though it costs the same',
    },
  },
  {
    name: 'paid before is asked only before an old quote is renewed',
    file: pay,
    find: 'return whyNotPay(parts, input, by, renewed.value) ?? whyNotAgain() ?? ok(',
    replace: 'return ok(',
    also: [{ file: pay, find: 'const unheard = whyNotAgain();', replace: 'const unheard = null as Failure | null;' }],
    caughtBy: {
      file: tests,
      test: 'a bill that is paid elsewhere in the shop while its old quote is renewed needs confirmation too',
    },
  },
  {
    name: 'paid before means paid for exactly the same months',
    file: 'shared/product.ts',
    find: 'one.some((period) => other.includes(period))',
    replace: 'one.join() === other.join()',
    caughtBy: { file: tests, test: 'a bill of two months needs confirmation if one of them was paid before' },
  },
  {
    name: 'the cash has to cover the bill, and not the admin fee',
    file: pay,
    find: 'if (tendered < due)',
    replace: 'if (tendered < quote.bill)',
    caughtBy: { file: tests, test: 'a tender below the total stores and sends nothing' },
  },
  {
    name: 'paid is said before it is on the disk',
    file: pay,
    find: `return ok(transaction ?? uncertain(parts.books.db, stored, intent, startedAt));`,
    replace: `return ok(transaction ?? { ...uncertain(parts.books.db, stored, intent, startedAt), status: 'paid' });`,
    caughtBy: {
      file: 'test/till/storage.test.ts',
      test: 'an outcome that the disk refuses is kept, said to be uncertain, and stored when the disk is back',
    },
  },
  {
    name: 'the first payment does not wait until the database was looked through',
    file: pay,
    find: '  await parts.checked;\n',
    replace: '',
    caughtBy: { file: 'test/till/storage.test.ts', test: 'no payment begins before the database was looked through' },
  },
  {
    name: 'an outcome that the disk refused is given up',
    file: 'electron/payment/keeper.ts',
    find: '      unstored.unshift(held);\n',
    replace: '',
    caughtBy: {
      file: 'test/till/storage.test.ts',
      test: 'an outcome that the disk refuses is kept, said to be uncertain, and stored when the disk is back',
    },
  },
  {
    name: 'the next bill is paid while an outcome waits for the disk',
    file: 'electron/payment/parts.ts',
    find: "keeper.unstored() > 0 || books.state() !== 'ready'",
    replace: "keeper.unstored() < 0 || books.state() !== 'ready'",
    caughtBy: { file: 'test/till/storage.test.ts', test: 'while an outcome waits for the disk, no other bill is paid' },
  },
  {
    name: 'while an expired quote is renewed its payment is none',
    file: pay,
    find: `if (!running) return { state: 'none', transaction, paying: null };`,
    replace: `if (!running || (findQuote(parts.books.db, quoteId)?.expiresAt ?? 0) <= parts.clock.now())
        return { state: 'none', transaction, paying: null };`,
    caughtBy: {
      file: 'test/till/find.test.ts',
      test: 'a payment is under way while its expired quote is renewed, and keeps that quote’s id',
    },
  },
  {
    name: 'a word on a payment overrides one that was not seen',
    file: 'electron/payment/decide.ts',
    find: 'const decided = seen && decidedSince(before, events, seen);',
    replace: 'const decided = null;',
    caughtBy: {
      file: 'test/till/decided-meanwhile.test.ts',
      test: 'of two persons who decided opposite on what both saw pending, the second one silently overrode the first',
    },
  },
  {
    name: 'an inquiry that fails hides the payment that is under way for its number',
    file: 'electron/payment/inquire.ts',
    find: 'return lockedBy === null ? stored : { ...stored, lockedBy };',
    replace: 'return lockedBy === null ? stored : { ...stored };',
    caughtBy: {
      file: 'test/till/pay.test.ts',
      test: 'an inquiry that failed for a number whose payment is pending hid that payment',
    },
  },
  {
    name: 'a cashier is told that nothing was stored before the till looked',
    file: 'electron/payment/keeper.ts',
    find: `      // Before anybody is told so: a till that dies after that takes what it remembers with it.
      tryAgain();`,
    replace: '      tryAgainSoon();',
    caughtBy: {
      file: 'test/simulate/scripts.test.ts',
      test: 'a-till-said-nothing-was-stored-died-and-its-intent-was-there.script does not fail any more',
    },
  },
];
