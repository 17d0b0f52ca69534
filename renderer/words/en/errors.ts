import type { ErrorWords } from '../codes/coded-words.ts';
import { enDrawerErrors } from './drawer-errors.ts';
import { enHints } from './hints.ts';

export const enErrors: ErrorWords = {
  errors: {
    'bad-request': {
      what: 'The till could not read this input.',
      next: 'Check the input, then press Enter. If it happens again, call a technician.',
    },
    'unknown-channel': {
      what: 'This screen is newer than its till.',
      next: 'Close Loket and open it again. If it happens again, call a technician.',
    },
    'tender-too-low': {
      what: 'The cash received is less than the total.',
      next: 'Type the cash received, then press Enter.',
    },
    'tender-too-high': {
      what: 'The cash typed is far more than the total.',
      next: 'Count the cash again, correct the amount, then press Enter.',
    },
    'quote-unknown': { what: 'The till no longer has this bill.', next: 'Press Enter to check the bill once more.' },
    'quote-expired': { what: 'The bill was checked too long ago.', next: 'Press Enter to check the bill once more.' },
    'quote-changed': {
      what: 'The bill changed since it was checked.',
      next: 'Tell the customer the new total, then take the cash.',
    },
    'paid-before': {
      what: 'This bill was paid at this counter before.',
      next: 'Ask the customer. To pay it again, press F4, then Enter.',
    },
    'bill-locked': {
      what: 'An earlier payment for this number is not certain yet.',
      next: 'Take no cash. Press F3 to see the payments that are not certain.',
    },
    'wrong-number': {
      what: 'This number is not known.',
      next: "Compare the digits with the customer's bill or meter, correct them, then press Enter.",
    },
    'already-paid': {
      what: 'The bill of this number is already paid.',
      next: 'Tell the customer. Press F2 to look for the payment in the history.',
    },
    'no-bill': { what: 'There is no bill for this number yet.', next: 'Tell the customer, then type the next number.' },
    'provider-down': {
      what: 'The provider cannot be reached.',
      next: 'Wait a moment, then press Enter. The lights at the top show the cause.',
    },
    'cut-off': {
      what: 'PLN is closed for the night, usually from 23:00 to 01:00 WIB.',
      next: 'Ask the customer to come back after that.',
    },
    'deposit-low': {
      what: 'The deposit at the provider does not cover this bill.',
      next: 'Ask the owner to top up the deposit, then press Enter.',
    },
    ...enDrawerErrors,
    'customer-unknown': { what: 'This customer is not listed any more.', next: 'Choose another, or add one.' },
    'customer-owes': { what: 'The customer still owes something.', next: 'Settle the debt first.' },
    'debt-changed': { what: 'What is owed has changed meanwhile.', next: 'Look at it, then decide again.' },
    'ask-unknown': {
      what: 'This top-up is not on its way any more.',
      next: 'It has arrived or was called off. Look at the book.',
    },
    'nothing-owed': { what: 'The customer owes nothing.', next: 'Press Esc.' },
    'storage-failed': {
      what: 'New payments have stopped: the till cannot write to its disk.',
      next: 'Old payments are still asked about. Make room on the disk, call the owner. See whether it was recorded before you repeat it.',
    },
    reconcile: {
      what: "Payments are closed: this till's log was restored from a backup and not yet compared with the providers.",
      next: 'Call the owner. When it has been compared, press Alt+C.',
    },
    'transaction-unknown': {
      what: 'This transaction is not in the records.',
      next: 'Press F2, then search again by number or name.',
    },
    'not-pending': {
      what: 'Too late: this payment is certain by now, or the day of its decision is over.',
      next: 'Press Esc, then look at where it stands.',
    },
    'decided-meanwhile': { what: 'Somebody else has decided; yours is not recorded.', next: 'Press Esc, then look.' },
    'resend-refused': {
      what: "The provider's rules do not allow this payment to be sent once more yet.",
      next: 'Press Esc and wait, or ask the provider directly and decide with F9.',
    },
    'no-receipt': { what: 'This transaction has no receipt.', next: 'Only paid transactions have a receipt.' },
    'confirm-needed': {
      what: 'This receipt has to be checked before it is printed.',
      next: 'Read its warning, then press F6 and agree.',
    },
    'printer-missing': {
      what: 'No printer has been set up in Loket.',
      next: 'Write the reference down for the customer. Ask the owner to set up a printer.',
    },
    'printer-failed': {
      what: 'The printer did not take it.',
      next: 'Check paper, cable and power. What waits comes out by itself; F6 tries it now.',
    },
    'slip-refused': {
      what: 'Loket held the slip back: it was not what it has to be. Nothing was printed.',
      next: 'The payment is recorded. Write number and reference down for the customer, and call for help.',
    },
    'job-over': {
      what: 'This print no longer waits.',
      next: 'Look at its line in the print list. A receipt is printed again with F6.',
    },
    'paper-narrow': {
      what: 'The paper of that printer is too narrow for it.',
      next: 'Choose another printer, or print it again from where it came.',
    },
    'file-exists': {
      what: 'There is another file of that name, which is no export of Loket.',
      next: 'Choose another place, then press Enter. That file was not touched.',
    },
    'file-failed': {
      what: 'The file cannot be written there.',
      next: 'Check the folder or the USB stick, or choose another place, then press Enter.',
    },
    'place-gone': {
      what: 'That stick or folder is no longer there; it may have been pulled out.',
      next: 'Put it back or choose another place, then press Enter. Do not pull it before it is done.',
    },
    'place-full': {
      what: 'That place is full.',
      next: 'Choose another place, or make room there, then press Enter.',
    },
    'backup-bad': {
      what: 'The backup did not pass its check and was not kept. Earlier backups are untouched.',
      next: 'Press Alt+J: it reads the whole journal and names what is damaged. Then call the owner.',
    },
    'no-screen': { what: "A folder can only be chosen at Loket's screen.", next: 'Choose it there.' },
    'slip-unread': {
      what: 'This is no word, number or code of a slip.',
      next: 'Type it as it is printed, then press Enter.',
    },
    'books-doubtful': {
      what: "This till's records cannot be trusted now, so nothing can be said of the slip.",
      next: 'Call the owner and a technician. Alt+J checks the whole journal.',
    },
    'not-signed-in': { what: 'Nobody is signed in at this till.', next: 'Sign in with your PIN, then repeat.' },
    locked: { what: 'The till is locked.', next: 'Type your PIN, then go on where you were.' },
    'not-allowed': {
      what: 'You may not do this by yourself.',
      next: 'Ask somebody who may to approve with their PIN.',
    },
    'wrong-pin': {
      what: 'The PIN is wrong.',
      next: 'Check it and type it again. After five wrong ones there is a pause.',
    },
    'person-unknown': {
      what: 'That person does not work at this till, or not any more.',
      next: 'Choose a name from the list.',
    },
    'name-taken': { what: 'Somebody has that name already, perhaps of those closed.', next: 'Choose another name.' },
    'pin-needed': { what: 'Somebody new needs a PIN.', next: 'Have them type a PIN of 4 to 8 digits.' },
    'new-pin-needed': {
      what: 'With that role comes a new PIN: the one until now may be easy to guess.',
      next: 'Nothing was changed. Have them type a new PIN twice, then save again.',
    },
    'pins-lost': {
      what: 'No PIN can be checked: its key stayed at another PC, or is lost. What is recorded is whole.',
      next: 'An owner chooses their name and makes a new PIN: with F4 and the recovery phrase, or after a restore without one. Then the owner gives the others new PINs.',
    },
    'pin-easy': {
      what: 'That PIN is easy to guess: all one digit, or digits in a row.',
      next: 'Nothing was changed. Type another PIN.',
    },
    'owner-needed': {
      what: 'There must be an owner who can sign in.',
      next: 'Make somebody else an owner first.',
    },
    'no-phrase': {
      what: 'There is no recovery phrase that counts: none was made, or it let somebody in already.',
      next: 'Have another owner sign in and give this one a new PIN.',
    },
    'wrong-phrase': {
      what: 'The recovery phrase is wrong.',
      next: 'Type it as it stands on paper, capital or small, with or without hyphens.',
    },
    'bad-setting': { what: 'That setting cannot be so.', next: 'Nothing was changed. Correct it, then save again.' },
    'settings-changed': {
      what: 'Somebody else changed the settings meanwhile.',
      next: 'Nothing of yours was saved. Compare, then save again. If it is refused again, close Loket and open it again.',
    },
    'address-refused': {
      what: 'The provider may not be at that address.',
      next: 'Nothing was changed. Use the https address of the provider’s documents. Any other takes an owner’s PIN, and none may lie in your own network.',
    },
    sealed: { what: 'The secrets of the till are still locked.', next: 'Have the owner type the passphrase.' },
    'secret-needed': {
      what: 'The provider has another address now, and its keys did not come with it.',
      next: 'Nothing was changed. Enter all keys of this provider anew, then save again.',
    },
    busy: { what: 'The till is busy.', next: 'Wait a moment, then try again.' },
    'thread-failed': {
      what: 'This can’t be done now: the computer has run out of memory, open files or disk space.',
      next: 'Nothing was lost. Close other programs, wait a moment, then try again. If it stays so, call the owner.',
    },
    forbidden: { what: 'Only the owner may do this.', next: 'Ask the owner to do it.' },
    closing: { what: 'The till is closing.', next: 'Wait until Loket is open again, then repeat.' },
    'others-shift': {
      what: 'The drawer that is open is somebody else’s, and here each cashier has a drawer of their own.',
      next: 'Press Alt+L and close that shift (a supervisor’s PIN), then open yours. What is on the screen waits.',
    },
    'shift-open': {
      what: 'A shift is open already.',
      next: 'Go on in it, or close it first: press Alt+L.',
    },
    'reason-needed': {
      what: 'This count does not close the shift.',
      next: 'Say why, and have a supervisor approve.',
    },
    'shift-unknown': {
      what: 'There is no such shift.',
      next: 'Choose one from the list.',
    },
    'shift-over': {
      what: 'Only the last shift can be opened again, and only on the day it was closed.',
      next: 'Its Z stays. Press Esc, then open a new shift.',
    },
    'no-change': {
      what: 'Only cash gives change: the other tenders are more than the bill.',
      next: 'Enter no more than the bill by QRIS, transfer or card.',
    },
    internal: {
      what: 'Something went wrong in the till.',
      next: 'Try once more. If it happens again, reopen Loket and call a technician.',
    },
  },
  noProvider: {
    what: 'No provider is set up, so Loket cannot sell yet.',
    next: 'Owner: press Alt+A, choose a provider, fill in its address and keys. To practise: Alt+A, Till, Training.',
  },
  answered: {
    what: 'The provider answered, but gave no bill.',
    next: 'Read what it says. If it says that it is paid, take no money: F2 finds payments of this till.',
  },
  refusals: {
    'not-sent': {
      what: 'The provider could not be reached; the payment was never sent.',
      next: 'You may try again: Esc, then check the bill from the start.',
    },
    rejected: {
      what: 'The provider rejected this payment.',
      next: 'You may try again later: Esc, then check the bill from the start.',
    },
    credentials: {
      what: "The provider rejected this counter's credentials.",
      next: 'Ask the owner to check the account at the provider before trying again.',
    },
    'wrong-number': { what: 'The provider does not know this number.', next: 'Compare the number, then start over.' },
    'already-paid': {
      what: 'This bill turned out to be paid already.',
      next: 'Tell the customer. Press F2 if it may have been paid at this counter.',
    },
    'no-bill': { what: 'PLN no longer has this bill.', next: 'Tell the customer that there is nothing to pay.' },
    'cut-off': {
      what: 'PLN is closed for the night, usually from 23:00 to 01:00 WIB.',
      next: 'Ask the customer to come back after that.',
    },
    'deposit-low': {
      what: 'The deposit at the provider is not enough.',
      next: 'Ask the owner to top up the deposit, then start over.',
    },
    resolved: {
      what: 'It was decided at this counter, on word from the provider, that this payment did not happen.',
      next: 'If the customer still wants to pay: Esc, then check the bill from the start.',
    },
  },
  money: {
    inquire: 'No money has been sent.',
    pay: "No payment was sent. The customer's cash is still in your hands.",
    print: 'The payment itself is not affected.',
    check: 'The payment is as it was before.',
    list: 'The records are safe.',
    export: 'The records are safe.',
    resend: 'Nothing was sent this time.',
    resolve: 'The decision was not recorded.',
    reconcile: 'Payments stay closed.',
    verify: 'A check changes nothing.',
    backup: 'The records and earlier backups are as they were.',
    signIn: 'Money and records are as they were.',
    shift: 'Nothing was recorded; what was typed stays on the screen.',
    closeShift: 'The shift is still open; what was counted stays on the screen.',
    shiftInDoubt:
      'It is not known whether it was recorded. Look at the X, the list of shifts or the deposit book first.',
    printReport: 'The report is kept and can be printed at any time.',
    printDebt: 'The money stays recorded.',
    drawer: 'The money in the drawer and its record did not change.',
    debt: 'The debt is as it was.',
    customer: 'Nothing was saved.',
    people: 'The list shows whether it was saved.',
    settings: 'What is in force did not change; what you typed is still here.',
    testPage: 'Nothing was recorded.',
    testProvider: 'Nothing was paid and nothing changed.',
  },
  hints: enHints,
};
