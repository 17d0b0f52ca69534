import { textOf, type Entry } from './entry.ts';
import { followClaimCode, followSlipNumber } from './follow-numbers.ts';
import { filledBills, filledDetails, paymentRow } from './payment-row.ts';
import { addOwed, tendersOf } from './follow-debts.ts';
import { addLine } from './follow-shifts.ts';
import { keepMove } from './follow-z-lines.ts';
import { addSettling, addTaking, moneyOf } from './ledger.ts';
import { clean, isObject, parsed } from './report.ts';
import { printOf } from './small-map.ts';
import type { Payment, Rule, Work } from './work.ts';

// From the quote to the word that settles a payment.

const isAmount = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0;

function checkSum({ get }: Entry, wrong: (what: string) => void): void {
  const [bill, admin, fee, total] = [get('quote.bill'), get('quote.admin'), get('quote.fee'), get('quote.total')];
  if (!isAmount(bill) || !isAmount(admin) || !isAmount(fee) || !isAmount(total)) wrong('an amount is none');
  else if (bill + admin + fee !== total) wrong('bill, admin and fee are not the total');
}

/** What stays as it was quoted, also where an expired quote is asked for again. */
function termsOf({ json }: Entry): string {
  return `${json('quote.provider')}${json('quote.product')}${json('quote.customerNumber')}${json('quote.total')}`;
}

const hasQuote = ({ json }: Entry): boolean => json('quote')?.startsWith('{') === true;

export const followQuote: Rule = (work, entry, wrong) => {
  const { n, id, get, json } = entry;
  if (!hasQuote(entry)) return wrong('holds no quote');
  checkSum(entry, wrong);
  const [quoteId, reference] = [get('quote.quoteId'), get('providerRef')];
  if (get('transactionId') !== id) wrong('is quoted for another payment');
  if (work.quoted.has(id)) return wrong('is quoted a second time');
  if (work.quoteIds.has(textOf(quoteId)) || work.inquiries.has(textOf(reference)))
    wrong('its quote id or reference is not new');
  const terms = termsOf(entry);
  const rule = json('quote.roundingRule');
  work.quoteIds.set(textOf(quoteId), 1);
  work.inquiries.set(textOf(reference), printOf(terms));
  work.quoted.set(id, printOf(`${textOf(quoteId)}\n${terms}\n${rule}`));
  const row = {
    quote_id: quoteId,
    transaction_id: id,
    provider_ref: reference,
    created_at: get('createdAt'),
    expires_at: get('expiresAt'),
    quote: json('quote'),
    memo: json('memo'),
  };
  work.quotes.set(id, { n, row });
  work.quotes.close(id);
};

export const followIntent: Rule = (work, entry, wrong) => {
  const { n, id, get, json } = entry;
  if (!hasQuote(entry)) return wrong('holds no quote');
  if (work.followed.has(id)) return wrong('has a second intent');
  checkSum(entry, wrong);
  const tendered = get('tendered');
  const rounding = get('rounding') ?? 0;
  if (!Number.isSafeInteger(rounding)) wrong('is rounded by no amount');
  if (!isAmount(tendered) || tendered < Number(get('quote.total')) + Number(rounding))
    wrong('less was tendered than the total');
  // A quote that was asked for again brings its own reference; the payment stays that of the first.
  const terms = termsOf(entry);
  const reference = textOf(get('providerRef'));
  const agreed = `${textOf(get('quote.quoteId'))}\n${terms}\n${json('quote.roundingRule')}`;
  const isAsQuoted = work.quoted.get(id) === printOf(agreed);
  if (!isAsQuoted || work.inquiries.get(reference) !== printOf(terms)) wrong('is not agreed as it was quoted');
  followTenders(entry, wrong);
  if (work.paidRefs.has(reference)) wrong('its reference belongs to another payment');
  work.paidRefs.set(reference, 1);
  if (work.till.get('1')?.row.mode === 'reconcile') wrong('is paid before restored files were compared');
  followClaimCode(work, get('claimCode'), wrong);
  const row = paymentRow(entry);
  if (!isItsShift(work, row.shift)) wrong('is taken in another shift than the open one');
  postTaken(work, row);
  addOwed(work, row.customer_id, tendersOf(row), 1);
  const bill = `${String(row.product)}\n${String(row.customer_number)}`;
  const other = work.unsettled.get(bill);
  if (other !== undefined) wrong(`${clean(other)} of the same bill is unsettled`);
  work.unsettled.set(bill, id);
  work.followed.set(id, 1);
  work.payments.set(id, { n, row, bill, wasSent: false, decidedOn: null });
};

