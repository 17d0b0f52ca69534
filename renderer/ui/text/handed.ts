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
}

export function handedWords(
  { tenders, change }: Pick<Transaction, 'tenders' | 'change'>,
  { tenders: { kinds } }: Pick<Words, 'tenders'>,
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
  return {
    all: received === 0 ? null : say(0),
    kept: received === 0 ? null : say(change),
    owed: owed === 0 ? null : formatRupiah(owed),
  };
}
