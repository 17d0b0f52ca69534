import { hash } from 'node:crypto';
import { filledBills, paymentRow } from './payment-row.ts';
import { clean, isObject, parsed, type Json, type Report } from './report.ts';

// What the records say, followed one by one as an auditor would, without believing any table of the database.

/** What a row of a table must say, by its columns, and the record that made it. */
export interface Made {
  readonly n: number;
  readonly row: Record<string, unknown>;
}

interface Payment extends Made {
  /** Product and customer's number. */
  readonly bill: string;
  readonly jobs: Made[];
  wasSent: boolean;
  /** The WIB day of a person's word, while that is what settled it. */
  decidedOn: string | null;
}

/** What the records make, by id, and what it takes to follow them. */
interface Work {
  readonly quotes: Map<string, Made>;
  readonly quoteIds: Set<unknown>;
  /** The terms that a provider quoted, by its reference. */
  readonly inquiries: Map<unknown, string>;
  readonly payments: Map<string, Payment>;
  readonly paidRefs: Set<unknown>;
  /** The unsettled payment of a bill. */
  readonly unsettled: Map<string, string>;
  readonly jobs: Map<string, Made>;
  readonly till: Map<string, Made>;
  /** The first eight digits of each record's hash, as a number, from the record after it. */
  readonly hashes: number[];
}

export type Books = Pick<Work, 'quotes' | 'payments' | 'jobs' | 'till'>;

interface Entry {
  readonly n: number;
  readonly at: string;
  readonly kind: string;
  /** The payment it is about; empty if about none. */
  readonly id: string;
  readonly data: Json;
}

type Rule = (work: Work, entry: Entry, wrong: (what: string) => void) => void;

/** Follows the records. What is none is told and passed over. `seen` is told of the books after each. */
export function audit(lines: Iterable<Buffer>, report: Report, seen?: (n: number, books: Books) => void): Books {
  const work: Work = {
    quotes: new Map(),
    quoteIds: new Set(),
    inquiries: new Map(),
    payments: new Map(),
    paidRefs: new Set(),
    unsettled: new Map(),
    jobs: new Map(),
    till: new Map(),
    hashes: [],
  };
  seen?.(0, work);
  let place = 0;
  for (const line of lines) {
    place++;
    const entry = read(line, place, work.hashes, (what) => report('loket.journal', place, what));
    if (!entry) continue;
    const { n, id } = entry;
    rules.get(entry.kind)?.(work, entry, (what) => report('loket.journal', n, `${id && `${clean(id)}: `}${what}`));
    seen?.(n, work);
  }
  return work;
}

/** A text too long to be kept, as what can be compared with another. */
export function digest(text: unknown): string {
  return hash('sha256', String(text), 'base64');
}

