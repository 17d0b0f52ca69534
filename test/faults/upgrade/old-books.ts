import path from 'node:path';
import Database from 'better-sqlite3';
import * as payments from '../../../electron/db/migrations/010-payments.ts';
import type { KeptQuote, StoredQuote } from '../../../electron/db/quotes.ts';
import type { Outcome } from '../../../electron/providers/provider.ts';

// The books of a till before it had a journal: a database of schema version 10, written as the till of that time wrote it.

export interface OldBooks {
  readonly file: string;
  readonly db: Database.Database;
  quote(stored: OldQuote): void;
  /** At `at`, in ms, as everything here. `stored` is what was agreed: of a renewed quote the new terms under the first ids. */
  intent(stored: OldQuote, tendered: number, at: number): void;
  /** A payment's answer, or an answer to a question that settles it (`sentAt` null then). */
  outcome(id: string, outcome: Outcome, when: { sentAt: number | null; at: number; nextAskAt?: number | null }): void;
  /** A question that leaves it pending. */
  asked(id: string, outcome: Extract<Outcome, { kind: 'pending' }>, at: number, nextAskAt: number | null): void;
  interrupted(id: string, at: number, nextAskAt: number | null): void;
  resolved(id: string, as: 'paid' | 'refused', reason: string, at: number): void;
  event(id: string, at: number, kind: string, data: object): void;
  printing(job: OldJob): void;
  printed(job: OldJob, result: 'sent' | 'failed' | 'doubtful', at: number): void;
  /** What the till of that time did with jobs that it found unfinished: nothing of it in the trail. */
  doubtUnfinished(): void;
  close(): void;
}

/** The till of that time knew the months of a quote, and no bills. */
export type OldQuote = Omit<StoredQuote, 'quote'> & { readonly quote: KeptQuote };

export interface OldJob {
  readonly jobId: string;
  readonly transactionId: string;
  readonly copy: number | null;
  readonly at: number;
}

const printer = 'counter';
const cashier = 'owner';

/** Makes `loket.db` in a folder. */
export function createOldBooks(folder: string): OldBooks {
  const file = path.join(folder, 'loket.db');
  const db = new Database(file);
  db.pragma('journal_mode = WAL');
  db.pragma('foreign_keys = ON');
  payments.up(db);
  db.pragma(`user_version = ${payments.version}`);
  db.pragma(`application_id = ${0x4c4f4b54}`);

  const event: OldBooks['event'] = (id, at, kind, data) => {
    const sql = 'INSERT INTO transaction_events (transaction_id, at, kind, data) VALUES (?, ?, ?, ?)';
    db.prepare(sql).run(id, at, kind, JSON.stringify(data));
  };
  const move = (id: string, at: number, to: Move): void => {
    const before = db.prepare('SELECT details FROM transactions WHERE transaction_id = ?').pluck().get(id) as string;
    db.prepare(moveSql).run({ ...noMove, ...to, id, at, details: to.details ? merged(before, to.details) : null });
  };

  return {
    file,
    db,
    quote: ({ quote, memo, ...stored }) =>
      void db.prepare(quoteSql).run({
        ...{ ...stored, quoteId: quote.quoteId, quote: JSON.stringify(quote), memo: JSON.stringify(memo) },
      }),
    intent({ quote, transactionId, providerRef, expiresAt, memo }, tendered, at) {
      db.prepare(intentSql).run({
        ...{ ...quote, transactionId, providerRef, expiresAt, tendered, cashier, at },
        periods: JSON.stringify(quote.periods),
        paidBefore: quote.paidBefore && JSON.stringify(quote.paidBefore),
        details: JSON.stringify(quote.details),
        memo: JSON.stringify(memo),
      });
      event(transactionId, at, 'intent', { tendered, cashier });
    },
    outcome(id, outcome, { sentAt, at, nextAskAt = null }) {
      const { request, result, status, text, tookMs } = outcome.exchange;
      const exchange = { result, status, text, tookMs };
      const isSent = sentAt !== null && !(outcome.kind === 'refused' && outcome.code === 'not-sent');
      if (isSent) event(id, sentAt, 'sent', { request });
      if (outcome.kind === 'paid') {
        const { reference, balance, commission, warning, details, remainingBills, footer } = outcome;
        const told = { reference, commission, warning, details, remainingBills };
        move(id, at, { status: 'paid', ...told, footer: footer && JSON.stringify(footer) });
        event(id, at, 'paid', { reference, balance, exchange });
      } else if (outcome.kind === 'refused') {
        const { code, message, messageEn } = outcome;
        move(id, at, { status: 'refused', code, message, messageEn: messageEn ?? null });
        event(id, at, 'refused', { code, message, ...(messageEn && { messageEn }), exchange });
      } else {
        move(id, at, { status: 'pending', nextAskAt });
        event(id, at, 'pending', { why: outcome.why, message: outcome.message, exchange });
        if (outcome.why === 'other-payment') event(id, at, 'alarm', { why: outcome.why });
      }
    },
    asked(id, { why, message, exchange: { result, status, text, tookMs } }, at, nextAskAt) {
      db.prepare('UPDATE transactions SET asks = asks + 1, next_ask_at = ? WHERE transaction_id = ?').run(
        nextAskAt,
        id,
      );
      const data = { why, message, alarm: why === 'other-payment', exchange: { result, status, text, tookMs } };
      event(id, at, 'asked', data);
    },
    interrupted(id, at, nextAskAt) {
      move(id, at, { status: 'pending', nextAskAt });
      event(id, at, 'interrupted', { why: 'interrupted' });
    },
    resolved(id, as, reason, at) {
      const refusal = { code: 'resolved', message: reason };
      move(id, at, { status: as, ...(as === 'refused' ? refusal : { warning: 'no-reference' }) });
      event(id, at, 'resolved', { as, reason, by: cashier });
    },
    event,
    printing: (job) => void db.prepare(printSql).run({ ...job, printer }),
    printed({ jobId, transactionId, copy }, result, at) {
      db.prepare('UPDATE print_jobs SET state = ? WHERE job_id = ?').run(result, jobId);
      event(transactionId, at, 'print', { jobId, copy, printer, result });
    },
    doubtUnfinished: () => void db.prepare(`UPDATE print_jobs SET state = 'doubtful' WHERE state = 'sending'`).run(),
    close: () => void db.close(),
  };
}

