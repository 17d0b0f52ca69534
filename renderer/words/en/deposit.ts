import type { idDeposit } from '../id/deposit.ts';

export const enDeposit: typeof idDeposit = {
  deposit: {
    provider: 'Provider',
    none: 'No provider is in use.',
    said: 'The provider says',
    saidAt: (time) => `The provider says, ${time}`,
    enoughFor: (bills) => `enough for about ${bills} bills`,
    closing: 'By the book',
    difference: 'Difference',
    same: 'The same',
    reserved: 'Reserved for what is not certain',
    unknownOpening:
      'What was in it at first is not known, so what is left by the book is not either. It is once the provider says its balance, or after a correction.',
    recordedOnly: 'Only top-ups that were recorded here count; what was in it before is not known.',
    off: "Book and provider differ. Compare with the provider's list: a top-up that was not recorded, or a debit that is not of this till. Then record the top-up, or correct (F7).",
    oldPage: 'Days gone by. What the provider says and the difference are on the page of today (PgDn).',
    openingOf: (day) => `Opening of ${day}`,
    closingOf: (day) => `Closing of ${day}`,
    kinds: { 'top-up': 'Top-up', correction: 'Correction', used: 'Used' },
    noLines: 'Nothing happened on these days.',
    topUp: 'Record a top-up',
    direction: 'Direction of the correction',
    more: 'Add',
    less: 'Take away',
    records: {
      'top-up': {
        title: (name) => `Top-up of the deposit at ${name}`,
        what: 'What arrived at the provider. This only records it, it sends no money. It takes a supervisor.',
        hint: 'From where, its proof number',
        picks: ['Bank transfer', 'Paid in cash'],
        yes: (sum) => `Record a top-up of ${sum}`,
        done: (sum) => `The top-up of ${sum} is recorded.`,
      },
      correction: {
        title: (name) => `Correct the book of the deposit at ${name}`,
        what: 'Puts the book right, not the money. Old records stay. It takes a supervisor.',
        hint: 'Why the book differs',
        picks: ['Opening balance', 'Taken by the provider', 'Not known yet'],
        yes: (sum) => `Record a correction of ${sum}`,
        done: (sum) => `The correction of ${sum} is recorded.`,
      },
    },
  },
};
