import { add, parseRupiah } from '../../../shared/money.ts';
import type { PendingReason, RefusalCode } from '../../../shared/transaction.ts';
import type { SendResult } from '../wire/http.ts';
import type {
  BalanceOutcome,
  InquiryFailure,
  InquiryOrder,
  InquiryOutcome,
  Outcome,
  PayOrder,
  ProductsOutcome,
} from '../provider.ts';
import { depositIn, isAnother } from '../wire/read-fields.ts';
import { failedHttpStatus, isRefusal, readHttpStatus, rowOf, statusThatAgrees } from './codes.ts';
import {
  balanceFrom,
  billFrom,
  commissionOf,
  hasBadAmount,
  messageOf,
  paidDetails,
  paidWarning,
  parseReply,
  productsFrom,
  readBody,
  referenceOf,
  remainingFrom,
  type Format,
  type Reply,
} from './messages.ts';

// What an answer of IAK makes of a question or a payment. Pure.

/** What was asked with: the product code and the format, in which the answer comes too. */
interface Asked {
  readonly code: string;
  readonly format: Format;
}

type Answered = Extract<SendResult, { kind: 'reply' }>;

/** A bill only where the answer is about this question; every failure without a documented reason is the provider's. */
export function fromInquiry(result: SendResult, order: InquiryOrder, { code, format }: Asked): InquiryOutcome {
  const failed = (why: InquiryFailure, providerMessage: string | null, balance?: string | null): InquiryOutcome => ({
    kind: 'failed',
    code: why,
    providerMessage,
    exchange: result.exchange,
    balance: depositIn(balance),
  });
  if (result.kind !== 'reply') return failed('provider-down', null);
  const message = wordsOf(format, result);
  const reply = result.status === readHttpStatus ? parseReply(format, result.body) : null;
  if (!reply) return failed('provider-down', message);
  const ids = { ref_id: order.providerRef, hp: order.customerNumber };
  if (namesAnother(reply, { ...ids, code })) return failed('provider-down', null);
  const means = rowOf(reply.response_code)?.atInquiry ?? 'provider-down';
  if (means !== 'bill') return failed(means, message, reply.balance);
  const bill = namesAll(reply, ids) ? billFrom(reply, order.product, code) : null;
  return bill ? { kind: 'bill', bill, exchange: result.exchange } : failed('provider-down', null);
}

/** What pay-pasca's answer makes of a payment: only a documented final word settles it. */
export function fromPayment(result: SendResult, order: PayOrder, asked: Asked): Outcome {
  const { exchange } = result;
  if (result.kind === 'not-sent') return { kind: 'refused', code: 'not-sent', message: null, exchange };
  if (result.kind === 'no-reply') return pending('no-reply', null, result);
  if (result.status === failedHttpStatus) return fromFailedHttp(result, order, asked);
  const read = readReply(result, order, asked);
  if ('why' in read) return pending(read.why, read.words(), result);
  const { reply, words } = read;
  const means = rowOf(reply.response_code)?.atPay ?? 'unknown-code';
  if (means !== 'paid' && !isRefusal(means)) return pending(means, words(), result, reply);
  // A payment's answer has no `status` in the documents. If one comes, a final word must agree with it.
  if (reply.status !== null && reply.status !== statusThatAgrees(means)) {
    return pending('contradiction', words(), result);
  }
  return means === 'paid' ? fromSuccess(read, order, result) : refused(means, words(), result, reply);
}

/**
 * A status answer is believed if `status` and `response_code` say the same. Nothing else settles a payment here: an error
 * without `status`, a question that never left and HTTP 400 are about the question, not about the payment.
 */
export function fromStatus(result: SendResult, order: PayOrder, asked: Asked): Outcome {
  if (result.kind !== 'reply') return pending('no-reply', null, result);
  const read = readReply(result, order, asked);
  if ('why' in read) return pending(read.why, read.words(), result);
  const { reply, words } = read;
  const means = rowOf(reply.response_code)?.atStatus ?? 'unknown-code';
  const agreeing = statusThatAgrees(means);
  if (agreeing !== null && reply.status !== null && reply.status !== agreeing) {
    return pending('contradiction', words(), result);
  }
  if (isRefusal(means)) {
    // Nothing says whose failure it is, so it is not believed; but neither is it another payment's.
    const isOurs = namesAll(reply, { ref_id: order.providerRef });
    if (reply.status === null || !isOurs) return pending('doubtful', words(), result, reply);
    return refused(means, words(), result, reply);
  }
  if (means !== 'paid') return pending(means, words(), result, reply);
  return reply.status === null ? pending('contradiction', words(), result) : fromSuccess(read, order, result);
}

/** What pricelist-pasca answered. */
export function fromPriceList(result: SendResult, format: Format): ProductsOutcome {
  const { exchange } = result;
  if (result.kind !== 'reply') return { kind: 'failed', message: null, exchange };
  const products = result.status === readHttpStatus ? productsFrom(format, result.body) : null;
  return products
    ? { kind: 'products', products, exchange }
    : { kind: 'failed', message: wordsOf(format, result), exchange };
}

