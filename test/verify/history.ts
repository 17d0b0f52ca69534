import { paid, reply, toldTexts } from './told-texts.ts';

// A made-up till's history with the tables it leads to, from the format's description alone: no code of the till's writer or of
// the program that verifies.

export interface Told {
  readonly at: number;
  readonly kind: string;
  readonly transactionId: string | null;
  readonly data: Record<string, unknown>;
}

export type Row = Record<string, unknown>;
export type Tables = Record<'quotes' | 'transactions' | 'print_jobs' | 'till_state', Row[]>;

export interface History {
  readonly records: Told[];
  readonly tables: Tables;
}

/** Stands for the chain's head at that place. */
export const headThere = '<head>';

export function toAt(ms: number): string {
  return new Date(ms + 7 * 3_600_000).toISOString().replace('Z', '+07:00');
}

/** `count` inquiries and what became of them: every kind of record and every way a payment can go. */
export function makeHistory(count: number, seed = 7): History {
  const till = createTill(seed);
  till.open();
  for (let index = 0; index < count; index++) {
    if (index % 25 === 24) till.restore();
    const quote = till.quote(index);
    if (index % 10 === 9) continue;
    const agreed = index % 7 === 3 ? till.renew(quote) : quote;
    stories[index % stories.length]?.(till, till.intend(agreed));
  }
  // Two that are still open at the end.
  for (const index of [count, count + 1]) {
    const transaction = till.intend(till.quote(index));
    till.tell('sent', transaction, { request: '{}' });
    if (index === count) till.pend(transaction);
  }
  return till.history;
}

type Till = ReturnType<typeof createTill>;

const stories: readonly ((till: Till, transaction: Row) => void)[] = [
  (till, transaction) => till.pay(transaction),
  (till, transaction) => {
    till.pay(transaction);
    till.print(transaction, 1, 'sent');
    till.print(transaction, 2, 'sent');
  },
  (till, transaction) => {
    till.tell('sent', transaction, { request: '{"sign":"***"}' });
    till.settle(transaction, 'refused', { code: 'deposit-low', message: 'Saldo tidak cukup', exchange: reply });
  },
  (till, transaction) => till.settle(transaction, 'refused', { code: 'not-sent', message: null, exchange: reply }),
  (till, transaction) => {
    till.tell('sent', transaction, { request: '{}' });
    till.pend(transaction);
    till.print(transaction, null, 'sent');
    till.ask(transaction);
    till.ask(transaction);
    till.settle(transaction, 'paid', { ...paid, reference: 'REF-LATE' });
    till.print(transaction, 0, 'sent');
  },
  (till, transaction) => {
    till.open();
    till.tell('interrupted', transaction, { why: 'interrupted', nextAskAt: null });
    transaction['status'] = 'pending';
    till.ask(transaction);
    till.tell('resent', transaction, { reason: 'never came', by: 'owner' });
    till.ask(transaction);
    for (const as of ['paid', 'refused', 'paid'] as const) till.resolve(transaction, as);
    till.print(transaction, 0, 'doubtful');
  },
  (till, transaction) => {
    till.tell('sent', transaction, { request: '{}' });
    till.pend(transaction);
    till.tell('alarm', transaction, { why: 'contradiction' });
    till.resolve(transaction, 'refused');
    till.tell('alarm', transaction, { late: { kind: 'paid' }, exchange: reply });
  },
  (till, transaction) => {
    till.pay(transaction, 'failed');
    till.print(transaction, 0, 'failed');
    till.print(transaction, 0, 'sent');
    till.print(transaction, 1, 'doubtful');
    till.print(transaction, 2, 'failed');
    till.print(transaction, 2, 'sent');
  },
  (till, transaction) => {
    till.tell('sent', transaction, { request: '{}' });
    till.settle(transaction, 'refused', {
      code: 'rejected',
      message: null,
      lookAt: 1_800_000_000_000,
      exchange: reply,
    });
    till.debit(null);
    till.debit(transaction);
    till.look(transaction, 1_800_000_600_000);
    till.settle(transaction, 'paid', { ...paid, warning: 'refused-then-paid' });
    till.tell('alarm', transaction, { why: 'refused-then-paid', other: null });
    till.print(transaction, 0, 'sent');
  },
];

/** Payments before there were slip numbers and claim codes. */
const unnumbered = 8;
const signs = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';

