import { add, parseRupiah, subtract, type Rupiah } from '../../../shared/money.ts';
import type { ProviderSettings } from '../../config.ts';
import type { Send, SendResult } from '../wire/http.ts';
import type { AskingRule, InquiryOutcome, Outcome, PayOrder, Provider, ProviderFacts } from '../provider.ts';
import { depositIn, isAnother, referenceIn } from '../wire/read-fields.ts';
import { readJson } from '../wire/read-json.ts';
import { refusedHttpStatus, successStatus } from './codes.ts';
import {
  billFrom,
  inquiryBody,
  inquiryPath,
  messageOf,
  parseReply,
  payBody,
  payPath,
  saysFailed,
  saysSuccess,
  sumsDiffer,
  type Reply,
} from './messages.ts';

export const alfakiosFacts: ProviderFacts = {
  id: 'alfakios',
  name: 'Alfakios',
  products: ['pln-postpaid'],
  // The production host is not public.
  documentedHosts: { sandbox: ['api-sandbox.alfakios.com'], production: [] },
  billsMax: null,
  ownFee: 'allowed',
  // Not documented. The payment carries no inquiry id and no amount, so a quote must be young.
  quoteValidMs: 5 * 60 * 1000,
  sameDay: false,
  cutOff: null,
  asking: null,
  // `req_id` is called the idempotency key. But if the first request never arrived, sending it again pays the bill, so that
  // is a person's decision.
  resending: { pauseMs: 60_000, onlyNotReceived: false, sameDay: false },
};

/** With the setting `resend`: the shop has it in writing that the same `req_id` is never paid twice. */
const askingByResending: AskingRule = {
  pausesMs: [60_000, 60_000, 120_000, 300_000],
  abnormalFirstMs: 60_000,
  // Not documented how long a req_id is remembered; a day is sure to be within any memory.
  ageMaxMs: 24 * 60 * 60 * 1000,
};

/** Alfakios (Relay) merchant API: one path an action, the key in `X-API-Key`, money as strings. */
export function alfakios(settings: ProviderSettings['alfakios'], send: Send): Provider {
  const post = (path: string, body: string, kind: 'reading' | 'payment', timeoutMs: number): Promise<SendResult> =>
    send({
      url: settings.baseUrl.replace(/\/$/, '') + path,
      headers: { 'Content-Type': 'application/json', 'X-API-Key': settings.apiKey },
      body,
      kind,
      timeoutMs,
      secrets: [settings.apiKey],
    });

  async function pay(order: PayOrder): Promise<Outcome> {
    const productCode = settings.productCodes[order.product] ?? '';
    const body = payBody(order, productCode);
    return fromPayment(await post(payPath, body, 'payment', settings.timeoutMs.pay), order, productCode);
  }

  return {
    facts: settings.resend ? { ...alfakiosFacts, asking: askingByResending } : alfakiosFacts,
    hosts: [new URL(settings.baseUrl).host],
    async inquire(order) {
      const body = inquiryBody(order, settings.productCodes[order.product] ?? '');
      return fromInquiry(await post(inquiryPath, body, 'reading', settings.timeoutMs.inquiry), order.customerNumber);
    },
    pay,
    ...(settings.resend ? { checkStatus: async (order) => afterFirst(await pay(order)) } : {}),
  };
}

/** A refusal of a second sending says nothing about the first, which may have been paid. */
function afterFirst(outcome: Outcome): Outcome {
  if (outcome.kind !== 'refused') return outcome;
  const { message, exchange, balance = null } = outcome;
  return { kind: 'pending', why: 'doubtful', message, exchange, balance };
}

/** A failed inquiry is always the provider's: the document names no codes that would tell the customer's reasons apart. */
function fromInquiry(result: SendResult, customerNumber: string): InquiryOutcome {
  const { exchange } = result;
  const failed = (providerMessage: string | null, balance: Rupiah | null = null): InquiryOutcome => ({
    kind: 'failed',
    code: 'provider-down',
    providerMessage,
    exchange,
    balance,
  });
  if (result.kind !== 'reply') return failed(null);
  const reply = parseReply(result.body);
  if (!reply || !isOk(result.status)) return failed(wordsOf(result));
  if (!saysSuccess(reply)) return failed(wordsOf(result), depositIn(reply.data?.balance));
  if (reply.data?.cust_id !== customerNumber) return failed(null);
  const bill = billFrom(reply);
  return bill ? { kind: 'bill', bill, exchange } : failed(null);
}