/** What check-balance answered. */
export function fromBalance(result: SendResult, format: Format): BalanceOutcome {
  const { exchange } = result;
  if (result.kind !== 'reply') return { kind: 'failed', message: null, exchange };
  const balance = result.status === readHttpStatus ? balanceFrom(format, result.body) : null;
  return balance === null
    ? { kind: 'failed', message: wordsOf(format, result), exchange }
    : { kind: 'balance', balance, exchange };
}

interface Readable {
  readonly reply: Reply;
  /** Read only when they are needed: a success needs none. */
  readonly words: () => string | null;
}

/** The provider's words, taken from the text that is kept: a provider that repeats a secret must not get it shown. */
function wordsOf(format: Format, { exchange }: Answered): string | null {
  return messageOf(format, exchange.text);
}

/** What an answer about a payment says, or why it can't be taken for one. */
function readReply(
  result: Answered,
  order: PayOrder,
  { code, format }: Asked,
): Readable | { readonly why: PendingReason; readonly words: () => string | null } {
  const { status, body } = result;
  const words = (): string | null => wordsOf(format, result);
  if (status !== readHttpStatus) return { why: 'http-status', words };
  const reply = parseReply(format, body);
  if (!reply) return { why: 'unreadable-reply', words };
  return speaksOfAnother(reply, order, code) ? { why: 'other-payment', words } : { reply, words };
}

/**
 * HTTP 400 is a documented failure, with its reason in a body of unknown shape, in either format. Where that
 * body has a code, the code must be a final failure too; without a body of theirs, it is some proxy's word.
 */
function fromFailedHttp(result: Answered, order: PayOrder, { code }: Asked): Outcome {
  const { body, exchange } = result;
  const spoken = (['json', 'xml'] as const).find((one) => readBody(one, body) !== undefined);
  if (!spoken) return pending('http-status', null, result);
  const message = wordsOf(spoken, result);
  const reply = parseReply(spoken, body);
  if (!reply) return { kind: 'refused', code: 'rejected', message, exchange };
  if (speaksOfAnother(reply, order, code)) return pending('other-payment', message, result);
  const means = rowOf(reply.response_code)?.atPay ?? 'unknown-code';
  return isRefusal(means) ? refused(means, message, result, reply) : pending('http-status', message, result);
}

/** A success speaks of this very payment: our id, their id, this customer and this price, each of them said. */
function fromSuccess({ reply, words }: Readable, order: PayOrder, result: SendResult): Outcome {
  const price = add(order.bill, order.admin);
  if (hasBadAmount(reply)) return pending('unreadable-reply', words(), result);
  if (!namesAll(reply, idsOf(order)) || parseRupiah(reply.price) !== price) {
    return pending('other-payment', words(), result);
  }
  return {
    kind: 'paid',
    reference: referenceOf(reply),
    commission: commissionOf(reply, price),
    balance: parseRupiah(reply.balance),
    warning: paidWarning(reply, order),
    details: paidDetails(reply, order.product),
    remainingBills: remainingFrom(reply),
    footer: null,
    exchange: result.exchange,
  };
}

type Ids = Readonly<Partial<Record<'ref_id' | 'tr_id' | 'hp' | 'code', string>>>;

function idsOf(order: PayOrder): Ids {
  return { ref_id: order.providerRef, tr_id: String(order.memo['trId']), hp: order.customerNumber };
}

/** The answer is about another payment: by an id, or by its price. A failure may leave them out, say 0 or leave them empty. */
function speaksOfAnother(reply: Reply, order: PayOrder, code: string): boolean {
  const price = parseRupiah(reply.price);
  const otherPrice = price !== null && price > 0 && price !== add(order.bill, order.admin);
  return otherPrice || namesAnother(reply, { ...idsOf(order), code });
}

/** The answer names another id. */
function namesAnother(reply: Reply, ids: Ids): boolean {
  return names.some((name) => ids[name] !== undefined && isAnother(reply[name], ids[name]));
}

/** The answer names every one of these ids. */
function namesAll(reply: Reply, ids: Ids): boolean {
  return names.every((name) => ids[name] === undefined || reply[name] === ids[name]);
}

const names = ['ref_id', 'tr_id', 'hp', 'code'] as const;

/** Still open; `reply` where what it tells of the deposit is believed. */
function pending(why: PendingReason, message: string | null, { exchange }: SendResult, reply?: Reply): Outcome {
  return { kind: 'pending', why, message, exchange, balance: depositIn(reply?.balance) };
}

function refused(code: RefusalCode, message: string | null, { exchange }: SendResult, reply: Reply): Outcome {
  return { kind: 'refused', code, message, exchange, balance: depositIn(reply.balance) };
}