interface Move {
  readonly status: 'paid' | 'refused' | 'pending';
  readonly reference?: string | null;
  readonly commission?: number | null;
  readonly warning?: string | null;
  readonly code?: string;
  readonly message?: string | null;
  readonly messageEn?: string | null;
  readonly details?: object | null;
  readonly remainingBills?: number | null;
  readonly footer?: string | null;
  readonly nextAskAt?: number | null;
}

const noMove = {
  ...{ reference: null, commission: null, warning: null, code: null, message: null, messageEn: null, details: null },
  ...{ remainingBills: null, footer: null, nextAskAt: null },
} as const;

function merged(before: string, told: object): string {
  const news = Object.entries(told).filter(([, value]) => value !== null);
  return JSON.stringify({ ...(JSON.parse(before) as object), ...Object.fromEntries(news) });
}

const quoteSql = `INSERT INTO quotes (quote_id, transaction_id, provider_ref, created_at, expires_at, quote, memo)
  VALUES (:quoteId, :transactionId, :providerRef, :createdAt, :expiresAt, :quote, :memo)`;

const intentSql = `INSERT INTO transactions (transaction_id, quote_id, provider_ref, provider, product, customer_number,
    customer_name, periods, bill, admin, fee, total, commission, remaining_bills, expires_at, warning, paid_before, details,
    memo, status, tendered, cashier, created_at)
  VALUES (:transactionId, :quoteId, :providerRef, :provider, :product, :customerNumber, :customerName, :periods, :bill, :admin,
    :fee, :total, :commission, :remainingBills, :expiresAt, :warning, :paidBefore, :details, :memo, 'sending', :tendered,
    :cashier, :at)`;

const moveSql = `UPDATE transactions SET status = :status, settled_at = iif(:status = 'pending', NULL, :at),
    reference = :reference, commission = coalesce(:commission, commission), warning = coalesce(warning, :warning),
    refusal_code = :code, refusal_message = :message, refusal_message_en = :messageEn,
    details = coalesce(:details, details), remaining_bills = coalesce(:remainingBills, remaining_bills), footer = :footer,
    next_ask_at = :nextAskAt
  WHERE transaction_id = :id`;

const printSql = `INSERT INTO print_jobs (job_id, transaction_id, copy, printer, created_at, state)
  VALUES (:jobId, :transactionId, :copy, :printer, :at, 'sending')`;