/** What was taken while no shift was open, as a till says that knows it; an older one says nothing, which is 0. */
const outside = -1;

function isItsShift({ ledger }: Work, shift: unknown): boolean {
  return ledger.isOpen ? shift === ledger.shift : shift === outside || shift === 0;
}

/** What was handed over, where it was not all cash: its parts make the whole, and only cash gives change. */
function followTenders(entry: Entry, wrong: (what: string) => void): void {
  const { get, json } = entry;
  const total = Number(get('quote.total'));
  const rounding = Number(get('rounding') ?? 0);
  if (rounding > 0 && get('quote.provider') === 'ayoconnect') wrong('is rounded up where no fee is allowed');
  const text = json('tenders');
  if (text === undefined) return followRounding(entry, total, wrong);
  const tenders = parsed(text);
  if (!Array.isArray(tenders)) return wrong('its tenders are none');
  let [sum, cashless, hasCash] = [0, 0, false];
  for (const tender of tenders as unknown[]) {
    if (!isObject(tender) || !isAmount(tender.amount)) return wrong('its tenders are none');
    sum += tender.amount;
    if (tender.kind === 'cash') hasCash = true;
    else cashless += tender.amount;
  }
  if (sum !== get('tendered')) wrong('its tenders are not what was tendered');
  if (cashless > total) wrong('more than the total was handed over, and not in cash');
  followRounding(entry, hasCash ? total - cashless : 0, wrong);
}

/** The cash is rounded as the customer was told with the bill. An older till told no rule. */
function followRounding({ get, json }: Entry, cash: number, wrong: (what: string) => void): void {
  if (json('quote.roundingRule') === undefined) return;
  const to = Number(get('quote.roundingRule.to') ?? 1);
  const over = cash > 0 ? cash % to : 0;
  const mayGoUp = get('quote.roundingRule.mode') === 'nearest' && get('quote.provider') !== 'ayoconnect';
  const told = mayGoUp && over * 2 >= to ? to - over : -over;
  if (Number(get('rounding') ?? 0) !== told) wrong('is rounded otherwise than the bill said');
}

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
const posted = [
  'cashier',
  'total',
  'bill',
  'admin',
  'fee',
  'provider',
  'product',
  'commission',
  'shift',
  'rounding',
  'tenders',
  'customer_id',
];
const notFinal = [
  ...[
    'status',
    'bills',
    'details',
    'footer',
    'reference',
    'refusal_code',
    'settled_at',
    'settled_by',
    'look_at',
    'slip_number',
  ],
];

