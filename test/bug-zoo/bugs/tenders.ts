import type { Bug } from '../bug.ts';

// Mistakes around what a customer hands over, and what it is rounded to.

const tests = 'test/shifts/tenders.test.ts';
const told = {
  file: tests,
  test: 'cash is rounded as the shop says, told with the quote, and stands on the slip and in the Z',
};
const onlyCash = { file: tests, test: 'only cash is rounded, and a refused payment gives back what was kept' };
const noCash = { file: tests, test: 'a bill that was paid too low by QRIS was rounded, and the shop lost the rest' };
const names = {
  file: tests,
  test: 'the kinds of money stand on the slip by their names, and there is no change of what is no cash',
};

const asTold = {
  file: tests,
  test: 'a rounding saved between the bill and the payment charged another sum than the customer was told',
};

export const bugs: readonly Bug[] = [
  {
    name: 'the slip of a give-back says that what was only rounded was paid',
    file: 'electron/printing/debt-slip.ts',
    find: 'amount < 0 ? Math.max(0, rounding) : 0',
    replace: 'amount < 0 ? Math.min(0, rounding) : 0',
    caughtBy: {
      file: 'test/unit/printing/colons.test.ts',
      test: 'the slip of Rp292.500 that go back as they were paid said that Rp292.750 were paid too much, at 32 columns',
    },
  },
  {
    name: 'the list of a debt names rounding as money that was paid',
    file: 'renderer/debts/in-money.ts',
    find: 'rupiah(amount - rounding)',
    replace: 'rupiah(amount - 0 * rounding)',
    caughtBy: {
      file: 'test/unit/renderer/debts/in-money.test.ts',
      test: 'the list of a debt read “Bayar -Rp168.250” where Rp168.200 were paid, as cash is rounded',
    },
  },
  {
    name: 'all of the money goes back on a refusal, change that may have been given with it',
    file: 'renderer/ui/text/handed.ts',
    find: 'change === 0 ? refused.giveBack(all)',
    replace: 'change >= 0 ? refused.giveBack(all)',
    caughtBy: {
      file: 'test/unit/renderer/ui/text/handed.test.ts',
      test: 'a refusal right away had all of the money go back, though the change may have been given by the button that named it',
    },
  },
  {
    name: 'a payment is rounded as the shop says now, not as the customer was told',
    file: 'electron/payment/inquire.ts',
    find: 'return roundingRule === undefined ? config.shop.rounding : roundingRule;',
    replace: 'return roundingRule === undefined ? null : config.shop.rounding;',
    caughtBy: asTold,
  },
  {
    name: 'a quote that is renewed forgets how the customer was told it is rounded',
    file: 'electron/payment/pay.ts',
    find: '...(roundingRule !== undefined && { roundingRule })',
    replace: '...(roundingRule === undefined && { roundingRule: null })',
    caughtBy: asTold,
  },
  {
    name: 'the ledger forgets what was rounded',
    file: 'electron/ledger/postings.ts',
    find: "...some(event, 'rounding', -sign * rounding),",
    replace: "...some(event, 'rounding', 0 * rounding),",
    caughtBy: told,
  },
  {
    name: 'cash that was rounded is kept whole in the drawer',
    file: 'electron/ledger/postings.ts',
    find: 'const due = total + rounding;',
    replace: 'const due = total + 0 * rounding;',
    caughtBy: told,
  },
  {
    name: 'the change leaves the rounding out',
    file: 'electron/db/transaction-row.ts',
    find: 'change: subtract(tendered, due),',
    replace: 'change: subtract(tendered, total),',
    caughtBy: told,
  },
  {
    name: 'what is paid by QRIS is rounded too',
    file: 'shared/tender.ts',
    find: 'hasCash ? total - cashless : 0',
    replace: 'hasCash ? total : 0',
    caughtBy: onlyCash,
  },
  {
    name: 'a bill is rounded though no cash is handed over',
    file: 'shared/tender.ts',
    find: 'hasCash ? total - cashless : 0',
    replace: 'hasCash || rule ? total - cashless : 0',
    caughtBy: noCash,
  },
  {
    name: 'a transfer gives change',
    file: 'electron/payment/pay.ts',
    find: "if (cashless > quote.total) return fail('no-change');",
    replace: "if (cashless > 2 * quote.total) return fail('no-change');",
    caughtBy: names,
  },
  {
    name: 'every kind of money is cash in the drawer',
    file: 'electron/ledger/postings.ts',
    find: "filter(({ kind }) => kind !== 'cash');\n  const cash",
    replace: "filter(({ kind }) => kind === 'debit');\n  const cash",
    caughtBy: { ...names, says: 'reason-needed' },
  },
  {
    name: 'a bill of a provider that allows no fee is rounded up',
    file: 'electron/payment/inquire.ts',
    find: "facts.ownFee === 'allowed'",
    replace: 'facts.ownFee !== undefined',
    caughtBy: { file: tests, test: 'a bill of a provider that allows no fee is only ever rounded down' },
  },
  {
    name: 'a receipt by a person’s word has the biller’s sentence',
    file: 'electron/printing/receipt.ts',
    find: 'if (transaction.saidBy !== null) return [wordOf(transaction.saidBy)];',
    replace: 'if (transaction.saidBy === wordOf(transaction.quoteId)) return [];',
    caughtBy: {
      file: 'test/till/by-word.test.ts',
      test: 'a receipt by a person’s word says whose it is, without PLN’s sentence and without the drawer',
    },
  },
  {
    name: 'a person’s word opens the drawer',
    file: 'electron/printing/payment-slip.ts',
    find: `return saidBy === null && tenders.some(({ kind }) => kind === 'cash')`,
    replace: `return tenders.some(({ kind }) => kind === 'cash')`,
    caughtBy: {
      file: 'test/till/by-word.test.ts',
      test: 'a receipt by a person’s word says whose it is, without PLN’s sentence and without the drawer',
    },
  },
];
