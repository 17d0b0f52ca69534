import path from 'node:path';
import { backupEnd } from '../../../electron/backup/make.ts';
import { unpackRow } from '../../../electron/verify/packed.ts';
import { providerIds } from '../../../shared/product.ts';
import type { Transaction } from '../../../shared/transaction.ts';
import type { Books } from '../../../electron/books/books.ts';
import { hashOfRecord } from '../../../electron/books/segments/unpack-part.ts';
import { paperText } from '../../harness/printer-sink.ts';
import { slipsIn } from '../../oracles/slips.ts';
import { callOf, keyOf, readRequest } from '../wire/wire.ts';
import { KeptKeeper } from './kept.ts';
import type { Recording } from './recording.ts';
import type { Op } from './trace.ts';

// What the till has said to the world up to one moment, and its books must therefore know after any power cut.

export interface Promises {
  /** What the books do not know of it. */
  broken(books: Books): readonly string[];
  /** Names of the backups that were told to be there. */
  readonly backups: readonly string[];
  /** Payments whose receipt came out as the original. */
  readonly originals: ReadonlySet<string>;
}

type Said = Pick<Transaction, 'transactionId' | 'status' | 'reference' | 'prints'>;

/** Listens along a recording. */
export class PromiseKeeper {
  readonly #payments = new Map<string, Said>();
  readonly #quotes = new Set<string>();
  /** What providers know payments by that were sent. */
  readonly #keys = new Set<string>();
  /** Payments of which a slip came out, and the heads that slips carry. */
  readonly #slips = new Set<string>();
  readonly #heads = new Map<number, string>();
  readonly #kept = new KeptKeeper();
  readonly #backups: string[] = [];
  readonly #originals = new Set<string>();

  /** What was said before the recording. */
  constructor({ payments, short }: NonNullable<Recording['known']> = { payments: [], short: '' }) {
    for (const payment of payments) this.#payments.set(payment.transactionId, payment);
    const [n, hash] = short.split('-');
    if (hash !== undefined) this.#heads.set(Number(n), hash);
  }

  /** True if the event promised something. */
  hear(op: Op): boolean {
    if (op.kind === 'heard') for (const line of op.text.split('\n').filter(Boolean)) this.#kept.heard(line);
    if (op.kind === 'said') return op.text.split('\n').filter((line) => this.#hearLine(line)).length > 0;
    if (op.kind === 'sent') return this.#hearBytes(op.bytes);
    return false;
  }

  #hearLine(line: string): boolean {
    if (line === '') return false;
    const message = JSON.parse(line) as { readonly data?: unknown; readonly value?: unknown };
    if (this.#kept.said(message)) return true;
    const told = (message.data ?? message.value) as
      Partial<Said & { readonly quoteId: string; readonly file: string }> | undefined;
    if (told?.file?.endsWith(backupEnd)) {
      this.#backups.push(path.basename(told.file));
      return true;
    }
    if (told?.transactionId !== undefined && told.status !== undefined) {
      this.#payments.set(told.transactionId, told as Said);
      return true;
    }
    if (told?.quoteId === undefined) return false;
    this.#quotes.add(told.quoteId);
    return true;
  }

  #hearBytes(bytes: Buffer): boolean {
    const request = readRequest(bytes)?.request;
    if (request) {
      const payers = providerIds.filter((provider) => callOf(provider, request) === 'pay');
      const keys = payers.map((provider) => keyOf(provider, 'pay', request)).filter((key) => key !== null);
      for (const key of keys) this.#keys.add(key);
      return keys.length > 0;
    }
    const paper = paperText(bytes);
    const slips = [...paper.matchAll(/No\. ([0-9A-Z]{20})/g)];
    for (const [, id = ''] of slips) this.#slips.add(id);
    for (const { transactionId, copy } of slipsIn(paper)) if (copy === 0) this.#originals.add(transactionId);
    for (const [, n = '', hash = ''] of paper.matchAll(/Jurnal (\d+)-([0-9A-F]{8})/g)) this.#heads.set(Number(n), hash);
    return slips.length > 0;
  }

  /** As they are now. */
  promises(): Promises {
    const payments = new Map(this.#payments);
    const [quotes, keys, slips] = [new Set(this.#quotes), new Set(this.#keys), new Set(this.#slips)];
    const heads = new Map(this.#heads);
    const kept = this.#kept.promises();
    return {
      ...{ backups: [...this.#backups], originals: new Set(this.#originals) },
      broken(books) {
        const known = paymentsIn(books);
        return [
          ...[...payments.values()].flatMap((said) => brokenBy(said, known.get(said.transactionId))),
          ...missing(books, 'SELECT quote_id FROM quotes', quotes, 'quote'),
          ...missing(books, keysSql, keys, 'payment that was sent'),
          ...missing(books, 'SELECT transaction_id FROM print_jobs', slips, 'slip of'),
          ...[...heads].flatMap(([n, hash]) => brokenHead(books, n, hash)),
          ...kept(books),
        ];
      },
    };
  }
}

/** A provider knows a payment by our reference, or by its own id of the inquiry. */
const keysSql = `SELECT provider_ref FROM payments UNION SELECT json_extract(memo, '$.trId') FROM payments`;

function paymentsIn({ db }: Books): ReadonlyMap<string, Said> {
  const sql = `SELECT transaction_id AS transactionId, status, reference, packed, (SELECT count(*) FROM print_jobs p
      WHERE p.transaction_id = t.transaction_id AND copy IS NOT NULL AND state <> 'failed') AS prints
    FROM payments t`;
  const rows = db.prepare(sql).all() as (Said & { readonly packed: Buffer | null })[];
  return new Map(
    rows.map(({ packed, ...row }) => [row.transactionId, { ...row, prints: row.prints + printsIn(packed) }]),
  );
}

/** Receipts of an old payment, whose print jobs are packed. */
function printsIn(packed: Buffer | null): number {
  const slips = packed === null ? null : unpackRow(packed)?.['slips'];
  return slips ? (JSON.parse(slips) as unknown[]).length : 0;
}

function brokenBy(said: Said, known: Said | undefined): readonly string[] {
  const { transactionId, status, reference, prints } = said;
  if (!known) return [`${transactionId} was said to be ${status} and is gone`];
  const isFinal = status === 'paid' || status === 'refused';
  if (isFinal && known.status !== status) return [`${transactionId} was said to be ${status} and is ${known.status}`];
  if (reference !== null && known.reference !== reference) return [`${transactionId} lost its reference ${reference}`];
  return known.prints < prints ? [`${transactionId} was printed ${prints} times, and it knows ${known.prints}`] : [];
}

function missing({ db }: Books, sql: string, wanted: ReadonlySet<string>, what: string): readonly string[] {
  if (wanted.size === 0) return [];
  const known = new Set(db.prepare(sql).pluck().all().map(String));
  return [...wanted].filter((one) => !known.has(one)).map((one) => `the ${what} ${one} is gone`);
}

function brokenHead({ db }: Books, n: number, hash: string): readonly string[] {
  const known = hashOfRecord(db, n)?.slice(0, 8).toUpperCase();
  return known === hash ? [] : [`a slip carries the head ${n}-${hash}, and the chain has ${known} there`];
}
