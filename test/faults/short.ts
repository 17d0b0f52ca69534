/** What `--short` plays, and why it and no other cell of its group: each shows a promise of its own, and takes seconds. */
export const shortCells: Readonly<Record<string, string>> = {
  'A6.paid': 'the provider has the money, and the till dies before it hears so',
  A10: 'the outcome is half written when the till dies',
  'C5.running': 'nothing more can be opened while a payment is under way',
  'C10.till.db': 'the database is gone, and is made again from the journal',
  'C16.read-only': 'sealed files can’t be written: the till goes on selling, and seals when they can',
  'D7.pay.iak': 'the payment arrives, and its answer never does',
  'E10.iak': 'the provider says that the bill is paid already, by us or by somebody else',
  F3: 'midnight falls between inquiry and payment',
  G6: 'the printer accepts a slip and cuts the connection: one original at most',
  H1: 'Enter twice within 5 ms: one payment',
  I3: 'a new version finds the open payments of an old one',
};
