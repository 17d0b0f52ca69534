import { rupiah } from '../../../shared/money.ts';
import { toWib } from '../../../shared/time.ts';
import type { Exchange, Outcome } from '../../../electron/providers/provider.ts';
import type { OldBooks, OldJob, OldQuote } from './old-books.ts';

// Everything that could stand in the books of a till before it had a journal.

const minute = 60_000;

/** Ids of 20 letters and digits, as the till of that time made them. */
let lastId = 0;
export function oldId(): string {
  return `01KA0${String(++lastId).padStart(15, '0')}`;
}

/** A name as a hostile provider may send it. */
const hostile = 'A\u0000B\u001b[2J \u202eevil "quoted" \\back\\ \u2028 💡 é \u007f\ttab';

export function oldQuote(at: number, change: Partial<OldQuote['quote']> = {}): OldQuote {
  const [bill, admin, fee] = [change.bill ?? rupiah(300_000), change.admin ?? rupiah(2_500), change.fee ?? rupiah(0)];
  const expiresAt = at + 5 * minute;
  const id = oldId();
  const quote: OldQuote['quote'] = {
    quoteId: oldId(),
    provider: 'iak',
    product: 'pln-postpaid',
    customerNumber: `5401${id.slice(-8)}`,
    customerName: 'SITI RAHAYU',
    periods: ['2026-10'],
    total: rupiah(bill + admin + fee),
    commission: null,
    remainingBills: null,
    expiresAt: toWib(expiresAt),
    warning: null,
    paidBefore: null,
    details: { tariff: 'R1', power: '1300', standStart: '00080000', standEnd: '00080100', penalty: null },
    skipped: [],
    ...change,
    ...{ bill, admin, fee },
  };
  const memo = { trId: `9${id.slice(-6)}`, productCode: 'PLNPOSTPAID', none: null };
  return { quote, transactionId: id, providerRef: oldId(), createdAt: at, expiresAt, memo };
}

export function oldExchange(text = '{"data":{"response_code":"00","message":"PAYMENT SUCCESS"},"meta":[]}'): Exchange {
  const request = 'POST http://127.0.0.1:1/api/v1/bill/check {"commands":"pay-pasca","sign":"[secret]"}';
  return { request, result: 'reply', status: 200, text, tookMs: 1_234, serverTimeMs: null };
}

type Of<K extends Outcome['kind']> = Extract<Outcome, { kind: K }>;

export const oldOutcomes = {
  paid: (change: Partial<Of<'paid'>> = {}): Of<'paid'> => ({
    ...{ kind: 'paid', reference: '0BAG210Z7B2A4C5D8E9F0A1B2C3D4E5F', commission: rupiah(600), balance: null },
    ...{ warning: null, details: null, bills: null, remainingBills: null, footer: null, exchange: oldExchange() },
    ...change,
  }),
  refused: (change: Partial<Of<'refused'>> = {}): Of<'refused'> => ({
    ...{ kind: 'refused', code: 'rejected', message: 'PEMBAYARAN GAGAL', exchange: oldExchange('{"rc":"37"}') },
    ...change,
  }),
  pending: (why: Of<'pending'>['why'] = 'in-process', text?: string): Of<'pending'> => ({
    ...{ kind: 'pending', why, message: 'PENDING', exchange: oldExchange(text ?? '{"rc":"39"}') },
  }),
};

/** Sells as the till of that time did; answers the payment's id. */
function sold(books: OldBooks, stored: OldQuote, outcome: Outcome, nextAskAt: number | null = null): string {
  const at = stored.createdAt + 10_000;
  books.quote(stored);
  books.intent(stored, stored.quote.total + 7_500, at);
  books.outcome(stored.transactionId, outcome, { sentAt: at + 3, at: at + 900, nextAskAt });
  return stored.transactionId;
}

function print(
  books: OldBooks,
  transactionId: string,
  copy: number | null,
  at: number,
  result?: 'sent' | 'failed' | 'doubtful',
): OldJob {
  const job: OldJob = { jobId: oldId(), transactionId, copy, at };
  books.printing(job);
  if (result) books.printed(job, result, at + 600);
  return job;
}