const atShape = /^\d{4}-\d\d-\d\dT([01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}\+07:00$/;

/** Reads a line; null if it is no record at all. */
function read(line: Buffer, place: number, hashes: number[], wrong: (what: string) => void): Entry | null {
  const text = line.toString();
  const record = parsed(text);
  const form = isObject(record) ? formOf(record) : null;
  if (form === null || !isObject(record) || !isObject(record.data) || typeof record.kind !== 'string') {
    wrong('is not a record');
    return null;
  }
  const { n, prev, at, kind, transactionId: id, data } = record;
  if (form !== text || !names.includes(Object.keys(record).join()))
    wrong('is not written in the one form a record has');
  hashes[place - 1] = parseInt(String(prev).slice(0, 8), 16);
  if (typeof at !== 'string' || !atShape.test(at) || !isDay(at.slice(0, 10))) wrong('has a time that is none');
  if (!rules.has(kind)) wrong('is of no known kind');
  else if (rules.get(kind) === followTill ? id !== null : typeof id !== 'string' || id === '')
    wrong('should name a payment and does not, or the other way round');
  const number = Number.isSafeInteger(n) ? Number(n) : place;
  return { n: number, at: String(at), kind, id: typeof id === 'string' ? id : '', data };
}

/** What a record has, in this order: alone or the last of a group, and before others of its group. */
const names: readonly string[] = ['n,prev,at,kind,transactionId,data', 'n,prev,more,at,kind,transactionId,data'];

/** A record as JSON writes it, which is how it must be written; null if it is nested too deep for that. */
function formOf(record: Json): string | null {
  try {
    return JSON.stringify(record);
  } catch {
    return null;
  }
}

let lastDay = '';

/** Whether the calendar has this day. Records of one day mostly follow each other, so the last one is remembered. */
function isDay(day: string): boolean {
  if (day === lastDay) return true;
  const ms = Date.parse(`${day}T00:00:00Z`);
  if (Number.isNaN(ms) || !new Date(ms).toISOString().startsWith(day)) return false;
  lastDay = day;
  return true;
}

const followTill: Rule = ({ till }, { n, kind, data }, wrong) => {
  const before = till.get('1')?.row;
  if (kind === 'opened' && before && before.epoch !== data.epoch) wrong('a new epoch, and nothing was restored');
  if (kind === 'reconciled' && before?.mode !== 'reconcile') wrong('reconciled, and nothing was restored');
  const mode = kind === 'restored' ? 'reconcile' : kind === 'reconciled' ? 'normal' : (before?.mode ?? 'normal');
  const epoch = kind === 'opened' || kind === 'restored' ? data.epoch : before?.epoch;
  const correction = kind === 'clock' ? data.correctionMs : (before?.correction_ms ?? 0);
  if (!Number.isSafeInteger(correction)) wrong('corrects the clock by no number');
  till.set('1', { n, row: { one: 1, epoch, mode, correction_ms: correction } });
};

const isAmount = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0;
function checkSum({ bill, admin, fee, total }: Json, wrong: (what: string) => void): void {
  if (!isAmount(bill) || !isAmount(admin) || !isAmount(fee) || !isAmount(total)) wrong('an amount is none');
  else if (bill + admin + fee !== total) wrong('bill, admin and fee are not the total');
}

/** What stays as it was quoted, also where an expired quote is asked for again. */
function termsOf({ provider, product, customerNumber, total }: Json): string {
  return `${String(provider)}\n${String(product)}\n${String(customerNumber)}\n${String(total)}`;
}

const followQuote: Rule = (work, { n, id, data }, wrong) => {
  const { quote, transactionId, providerRef, createdAt, expiresAt, memo } = data;
  if (!isObject(quote)) return wrong('holds no quote');
  checkSum(quote, wrong);
  if (transactionId !== id) wrong('is quoted for another payment');
  if (work.quotes.has(id)) return wrong('is quoted a second time');
  if (work.quoteIds.has(quote.quoteId) || work.inquiries.has(providerRef))
    wrong('its quote id or reference is not new');
  work.quoteIds.add(quote.quoteId);
  work.inquiries.set(providerRef, termsOf(quote));
  const row = {
    quote_id: quote.quoteId,
    transaction_id: id,
    provider_ref: providerRef,
    created_at: createdAt,
    expires_at: expiresAt,
    quote: digest(JSON.stringify(quote)),
    memo: JSON.stringify(memo),
  };
  work.quotes.set(id, { n, row });
};

const followIntent: Rule = (work, { n, id, at, data }, wrong) => {
  const { quote, providerRef, tendered } = data;
  if (!isObject(quote)) return wrong('holds no quote');
  if (work.payments.has(id)) return wrong('has a second intent');
  checkSum(quote, wrong);
  if (!isAmount(tendered) || tendered < Number(quote.total)) wrong('less was tendered than the total');
  // A quote that was asked for again brings its own reference; the payment stays that of the first.
  const terms = termsOf(quote);
  const quotedTerms = work.inquiries.get(work.quotes.get(id)?.row.provider_ref);
  const isAsQuoted = quotedTerms === terms && work.inquiries.get(providerRef) === terms;
  if (!isAsQuoted || work.quotes.get(id)?.row.quote_id !== quote.quoteId) wrong('is not agreed as it was quoted');
  if (work.paidRefs.has(providerRef)) wrong('its reference belongs to another payment');
  work.paidRefs.add(providerRef);
  if (work.till.get('1')?.row.mode === 'reconcile') wrong('is paid before restored files were compared');
  const row = paymentRow(id, at, quote, data);
  const bill = `${String(quote.product)}\n${String(quote.customerNumber)}`;
  const other = work.unsettled.get(bill);
  if (other !== undefined) wrong(`${clean(other)} of the same bill is unsettled`);
  work.unsettled.set(bill, id);
  work.payments.set(id, { n, row, bill, jobs: [], wasSent: false, decidedOn: null });
};

/** The states in which a record of a kind may come. */
const comesIn: Readonly<Record<string, readonly unknown[]>> = {
  sent: ['sending'],
  paid: ['sending', 'pending'],
  refused: ['sending', 'pending'],
  pending: ['sending'],
  interrupted: ['sending'],
  asked: ['pending'],
  resent: ['pending'],
  resolved: ['pending'],
  alarm: ['sending', 'pending', 'paid', 'refused'],
};

const followPayment: Rule = (work, { id, at, kind, data }, wrong) => {
  const payment = work.payments.get(id);
  if (!payment) return wrong(`${kind}, and it has no intent`);
  const { row, decidedOn } = payment;
  const day = at.slice(0, 10);
  const takesBack = kind === 'resolved' && decidedOn !== null && decidedOn >= day && row.status !== data.as;
  if (!takesBack && !comesIn[kind]?.includes(row.status)) return wrong(`${kind}, and it was ${String(row.status)}`);
  if (kind === 'sent' && payment.wasSent) wrong('is sent a second time');
  payment.wasSent ||= kind === 'sent';
  if (kind === 'pending' || kind === 'interrupted') row.status = 'pending';
  if (kind !== 'paid' && kind !== 'refused' && kind !== 'resolved') return;
  const isPersons = kind === 'resolved';
  const outcome = isPersons ? data.as : kind;
  if (outcome !== 'paid' && outcome !== 'refused') return wrong('is resolved as neither paid nor refused');
  payment.decidedOn = isPersons ? day : null;
  row.status = outcome;
  if (kind === 'paid') row.bills = filledBills(row.bills, data.bills);
  row.reference = kind === 'paid' ? (data.reference ?? null) : null;
  row.refusal_code = kind === 'refused' ? data.code : outcome === 'refused' ? 'resolved' : null;
  row.settled_at = Date.parse(at);
  row.settled_by = isPersons ? 'person' : 'provider';
  if (work.unsettled.get(payment.bill) === id) work.unsettled.delete(payment.bill);
};

const followPrinting: Rule = (work, { n, id, at, data }, wrong) => {
  const { jobId, copy, printer, head } = data;
  const payment = work.payments.get(id);
  if (!payment) return wrong('printing, and it has no intent');
  if (work.jobs.has(String(jobId))) return wrong('printing under an id that is not new');
  const out = payment.jobs.filter(({ row }) => row.copy !== null && row.state !== 'failed').map(({ row }) => row.copy);
  if (copy !== null && payment.row.status !== 'paid') wrong('a receipt of what is not paid');
  if (copy === 0 && out.length > 0) wrong('has a second original');
  else if (copy !== null && copy !== Math.max(-1, ...out.map(Number)) + 1) wrong('its copies do not follow each other');
  // Only what was printed before the till had a journal carries no head.
  const isOld = work.till.size === 0 && head === null;
  const [, number, digits] = /^(0|[1-9]\d{0,15})-([0-9A-F]{8})$/.exec(String(head)) ?? [];
  if (!isOld && work.hashes[Number(number)] !== parseInt(digits ?? '', 16)) wrong('its slip names no record before it');
  const row = {
    job_id: jobId,
    transaction_id: id,
    copy,
    printer,
    head,
    created_at: Date.parse(at),
    state: 'sending',
  };
  const job = { n, row };
  payment.jobs.push(job);
  work.jobs.set(String(jobId), job);
};

const followPrint: Rule = ({ jobs }, { id, data }, wrong) => {
  const { jobId, copy, printer, result } = data;
  const row = jobs.get(String(jobId))?.row;
  if (row?.transaction_id !== id || row.copy !== copy || row.printer !== printer || row.state !== 'sending')
    return wrong('printed what was not on its way');
  if (result !== 'sent' && result !== 'failed' && result !== 'doubtful') return wrong('printed with no known result');
  row.state = result;
};

const rules: ReadonlyMap<string, Rule> = new Map([
  ...['opened', 'restored', 'reconciled', 'clock'].map((kind) => [kind, followTill] as const),
  ['quote', followQuote],
  ['intent', followIntent],
  ...Object.keys(comesIn).map((kind) => [kind, followPayment] as const),
  ['printing', followPrinting],
  ['print', followPrint],
]);