function fromPayment(result: SendResult, order: PayOrder, productCode: string): Outcome {
  const { exchange } = result;
  if (result.kind === 'not-sent') return { kind: 'refused', code: 'not-sent', message: null, exchange };
  if (result.kind === 'no-reply') return { kind: 'pending', why: 'no-reply', message: null, exchange };
  const reply = parseReply(result.body);
  const message = wordsOf(result);
  if (reply && speaksOfAnother(reply, order)) return { kind: 'pending', why: 'other-payment', message, exchange };
  const balance = depositIn(reply?.data?.balance);
  const turnedAway = refusedHttpStatus.get(result.status);
  if (turnedAway && isJsonObject(result.body) && !(reply && saysSuccess(reply))) {
    return { kind: 'refused', code: turnedAway, message, exchange, balance };
  }
  if (!isOk(result.status)) return { kind: 'pending', why: 'http-status', message, exchange };
  if (!reply) return { kind: 'pending', why: 'unreadable-reply', message: null, exchange };
  if (saysFailed(reply)) return { kind: 'refused', code: 'rejected', message, exchange, balance };
  if (!saysSuccess(reply)) {
    const why = reply.success || reply.data?.status === successStatus ? 'contradiction' : 'unknown-code';
    return { kind: 'pending', why, message, exchange, ...(why === 'unknown-code' && { balance }) };
  }
  if (!isAbout(reply, order, productCode)) return { kind: 'pending', why: 'other-payment', message, exchange };
  return paidFrom(reply, order, exchange);
}

function paidFrom(reply: Reply, order: PayOrder, exchange: SendResult['exchange']): Outcome {
  const price = add(order.bill, order.admin);
  const used = parseRupiah(reply.data?.balance_used);
  const reference = referenceIn(reply.data?.serial_no, reply.data?.data?.nomor_struk);
  const deducted: Rupiah | null = used !== null && used > 0 ? used : null;
  const deductedOther = deducted !== null && deducted !== price;
  const warning = sumsDiffer(reply.data?.data, order.bill, order.admin)
    ? 'total-mismatch'
    : reference === null
      ? 'no-reference'
      : deductedOther
        ? 'deposit-mismatch'
        : null;
  return {
    kind: 'paid',
    reference,
    commission: deducted === null ? null : subtract(price, deducted),
    balance: parseRupiah(reply.data?.balance),
    warning,
    details: null,
    remainingBills: null,
    footer: null,
    exchange,
  };
}

/** The provider's words, taken from the text that is kept: a provider that repeats a secret must not get it shown. */
function wordsOf({ exchange }: SendResult): string | null {
  return messageOf(parseReply(exchange.text));
}

/** The answer names another payment, customer or amount. A failure may leave them empty or 0. */
function speaksOfAnother(reply: Reply, order: PayOrder): boolean {
  const { req_id: ref, cust_id: customer } = reply.data ?? {};
  const [bill, price] = [parseRupiah(reply.data?.amount), parseRupiah(reply.data?.unit_price)];
  return Boolean(
    isAnother(ref, order.providerRef) ||
    isAnother(customer, order.customerNumber) ||
    (bill && bill !== order.bill) ||
    (price && price !== add(order.bill, order.admin)),
  );
}

/** A success speaks of this very payment: our id, this customer, this product and this amount, each of them said. */
function isAbout(reply: Reply, order: PayOrder, productCode: string): boolean {
  const inner = reply.data;
  return (
    (inner?.amount == null || parseRupiah(inner.amount) === order.bill) &&
    inner?.req_id === order.providerRef &&
    inner.cust_id === order.customerNumber &&
    inner.product_id === productCode &&
    parseRupiah(inner.unit_price) === add(order.bill, order.admin)
  );
}

function isOk(status: number): boolean {
  return status >= 200 && status < 300;
}

function isJsonObject(body: string): boolean {
  const value = readJson(body);
  return typeof value === 'object' && value !== null;
}
