import type { idStatus } from '../id/status.ts';

export const enStatus: typeof idStatus = {
  app: {
    starting: 'Getting the till ready…',
    lostTitle: 'The screen has no connection to the till',
    lostText: 'Take no payments for now. Payments that were sent are still recorded by the till.',
    lostNext: 'Loket keeps trying. If it takes more than a minute, close Loket and open it again.',
    crashTitle: 'The screen ran into a problem',
    crashText: 'The till still has every transaction. The screen has to be loaded again.',
    reload: 'Load again',
    terminal: (terminal) => `Terminal ${terminal}`,
    settled: (name, total, status) => `${name} · ${total} is now ${status}`,
    turned: (name, total) => `${name} · ${total} was REFUSED, and the provider paid it after all`,
    show: 'Show',
    language: 'Language',
    theme: 'Theme',
    themes: { system: 'System', light: 'Light', dark: 'Dark' },
    languages: { id: 'Indonesia', en: 'English' },
  },
  lights: {
    title: 'Status of the till',
    checked: (time) => `Last checked at ${time}.`,
    printer: 'Printer',
    deposit: 'Deposit',
    storage: 'Disk',
    backup: 'Backup',
    books: 'Records',
    clock: 'Clock',
    unsettled: 'Not certain',
    words: {
      ok: 'fine',
      slow: 'slow',
      down: 'down',
      unknown: 'not checked',
      low: 'low',
      failed: 'failed',
      none: 'none',
    },
    provider: {
      ok: { cause: 'Answers well.', remedy: 'Nothing to do.' },
      slow: { cause: 'Answers more slowly than usual.', remedy: 'Go on; wait a little longer.' },
      down: { cause: 'Cannot be reached.', remedy: 'Check the internet. If it works, wait or call the provider.' },
      unknown: { cause: 'Not called since Loket was opened.', remedy: 'Shows after the first bill check.' },
    },
    noProvider: {
      label: 'No provider',
      cause: 'No provider is in use: no bill can be asked for or paid.',
      remedy:
        'Owner: Alt+A, choose a provider, fill in its address and keys, then open Loket again. To practise: Alt+A, Till, Training.',
    },
    providerDown: {
      'no-connection': {
        cause: 'No connection: nothing was sent, so nothing was paid.',
        remedy: 'Check the internet (cable, wifi, quota). If it works, wait or use another provider.',
      },
      'no-reply': {
        cause: 'It does not answer to the end. A payment that was sent may have been made.',
        remedy: 'Take no second payment. F3 says of each that is not certain whether Loket asks or you must.',
      },
      'server-error': {
        cause: "The provider's server is in trouble. A payment that was sent may have been made.",
        remedy: 'Wait, or call the provider. F3 says of each that is not certain whether Loket asks or you must.',
      },
      'key-refused': {
        cause: "The provider refuses this shop's account or key: nothing can be sold through it.",
        remedy: 'Ask the owner to check its name, key and address in the settings, or to call the provider.',
      },
      'ip-refused': {
        cause: "The provider refuses this shop's internet address (IP): nothing can be sold through it.",
        remedy: "Ask the owner to register the shop's IP with the provider; it may change with the internet line.",
      },
      'unreadable-reply': {
        cause: 'What answers is not the provider: it cannot be read. A payment that was sent is not certain.',
        remedy: 'If the wifi wants you to sign in first (a hotspot page), do. If not, call the provider.',
      },
    },
    printers: {
      sent: {
        cause: 'The last receipt was sent. The printer does not tell whether paper came out.',
        remedy: 'Look at the paper.',
      },
      told: { cause: 'The last receipt is printed, as the printer says.', remedy: 'Nothing to do.' },
      unknown: { cause: 'No receipt since Loket was opened.', remedy: 'Shows after the first receipt.' },
      none: { cause: 'No printer has been set up.', remedy: 'Ask the owner to set up a printer.' },
    },
    slipRefused: {
      cause:
        'Loket held the last slip back: it was not what it has to be. Nothing was printed. The payment is recorded.',
      remedy:
        'Write number and reference down for the customer. Then press F6 once; if it is held back again, call for help.',
    },
    printerFailed: {
      offline: {
        cause: 'The printer is not there: it is off, or its cable is loose. The payment is recorded.',
        remedy: 'Switch the printer on, check its cable or network, then F6.',
      },
      refused: {
        cause:
          'The printer refuses the connection: another computer uses it, or its address is wrong. The payment is recorded.',
        remedy: 'Switch the printer off and on, then F6. If that does not help, ask the owner to check its address.',
      },
      permission: {
        cause: 'This PC does not let Loket use the printer. The payment is recorded.',
        remedy: 'Ask the owner to allow the printer to this user of the PC.',
      },
      busy: {
        cause: 'Another program is using the printer. The payment is recorded.',
        remedy: 'Wait a moment, then F6.',
      },
      timeout: {
        cause: 'The printer did not take the slip in time. A part may have been printed; the payment is recorded.',
        remedy: 'Check its paper and cover, look at what came out, then F6.',
      },
      paper: { cause: 'It is out of paper. The payment is recorded.', remedy: 'Put in paper, then F6.' },
      cover: { cause: 'Its cover is open. The payment is recorded.', remedy: 'Close the cover, then F6.' },
      unknown: {
        cause: 'The printer did not take the last slip. The payment is recorded.',
        remedy: 'Check paper, cable and power, then F6.',
      },
    },
    deposits: {
      ok: 'Enough to sell with.',
      low: 'The deposit is running low. Ask the owner to top it up.',
      between: (least, most) => `between ${least} and ${most}, depending on what is pending,`,
      debited: (provider, amount, time, code) =>
        `${provider} ${time}: ${amount} was taken, and no payment in these books explains it.${code ? ` It fits the REFUSED payment ${code}.` : ''}`,
      find: 'Compare with the list of the provider. If a refused payment was paid after all, settle it with the customer.',
      unknown: 'The provider has not said what is left.',
      byBook: 'by the book',
      booked: (sum, since) =>
        `${sum} by the till’s book, which begins on ${since}; the provider has not said it since the till was opened`,
    },
    disks: {
      ok: { cause: 'The disk takes all that is stored.', remedy: 'Nothing to do.' },
      unknown: { cause: 'The disk does not say how much of it is free.', remedy: 'Shows again after a while.' },
      low: { cause: 'The disk is almost full.', remedy: 'Ask the owner to make room today.' },
      'no-room': {
        cause: 'The disk is full. New payments have stopped; what was sent is still asked about and recorded.',
        remedy: 'Take no cash, do not close Loket. Make room on the disk; Loket goes on by itself.',
      },
      unstored: {
        cause: "The disk refuses a provider's answer. Loket still has it in memory, and loses it if it is closed.",
        remedy: 'Take no cash, do not close Loket. Make room on the disk or call a technician.',
      },
      refused: {
        cause: 'The disk refused what was to be stored last. No payment was sent for it.',
        remedy: 'Take no cash. Repeat it once; if it is refused again, call the owner or a technician.',
      },
    },
    backups: {
      last: (time) => `The last one is of ${time}. It was checked.`,
      ok: 'Once a week, copy the newest file of the folder “backup” to a USB stick: this disk can die.',
      old: { word: 'old', remedy: 'The owner makes one now, and looks why none was made for days.' },
      none: {
        word: 'none yet',
        cause: 'No copy of the records was made yet.',
        remedy: 'Loket makes one after a shift is closed, and every day. The owner can make one now.',
      },
      failed: {
        word: 'failed',
        causes: {
          full: 'The disk has no room for a backup. The records themselves are whole.',
          bad: 'The copy did not pass its check and was not kept.',
          other: 'The folder for backups cannot be written.',
        },
        remedy: {
          full: 'Make room on the disk, then make one now.',
          bad: 'Alt+J reads the whole journal and names what is damaged. Call the owner.',
          other: 'The owner looks at the folder “backup”, then makes one now.',
        },
      },
      making: 'Copying the records and checking the copy…',
      made: (file) => `Made and checked: ${file}`,
    },
    free: (size) => `${size} free.`,
    booksStates: {
      ok: { word: '', cause: 'Journal and database are whole, as they were written.', remedy: 'Nothing to do.' },
      unknown: {
        word: 'not checked',
        cause: 'The whole database has not been read again since Loket was opened.',
        remedy: 'Loket does that by itself. Alt+J reads the whole journal now.',
      },
      restored: {
        word: 'restored',
        cause: 'These records are new, or from a backup: payments made after it may be missing here.',
        remedy: "Compare with each provider's list, then Alt+C.",
      },
      uncertain: {
        word: 'being compared',
        cause:
          "The disk failed to write, or another program touched Loket's files. Loket is comparing them; new payments have stopped.",
        remedy: 'Take no cash, do not close Loket. If it takes more than a minute, call the owner.',
      },
      damaged: {
        word: 'damaged',
        cause: 'The files are not what Loket wrote. New payments have stopped; what was sent is still asked about.',
        remedy: 'Take no cash, delete nothing. Call the owner and a technician; Alt+J names what is damaged.',
      },
    },
    clocks: {
      ok: { cause: "The same as the provider's clock.", remedy: 'Nothing to do.' },
      unknown: {
        cause: 'No answer of a provider has told the time since Loket was opened.',
        remedy: 'Nothing to do. Not every provider tells its time.',
      },
      apart: (span) => `PC clock off by ${span}`,
      behind: (span) => `The PC clock is ${span} behind the provider's.`,
      ahead: (span) => `The PC clock is ${span} ahead of the provider's.`,
      remedy: "Set the PC's clock. Until then receipts carry the provider's time.",
      doubtful: "The PC's clock is before the last transaction, and no provider has told the time yet.",
      wrong: 'PC clock is wrong',
      set: "Set the PC's clock before selling.",
    },
    unsettleds: {
      ok: { cause: 'The outcome of every payment is known.', remedy: 'Nothing to do.' },
      some: (count) => (count === 1 ? '1 payment is not certain.' : `${count} payments are not certain.`),
      remedy: 'Take no second payment. Press F3 to see them.',
    },
  },
  history: {
    title: 'History',
    search: 'Search',
    searchBy: 'Customer number, name, reference, slip number or claim code.',
    filter: 'Filter',
    all: 'All',
    none: 'No transactions yet.',
    noneOf: {
      paid: 'Nothing is paid yet.',
      refused: 'Nothing was refused.',
      unsettled: 'Nothing is uncertain: what became of every payment is known.',
    },
    noneFound: 'Nothing matches. Check the spelling or choose another filter.',
    loading: 'Searching…',
    more: 'Load more',
    open: 'Open',
    pick: 'Pick a transaction with ↑ ↓, then Enter.',
    paidAt: 'Time',
    export: 'Export CSV',
    exportTitle: 'Export transactions to CSV',
    range: 'Range',
    ranges: { today: 'Today', month: 'This month', all: 'All' },
    place: 'Place',
    ownFolder: "Loket's folder",
    chooseFolder: 'Other folder…',
    free: (size) => `${size} free`,
    file: 'File name',
    replaces: 'An older export of this name will be replaced.',
    run: 'Write file',
    running: 'Writing the file…',
    signed:
      'That place now keeps the end of these records too (loket-saksi). Keep the stick away from the counter: the next export then shows whether the records were exchanged.',
    differs:
      'That place knows other records of this till: those here were exchanged, restored from an older backup, or begun anew. The export itself is done. Call the owner, and do not delete the loket-saksi file there.',
    witnessUnreadable:
      'The loket-saksi file in that place is cut short or damaged: what it knew of these records can no longer be read. The export itself is done. Call the owner. Move that file away, and the next export makes a new one.',
    written: (rows, file) => `${rows} rows written to ${file}`,
  },
  unlock: {
    title: 'Unlock the till',
    titleNew: 'Make a passphrase',
    text: 'The keys of the providers and other secrets lie under the passphrase of the owner. Type it, then press Enter.',
    textNew: (chars) =>
      `This computer has no keychain. Make a passphrase of at least ${chars} characters and keep it in a safe place. It is asked for each time Loket is opened. Without it the keys of the providers have to be entered anew.`,
    passphrase: 'Passphrase',
    again: 'Once more',
    open: 'Unlock',
    opening: 'Unlocking…',
    skip: 'Later',
    wrong: 'The passphrase is wrong. Nothing was opened. Try again.',
    wrongWait: (seconds) => `The passphrase is wrong. Nothing was opened. Try again in ${seconds} seconds.`,
    forgotten:
      'If it is forgotten, nobody can read these secrets again. Close Loket and move the file loket.secrets out of the data folder. Then the keys of the providers are entered anew, the owner makes a new PIN with the recovery phrase, and Loket asks to compare the books first.',
    tooShort: (chars) => `Too short: at least ${chars} characters.`,
    differs: 'The two are not the same.',
    failed: 'It could not be opened. Close Loket and open it again.',
  },
  settingsChanged: {
    title: (since) => `The settings changed since ${since}`,
    lost: 'These keys are lost and have to be entered anew in the settings',
    otherKey: 'another key',
    changed: 'changed',
    more: (many) => `and ${many} more`,
    seen: 'I have seen it',
    seenAct: 'Putting away the notice that settings changed, which changes nothing,',
  },
  help: { title: 'Help: all keys', titleHere: 'Help: keys here', note: 'Every key on the screen can also be touched.' },
};
