import type { Bug } from '../bug.ts';

// Mistakes around what X and Z tell apart.

const apart = (test: string) => ({ file: 'test/shifts/told-apart.test.ts', test });

const onPaper = (test: string) => ({ file: 'test/unit/printing/report.test.ts', test });

export const bugs: readonly Bug[] = [
  {
    name: 'what went out of a drawer stands on a Z as if it went in',
    file: 'electron/printing/cash-lines.ts',
    find: 'return leaves.includes(kind) ? rupiah(0 - amount) : amount;',
    replace: 'return leaves.includes(kind) ? amount : amount;',
    caughtBy: onPaper(
      'the drawer of a Z could not be added up by itself: what went out had no sign, and the cash of sales stood two blocks above',
    ),
  },
  {
    name: 'the Z of an older till is laid out anew',
    file: 'electron/printing/cash-lines.ts',
    find: 'return layout === undefined;',
    replace: 'return layout === null;',
    caughtBy: onPaper('a Z that was closed by an older till is printed again as it was'),
  },
  {
    name: 'what a person said of a payment is approved of without its sum',
    file: 'electron/payment/decide.ts',
    find: 'by.approvals(transactionId, { reason, act });',
    replace: 'by.approvals(transactionId, { reason });',
    caughtBy: {
      file: 'test/shifts/approvers.test.ts',
      test: 'a word on a payment that was packed before its shift closed lost its reason on the Z, and the books were called wrong',
    },
  },
  {
    name: 'the verifier takes an approval of another word than the payment’s',
    file: 'electron/verify/follow-approvals.ts',
    find: 'one.act !== null && !isOnPayment(work, entry, one.act)',
    replace: 'one.act === undefined && !isOnPayment(work, entry, one.act)',
    caughtBy: {
      file: 'test/verify/approvals.test.ts',
      test: 'an approval that says another word on a payment than the payment’s own record went unseen by the verifier',
    },
  },
  {
    name: 'a Z says nothing of payments that earlier shifts took',
    file: 'electron/shifts/report.ts',
    find: 'return { count: count - bills, amount: rupiah(amount - sold) };',
    replace: 'return { count: 0 * (count - bills), amount: rupiah(0 * (amount - sold)) };',
    caughtBy: apart('the bills of a Z, those of all time and what left the deposit differed, and no line said by what'),
  },
  {
    name: 'a Z says nothing of what was paid after its refusal',
    file: 'electron/shifts/report.ts',
    find: "turned: apartOf(sums, 'turned', 'unpaid'),",
    replace: "turned: apartOf(sums, 'turned', 'fee'),",
    caughtBy: {
      file: 'test/shifts/refusals.test.ts',
      test: 'a refusal that its provider turns into paid is found before the shift closes, and the money has a name',
    },
  },
  {
    name: 'what earlier shifts brought is listed as sold by this one',
    file: 'electron/db/carried.ts',
    find: 'isEarlier: row.shift !== shift,',
    replace: 'isEarlier: row.shift > shift,',
    caughtBy: {
      file: 'test/shifts/report-paper.test.ts',
      test: 'an X said that it carries payments over, and no report said which of its bills are not certain',
    },
  },
  {
    name: 'the verifier does not look at what a Z tells apart',
    file: 'electron/verify/follow-zs.ts',
    find: 'wrongApart(work, report, sales, says);',
    replace: 'wrongApart(work, {}, sales, says);',
    caughtBy: apart(
      'the verifier took a Z that named other payments than the records as certain, late or paid after all',
    ),
  },
];
