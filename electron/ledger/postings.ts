import type { TenderKind } from '../../shared/shift.ts';
import type { Tender } from '../../shared/tender.ts';

// What each event does to the shop's money, as double entry: debits above 0, credits below, and together 0. Pure; whole rupiah.

/**
 * `owner` is what the owner put into deposits. `cash` is what is in the drawer, `safe` what is not in it any more. `bill` and `admin` are owed to the provider from the moment they were
 * taken until they are settled; `fee`, `rounding` and `commission` are earned. `unpaid`: bills that a provider refused and paid after all,
 * whose customers have their money back.
 */
export type Account =
  | TenderKind
  | 'safe'
  | 'bill'
  | 'admin'
  | 'fee'
  | 'rounding'
  | 'commission'
  | 'deposit'
  | 'unpaid'
  | 'owner'
  | 'paid-in'
  | 'paid-out'
  | 'over-short';

/**
 * Why something was posted. `taken`: a customer's money, with the intent. `settled`: the bill was paid. `returned`: refused within the
 * shift that took it; `refund`: in a later one. `turned`: refused, and paid after all.
 */
export type LedgerEvent =
  | 'taken'
  | 'settled'
  | 'returned'
  | 'refund'
  | 'turned'
  | 'float'
  | 'in'
  | 'out'
  | 'drop'
  /** Money that was sent to a provider's deposit, and what puts right what is known of it. */
  | 'top-up'
  | 'correction'
  /** What was in a deposit before this till counted it, as its provider said first. */
  | 'opening'
  /** A customer paid of what was bought on credit. */
  | 'debt'
  /** A customer who had paid too much of it has that back. */
  | 'debt-back'
  | 'close'
  | 'reopen'
  /** Counted without money: a copy was printed, a drawer opened. */
  | 'copy'
  | 'drawer';

export interface Posting {
  readonly event: LedgerEvent;
  readonly account: Account;
  /** Rupiah. */
  readonly amount: number;
  /** How many of what is counted by this account: payments by `bill`, tenders by their kind. */
  readonly count: number;
}

/** What of a tender is posted. */
export type Handed = Pick<Tender, 'kind'> & { readonly amount: number };

/** A payment's money, as it was agreed. */
export interface Sale {
  readonly bill: number;
  readonly admin: number;
  readonly fee: number;
  readonly total: number;
  readonly rounding: number;
  /** Null if all of it is cash. */
  readonly tenders: readonly Handed[] | null;
}

/** What was kept of each kind of money: only cash gives change, so the others are kept whole, and cash is the rest of what was due. */
export function keptOf({ total, rounding, tenders }: Pick<Sale, 'total' | 'rounding' | 'tenders'>): readonly Handed[] {
  const due = total + rounding;
  const others = (tenders ?? []).filter(({ kind }) => kind !== 'cash');
  const cash = due - others.reduce((sum, { amount }) => sum + amount, 0);
  return [...(cash > 0 ? [{ kind: 'cash' as const, amount: cash }] : []), ...others];
}

/** A customer's money is taken, or (`sign` -1) given back. */
export function takingOf(sale: Sale, event: 'taken' | 'returned' | 'refund', sign: 1 | -1): readonly Posting[] {
  const { bill, admin, fee, rounding } = sale;
  return [
    ...keptOf(sale).map(({ kind, amount }) => ({ event, account: kind, amount: sign * amount, count: sign })),
    { event, account: 'bill', amount: -sign * bill, count: sign },
    ...some(event, 'admin', -sign * admin),
    ...some(event, 'fee', -sign * fee),
    ...some(event, 'rounding', -sign * rounding),
  ];
}

/**
 * A bill is paid out of the deposit, or (`sign` -1) a person's word that it is was taken back. An unknown commission is none: then more
 * leaves the deposit than was said.
 */
export function settlingOf({ bill, admin }: Sale, commission: number | null, sign: 1 | -1): readonly Posting[] {
  const earned = commission ?? 0;
  return [
    { event: 'settled', account: 'bill', amount: sign * bill, count: sign },
    ...some('settled', 'admin', sign * admin),
    { event: 'settled', account: 'deposit', amount: -sign * (bill + admin - earned), count: sign },
    ...some('settled', 'commission', -sign * earned),
  ];
}

/** Paid after all, though the customer has the money back: the shop is owed what it paid. */
export function turningOf({ bill, admin }: Sale, commission: number | null): readonly Posting[] {
  const earned = commission ?? 0;
  return [
    { event: 'turned', account: 'unpaid', amount: bill + admin, count: 1 },
    { event: 'turned', account: 'deposit', amount: -(bill + admin - earned), count: 1 },
    ...some('turned', 'commission', -earned),
  ];
}

/** The drawer is filled as a shift begins, with what had left it for refunds that the shift lists too. */
export function floatOf(float: number, givenBack: number): readonly Posting[] {
  return pair('float', 'cash', 'safe', float + givenBack);
}

/** Money goes into the drawer or out of it without a sale. */
export function moveOf(kind: 'in' | 'out' | 'drop', amount: number): readonly Posting[] {
  if (kind === 'in') return pair('in', 'cash', 'paid-in', amount);
  return kind === 'out' ? pair('out', 'paid-out', 'cash', amount) : pair('drop', 'safe', 'cash', amount);
}

/** The drawer is emptied: what was counted goes to the safe, and what is over or short has a name. `sign` -1 as it is opened again. */
export function closingOf(expected: number, counted: number, sign: 1 | -1): readonly Posting[] {
  const event = sign === 1 ? 'close' : 'reopen';
  return [
    ...some(event, 'cash', -sign * expected),
    ...some(event, 'safe', sign * counted),
    ...some(event, 'over-short', sign * (expected - counted)),
  ];
}

/** Money of the owner's reaches a provider's deposit, or what is known of it is put right. */
export function depositOf(event: 'top-up' | 'correction', amount: number): readonly Posting[] {
  return pair(event, 'deposit', 'owner', amount);
}

/** So much was in a deposit when the till began, also if that is 0: from then on its book is known. */
export function openingOf(amount: number): readonly Posting[] {
  return [
    { event: 'opening', account: 'deposit', amount, count: 1 },
    { event: 'opening', account: 'owner', amount: 0 - amount, count: 1 },
  ];
}

/**
 * A customer paid of what was bought on credit; `tenders` are what was kept, or where they are below 0 what was given back, with the
 * rounding in them.
 */
export function debtPaidOf(tenders: readonly Handed[], rounding: number): readonly Posting[] {
  const all = tenders.reduce((sum, { amount }) => sum + amount, 0);
  const event = all < 0 ? 'debt-back' : 'debt';
  return [
    ...tenders.map(({ kind, amount }) => ({ event, account: kind, amount, count: 1 }) as const),
    { event, account: 'credit', amount: rounding - all, count: 1 },
    ...some(event, 'rounding', -rounding),
  ];
}

/** Something is counted that moves no money. */
export function countOf(event: 'copy' | 'drawer'): Posting {
  return { event, account: 'cash', amount: 0, count: 1 };
}

function pair(event: LedgerEvent, debit: Account, credit: Account, amount: number): readonly Posting[] {
  return amount === 0
    ? []
    : [
        { event, account: debit, amount, count: 1 },
        { event, account: credit, amount: -amount, count: 1 },
      ];
}

/** Nothing is posted of nothing. */
function some(event: LedgerEvent, account: Account, amount: number): readonly Posting[] {
  return amount === 0 ? [] : [{ event, account, amount, count: 0 }];
}
