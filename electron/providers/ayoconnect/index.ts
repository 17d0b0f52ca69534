import { add, parseRupiah, type Rupiah } from '../../../shared/money.ts';
import { refusalCodes, type PendingReason, type RefusalCode } from '../../../shared/transaction.ts';
import type { ProviderSettings } from '../../config.ts';
import type { Send, SendResult } from '../wire/http.ts';
import {
  exchangeTextMax,
  type Exchange,
  type InquiryFailure,
  type InquiryOutcome,
  type Outcome,
  type PayOrder,
  type Provider,
  type ProviderFacts,
} from '../provider.ts';
import { depositIn, isAnother } from '../wire/read-fields.ts';
import { codeRow } from './codes.ts';
import {
  adminOf,
  balanceFrom,
  billCount,
  billFrom,
  detailsOf,
  footerFrom,
  inquiryRequest,
  messageOf,
  parseReply,
  partnerRequest,
  pathOf,
  payRequest,
  productsFrom,
  referenceFrom,
  statusRequest,
  sumsDiffer,
  type Reply,
  type Verb,
} from './messages.ts';
import { tokenOf } from './sign.ts';

const minute = 60 * 1000;

export const ayoconnectFacts: ProviderFacts = {
  id: 'ayoconnect',
  name: 'Ayoconnect',
  products: ['pln-postpaid'],
  // The production host is not published.
  documentedHosts: { sandbox: ['dev.openapi.ayopop.id'], production: [] },
  // "Maximum payment is only for 3 arrears at once."
  billsMax: 3,
  // "Partner cannot add any additional fee."
  ownFee: 'forbidden',
  // Not documented. Code 330 speaks of 30 minutes; codes 312 and 313 catch what changed meanwhile, and the amount is sent.
  quoteValidMs: 30 * minute,
  sameDay: false,
  // Codes 109 and 310 say that there is one, nothing says when.
  cutOff: null,
  asking: {
    // Not documented but for the 150 s of abnormal codes (page "Payment").
    pausesMs: [5_000, 15_000, 30_000, 60_000, 120_000, 300_000],
    abnormalFirstMs: 150_000,
    // Not documented. A week leaves time for a payment that is settled by hand (code 198); what is not final then, a
    // person has to ask about. References are never used twice, so a late answer still speaks of this payment.
    ageMaxMs: 7 * 24 * 60 * minute,
  },
  // Never: even "not known" (188) is not final, and what a repeated reference does beside 102 is not documented.
  resending: null,
};

/** Ayoconnect bill payment API: one path an action, the request signed into the header `TOKEN`, asked until it is final. */
export function ayoconnect(settings: ProviderSettings['ayoconnect'], send: Send): Provider {
  const { partnerId, apiKey, apiSecret, version, timeoutMs } = settings;

  const post = async (verb: Verb, request: string, limitMs: number): Promise<SendResult> => {
    const url = settings.baseUrl.replace(/\/$/, '') + pathOf(verb, version);
    const token = tokenOf(request, apiSecret);
    const result = await send({
      url,
      headers: { 'Content-Type': 'application/json', KEY: apiKey, TOKEN: token, VERSION: version },
      body: settings.body === 'object' ? request : '{}',
      kind: verb === 'bill/payment' ? 'payment' : 'reading',
      timeoutMs: limitMs,
      secrets: [token, apiSecret, apiKey, partnerId],
    });
    // An empty body says nothing of what was asked; the trail keeps the object that the token carried, but for the partner's id.
    const told = `POST ${url} ${request.replace(JSON.stringify(partnerId), '"[secret]"')}`.slice(0, exchangeTextMax);
    return { ...result, exchange: { ...result.exchange, request: told } };
  };

  return {
    facts: ayoconnectFacts,
    hosts: [new URL(settings.baseUrl).host],
    async inquire(order) {
      const productCode = settings.productCodes[order.product];
      if (!productCode)
        return failedInquiry('provider-down', nothingSaid, nothingSent('no product code is configured'));
      const request = inquiryRequest(partnerId, order, productCode);
      return fromInquiry(await post('bill/check', request, timeoutMs.inquiry), order.customerNumber);
    },
    async pay(order) {
      const productCode = settings.productCodes[order.product];
      const request = productCode ? payRequest(partnerId, order, productCode) : null;
      if (request === null) return refused('not-sent', nothingSaid, nothingSent('no product code or no inquiry id'));
      return fromPayment(await post('bill/payment', request, timeoutMs.pay), order, 'atPay');
    },
    async checkStatus(order) {
      const request = statusRequest(partnerId, order);
      return fromPayment(await post('bill/status', request, timeoutMs.status), order, 'atStatus');
    },
    async balance() {
      const result = await post('partner/balance', partnerRequest(partnerId), timeoutMs.inquiry);
      const reply = okReply(result);
      const balance = balanceFrom(reply);
      if (balance === null) return { kind: 'failed', message: saidIn(reply).message, exchange: result.exchange };
      return { kind: 'balance', balance, exchange: result.exchange };
    },
    async products() {
      const result = await post('partner/products', partnerRequest(partnerId), timeoutMs.inquiry);
      const products = result.kind === 'reply' && result.status === 200 ? productsFrom(result.body) : null;
      if (!products) return { kind: 'failed', message: saidIn(okReply(result)).message, exchange: result.exchange };
      return { kind: 'products', products, exchange: result.exchange };
    },
  };
}

