import { parseRupiah, type Rupiah } from '../../shared/money.ts';
import type { PendingReason, RefusalCode } from '../../shared/transaction.ts';
import {
  isRefusal,
  type AccessRefusal,
  type BalanceOutcome,
  type Exchange,
  type InquiredBill,
  type InquiryFailure,
  type InquiryOutcome,
  type OfferedProduct,
  type Outcome,
  type ProductsOutcome,
  type Unanswered,
} from './provider.ts';
import type { SendResult } from './wire/http.ts';
import { depositIn, isAnother } from './wire/read-fields.ts';

// What an answer makes of an inquiry, a payment and a status check: the order of the checks, the same for every provider. Each
// provider's `answers.ts` says how its answers are read (`Reading`). Who asks, and stores what comes of it, is `payment/answer.ts`. Pure.

/** No biller lets arrears grow for ten years. What is done month by month stays short, whatever an answer says. */
const monthsMax = 120;

export type Answered = Extract<SendResult, { kind: 'reply' }>;

/** The provider's words for a person to read, and the same in English from a provider that says both. */
export interface Words {
  readonly message: string | null;
  readonly messageEn?: string | null;
}

const noWords: Words = { message: null };

/** One id or amount in an answer, held against ours. */
export interface Claim {
  readonly isOurs: boolean;
  /** It names something else. What is left out, empty or 0 names nothing: a failure fills its fields with such. */
  readonly isAnothers: boolean;
}

export function claimedId(told: string | null | undefined, ours: string): Claim {
  return { isOurs: told === ours, isAnothers: isAnother(told, ours) };
}

export function claimedAmount(told: unknown, ours: Rupiah): Claim {
  const amount = parseRupiah(told);
  return { isOurs: amount === ours, isAnothers: amount !== null && amount > 0 && amount !== ours };
}

/** How the answers to one request are read. `Reply` is an answer as far as it has the documented shape. */
interface Reading<Reply> {
  readonly parseReply: (body: string) => Reply | null;
  /** Whether the code in an answer with this HTTP status counts. */
  readonly isRead: (status: number) => boolean;
  /** Each id and amount that the answer must name as ours to be believed as a success. */
  readonly claimsOf: (reply: Reply) => readonly Claim[];
  /** The provider's words in a text of any shape. */
  readonly messageOf: (text: string) => Words;
  /** The deposit as the answer writes it. */
  readonly balanceOf: (reply: Reply) => unknown;
}

export interface InquiryReading<Reply> extends Reading<Reply> {
  readonly meaningOf: (reply: Reply) => 'bill' | InquiryFailure;
  /** What its code says of the shop's access, where there is such a code. */
  readonly accessRefused?: (reply: Reply) => AccessRefusal | null;
  /** Null where an amount or an id is missing or makes no sense, for then nothing can be sold. */
  readonly billFrom: (reply: Reply) => InquiredBill | null;
}

/** What a documented success tells. */
export type Paid = Omit<Extract<Outcome, { kind: 'paid' }>, 'kind' | 'exchange'>;

export interface PaymentReading<Reply> extends Reading<Reply> {
  /** What the answer means by its code, and by whatever else must agree with it. */
  readonly meaningOf: (reply: Reply) => 'paid' | RefusalCode | PendingReason;
  /** The failure that an HTTP status means, where it means one for certain. */
  readonly refusalBy?: (answered: Answered, reply: Reply | null) => RefusalCode | null;
  /** Whether a refusal is believed only once it was said twice. */
  readonly mustRepeat?: (reply: Reply) => boolean;
  readonly paidFrom: (reply: Reply) => Paid;
}

/** A bill only where the answer is about this inquiry. A failure without a documented reason is the provider's. */
export function inquiryOutcome<Reply>(result: SendResult, reading: InquiryReading<Reply>): InquiryOutcome {
  const { exchange } = result;
  type Failed = Extract<InquiryOutcome, { kind: 'failed' }>;
  const failed = (code: InquiryFailure, words: Words, balance: Rupiah | null = null): Failed => {
    const { message, messageEn = null } = words;
    return { kind: 'failed', code, providerMessage: message, providerMessageEn: messageEn, exchange, balance };
  };
  if (result.kind !== 'reply') return failed('provider-down', noWords);
  const reply = reading.parseReply(result.body);
  if (!reply || !reading.isRead(result.status)) {
    // The words of a success explain no failure.
    const isGood = reply !== null && reading.meaningOf(reply) === 'bill';
    const unread = failed('provider-down', isGood ? noWords : reading.messageOf(exchange.text));
    return reply ? unread : { ...unread, because: 'unreadable-reply' };
  }
  const claims = reading.claimsOf(reply);
  if (claims.some(({ isAnothers }) => isAnothers)) return failed('provider-down', noWords);
  const meaning = reading.meaningOf(reply);
  if (meaning !== 'bill') {
    const said = failed(meaning, reading.messageOf(exchange.text), depositIn(reading.balanceOf(reply)));
    const because = reading.accessRefused?.(reply);
    return because ? { ...said, because } : said;
  }
  const bill = claims.every(({ isOurs }) => isOurs) ? reading.billFrom(reply) : null;
  return bill && bill.periods.length <= monthsMax ? { kind: 'bill', bill, exchange } : failed('provider-down', noWords);
}

