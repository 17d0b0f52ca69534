import type { Bug } from '../bug.ts';

// Mistakes of the screens around a shift.

const closing = 'renderer/shift/closing.ts';
const ending = 'test/e2e/shift-close.test.ts';
const asking = 'test/unit/renderer/shift/shift.test.ts';
const beginning = 'test/e2e/shift-screen.test.ts';
const blind = {
  file: ending,
  test: 'a drawer is counted blind, by who may see what it should hold too; the Z comes out by itself, once, whatever is pressed',
};
const short = {
  file: ending,
  test: 'too little in the drawer is counted again or given a reason and a supervisor; what is pending is named before and after',
};
const gone = {
  file: ending,
  test: 'a shift that was closed elsewhere is said while it is counted; its Z is in the list, and a supervisor opens it again',
};
const opened = {
  file: beginning,
  test: 'who signs in may look at a bill without a shift, is told what to press to pay, opens one by its notes, and pays',
};
/** What is waited for never comes. */
const absent = "expect.poll() function didn't resolve in time";

export const bugs: readonly Bug[] = [
  {
    name: 'what the drawer should hold is asked for before its count was sent',
    file: closing,
    find: '    await status.refresh();\n',
    replace: "    await status.refresh();\n    await call('shift:x', {});\n",
    caughtBy: {
      file: asking,
      test: 'the till is asked nothing about a drawer before its count is sent, and then to print the Z',
    },
  },
  {
    name: 'a second Enter sends a count again',
    file: closing,
    find: 'if (!shift || isSending.value) return;',
    replace: 'if (!shift) return;',
    caughtBy: { file: asking, test: 'a count that is sent twice at once is sent once' },
  },
  {
    name: 'a count closes whatever shift is open by then',
    file: closing,
    find: 'const isOther = now != null && now.shiftId !== shift.shiftId;',
    replace: 'const isOther = now != null && now.shiftId === null;',
    caughtBy: { file: asking, test: 'a count does not close another shift that was opened meanwhile' },
  },
  {
    name: 'the next person finds the count of the one before',
    file: 'renderer/shift/shift.ts',
    find: '    drawer.clear();\n',
    replace: '',
    caughtBy: { file: asking, test: 'whoever comes next finds no count of the one before' },
  },
  {
    name: 'a count is gone when its screen is left',
    file: closing,
    find: 'if (drawerOf.value !== shift.shiftId) drawer.clear();',
    replace: 'drawer.clear();',
    caughtBy: blind,
  },
  {
    name: 'a Z waits for somebody to print it',
    file: closing,
    find: '    void paper.print(report.shiftId);\n',
    replace: '',
    caughtBy: { ...blind, says: "expected 'not' to be 'sent'" },
  },
  {
    name: 'a count is sent without asking whether it is the whole drawer',
    file: 'renderer/shift/CloseShift.vue',
    find: '  if (isSure) await shift.close();',
    replace: '  await shift.close();\n  void isSure;',
    caughtBy: { ...blind, says: 'locator.click: Timeout' },
  },
  {
    name: 'a recount begins where the last one ended',
    file: 'renderer/shift/CloseShift.vue',
    find: '    shift.drawer.beginAgain();\n',
    replace: '',
    caughtBy: short,
  },
  {
    name: 'another count is promised that no longer closes anything',
    file: 'electron/shifts/shifts.ts',
    find: 'countsBefore + 1 < freeCounts',
    replace: 'countsBefore < freeCounts',
    caughtBy: {
      file: 'test/shifts/recounts.test.ts',
      test: 'whoever guessed twice closed the shift by the third guess, without a reason and alone',
    },
  },
  {
    name: 'a dialog that closes leaves the caret behind',
    file: 'renderer/ui/dialog/AppDialog.vue',
    find: '  activeElement.blur();\n',
    replace: '',
    caughtBy: {
      file: 'test/e2e/shift-recount.test.ts',
      test: 'after a dialog with a text field the number that was begun took no key',
    },
  },
  {
    name: 'a shift that was closed elsewhere is counted on in silence',
    file: 'renderer/shift/CloseShift.vue',
    find: "return shift.problem ?? (isGone.value ? hintOf('shift-gone') : null);",
    replace: 'return shift.problem;',
    caughtBy: { ...gone, says: absent },
  },
  {
    name: 'letters in a count are dropped without a word',
    file: 'renderer/shift/count.ts',
    find: 'hadLetters.value = read.hadLetters;',
    replace: 'hadLetters.value = false;',
    caughtBy: { ...opened, says: absent },
  },
  {
    name: 'a drawer where nothing was typed counts as empty',
    file: 'renderer/shift/count.ts',
    find: 'notes.value.length === 0 ? null : rupiah(sumOfNotes(notes.value))',
    replace: 'rupiah(sumOfNotes(notes.value))',
    caughtBy: { ...opened, says: absent },
  },
];
