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
    unsettled: 'of it perhaps not certain yet',
    rest: 'Difference without that',
    waits:
      'Payments that are not certain may explain what is missing. Wait until they are certain (F3); a correction would count them twice.',
    reserved: 'Reserved for what is not certain',
    unknownOpening:
      'What was in it at first is not known, so what is left by the book is not either. It is once the provider says its balance, or after a correction.',
    recordedOnly: 'Only top-ups that were recorded here count; what was in it before is not known.',
    off: "Book and provider differ. Compare with the provider's list: a top-up that was not recorded, a debit that is in no books here, or a payment that was decided REFUSED and was paid after all. Then record the top-up, or correct (F7).",
    saidBefore:
      'The provider said this before the last record was made, so the difference is not known yet. It shows once the provider says again what is left. Correct nothing before that.',
    oldPage: 'Days gone by. What the provider says and the difference are on the page of today (PgDn).',
    openingOf: (day) => `Opening of ${day}`,
    openingSince: (day) => `At first, known since ${day}`,
    closingOf: (day) => `Closing of ${day}`,
    kinds: { 'top-up': 'Top-up', correction: 'Correction', used: 'Used' },
    noLines: 'Nothing happened on these days.',
    topUp: 'Record a top-up',
    asks: 'Top-ups on their way; not counted yet',
    direction: 'Direction of the correction',
    directions: { '+': 'Add (+)', '-': 'Take away (-)' },
    askedFor: 'Waited for',
    sentBy: (time, by) => `sent ${time} by ${by}`,
    approvedBy: (by) => `approved by ${by}`,
    calledOff: 'Will not arrive',
    beware: 'Beware',
    sameIsIt: 'That one arrived',
    sameSum: {
      awaited: (sum, time, by) =>
        `A top-up of ${sum}, sent ${time} by ${by}, is still waited for. Recorded apart from it, it may count twice.`,
      recorded: (sum, time, by) =>
        `A top-up of ${sum} was recorded as arrived ${time} by ${by}. Record another only if there were two.`,
    },
    records: {
      'top-up': {
        title: (name) => `Top-up of the deposit at ${name}`,
        what: 'What arrived at the provider. This only records it, it sends no money. It takes a supervisor.',
        hint: 'From where, its proof number',
        picks: ['Bank transfer', 'Paid in cash'],
        yes: (sum) => `Record a top-up of ${sum}`,
        done: (sum) => `The top-up of ${sum} is recorded.`,
      },
      'top-up-asked': {
        title: (name) => `A top-up is on its way to ${name}`,
        what: 'What was sent or asked for. It counts only once it is recorded as arrived. It takes a supervisor.',
        hint: 'From where, its proof number',
        picks: ['Bank transfer', 'Paid in cash'],
        yes: (sum) => `Record ${sum} as on its way`,
        done: (sum) => `${sum} is recorded as on its way.`,
      },
      'top-up-cancelled': {
        title: (name) => `A top-up will not reach ${name}`,
        what: 'Its record stays; it is no longer waited for. It takes a supervisor.',
        hint: 'Why it will not arrive',
        picks: ['Not sent', 'Sent back', 'Typed wrongly'],
        yes: (sum) => `Wait no longer for ${sum}`,
        done: (sum) => `The top-up of ${sum} is no longer waited for.`,
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