/** What the answer to a payment makes of it: only a documented final word settles it, or a request that never left. */
export function paymentOutcome<Reply>(result: SendResult, reading: PaymentReading<Reply>): Outcome {
  const { exchange } = result;
  if (result.kind === 'not-sent') return { kind: 'refused', code: 'not-sent', ...noWords, exchange };
  return statusOutcome(result, reading);
}

/** The same of a status check. One that never left says nothing about the payment. */
export function statusOutcome<Reply>(result: SendResult, reading: PaymentReading<Reply>): Outcome {
  const { exchange } = result;
  if (result.kind !== 'reply') return pending('no-reply', noWords, exchange);
  // From the text that is kept: a provider that repeats a secret must not get it shown. A success needs none.
  const words = (): Words => reading.messageOf(exchange.text);
  const reply = reading.parseReply(result.body);
  const claims = reply ? reading.claimsOf(reply) : [];
  if (claims.some(({ isAnothers }) => isAnothers)) return pending('other-payment', words(), exchange);
  const meaning = meaningOf(result, reply, reading);
  if (meaning === 'paid') {
    if (!reply || !claims.every(({ isOurs }) => isOurs)) return pending('other-payment', words(), exchange);
    const paid = reading.paidFrom(reply);
    return { kind: 'paid', ...paid, bills: (paid.bills?.length ?? 0) > monthsMax ? null : paid.bills, exchange };
  }
  const balance = reply ? depositIn(reading.balanceOf(reply)) : null;
  if (isRefusal(meaning)) {
    const mustRepeat = (reply && reading.mustRepeat?.(reply)) ?? false;
    return { kind: 'refused', code: meaning, ...words(), mustRepeat, exchange, balance };
  }
  return pending(meaning, words(), exchange, balance);
}

function meaningOf<Reply>(
  answered: Answered,
  reply: Reply | null,
  reading: PaymentReading<Reply>,
): 'paid' | RefusalCode | PendingReason {
  if (!reading.isRead(answered.status)) return reading.refusalBy?.(answered, reply) ?? 'http-status';
  return reply ? reading.meaningOf(reply) : 'unreadable-reply';
}

/** What else is said beside these is not believed either. */
const unbelieved: readonly PendingReason[] = ['http-status', 'unreadable-reply', 'other-payment', 'contradiction'];

function pending(
  why: PendingReason,
  { message }: Words,
  exchange: Exchange,
  balance: Rupiah | null = null,
): Extract<Outcome, { kind: 'pending' }> {
  return { kind: 'pending', why, message, exchange, balance: unbelieved.includes(why) ? null : balance };
}

/** How the answer about deposit or products is read. */
interface ValueReading<Value> {
  /** What the body of an answer with HTTP 200 says, or null. */
  readonly valueFrom: (body: string) => Value | null;
  readonly messageOf: (text: string) => Words;
  /** What the code in a body says of the shop's access. */
  readonly accessRefusedBy: (body: string) => AccessRefusal | null;
}

/** What the answer about the deposit says. */
export function balanceOutcome(result: SendResult, reading: ValueReading<Rupiah>): BalanceOutcome {
  const balance = valueIn(result, reading);
  return balance === null ? withoutValue(result, reading) : { kind: 'balance', balance, exchange: result.exchange };
}

/** What the answer about the products says. */
export function productsOutcome(result: SendResult, reading: ValueReading<readonly OfferedProduct[]>): ProductsOutcome {
  const products = valueIn(result, reading);
  return products === null ? withoutValue(result, reading) : { kind: 'products', products, exchange: result.exchange };
}

function valueIn<Value>(result: SendResult, { valueFrom }: ValueReading<Value>): Value | null {
  return result.kind === 'reply' && result.status === 200 ? valueFrom(result.body) : null;
}

function withoutValue(result: SendResult, { messageOf, accessRefusedBy }: ValueReading<unknown>): Unanswered {
  const { exchange } = result;
  if (result.kind !== 'reply') return { kind: 'failed', message: null, refused: null, exchange };
  const refused = accessRefusedBy(result.body) ?? accessRefusedByStatus(result.status);
  return { kind: 'failed', message: messageOf(exchange.text).message, refused, exchange };
}

/** What an HTTP status says of the shop's access, whoever answers (RFC 9110, 15.5.2 and 15.5.4). */
export function accessRefusedByStatus(status: number | null): AccessRefusal | null {
  return status === 401 || status === 403 ? 'key-refused' : null;
}

/** In place of an answer, where something is missing before anything could be sent. */
export function nothingSent(why: string): SendResult {
  const exchange: Exchange = {
    request: '',
    result: 'not-sent',
    status: null,
    text: why,
    tookMs: 0,
    serverTimeMs: null,
  };
  return { kind: 'not-sent', why, exchange };
}
