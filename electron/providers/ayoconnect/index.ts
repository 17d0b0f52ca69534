import { soldBy } from '../../../shared/product.ts';
import type { ProviderSettings } from '../../config.ts';
import { nothingSent } from '../answer.ts';
import { exchangeTextMax, type Provider, type ProviderFacts } from '../provider.ts';
import type { Send, SendResult } from '../wire/http.ts';
import { fromBalance, fromInquiry, fromPayment, fromProducts, fromStatusCheck } from './answers.ts';
import {
  balanceRequest,
  inquiryRequest,
  pathOf,
  payRequest,
  productsRequest,
  statusRequest,
  type Verb,
} from './messages.ts';
import { tokenOf } from './sign.ts';

const minute = 60 * 1000;

export const ayoconnectFacts: ProviderFacts = {
  id: 'ayoconnect',
  name: 'Ayoconnect',
  products: soldBy('ayoconnect'),
  // The production host is not published.
  documentedHosts: { sandbox: ['dev.openapi.ayopop.id'], production: [] },
  // "Partner cannot add any additional fee."
  ownFee: 'forbidden',
  // Not documented. Code 330 speaks of 30 minutes; codes 312 and 313 catch what changed meanwhile, and the amount is sent.
  quoteValidMs: 30 * minute,
  sameDay: false,
  // Codes 109 and 310 say that there is one, nothing says when.
  cutOff: null,
  statusChecks: {
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
      if (!productCode) return fromInquiry(nothingSent('no product code is configured'), order);
      const request = inquiryRequest(partnerId, order, productCode);
      return fromInquiry(await post('bill/check', request, timeoutMs.inquiry), order);
    },
    async pay(order) {
      const productCode = settings.productCodes[order.product];
      const request = productCode ? payRequest(partnerId, order, productCode) : null;
      if (request === null) return fromPayment(nothingSent('no product code or no inquiry id'), order);
      return fromPayment(await post('bill/payment', request, timeoutMs.pay), order);
    },
    async checkStatus(order) {
      return fromStatusCheck(await post('bill/status', statusRequest(partnerId, order), timeoutMs.status), order);
    },
    async balance() {
      return fromBalance(await post('partner/balance', balanceRequest(partnerId), timeoutMs.inquiry));
    },
    async products() {
      return fromProducts(await post('partner/products', productsRequest(partnerId), timeoutMs.inquiry));
    },
  };
}
