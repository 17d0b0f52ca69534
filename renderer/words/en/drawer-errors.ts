// What the till refuses to record of the drawer, of deposits and of customers.

export const enDrawerErrors = {
  'no-shift': {
    what: 'No shift is open.',
    next: 'Press Alt+L, count the cash in the drawer, and open a shift. What is on the screen waits.',
  },
  'customer-unsettled': {
    what: 'It is not certain yet what became of a bill that this customer has on credit.',
    next: 'Remove the customer once it is settled.',
  },
  'drawer-short': {
    what: 'By the records there is not so much in the drawer.',
    next: 'Check the amount. If the money is there, record it as cash in first.',
  },
  'just-recorded': {
    what: 'The same was recorded a moment ago.',
    next: 'Press Esc and look. If it is meant twice, record it again in a few seconds.',
  },
  'deposit-unsettled': {
    what: 'That would count twice what is not certain yet.',
    next: 'Press Esc, then F3: wait for it.',
  },
} as const;
