import type { Bug } from '../bug.ts';

// Mistakes around shifts, the drawer, and the ledger.

const [shifts, report] = ['shifts', 'report'].map((name) => `electron/shifts/${name}.ts`) as [string, string];
const postings = 'electron/ledger/postings.ts';
const toLedger = 'electron/books/apply-to-ledger.ts';
const tests = 'test/shifts/shifts.test.ts';
const in_ = (test: string) => ({ file: tests, test });
const recounted = (test: string) => ({ file: 'test/shifts/recounts.test.ts', test });
const late = (test: string) => ({ file: 'test/shifts/carried.test.ts', test });
const reopened = (test: string) => ({ file: 'test/shifts/reopened.test.ts', test });
const blind = in_('a cashier counts blind: what must be in the drawer is told only after the count is stored');
const sold = in_('who signs in sells only within a shift, and what is sold stands in its report');
const twice = in_('closing twice answers the same Z, and what was closed never changes');
const carried = late(
  'a payment that is pending at the close is carried to the next shift, and refunded there if it is refused',
);
const over = in_('a difference above the limit takes a reason and a supervisor, and stands in the Z');
const again = in_(
  'on the same day a supervisor opens the last shift again: its Z stays, and the next close takes a new number',
);
const day = {
  file: 'test/simulate/scripts.test.ts',
  test: 'a-day-of-shifts-over-a-death-and-a-rebuild.script does not fail any more',
};
const back = late('a word that is taken back moves the money back, the deposit’s too, and the balance stays 0');

