import type { SlipCheck } from '../../shared/slip-check.ts';
import { fail, ok, type Result } from '../../shared/errors.ts';
import { readSlipName } from '../../shared/slip-name.ts';
import { toWib } from '../../shared/time.ts';
import type { Transaction } from '../../shared/transaction.ts';
import { listTransactions } from '../db/search.ts';
import { findTransaction } from '../db/transactions.ts';
import type { Books } from './books.ts';
import type { DamagedSlips } from './checks/verify-books.ts';
import type { SlipsFound } from './segments/find-slips.ts';

/** Looks for the slips that carry a word of the journal. Null if the till closed over it. */
export type FindSlips = (name: {
  readonly n: number;
  readonly word: string;
}) => Promise<SlipsFound | DamagedSlips | null>;

interface Parts {
  readonly books: Books;
  readonly findSlips: FindSlips;
}

/** Whose slip has what somebody typed from it. Nothing is said while the books are not known to be in order. */
export async function checkSlip({ books, findSlips }: Parts, text: string): Promise<Result<SlipCheck>> {
  const name = readSlipName(text);
  if (!name) return fail('slip-unread');
  const { kind, word } = name;
  if (isDoubtful(books)) return fail('books-doubtful');
  if (kind !== 'journal') {
    const slips = paymentsOf(books, kind, word).map((transaction) => ({ transaction, copy: null, printedAt: null }));
    return ok({ by: kind, word, found: slips.length > 0 ? 'here' : 'none', slips });
  }
  const answer = await findSlips(name);
  if (!answer) return fail('closing');
  if (answer.found === 'damaged' || isDoubtful(books)) return fail('books-doubtful');
  const slips = answer.slips.flatMap(({ transactionId, copy, at }) => {
    const transaction = findTransaction(books.db, transactionId);
    return transaction ? [{ transaction, copy, printedAt: toWib(at) }] : [];
  });
  // A slip of a payment that is not there would be damage, which is for the journal's check to tell.
  return slips.length < answer.slips.length
    ? fail('books-doubtful')
    : ok({ by: kind, word, found: answer.found, slips });
}

function isDoubtful(books: Books): boolean {
  return books.state() === 'damaged' || books.state() === 'uncertain';
}

const names = { 'slip-number': 'slipNumber', 'claim-code': 'claimCode', 'transaction-id': 'transactionId' } as const;

/** The payments that have this very name; the search finds more. */
function paymentsOf({ db }: Books, kind: keyof typeof names, word: string): readonly Transaction[] {
  const page = listTransactions(db, { search: word });
  return page?.items.filter((transaction) => transaction[names[kind]] === word) ?? [];
}
