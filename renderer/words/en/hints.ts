import type { ErrorWords } from '../codes/coded-words.ts';

/** Why the screen refuses a key, before anything is asked of the till. */
export const enHints: ErrorWords['hints'] = {
  'slip-empty': 'First type the word behind “Jurnal” on the slip, then press Enter.',
  'slip-unread':
    'Not as it is printed on a slip. Examples: 1024-9F3A21C4 (Jurnal), LKT01-2611-000123 (Struk), K7M4 QX8 (Kode klaim). Check letters and digits.',
  'called-off': 'Called off. Nothing was done.',
  'pin-short': 'A PIN has 4 to 8 digits. Type all of it, then press Enter.',
  'pin-wrong': 'The PIN does not match. Type it once more. After five wrong ones there is a pause.',
  'pins-differ': 'The two new PINs are not the same. Type both once more.',
  'phrase-short': 'The recovery phrase is not complete: 24 letters and digits, in six groups.',
  'phrase-wrong': 'The recovery phrase does not match. Compare it with the paper, letter by letter.',
  'count-empty': 'Nothing was typed yet. Type what was counted; type 0 if the drawer is empty.',
  'count-long': 'Too many digits; the last were left out. Look at the count.',
  'count-letters': 'Digits only; what is no digit was left out. Look at the count.',
  'only-cash-changes': 'Only cash gives change. Type no more than what is left.',
  'amount-empty': 'Type the amount first, then press Enter.',
  'amount-negative': 'An amount of money can’t be negative: the sign was left out. Look at the amount.',
  'amount-letters': 'Digits only; Loket writes the dots itself, and there are no cents. Look at the amount.',
  'amount-long': 'Too many digits; the last were left out. Look at the amount.',
  'sign-missing': 'Choose the direction first: type + to add or - to take away.',
  'shift-gone':
    'This shift was closed somewhere else. This count is not used. Press F10 to see its Z in the list of shifts.',
  'report-no-printer':
    'No printer is set up, so nothing was printed. The report is kept; ask the owner to set up a printer, then press F6.',
  'no-drawer': 'No drawer is connected to a printer. Open it with its key.',
  'drawer-stays-shut':
    'The printer does not answer, so the drawer stays shut. The record is kept. Check cable and power, or open it with its key.',
  'drawer-may-be-open':
    'The printer broke off in the middle, so the drawer may have opened. Look at it. The record is kept. If it is shut, try again or open it with its key.',
  'pin-easy':
    'The PIN of an owner or a supervisor must not be easy to guess: not all one digit, not digits in a row. Type another one.',
  'new-pin-needed':
    'With that role comes a new PIN: the one until now may be easy to guess. Have them type a new one twice, then save.',
  'name-digits': 'A name can’t hold four digits in a row. The PIN is typed in the PIN’s box.',
  'kind-missing': 'Choose first how the rest is paid: arrow left or right.',
  'customer-missing': 'Type a name of a customer, or choose one by the arrows up and down.',
  'owner-first': 'There are several owners: choose the name first, then press F4 once more.',
  'name-empty': 'Type the name first, then press Enter.',
  'number-empty': 'Type the customer number first, then press Enter.',
  'number-short': 'The number is not complete. Check the digits, then press Enter.',
  'number-long': 'The number is too long. Erase the extra digits, or press F4 to switch the product.',
  'scan-unknown': 'What was scanned is no customer number. Scan the code of a PLN bill or receipt, or type the number.',
  letters: 'A customer number has digits only; anything else was left out. Check the number.',
  'tender-empty': 'Type the cash received, or press F7 for the exact amount.',
  'bill-locked':
    'Cannot be paid: an earlier payment for this number is not certain yet. Take no cash. Press F3 to see it.',
  'confirm-months':
    'This bill is for several months. Ask the customer, then press F6 if they agree to pay all of them.',
  'confirm-paid-before': 'This bill was paid here before. Press F4 if the customer does want to pay it again.',
  'cannot-cancel':
    'The payment has been sent and cannot be taken back. Wait: Loket tells you as soon as it is certain.',
  'slip-not-printed': 'The slip was not printed. Write its code down for the customer, then press Esc.',
  'choice-missing': 'Choose first what the provider said: paid, or did not happen.',
  'reason-missing': 'Write the reason first, in words of at least three letters.',
  'nothing-sent':
    'That payment did not go through: nothing was sent. Do not keep the cash yet; ask for the bill once more.',
  'resend-unread':
    'The outcome of sending cannot be read; it may have been sent. Do not send it again and take no second payment. Press Esc, then read the trail.',
  reconcile:
    "Cannot be paid yet: this till's log was restored from a backup and not yet compared with the providers. Take no cash. Call the owner; when it has been compared, press Alt+C.",
};