export const bugs: readonly Bug[] = [
  {
    name: 'a cashier’s X tells what must be in the drawer',
    file: shifts,
    find: "return ok(visit.who.mayNow('expected-cash') ? report : { ...report, expected: null });",
    replace: 'return ok(visit.who.name ? report : report);',
    caughtBy: blind,
  },
  {
    name: 'the count is stored only with the close',
    file: shifts,
    find: 'const { isNew, before } = keepCount(parts, row, { counted, notes, by: visit.who.name });',
    replace: 'const { isNew, before } = { isNew: notes === null, before: [] };',
    caughtBy: blind,
  },
  {
    name: 'who signs in sells without a shift',
    file: 'electron/db/shifts.ts',
    find: "if (!open) return 'no-shift';",
    replace: 'if (!open) return null;',
    caughtBy: sold,
  },
  {
    name: 'expected cash counts what was tendered, change and all',
    file: postings,
    find: 'const due = total + rounding;',
    replace: 'const due = total + rounding + 500;',
    caughtBy: over,
  },
  {
    name: 'expected cash leaves out pending payments',
    file: report,
    find: "return event === 'taken' || event === 'returned';",
    replace: "return event === 'settled' || event === 'returned';",
    caughtBy: carried,
  },
  {
    name: 'what was refused in a later shift is taken out of the sales of that one',
    file: toLedger,
    find: 'const isSame = giving === before.shift;',
    replace: 'const isSame = giving >= before.shift;',
    caughtBy: carried,
  },
  {
    name: 'QRIS that goes back in a later shift stands in no Z',
    file: report,
    find: 'tenders: [...tendersOf(sums, isTaking), ...refundsOf(sums)],',
    replace: 'tenders: [...tendersOf(sums, isTaking), ...refundsOf([])],',
    caughtBy: late(
      'a payment by QRIS that was refused in a later shift stood in no Z, and all of them together had it as taken',
    ),
  },
  {
    name: 'what is pending counts in the sum of all time',
    file: report,
    find: 'count: count - pending.length, total: rupiah(total - open)',
    replace: 'count: count - 0 * pending.length, total: rupiah(total - 0 * open)',
    caughtBy: late('the sum of all time fell as a pending payment was refused in the next shift'),
  },
  {
    name: 'a word that is taken back leaves the deposit used',
    file: toLedger,
    find: '  if (!isFirst) put(settlingOf(before, before.commission, -1));\n',
    replace: '',
    caughtBy: back,
  },
  {
    name: 'who counts blind is told how far off they are',
    file: shifts,
    find: 'isBlind ? {} : { difference: rupiah(difference) }',
    replace: 'isBlind && difference === 0 ? {} : { difference: rupiah(difference) }',
    caughtBy: recounted(
      'a cashier counted nothing, was told by how much that is off, and closed a short drawer by just that',
    ),
  },
  {
    name: 'a drawer is guessed until it is right',
    file: shifts,
    find: '|| countsBefore >= freeCounts',
    replace: '|| countsBefore * 0 >= freeCounts',
    caughtBy: recounted('whoever guessed twice closed the shift by the third guess, without a reason and alone'),
  },
  {
    name: 'a shift that was opened again gives three guesses to whoever begins with the count that closed it',
    file: shifts,
    find: 'counts.length > countsOfCloses(books, row) && counts.at(-1)',
    replace: 'counts.length >= countsOfCloses(books, row) && counts.at(-1)',
    caughtBy: recounted(
      'a shift that was opened again was counted three times, for the first was the one that had closed it',
    ),
  },
  {
    name: 'two closes at once go side by side',
    file: 'electron/shift-handlers.ts',
    find: '      inTurn(async () => {',
    replace: '      oneByOne()(async () => {',
    caughtBy: in_('two closes at once, each approved of, left an approval without an act'),
  },
  {
    name: 'a difference above the limit is closed without a supervisor',
    file: shifts,
    find: ": await visit.demand('over-short');",
    replace: ': null;',
    caughtBy: over,
  },
  {
    name: 'a shortage is no difference',
    file: shifts,
    find: 'Math.abs(difference) > parts.overShort',
    replace: 'difference > parts.overShort',
    caughtBy: over,
  },
  {
    name: 'who has a drawer of their own sells into another’s',
    file: 'electron/db/shifts.ts',
    find: "return drawers === 'own' && open.person_id !== personId ? 'others-shift' : null;",
    replace: "return drawers === 'own' && open.person_id === null && personId ? 'others-shift' : null;",
    caughtBy: {
      file: 'test/shifts/drawers.test.ts',
      test: 'with drawers of their own nobody sells into another’s, asks nothing of a provider, and sells once theirs is open',
    },
  },
  {
    name: 'anybody takes cash out of another’s own drawer',
    file: shifts,
    find: 'const foreign = await whyNotTouch(parts, early, visit);\n  const isTry',
    replace: 'const foreign = (await whyNotTouch(parts, early, visit)) && null;\n  const isTry',
    caughtBy: {
      file: 'test/shifts/drawers.test.ts',
      test: 'a cashier moved cash out of another’s own drawer, saw its X, and the Z did not say who',
    },
  },
  {
    name: 'closing a second time takes another Z',
    file: shifts,
    find: "  return report?.counted === counted ? ok(report) : fail('no-shift');",
    replace: "  return report?.counted === counted + 1 ? ok(report) : fail('no-shift');",
    caughtBy: { ...twice, says: 'no-shift' },
  },
  {
    name: 'a shift that was opened again closes with its old number',
    file: shifts,
    find: '  const number = nextZ(books.db);',
    replace: '  const number = row.z ?? nextZ(books.db);',
    // The books take no number twice.
    caughtBy: { ...again, says: 'shift:close failed: internal' },
  },
  {
    name: 'a shift is opened again on any day',
    file: shifts,
    find: 'if (row.shift !== last?.shift || !isToday || !z)',
    replace: 'if (row.shift !== last?.shift || (!isToday && !z) || !z)',
    caughtBy: again,
  },
  {
    name: 'opening a shift again leaves what was counted in the safe',
    file: 'electron/books/apply-to-shifts.ts',
    find: 'closingOf(expected, counted, -1)',
    replace: 'closingOf(expected, counted, 1)',
    caughtBy: again,
  },
  {
    name: 'a cashier closes anybody’s shift',
    file: shifts,
    find: "row.person_id === visit.who.personId ? null : await visit.demand('close-others');",
    replace: "row.person_id !== visit.who.personId ? null : await visit.demand('close-others');",
    caughtBy: in_('somebody else’s shift is closed only by who may, and says whose it was'),
  },
  {
    name: 'cash out takes nobody’s PIN',
    file: shifts,
    find: "input.kind === 'out' ? await visit.demand('cash-out') : null",
    replace: "input.kind === 'in' ? await visit.demand('shift') : null",
    caughtBy: in_('cash in, out and drop count in the drawer; out takes a supervisor'),
  },
  {
    name: 'a drop leaves the cash in the drawer',
    file: postings,
    find: "pair('drop', 'safe', 'cash', amount)",
    replace: "pair('drop', 'safe', 'paid-in', amount)",
    caughtBy: {
      ...in_('cash in, out and drop count in the drawer; out takes a supervisor'),
      says: 'shift:close failed: reason-needed',
    },
  },
  {
    name: 'a shift closes without asking about its refusals',
    file: shifts,
    find: '  await parts.lookAtRefusals(row.shift, isNew);\n',
    replace: '  await Promise.resolve(isNew);\n',
    caughtBy: {
      file: 'test/shifts/refusals.test.ts',
      test: 'a refusal that its provider turns into paid is found before the shift closes, and the money has a name',
    },
  },
  {
    name: 'a press of close that comes again asks about the refusals once more',
    file: 'electron/running.ts',
    find: 'if (!anew && lookedAt === shift) return;',
    replace: 'if (!anew && lookedAt !== null && lookedAt > shift) return;',
    caughtBy: {
      file: 'test/shifts/refusals.test.ts',
      test: 'each refusal of a shift is asked about once as it closes, however often somebody presses',
    },
  },
  {
    name: 'what happened between a close and a reopening is left to the next shift',
    file: 'electron/books/apply-to-shifts.ts',
    find: 'if (takesOver) postTakenOver(db, shift);',
    replace: 'if (takesOver && counted < 0) postTakenOver(db, shift);',
    caughtBy: reopened(
      'what was refused between a close and a reopening was a refund of the next shift, and the honest count was short',
    ),
  },
  {
    name: 'what a shift took and gave back before it went on stays a sale and a refund',
    file: toLedger,
    find: "...takingOf(sale, 'returned', -1)]",
    replace: "...takingOf(sale, 'refund', -1)]",
    caughtBy: reopened(
      'what was refused between a close and a reopening was a refund of the next shift, and the honest count was short',
    ),
  },
  {
    name: 'a Z is numbered by how many shifts are closed',
    file: 'electron/db/shifts.ts',
    find: "'SELECT coalesce(max(z), 0) + 1 FROM zs'",
    replace: "'SELECT count(*) + 1 FROM shifts WHERE closed_at IS NOT NULL'",
    caughtBy: day,
  },
  {
    name: 'a refund of a later shift is counted twice',
    file: toLedger,
    find: '    const cash = keptOf(before).find',
    replace: `    if (!isSame) put(takingOf(before, 'refund', sign === 1 ? -1 : 1));
    const cash = keptOf(before).find`,
    caughtBy: day,
  },
  {
    name: 'a refusal of what is packed is asked about as its shift closes',
    file: 'electron/db/refusals.ts',
    find: `
    AND EXISTS (SELECT 1 FROM payment_texts WHERE payment = transactions.rowid) ORDER BY rowid`,
    replace: ' ORDER BY rowid',
    caughtBy: {
      file: 'test/simulate/scripts.test.ts',
      test: 'a-refusal-that-is-packed-is-not-asked-about-as-its-shift-closes.script does not fail any more',
    },
  },
  {
    name: 'a look before the close takes the place of the one after ten minutes',
    file: 'electron/payment/status-checks.ts',
    find: 'lookDueAt: isEarly ? payment.nextAskAt : null,',
    replace: 'lookDueAt: isEarly ? null : null,',
    caughtBy: {
      file: 'test/shifts/refusals.test.ts',
      test: 'a look before the close takes the place of none: what turns out paid later is found at its time',
      says: "expected 'refused' to be 'paid'",
    },
  },
  {
    name: 'a look before the close goes out in the moment of another check',
    file: 'electron/payment/status-checks.ts',
    find: 'while (due.pauseMs() > 0 && clock.elapsed() < until);',
    replace: 'while (due.pauseMs() > 0 && clock.elapsed() > until);',
    caughtBy: {
      file: 'test/simulate/scripts.test.ts',
      test: 'a-look-before-the-close-comes-in-the-moment-of-another-check.script does not fail any more',
    },
  },
];