/** Some claim code, another for each number below 961: six characters and one that makes 7a + 6b + 5c ... + g a multiple of 31. */
function claimOf(number: number): string {
  const [tens, ones] = [Math.floor(number / 31), number % 31];
  const check = (((-7 * tens - 6 * ones) % 31) + 31) % 31;
  return `${signs[tens]}${signs[ones]}2222${signs[check]}`;
}

function createTill(seed: number) {
  const history: History = {
    records: [],
    tables: { quotes: [], transactions: [], print_jobs: [], till_state: [] },
  };
  const { records, tables } = history;
  let state = seed;
  let ids = 0;
  let slips = 0;
  let now = Date.parse('2026-11-21T07:00:00+07:00');
  const upTo = (most: number): number => (state = (state * 48_271) % 2_147_483_647) % most;
  const newId = (letter: string): string => `${letter}${String(++ids).padStart(19, '0')}`;

  function tell(kind: string, about: Row | null, data: Record<string, unknown>): number {
    // What a person takes back is of the same day.
    now += kind === 'resolved' ? 0 : 1 + upTo(9_000);
    records.push({ at: now, kind, transactionId: about && String(about['transaction_id']), data });
    return now;
  }

  function open(): void {
    const epoch = tables.till_state[0]?.['epoch'] ?? 'AAAA';
    tell('opened', null, { version: '0.1.0', by: 'owner', epoch });
    tables.till_state[0] ??= { one: 1, epoch, mode: 'normal', correction_ms: 0 };
  }

  function restore(): void {
    const epoch = newId('E').slice(-4);
    tell('restored', null, { why: 'they are copies', epoch });
    const correctionMs = 3_600_000;
    tables.till_state[0] = { one: 1, epoch, mode: 'normal', correction_ms: correctionMs };
    open();
    tell('clock', null, { pcAt: now - correctionMs, correctionMs, by: 'iak' });
    tell('reconciled', null, { by: 'owner', reason: 'compared with the bank' });
  }

  function quote(index: number): { readonly quote: Record<string, unknown>; readonly row: Row } {
    const [bill, admin, fee] = [20_000 + upTo(900_000), 2_500, upTo(3) * 250];
    const customerNumber = String(512_000_000_000 + (index % 40));
    const bills = {
      ...{ quoteId: newId('Q'), provider: 'iak', product: 'pln-postpaid', customerNumber },
      ...{ customerName: `SITI ${index} \u001b[2J"\\`, periods: ['2026-10'] },
      ...{ bill, admin, fee, total: bill + admin + fee },
      ...{ commission: null, remainingBills: 0, expiresAt: toAt(now), warning: null, paidBefore: null },
      ...{ details: { tariff: 'R1', power: '1300', penalty: 0 }, skipped: [] },
    };
    const row = {
      ...{ quote_id: bills.quoteId, transaction_id: newId('T'), provider_ref: newId('R') },
      ...{ created_at: now, expires_at: now + 600_000, quote: JSON.stringify(bills), memo: '{"trId":17}' },
    };
    const data = { quote: bills, transactionId: row.transaction_id, providerRef: row.provider_ref };
    tell('quote', row, { ...data, createdAt: row.created_at, expiresAt: row.expires_at, memo: { trId: 17 } });
    tables.quotes.push(row);
    return { quote: bills, row };
  }

  /** An expired quote is asked for again: another reference, the same payment. */
  function renew(first: ReturnType<typeof quote>): ReturnType<typeof quote> {
    const again = { ...first.quote, quoteId: newId('Q') };
    const row: Row = {
      ...first.row,
      ...{ quote_id: again.quoteId, transaction_id: newId('T'), provider_ref: newId('R') },
    };
    const data = { quote: again, transactionId: row['transaction_id'], providerRef: row['provider_ref'] };
    tell('quote', row, { ...data, createdAt: row['created_at'], expiresAt: row['expires_at'], memo: { trId: 17 } });
    tables.quotes.push({ ...row, quote: JSON.stringify(again) });
    return { quote: first.quote, row: { ...first.row, provider_ref: row['provider_ref'] } };
  }

  function intend({ quote: bills, row: quoted }: ReturnType<typeof quote>): Row {
    const tendered = Math.ceil(Number(bills['total']) / 50_000) * 50_000;
    const more = { providerRef: quoted['provider_ref'], memo: { trId: 17 }, expiresAt: quoted['expires_at'] };
    const claimCode = tables.transactions.length < unnumbered ? null : claimOf(tables.transactions.length);
    const data = { quote: bills, ...more, tendered, cashier: 'owner', ...(claimCode && { claimCode }) };
    const at = tell('intent', quoted, data);
    const { provider, product, bill, admin, fee, total } = bills as Row;
    const row: Row = {
      ...{ transaction_id: quoted['transaction_id'], quote_id: quoted['quote_id'] },
      ...{ provider_ref: quoted['provider_ref'], provider: provider, product: product },
      ...{ customer_number: String(bills['customerNumber']), customer_name: String(bills['customerName']) },
      ...{ periods: '["2026-10"]', bill: bill, admin: admin, fee: fee, total: total },
      ...{ tendered, cashier: 'owner', created_at: at, expires_at: quoted['expires_at'], memo: '{"trId":17}' },
      ...{
        details: JSON.stringify(bills['details']),
        footer: null,
        status: 'sending',
        reference: null,
        refusal_code: null,
        settled_at: null,
        settled_by: null,
      },
      look_at: null,
      ...{ slip_number: null, claim_code: claimCode, commission: null },
    };
    tables.transactions.push(row);
    return row;
  }

  /** What a record that makes a payment paid says of its slip number. */
  function numbered(row: Row, status: 'paid' | 'refused'): Record<string, unknown> {
    if (status === 'refused' || tables.transactions.length <= unnumbered) return {};
    row['slip_number'] ??= `LKT01-2611-${String(++slips).padStart(6, '0')}`;
    return { slipNumber: row['slip_number'] };
  }

  function settle(row: Row, status: 'paid' | 'refused', data: Record<string, unknown>): void {
    row['settled_at'] = tell(status, row, { ...data, ...numbered(row, status) });
    Object.assign(row, { status, settled_by: 'provider' });
    row['reference'] = status === 'paid' ? String(data['reference']) : null;
    row['refusal_code'] = status === 'refused' ? String(data['code']) : null;
    row['look_at'] = data['lookAt'] ?? null;
    if (status === 'paid') Object.assign(row, toldTexts(row, data), { commission: data['commission'] ?? null });
  }

  function print(row: Row, copy: number | null, result: 'sent' | 'failed' | 'doubtful'): void {
    const job = { jobId: newId('J'), copy, printer: 'counter' };
    const at = tell('printing', row, { ...job, head: headThere, drawer: copy === 0 });
    tell('print', row, { ...job, result });
    const ids = { job_id: job.jobId, transaction_id: row['transaction_id'], copy, printer: 'counter' };
    tables.print_jobs.push({ ...ids, head: headThere, created_at: at, state: result });
  }

  return {
    history,
    tell,
    open,
    restore,
    quote,
    renew,
    intend,
    settle,
    print,
    pay(row: Row, printed: 'sent' | 'failed' = 'sent'): void {
      tell('sent', row, { request: '{"commands":"pay-pasca","sign":"***"}' });
      settle(row, 'paid', paid);
      print(row, 0, printed);
    },
    pend(row: Row): void {
      tell('pending', row, { why: 'no-reply', message: null, nextAskAt: now + 5_000, exchange: reply });
      row['status'] = 'pending';
    },
    ask(row: Row): void {
      tell('asked', row, { why: 'in-process', message: null, nextAskAt: now + 5_000, alarm: false, exchange: reply });
    },
    debit(row: Row | null): void {
      const payment = row && row['transaction_id'];
      tell('debited', null, { provider: 'iak', amount: 291_000, before: 800_000, after: 500_000, payment });
    },
    look(row: Row, lookAt: number | null): void {
      tell('looked', row, {
        found: 'pending',
        code: null,
        why: 'no-reply',
        message: null,
        lookAt,
        alarm: false,
        exchange: reply,
      });
      row['look_at'] = lookAt;
    },
    resolve(row: Row, as: 'paid' | 'refused'): void {
      row['settled_at'] = tell('resolved', row, {
        ...{ as, reason: 'called the provider', by: 'owner' },
        ...numbered(row, as),
      });
      Object.assign(row, { status: as, settled_by: 'person', reference: null });
      row['refusal_code'] = as === 'refused' ? 'resolved' : null;
    },
  };
}