export const followPayment: Rule = (work, entry, wrong) => {
  const { id, at, kind, get } = entry;
  const payment = work.payments.get(id);
  if (!payment) {
    if (!work.followed.has(id)) wrong(`${kind}, and it has no intent`);
    else if (!comesIn[kind]?.includes('paid')) wrong(`${kind}, and it was paid`);
    return;
  }
  const { row, decidedOn } = payment;
  const day = at.slice(0, 10);
  const takesBack = kind === 'resolved' && decidedOn !== null && decidedOn >= day && row.status !== get('as');
  const isRefusal = row.status === 'refused' && row.settled_by === 'provider' && row.refusal_code !== 'not-sent';
  const isAfterAll = kind === 'paid' && isRefusal && get('warning') === 'refused-then-paid';
  if (!takesBack && !isAfterAll && !comesIn[kind]?.includes(row.status))
    return wrong(`${kind}, and it was ${String(row.status)}`);
  if (kind === 'looked' && !isRefusal) return wrong('is looked at, and no provider refused it');
  if (kind === 'paid' && get('warning') === 'refused-then-paid' && !isAfterAll)
    wrong('paid after a refusal, and there was none');
  if (kind === 'sent' && payment.wasSent) wrong('is sent a second time');
  payment.wasSent ||= kind === 'sent';
  if (kind === 'pending' || kind === 'interrupted') row.status = 'pending';
  if (kind === 'looked') row.look_at = get('lookAt');
  if (kind !== 'paid' && kind !== 'refused' && kind !== 'resolved') return;
  const isPersons = kind === 'resolved';
  const outcome = isPersons ? get('as') : kind;
  if (outcome !== 'paid' && outcome !== 'refused') return wrong('is resolved as neither paid nor refused');
  if (kind === 'paid') row.commission = get('commission') ?? row.commission;
  postMove(work, entry, row, outcome, isPersons);
  payment.decidedOn = isPersons ? day : null;
  row.status = outcome;
  if (kind === 'paid') row.bills = filledBills(row.bills, get('bills'));
  if (kind === 'paid') row.details = filledDetails(row.details, get('details'));
  const footer = kind === 'paid' ? (get('footer') ?? null) : null;
  row.footer = footer && JSON.stringify(footer);
  row.reference = kind === 'paid' ? (get('reference') ?? null) : null;
  row.refusal_code = kind === 'refused' ? get('code') : outcome === 'refused' ? 'resolved' : null;
  const slipNumber = get('slipNumber');
  if (outcome === 'paid') row.slip_number = followSlipNumber(work, { at, had: row.slip_number, slipNumber }, wrong);
  else if (slipNumber !== undefined) wrong('is refused with a slip number');
  row.settled_at = Date.parse(at);
  row.settled_by = isPersons ? 'person' : 'provider';
  row.look_at = kind === 'refused' ? (get('lookAt') ?? null) : null;
  if (work.unsettled.get(payment.bill) === id) work.unsettled.delete(payment.bill);
  if (kind !== 'paid') return work.payments.keep(id, [...notFinal, ...posted]);
  work.paid.count++;
  work.paid.sum += Number(row.total);
  work.payments.close(id);
};

function postTaken({ ledger }: Work, row: Payment['row']): void {
  ledger.days.by = String(row.cashier);
  const at = { shift: Number(row.shift), whose: whoseOf(row), event: 'taken' };
  addTaking(ledger, at, moneyOf(row, row.commission, parsed(String(row.tenders))), 1);
}

/** What a payment's move does to the money; what is given back counts for the shift that is open then, but of what was taken outside for none. */
function postMove(
  work: Work,
  { id, at }: Pick<Entry, 'id' | 'at'>,
  row: Payment['row'],
  outcome: 'paid' | 'refused',
  isPersons: boolean,
): void {
  const { ledger } = work;
  ledger.days.by = String(row.cashier);
  const money = moneyOf(row, row.commission, parsed(String(row.tenders)));
  const whose = whoseOf(row);
  const shift = row.shift === outside ? outside : ledger.shift;
  const isSame = shift === row.shift;
  const giveBack = (sign: 1 | -1): void => {
    addOwed(work, row.customer_id, tendersOf(row), sign === 1 ? -1 : 1);
    addTaking(ledger, { shift, whose, event: isSame ? 'returned' : 'refund' }, money, sign === 1 ? -1 : 1);
    if (!ledger.isOpen && row.shift === shift - 1) work.late.push({ whose, money, sign });
    const cash = money.kept.get('cash')?.amount;
    if (isSame || cash === undefined) return;
    addLine(work, shift, ['refund', sign * cash, id, Date.parse(at)], null);
    const moved = { shift, kind: 'refund', amount: sign * cash, reason: id, at: Date.parse(at), by: null };
    keepMove(work, { ...moved, takenIn: row.shift, customerId: null });
  };
  const isFirst = row.status !== 'paid' && row.status !== 'refused';
  if (outcome === 'refused') {
    if (!isFirst) addSettling(ledger, whose, money, 'settled', -1);
    return giveBack(1);
  }
  if (row.status === 'refused' && !isPersons) return addSettling(ledger, whose, money, 'turned', 1);
  if (!isFirst) giveBack(-1);
  addSettling(ledger, whose, money, 'settled', 1);
}

const whoseOf = (row: Payment['row']): string => `${String(row.provider)} ${String(row.product)}`;

/** A deposit fell by more than was spent here. The payment that explains it, if one does, is one that did not happen. */
export const followDebited: Rule = ({ payments }, { data }, wrong) => {
  const { amount, before, after, payment } = data;
  const isSum = isAmount(amount) && isAmount(before) && isAmount(after) && amount > 0 && amount <= before - after;
  if (!isSum) wrong('debits what the deposit did not fall by');
  if (payment !== null && payments.get(textOf(payment))?.row.status !== 'refused')
    wrong('is explained by a payment that was not refused');
};
