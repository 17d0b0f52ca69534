import type { Bug } from '../bug.ts';

// Mistakes around what may leave the drawer.

const in_ = (test: string) => ({ file: 'test/shifts/below-zero.test.ts', test });
const opens = {
  file: 'test/shifts/cash-opens-drawer.test.ts',
  test: 'cash out was recorded with a PIN, and the drawer stayed shut until a second reason and a second PIN',
};
const between = (test: string) => ({ file: 'test/shifts/between-shifts.test.ts', test });

const givenBackBefore = {
  file: 'test/shifts/given-back-before.test.ts',
  test: 'what was given back before the float was counted was missing in the float, and went out of the drawer once more',
};

export const bugs: readonly Bug[] = [
  {
    name: 'more goes to the safe than is in the drawer',
    file: 'electron/shifts/shifts.ts',
    find: "if (input.kind !== 'in' && input.amount > expectedCash(books.db, there)) {",
    replace: "if (input.kind === 'out' && input.amount > expectedCash(books.db, there)) {",
    caughtBy: in_(
      'more cash went to the safe, or out, than the books had in the drawer, and what was expected fell below 0',
    ),
  },
  {
    name: 'what is in the drawer is found by trying',
    file: 'electron/shifts/shifts.ts',
    find: 'triedAbove.set(books, there.shift);',
    replace: 'triedAbove.set(books, -there.shift);',
    caughtBy: in_('a cashier, who counts blind, found out what is in the drawer by trying how much may leave it'),
  },
  {
    name: 'a press that came twice moves cash twice',
    file: 'electron/shifts/once.ts',
    find: 'at - last.at < momentMs)',
    replace: 'at - last.at > momentMs)',
    caughtBy: {
      file: 'test/shifts/twice.test.ts',
      test: 'a line that reached the till twice, by a key that bounced or a call that came again, was recorded twice',
    },
  },
  {
    name: 'what no shift took goes back out of the drawer of the one that comes next',
    file: 'electron/payment/pay.ts',
    find: 'shift: openShift(books.db)?.shift ?? noShift,',
    replace: 'shift: openShift(books.db)?.shift ?? 1 + noShift,',
    caughtBy: between('a sale between shifts that was refused at once came out of the next shift’s drawer'),
  },
  {
    name: 'what an older till took while no shift was open goes back otherwise than it posted it',
    file: 'electron/books/apply-to-ledger.ts',
    find: 'const giving = before.shift === noShift ? noShift : now;',
    replace: 'const giving = before.shift <= 0 ? before.shift : now;',
    caughtBy: between(
      'an older till did not say that no shift was open: its books go on as it posted them, and are whole',
    ),
  },
  {
    name: 'the drawer stays shut as money comes in',
    file: 'electron/shift-handlers.ts',
    find: 'if (moved.ok && printing.hasDrawer()) {',
    replace: "if (moved.ok && input.kind !== 'in' && printing.hasDrawer()) {",
    caughtBy: { ...opens, says: "to deeply equal [ 'bensin', 'receh' ]" },
  },
  {
    name: 'the drawer opens for money that the till does not let out',
    file: 'electron/shift-handlers.ts',
    find: 'if (moved.ok && printing.hasDrawer()) {',
    replace: 'if (printing.hasDrawer()) {',
    caughtBy: { ...opens, says: 'to deeply equal [' },
  },
  {
    name: 'the drawer opens, and the books do not say so',
    file: 'electron/printing/other-paper.ts',
    find: 'if (!opens) return;',
    replace: "if (told?.kind !== 'drawer-opened' || opens) return;",
    caughtBy: { ...opens, says: "expected [] to deeply equal [ 'bensin' ]" },
  },
  {
    name: 'a float is compared with nothing that was counted before',
    file: 'electron/shifts/current-shift.ts',
    find: 'return before === null ? null : rupiah(row.float + givenBackBefore(db, row) - before);',
    replace: 'return before === null ? null : rupiah(before - before);',
    caughtBy: {
      file: 'test/shifts/float-differs.test.ts',
      test: 'a shift was opened with Rp900.000 less than was counted at the last close, and nothing said so before its X',
    },
  },
  {
    name: 'a drawer of one’s own is compared with somebody else’s',
    file: 'electron/shifts/current-shift.ts',
    find: "drawers === 'own' ? row.person_id : null",
    replace: "drawers === 'one' ? row.person_id : null",
    caughtBy: {
      file: 'test/shifts/float-differs.test.ts',
      test: 'where each cashier has a drawer of their own, one is not compared with another',
    },
  },
  {
    name: 'what was given back before the float was counted goes out of the drawer once more',
    file: 'electron/ledger/postings.ts',
    find: "return pair('float', 'cash', 'safe', float + givenBack);",
    replace: "return pair('float', 'cash', 'safe', float + givenBack - givenBack);",
    caughtBy: givenBackBefore,
  },
  {
    name: 'a float says that more was given back before it than was refused',
    file: 'electron/shifts/shifts.ts',
    find: "if (givenBack !== undefined && givenBack > refundedSince(books.db)) return fail('decided-meanwhile');",
    replace: "if (givenBack !== undefined && refundedSince(books.db) < 0) return fail('decided-meanwhile');",
    caughtBy: {
      file: 'test/shifts/given-back-before.test.ts',
      test: 'nobody says that more was given back than was refused; what was miscounted besides is told',
    },
  },
  {
    name: 'the verifier believes how much was given back before a float was counted',
    file: 'electron/verify/follow-shifts.ts',
    find: '(isAmount(givenBack) && givenBack <= refunds',
    replace: '(isAmount(givenBack) && 0 <= refunds',
    caughtBy: givenBackBefore,
  },
];
