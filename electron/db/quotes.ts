import { bareBills, type Quote } from '../../shared/bill.ts';
import { prepared, type Db } from './open.ts';

/** A quote with what only the till knows of it. Times in ms. */
export interface StoredQuote {
  /** Without what is true only at the moment at which it is said. */
  readonly quote: Omit<Quote, 'lockedBy' | 'decidedBefore' | 'rounding' | 'due' | 'roundingRule'> & {
    /** Absent where an older till told it. */
    readonly roundingRule?: Quote['roundingRule'];
  };
  readonly transactionId: string;
  /** The id the provider knows this inquiry and its payment by. */
  readonly providerRef: string;
  readonly createdAt: number;
  readonly expiresAt: number;
  readonly memo: Readonly<Record<string, string | number | null>>;
}

/** What of a quote its provider is told when it is paid, and whenever it is asked about that payment. */
export type Order = Pick<Quote, 'product' | 'customerNumber' | 'bill' | 'admin'> &
  Pick<StoredQuote, 'providerRef' | 'memo'>;

/** A quote as it is kept; an older till knew only the months of its bills. */
export type KeptQuote = Omit<StoredQuote['quote'], 'bills'> & Partial<Pick<Quote, 'bills'>>;

/** A kept quote as a quote of today. */
export function withBills(kept: KeptQuote): StoredQuote['quote'] {
  return { ...kept, bills: kept.bills ?? bareBills(kept.periods) };
}

export function insertQuote(db: Db, stored: StoredQuote): void {
  prepared(
    db,
    `INSERT INTO quotes (quote_id, transaction_id, provider_ref, created_at, expires_at, quote, memo)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
  ).run(
    stored.quote.quoteId,
    stored.transactionId,
    stored.providerRef,
    stored.createdAt,
    stored.expiresAt,
    JSON.stringify(stored.quote),
    JSON.stringify(stored.memo),
  );
}

export function findQuote(db: Db, quoteId: string): StoredQuote | null {
  const row = prepared(db, 'SELECT * FROM quotes WHERE quote_id = ?').get(quoteId) as QuoteRow | undefined;
  if (!row) return null;
  return {
    quote: withBills(JSON.parse(row.quote) as KeptQuote),
    transactionId: row.transaction_id,
    providerRef: row.provider_ref,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    memo: JSON.parse(row.memo) as StoredQuote['memo'],
  };
}

interface QuoteRow {
  readonly transaction_id: string;
  readonly provider_ref: string;
  readonly created_at: number;
  readonly expires_at: number;
  readonly quote: string;
  readonly memo: string;
}
