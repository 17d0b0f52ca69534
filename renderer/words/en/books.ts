import type { idBooks } from '../id/books.ts';

export const enBooks: typeof idBooks = {
  reconcile: {
    title: 'Payments are closed: the log is new, or was restored from a backup',
    text: "Payments made after it may be missing here. Compare with each provider's own transaction list; until then nothing is paid.",
    done: 'It has been compared',
    billTitle: 'Take no cash: payments are closed',
    bill: "The bill can be seen but not paid yet: this till's log was restored from a backup and not yet compared with the providers.",
    dialogTitle: 'Reopen payments?',
    lists: (providers) =>
      `Open the transaction list at ${providers || 'each provider that was ever used here'}, then the history here (F2).`,
    last: (when, name, total) =>
      `The last one recorded here: ${when}, ${name}, ${total}. Check everything after it, and one day before it.`,
    lastNone: 'Not one payment is recorded here. Check everything.',
    missing:
      'What the provider has and this till does not is paid already. Write it down, and do not pay it once more. Its slip number may be given again here: tell them apart by the claim code.',
    guess: 'Loket cannot make sure of this by itself. Reopened without comparing, a bill may be paid twice.',
    reason: 'What was compared, kept with your name',
    reasonHint: 'Which list, up to what time, what differed',
    open: 'Reopen payments',
    saving: 'Recording, then reopening payments…',
  },
  storage: {
    damagedTitle: 'New payments have stopped: the records are not what Loket wrote',
    damagedText: 'Take no cash, delete nothing. What was sent is still asked about. Call the owner and a technician.',
    title: 'New payments have stopped: data cannot be stored safely',
    text: 'Take no cash, do not close Loket. What was sent is still asked about. Make room on the disk, call the owner, then try to pay again.',
    show: 'About the disk',
  },
  journal: {
    title: 'Journal',
    about: 'Every event of money is recorded in a chain: whatever is lost or changed shows.',
    checking: (seconds, percent) =>
      `Reading the whole journal again: about ${percent}%, ${seconds} seconds. The till can be used meanwhile.`,
    ok: 'The journal is whole',
    okText: (records) => `${records} records, the same as in the database.`,
    head: 'Its end, as on slips',
    bad: (count) => `The journal has problems: ${count}`,
    badText:
      'The records here may be damaged, or somebody changed them. Take no payments, delete nothing. Call the owner and a technician.',
    good: (records) => `The first ${records} records are whole.`,
    at: (time) => `Checked at ${time}.`,
  },
  support: {
    title: 'File for support',
    about:
      'How this till is, its settings and the end of its log, in one file. No key, no PIN and no customer is in it: it can be sent to whoever helps.',
    saving: 'Reading the journal, then writing the file…',
    saved: (name, size) => `Written: ${name} (${size})`,
    where: (folder) => `In the folder ${folder}. Send it to whoever helps; nothing was sent by itself.`,
  },
  slipCheck: {
    title: 'Check a slip',
    about:
      'Type what the slip says: the word behind “Jurnal”. Without it: its slip number, claim code or transaction id.',
    check: 'Check',
    looking: 'Looking in the journal…',
    now: 'Now',
    printed: 'Printed',
    open: 'Open its payment',
    several: (count) => `${count} slips carry that word. Look for the one that is as the paper.`,
    here: {
      title: 'A slip with this word was printed at this till',
      text: 'Compare with the paper: name, number and amounts must be the same. If anything differs, the paper is not that slip.',
    },
    named: {
      title: 'There is a payment with this number',
      text: 'That does not prove the paper: a number can be copied. Type the word behind “Jurnal” too, then compare name, number and amounts.',
    },
    record: {
      title: 'No slip with this word is recorded here',
      text: 'The record that the word names is here, and no slip carried it. Records after it may have been lost when a backup was put back, or the word was copied. Slips of debts, X and Z are not looked for here: find them with Alt+U (debts) or in the list of Zs. If it is none of those, the paper is not proven; call the owner.',
    },
    other: {
      title: 'Not from the records of this till',
      text: 'The record of that number is another one here. Check what you typed. If it is right: a slip of another till or of training, the records here were restored or changed after it was printed, or the slip is forged. Call the owner.',
    },
    beyond: {
      title: 'Not from the records of this till',
      text: 'The records here end before that number. Check what you typed. If it is right: a slip of another till or of training, the records here were restored from an older backup, or the slip is forged. Call the owner.',
    },
    none: {
      title: 'No payment has this number',
      text: 'Check what you typed, and type the word behind “Jurnal” too. If it is right: a slip of another till or of training, or the records here were restored from an older backup.',
    },
  },
};
