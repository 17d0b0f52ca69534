import { soldBy } from '../../../shared/product.ts';
import type { ProviderSettings } from '../../config.ts';
import { nothingSent } from '../answer.ts';
import type { StatusCheckRule, InquiryOrder, PayOrder, Provider, ProviderFacts } from '../provider.ts';
import type { Send, SendResult } from '../wire/http.ts';
import { fromInquiry, fromPayment, fromStatusCheck } from './answers.ts';
import { inquiryPath, inquiryRequest, payPath, payRequest } from './messages.ts';

export const alfakiosFacts: ProviderFacts = {
  id: 'alfakios',
  name: 'Alfakios',
  products: soldBy('alfakios'),
  // The production host is not public.
  documentedHosts: { sandbox: ['api-sandbox.alfakios.com'], production: [] },
  ownFee: 'allowed',
  // Not documented. The payment carries no inquiry id and no amount, so a quote must be young.
  quoteValidMs: 5 * 60 * 1000,
  sameDay: false,
  cutOff: null,
  statusChecks: null,
  // `req_id` is called the idempotency key. But if the first request never arrived, sending it again pays the bill, so that
  // is a person's decision.
  resending: { pauseMs: 60_000, onlyNotReceived: false, sameDay: false },
};

/** With the setting `resend`: the shop has it in writing that the same `req_id` is never paid twice (decision 087). */
const checkedByResending: StatusCheckRule = {
  pausesMs: [60_000, 60_000, 120_000, 300_000],
  abnormalFirstMs: 60_000,
  // Not documented how long a req_id is remembered; a day is sure to be within any memory.
  ageMaxMs: 24 * 60 * 60 * 1000,
  mayPay: true,
};

const noCode = 'no product code is configured';

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

  const codeOf = ({ product }: InquiryOrder): string | undefined => settings.productCodes[product];
  const sendInquiry = async (order: InquiryOrder): Promise<SendResult> => {
    const code = codeOf(order);
    if (!code) return nothingSent(noCode);
    return post(inquiryPath, inquiryRequest(order, code), 'reading', settings.timeoutMs.inquiry);
  };
  const sendPayment = async (order: PayOrder): Promise<SendResult> => {
    const code = codeOf(order);
    return code ? post(payPath, payRequest(order, code), 'payment', settings.timeoutMs.pay) : nothingSent(noCode);
  };

  return {
    facts: settings.resend ? { ...alfakiosFacts, statusChecks: checkedByResending } : alfakiosFacts,
    hosts: [new URL(settings.baseUrl).host],
    async inquire(order) {
      return fromInquiry(await sendInquiry(order), order);
    },
    async pay(order) {
      return fromPayment(await sendPayment(order), order, codeOf(order) ?? '');
    },
    ...(settings.resend && {
      async checkStatus(order: PayOrder) {
        return fromStatusCheck(await sendPayment(order), order, codeOf(order) ?? '');
      },
    }),
  };
}