function fromInquiry(result: SendResult, customerNumber: string): InquiryOutcome {
  const { exchange } = result;
  const reply = okReply(result);
  if (!reply) return failedInquiry('provider-down', nothingSaid, exchange);
  const meaning = codeRow(reply.code).atInquiry;
  if (meaning !== 'bill')
    return failedInquiry(meaning ?? 'provider-down', saidIn(reply), exchange, depositIn(reply.data.balance));
  // The document's own sample answers for another number than was asked; a live answer may not.
  if (reply.data.accountNumber !== customerNumber) return failedInquiry('provider-down', nothingSaid, exchange);
  const bill = billFrom(reply);
  const tooMany = billCount(reply) > (ayoconnectFacts.billsMax ?? Infinity);
  return bill && !tooMany ? { kind: 'bill', bill, exchange } : failedInquiry('provider-down', nothingSaid, exchange);
}

/** The answer to a payment or to a question about it. Everything is pending that no documented code makes final. */
function fromPayment(result: SendResult, order: PayOrder, step: 'atPay' | 'atStatus'): Outcome {
  const { exchange } = result;
  // A question that was not sent says nothing about the payment it asks for.
  if (result.kind === 'not-sent' && step === 'atPay') return refused('not-sent', nothingSaid, exchange);
  if (result.kind !== 'reply') return pending('no-reply', nothingSaid, exchange);
  const reply = parseReply(result.body);
  // Read only when they are needed: a success needs none.
  const said = (): Said => saidIn(reply);
  if (result.status !== 200) return pending('http-status', said(), exchange);
  if (!reply) return pending('unreadable-reply', nothingSaid, exchange);
  if (speaksOfAnother(reply, order)) return pending('other-payment', said(), exchange);
  const row = codeRow(reply.code);
  const meaning = row[step];
  if (meaning === 'paid') {
    return isAbout(reply, order) ? paidFrom(reply, order, exchange) : pending('other-payment', said(), exchange);
  }
  const balance = depositIn(reply.data.balance);
  if (!isRefusal(meaning)) return { ...pending(meaning, said(), exchange), balance };
  // After an orderly 299 a failed inquiry may be the question's own failure, so it has to be said twice.
  const mustRepeat = step === 'atStatus' && row.atPay === 'doubtful';
  return { kind: 'refused', code: meaning, ...said(), mustRepeat, exchange, balance };
}

function paidFrom({ data }: Reply, order: PayOrder, exchange: Exchange): Outcome {
  const reference = referenceFrom(data);
  const details = detailsOf(data);
  const admin = adminOf(data);
  const splitDiffers = (admin !== null && admin !== order.admin) || sumsDiffer(data, order.bill, order.admin);
  return {
    kind: 'paid',
    reference,
    commission: null,
    balance: parseRupiah(data.balance),
    warning: splitDiffers ? 'total-mismatch' : reference === null ? 'no-reference' : null,
    // All of it or nothing, so that a thin answer takes nothing away from what the inquiry told.
    details: Object.values(details).every((value) => value !== null) ? details : null,
    remainingBills: null,
    footer: footerFrom(data),
    exchange,
  };
}

/** The answer names another payment, customer or amount. A failure may leave them empty or 0. */
function speaksOfAnother({ data }: Reply, order: PayOrder): boolean {
  const { refNumber, accountNumber } = data;
  const amount = parseRupiah(data.amount);
  return Boolean(
    isAnother(refNumber, order.providerRef) ||
    isAnother(accountNumber, order.customerNumber) ||
    (amount && amount !== add(order.bill, order.admin)),
  );
}

/** A success speaks of this very payment: our reference, this customer and this amount, each of them said. */
function isAbout({ data }: Reply, order: PayOrder): boolean {
  return (
    data.refNumber === order.providerRef &&
    data.accountNumber === order.customerNumber &&
    parseRupiah(data.amount) === add(order.bill, order.admin)
  );
}

interface Said {
  readonly message: string | null;
  readonly messageEn: string | null;
}

const nothingSaid: Said = { message: null, messageEn: null };

/** The provider's words in both languages. */
function saidIn(reply: Reply | null): Said {
  return { message: messageOf(reply), messageEn: reply?.words.en ?? null };
}

function okReply(result: SendResult): Reply | null {
  return result.kind === 'reply' && result.status === 200 ? parseReply(result.body) : null;
}

function failedInquiry(
  code: InquiryFailure,
  { message, messageEn }: Said,
  exchange: Exchange,
  balance: Rupiah | null = null,
): InquiryOutcome {
  return { kind: 'failed', code, providerMessage: message, providerMessageEn: messageEn, exchange, balance };
}

function refused(code: RefusalCode, said: Said, exchange: Exchange): Outcome {
  return { kind: 'refused', code, ...said, exchange };
}

function pending(why: PendingReason, { message }: Said, exchange: Exchange): Outcome {
  return { kind: 'pending', why, message, exchange };
}

function isRefusal(meaning: RefusalCode | PendingReason): meaning is RefusalCode {
  return (refusalCodes as readonly string[]).includes(meaning);
}

/** For what is wrong before anything could be sent. */
function nothingSent(why: string): Exchange {
  return { request: '', result: 'not-sent', status: null, text: why, tookMs: 0, serverTimeMs: null };
}
