import { textOf } from './entry.ts';
import { followClaimCode, followSlipNumber } from './follow-numbers.ts';
import { filledBills, paymentRow } from './payment-row.ts';
import { clean, isObject, type Json } from './report.ts';
import { printOf } from './small-map.ts';
import type { Rule } from './work.ts';

// From the quote to the word that settles a payment.

const isAmount = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0;
function checkSum({ bill, admin, fee, total }: Json, wrong: (what: string) => void): void {
  if (!isAmount(bill) || !isAmount(admin) || !isAmount(fee) || !isAmount(total)) wrong('an amount is none');
  else if (bill + admin + fee !== total) wrong('bill, admin and fee are not the total');
}

/** What stays as it was quoted, also where an expired quote is asked for again. */
function termsOf({ provider, product, customerNumber, total }: Json): string {
  return `${String(provider)}\n${String(product)}\n${String(customerNumber)}\n${String(total)}`;
}

export const followQuote: Rule = (work, { n, id, data }, wrong) => {
  const { quote, transactionId, providerRef, createdAt, expiresAt, memo } = data;
  if (!isObject(quote)) return wrong('holds no quote');
  checkSum(quote, wrong);
  if (transactionId !== id) wrong('is quoted for another payment');
  if (work.quoted.has(id)) return wrong('is quoted a second time');
  const [quoteId, reference] = [textOf(quote.quoteId), textOf(providerRef)];
  if (work.quoteIds.has(quoteId) || work.inquiries.has(reference)) wrong('its quote id or reference is not new');
  const terms = termsOf(quote);
  work.quoteIds.set(quoteId, 1);
  work.inquiries.set(reference, printOf(terms));
  work.quoted.set(id, printOf(`${quoteId}\n${terms}`));
  const row = {
    quote_id: quote.quoteId,
    transaction_id: id,
    provider_ref: providerRef,
    created_at: createdAt,
    expires_at: expiresAt,
    quote: JSON.stringify(quote),
    memo: JSON.stringify(memo),
  };
  work.quotes.set(id, { n, row });
  work.quotes.close(id);
};

export const followIntent: Rule = (work, { n, id, at, data }, wrong) => {
  const { quote, providerRef, tendered } = data;
  if (!isObject(quote)) return wrong('holds no quote');
  if (work.followed.has(id)) return wrong('has a second intent');
  checkSum(quote, wrong);
  if (!isAmount(tendered) || tendered < Number(quote.total)) wrong('less was tendered than the total');
  // A quote that was asked for again brings its own reference; the payment stays that of the first.
  const terms = termsOf(quote);
  const reference = textOf(providerRef);
  const isAsQuoted = work.quoted.get(id) === printOf(`${textOf(quote.quoteId)}\n${terms}`);
  if (!isAsQuoted || work.inquiries.get(reference) !== printOf(terms)) wrong('is not agreed as it was quoted');
  if (work.paidRefs.has(reference)) wrong('its reference belongs to another payment');
  work.paidRefs.set(reference, 1);
  if (work.till.get('1')?.row.mode === 'reconcile') wrong('is paid before restored files were compared');
  followClaimCode(work, data, wrong);
  const row = paymentRow(id, at, quote, data);
  const bill = `${String(quote.product)}\n${String(quote.customerNumber)}`;
  const other = work.unsettled.get(bill);
  if (other !== undefined) wrong(`${clean(other)} of the same bill is unsettled`);
  work.unsettled.set(bill, id);
  work.followed.set(id, 1);
  work.payments.set(id, { n, row, bill, wasSent: false, decidedOn: null });
};

/** The states in which a record of a kind may come. */
export const comesIn: Readonly<Record<string, readonly unknown[]>> = {
  sent: ['sending'],
  paid: ['sending', 'pending'],
  refused: ['sending', 'pending'],
  pending: ['sending'],
  interrupted: ['sending'],
  asked: ['pending'],
  looked: ['refused'],
  resent: ['pending'],
  resolved: ['pending'],
  alarm: ['sending', 'pending', 'paid', 'refused'],
};

/** What a later record may still change of a payment that is settled: a refusal may be none after all, a person's word be taken back. */
const notFinal = [
  ...['status', 'bills', 'reference', 'refusal_code', 'settled_at', 'settled_by', 'look_at', 'slip_number'],
];

export const followPayment: Rule = (work, entry, wrong) => {
  const { id, at, kind, data } = entry;
  const payment = work.payments.get(id);
  if (!payment) {
    if (!work.followed.has(id)) wrong(`${kind}, and it has no intent`);
    else if (!comesIn[kind]?.includes('paid')) wrong(`${kind}, and it was paid`);
    return;
  }
  const { row, decidedOn } = payment;
  const day = at.slice(0, 10);
  const takesBack = kind === 'resolved' && decidedOn !== null && decidedOn >= day && row.status !== data.as;
  const isRefusal = row.status === 'refused' && row.settled_by === 'provider' && row.refusal_code !== 'not-sent';
  const isAfterAll = kind === 'paid' && isRefusal && data.warning === 'refused-then-paid';
  if (!takesBack && !isAfterAll && !comesIn[kind]?.includes(row.status))
    return wrong(`${kind}, and it was ${String(row.status)}`);
  if (kind === 'looked' && !isRefusal) return wrong('is looked at, and no provider refused it');
  if (kind === 'paid' && data.warning === 'refused-then-paid' && !isAfterAll)
    wrong('paid after a refusal, and there was none');
  if (kind === 'sent' && payment.wasSent) wrong('is sent a second time');
  payment.wasSent ||= kind === 'sent';
  if (kind === 'pending' || kind === 'interrupted') row.status = 'pending';
  if (kind === 'looked') row.look_at = data.lookAt;
  if (kind !== 'paid' && kind !== 'refused' && kind !== 'resolved') return;
  const isPersons = kind === 'resolved';
  const outcome = isPersons ? data.as : kind;
  if (outcome !== 'paid' && outcome !== 'refused') return wrong('is resolved as neither paid nor refused');
  payment.decidedOn = isPersons ? day : null;
  row.status = outcome;
  if (kind === 'paid') row.bills = filledBills(row.bills, data.bills);
  row.reference = kind === 'paid' ? (data.reference ?? null) : null;
  row.refusal_code = kind === 'refused' ? data.code : outcome === 'refused' ? 'resolved' : null;
  const { slipNumber } = data;
  if (outcome === 'paid') row.slip_number = followSlipNumber(work, { at, had: row.slip_number, slipNumber }, wrong);
  else if (slipNumber !== undefined) wrong('is refused with a slip number');
  row.settled_at = Date.parse(at);
  row.settled_by = isPersons ? 'person' : 'provider';
  row.look_at = kind === 'refused' ? (data.lookAt ?? null) : null;
  if (work.unsettled.get(payment.bill) === id) work.unsettled.delete(payment.bill);
  if (kind !== 'paid') return work.payments.keep(id, [...notFinal, 'total']);
  work.paid.count++;
  work.paid.sum += Number(row.total);
  work.payments.close(id);
};
