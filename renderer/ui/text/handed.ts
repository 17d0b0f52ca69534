import { formatRupiah, rupiah } from '../../../shared/money.ts';
import { handedOf } from '../../../shared/tender.ts';
import type { Transaction } from '../../../shared/transaction.ts';
import type { Words } from '../../words/words.ts';

/** A payment's money in words: `Rp150.000 (Tunai Rp50.000, QRIS Rp100.000)`, the kinds where it is not all cash. */
export interface HandedWords {
  /** All that was received, change not taken off; null where nothing was. */
  readonly all: string | null;
  /** What of it is kept. */
  readonly kept: string | null;
  /** What is on credit instead; null where nothing is. */
  readonly owed: string | null;
  /** What goes back where it is refused, as a sentence; null where nothing was received. The till is never told whether its change was given. */
  readonly back: string | null;
}

export function handedWords(
  { tenders, change }: Pick<Transaction, 'tenders' | 'change'>,
  { tenders: { kinds }, refused }: Pick<Words, 'tenders' | 'refused'>,
): HandedWords {
  const { received, owed } = handedOf(tenders);
  const parts = tenders.filter(({ kind }) => kind !== 'credit');
  const isCash = parts.every(({ kind }) => kind === 'cash');
  const say = (given: number): string => {
    const each = parts.map(({ kind, amount }) => {
      return `${kinds[kind]} ${formatRupiah(kind === 'cash' ? rupiah(amount - given) : amount)}`;
    });
    const sum = formatRupiah(rupiah(received - given));
    return isCash ? sum : `${sum} (${each.join(', ')})`;
  };
  const all = say(0);
  const kept = say(change);
  // The button that paid named the change: it may have been given at any time since.
  const back = change === 0 ? refused.giveBack(all) : refused.giveBackOrTotal(all, kept);
  return {
    ...(received === 0 ? { all: null, kept: null, back: null } : { all, kept, back }),
    owed: owed === 0 ? null : formatRupiah(owed),
  };
}

/**
 * What becomes of a payment's money where it is refused, in sentences. `debtsKey` is the key that opens the debts. `isLater`: somebody may have given it
 * back since.
 */
export function refusedWords(
  transaction: Pick<Transaction, 'tenders' | 'change'>,
  words: Pick<Words, 'tenders' | 'refused' | 'decide'>,
  debtsKey: string,
  isLater = false,
): readonly string[] {
  const { back, owed } = handedWords(transaction, words);
  return [
    ...(back ? [isLater ? words.refused.unlessDone(back) : back] : []),
    ...(owed ? [words.decide.refusedOwed(owed), words.decide.owedPaid(debtsKey)] : []),
  ];
}

/** What stands largest where a payment is done: the change, or where none is given how it was paid, and what. */
export function heroOf(
  { tenders, change, due }: Pick<Transaction, 'tenders' | 'change' | 'due'>,
  { bill, done, tenders: { kinds } }: Pick<Words, 'bill' | 'done' | 'tenders'>,
): { readonly label: string; readonly sum: string } {
  if (change > 0) return { label: bill.change, sum: formatRupiah(change) };
  const how = [...new Set(tenders.map(({ kind }) => kind))];
  const label = how.every((kind) => kind === 'cash') ? done.exactCash : how.map((kind) => kinds[kind]).join(' + ');
  return { label, sum: formatRupiah(due) };
}
