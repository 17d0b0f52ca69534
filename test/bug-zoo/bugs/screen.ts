import type { Bug } from '../bug.ts';

// Mistakes of the screen that cost money or paper: a scan taken for keys, a list that is behind, an outcome that nobody read.

const scans = 'test/unit/renderer/scanner/scan.test.ts';

export const bugs: readonly Bug[] = [
  {
    name: 'a receipt that was cut off is said to be sent',
    file: 'renderer/receipt/slip-said.ts',
    find: 'return { state, what: done.mayBeOut(name),',
    replace: "return { state: 'sent', what: done.sent(name),",
    caughtBy: {
      file: 'test/e2e/paper-said.test.ts',
      test: 'a receipt that was cut off was said to be sent, and its copy too, while that waited for a printer that was off',
      says: 'doubtful',
    },
  },
  {
    name: 'change is shown to be given though nobody could read whether it was',
    file: 'renderer/sale/outcome/change-shown.ts',
    find: "trail && !trail.wasUncertain ? 'due'",
    replace: "!trail?.wasUncertain ? 'due'",
    caughtBy: {
      file: 'test/unit/renderer/sale/outcome/change-shown.test.ts',
      test: 'when the record of a payment could not be read, its change was shown large though it may have been given',
    },
  },
  {
    name: 'the next person’s screen loses the payment of the one before',
    file: 'renderer/useHandover.ts',
    find: 'if (!holdsPayment.value) sale.next();',
    replace: 'sale.next();',
    caughtBy: {
      file: 'test/e2e/sign-in-screen.test.ts',
      test: 'another person finds an empty screen, but for a payment whose outcome nobody has put away',
      says: 'pending-status',
    },
  },
  {
    name: 'a key pressed at the lock reaches the bill behind it',
    file: 'renderer/ui/keys/useKeys.ts',
    find: 'boolean => !cover || inCover;',
    replace: 'boolean => cover || !cover || inCover;',
    caughtBy: {
      file: 'test/e2e/sign-in-screen.test.ts',
      test: 'the lock keeps a bill and its cash, and what a payment came to meanwhile',
      says: '291.000',
    },
  },
  {
    name: 'a slip whose hash differs passes for one of these books',
    file: 'electron/books/segments/find-slips.ts',
    find: 'if (hash === null || shortHead({ n, hash }) !== word) return',
    replace: 'if (hash === null) return',
    caughtBy: {
      file: 'test/till/slip-check.test.ts',
      test: 'a word with another hash, beyond the books, or of a record that no slip carried proves nothing',
    },
  },
  {
    name: 'a slip is checked against books that are known to be damaged',
    file: 'electron/books/check-slip.ts',
    find: "return books.state() === 'damaged' || books.state() === 'uncertain';",
    replace: "return books.state() === 'uncertain';",
    caughtBy: {
      file: 'test/till/slip-check.test.ts',
      test: 'nothing is said from books that are damaged, or whose packed part is lost',
    },
  },
  {
    name: 'the screen takes a slip number for a proof of the paper',
    file: 'renderer/slip-check/SlipAnswer.vue',
    find: "here: by === 'journal' ? here : named",
    replace: "here: by === 'claim-code' ? named : here",
    caughtBy: {
      file: 'test/e2e/slip-check.test.ts',
      test: 'a slip of these books, of others, and what is no slip at all',
    },
  },
  {
    name: 'a scan is only known where every key comes at once',
    file: 'renderer/scanner/scan.ts',
    find: 'const paceMsMax = 50;',
    replace: 'const paceMsMax = 20;',
    caughtBy: { file: scans, test: 'a scan is known by the eighth key at 30 ms a key, and its Enter ends it' },
  },
  {
    name: 'a scan that stalls ends in keys of the screen',
    file: 'renderer/scanner/scan.ts',
    find: 'export const scanPauseMs = 300;',
    replace: 'export const scanPauseMs = 100;',
    caughtBy: {
      file: scans,
      test: 'a scan that is known as one goes on over a stall: its last digits and its Enter are no keys of the screen',
    },
  },
  {
    name: 'a scan’s Enter is the screen’s',
    file: 'renderer/scanner/useScanner.ts',
    find: `      enteredAt = at;
      swallow(event);
`,
    replace: `      enteredAt = at;
`,
    caughtBy: {
      file: 'test/e2e/scanner.test.ts',
      test: 'a scan while a bill is open pays nothing, leaves the typed cash alone and waits for its turn',
      says: 'tender-input',
    },
  },
  {
    name: 'the digit that a scan begins with chooses who signs in',
    file: 'renderer/scanner/useScanner.ts',
    find: '    screen.restoreChoices();\n',
    replace: '',
    caughtBy: {
      file: 'test/e2e/scanner-sign-in.test.ts',
      test: 'a scan at the names opened somebody’s PIN: it opens nobody’s, and is no try',
      says: 'person-tile',
    },
  },
  {
    name: 'Enter opens the first row of the old list',
    file: 'renderer/history/useOpened.ts',
    find: 'if ((await catchUp()) && picks === before) open(marked.value);',
    replace: 'if (picks === before) open(marked.value);',
    caughtBy: {
      file: 'test/e2e/outcome.test.ts',
      test: 'the history opens and prints the payment that was typed, at whatever pace Enter follows',
      says: 'to match /5123',
    },
  },
  {
    name: 'an outcome takes Enter from its first millisecond',
    file: 'renderer/ui/keys/useArming.ts',
    find: 'pressedAt >= since + armingMs',
    replace: 'pressedAt >= since',
    caughtBy: {
      file: 'test/e2e/outcome.test.ts',
      test: 'a refusal and an uncertain payment are not left by a key pressed before they could be read',
    },
  },
  {
    name: 'a screen that comes up under a dialog takes its keys',
    file: 'renderer/ui/keys/useKeys.ts',
    find: '(dialog !== undefined && !belongsTo(layer, dialog))',
    replace: '(dialog === layer && !belongsTo(layer, dialog))',
    caughtBy: {
      file: 'test/e2e/approvals.test.ts',
      test: 'a payment became sure under the dialog in which somebody approved of a word on it, and its keys went to the screen behind',
    },
  },
  {
    name: 'who has paid all leaves the screen to the next one who owes',
    file: 'renderer/debts/DebtsScreen.vue',
    find: 'const stays = marked.value !== -1 || (chosen.value !== null && !isSettledShown.value);',
    replace: 'const stays = marked.value !== -1;',
    caughtBy: {
      file: 'test/e2e/debts-settled.test.ts',
      test: 'when a customer had paid all, the next one stood under “received”, and Enter twice more took that one’s money too',
    },
  },
];