/** Writes every kind of row and trail, the first of them at `from` (ms), an hour's worth. Answers ids by what happened. */
export function fillOldBooks(books: OldBooks, from: number): Readonly<Record<string, string>> {
  const { paid, refused, pending } = oldOutcomes;
  let at = from;
  const next = (change: Partial<OldQuote['quote']> = {}): OldQuote => oldQuote((at += minute), change);
  const ids: Record<string, string> = {};

  books.quote(next());
  ids['printed'] = sold(books, next({ customerName: hostile }), paid());
  for (const copy of [0, 1, 2]) print(books, ids['printed'], copy, at + 20_000 + copy * 2_000, 'sent');
  const again = next({ paidBefore: { transactionId: ids['printed'], at: toWib(from), cashier: 'owner' } });
  ids['paid again'] = sold(books, again, paid({ commission: null }));
  ids['without reference'] = sold(books, next(), paid({ reference: null, warning: 'no-reference' }));
  ids['refused'] = sold(books, next(), refused({ messageEn: 'PAYMENT FAILED', message: hostile }));
  ids['not sent'] = sold(books, next(), refused({ code: 'not-sent', message: null }));
  ids['open'] = sold(books, next({ provider: 'ayoconnect' }), pending(), at + 15_000);
  for (const nth of [1, 2, 3]) books.asked(ids['open'], pending(), at + nth * 15_000, at + (nth + 1) * 15_000);
  print(books, ids['open'], null, at + 12_000, 'sent');
  ids['alarming'] = sold(books, next(), pending('other-payment', `{"name":${JSON.stringify(hostile)}}`), at + 15_000);
  ids['nobody asks'] = sold(books, next({ provider: 'alfakios', fee: rupiah(500) }), pending('no-reply'));
  books.event(ids['nobody asks'], at + 70_000, 'resent', { reason: 'the customer waits', by: 'owner' });
  books.asked(ids['nobody asks'], pending('no-reply'), at + 71_000, null);
  ids['settled late'] = sold(
    books,
    next({ provider: 'ayoconnect', warning: 'total-mismatch' }),
    pending(),
    at + 15_000,
  );
  books.asked(ids['settled late'], pending('doubtful'), at + 15_000, at + 30_000);
  const footer = ['PLN menyatakan struk ini sebagai bukti pembayaran yang sah.', 'Hubungi 123'];
  const details = { tariff: null, power: '2200', standStart: null, standEnd: null, penalty: rupiah(0) };
  const late = paid({ footer, details, remainingBills: 2, commission: rupiah(1_000) });
  books.outcome(ids['settled late'], late, { sentAt: null, at: at + 30_500 });
  print(books, ids['settled late'], 0, at + 31_000, 'doubtful');
  print(books, ids['settled late'], 1, at + 33_000, 'sent');
  ids['said paid'] = sold(books, next(), pending('not-received'), at + 15_000);
  books.resolved(ids['said paid'], 'paid', 'as they said on the telephone', at + 40_000);
  books.event(ids['said paid'], at + 41_000, 'alarm', { late: { kind: 'pending' }, exchange: { result: 'reply' } });
  ids['said refused'] = sold(books, next(), pending('not-received'), at + 15_000);
  books.resolved(ids['said refused'], 'refused', hostile, at + 40_000);
  ids['nontaglist'] = sold(
    books,
    next({
      ...{ product: 'pln-nontaglist', customerNumber: `32250${oldId().slice(-8)}`, periods: [], remainingBills: null },
      details: { kind: 'PENYAMBUNGAN BARU', registrationNumber: '3225030005902', registrationDate: '20161231' },
    }),
    paid(),
  );
  print(books, ids['nontaglist'], 0, at + 20_000, 'failed');
  print(books, ids['nontaglist'], 0, at + 25_000, 'sent');
  ids['renewed'] = renewed(books, next(), at + 10 * minute);
  ids['interrupted'] = interrupted(books, next(), at);
  ids['cut slip'] = sold(books, next(), paid());
  print(books, ids['cut slip'], 0, at + 20_000);
  // Found by the start after: it may have come out, and nothing in the trail says so.
  books.doubtUnfinished();
  print(books, ids['cut slip'], 1, at + 50_000, 'sent');
  ids['on its way'] = sold(books, next(), paid());
  print(books, ids['on its way'], 0, at + 20_000);
  const dying = next({ provider: 'ayoconnect' });
  books.quote(dying);
  books.intent(dying, dying.quote.total, at + 9_000);
  ids['sending'] = dying.transactionId;
  return ids;
}

/** The quote expired, so the bill was asked for anew within the payment; it stayed the same quote and payment. */
function renewed(books: OldBooks, first: OldQuote, at: number): string {
  const { quoteId, customerNumber, provider } = first.quote;
  const anew = oldQuote(at, { customerNumber, provider, customerName: 'SITI RAHAYU (BARU)', commission: rupiah(700) });
  books.quote(first);
  books.quote(anew);
  const agreed = { ...anew, transactionId: first.transactionId, quote: { ...anew.quote, quoteId } };
  books.intent(agreed, agreed.quote.total, at + 5);
  books.outcome(first.transactionId, oldOutcomes.paid({ commission: null }), { sentAt: at + 6, at: at + 600 });
  return first.transactionId;
}

/** The till died while it was being sent, and asked after its next start. */
function interrupted(books: OldBooks, stored: OldQuote, at: number): string {
  books.quote(stored);
  books.intent(stored, stored.quote.total, at + 9_000);
  books.interrupted(stored.transactionId, at + 20_000, at + 25_000);
  books.asked(stored.transactionId, oldOutcomes.pending(), at + 25_100, at + 40_200);
  return stored.transactionId;
}
