import { assert } from '../../../shared/errors.ts';
import { documentedCodes, soldBy } from '../../../shared/product.ts';
import type { ProviderSettings } from '../../config.ts';
import type { InquiryOrder, PayOrder, Provider, ProviderFacts } from '../provider.ts';
import type { Send, SendResult } from '../wire/http.ts';
import { fromBalance, fromInquiry, fromPayment, fromProducts, fromStatusCheck } from './answers.ts';
import {
  balancePath,
  balanceRequest,
  billPath,
  contentType,
  inquiryRequest,
  payRequest,
  priceListPath,
  productsRequest,
  statusRequest,
  writeRequest,
} from './messages.ts';
import { sign, signSuffix } from './sign.ts';

const hour = 60 * 60 * 1000;

export const iakFacts: ProviderFacts = {
  id: 'iak',
  name: 'IAK',
  products: soldBy('iak'),
  // "Request": one host for bills, one of the prepaid API for the deposit.
  documentedHosts: {
    sandbox: ['testpostpaid.mobilepulsa.net', 'prepaid.iak.dev'],
    production: ['mobilepulsa.net', 'prepaid.iak.id'],
  },
  // Not documented: the margin is price - selling_price, and no page forbids a fee of the shop beside it.
  ownFee: 'allowed',
  // The end of the WIB day (RC 04) comes first.
  quoteValidMs: 24 * hour,
  sameDay: true,
  // RC 109.
  cutOff: { fromHour: 23, toHour: 1 },
  statusChecks: {
    // Pauses are not documented.
    pausesMs: [5_000, 15_000, 30_000, 60_000, 120_000, 300_000],
    abnormalFirstMs: 5_000,
    // Nor is how long checkstatus knows a payment. After a month the next bill is out, and a person has to look anyway.
    ageMaxMs: 30 * 24 * hour,
  },
  // RC 42 says "please continue your payment process": the same tr_id, which expires with its day (RC 04). A late request
  // may still arrive, so two answers a minute apart must say so, and a person decides.
  resending: { pauseMs: 60_000, onlyNotReceived: true, sameDay: true },
};

/** The host of the deposit in production ("Base URL"); any other must be configured. */
const productionHost = 'mobilepulsa.net';
const productionPrepaidBaseUrl = 'https://prepaid.iak.id';

type Settings = ProviderSettings['iak'];

/** IAK (formerly mobilepulsa) postpaid: one path, `commands` picks the action, signed with md5, JSON or XML by setting. */
export function iak(settings: Settings, send: Send): Provider {
  const { format, timeoutMs } = settings;
  const baseUrl = withoutSlash(settings.baseUrl);
  const prepaidBaseUrl = prepaidBaseUrlOf(settings);
  /** A payment keeps the code it was asked for with: the settings may have changed since. */
  const productCodeOf = ({ product, memo }: InquiryOrder & { readonly memo?: PayOrder['memo'] }): string => {
    const { productCode } = memo ?? {};
    if (typeof productCode === 'string') return productCode;
    return settings.productCodes[product] ?? documentedCodes('iak')[product] ?? '';
  };

  /** The one POST. `suffix` is what its signature ends with. */
  function post(
    url: string,
    suffix: string,
    fields: Readonly<Record<string, string>>,
    how: { readonly kind: 'reading' | 'payment'; readonly timeoutMs: number },
  ): Promise<SendResult> {
    const signature = sign(settings, suffix);
    return send({
      url,
      headers: { 'Content-Type': contentType[format] },
      body: writeRequest(format, { ...fields, username: settings.username, sign: signature }),
      ...how,
      secrets: [settings.apiKey, settings.username, signature],
    });
  }

  const billUrl = baseUrl + billPath;
  const reading = { kind: 'reading', timeoutMs: timeoutMs.inquiry } as const;

  return {
    facts: iakFacts,
    hosts: [...new Set([baseUrl, prepaidBaseUrl ?? baseUrl].map((url) => new URL(url).host))],
    async inquire(order) {
      const code = productCodeOf(order);
      const result = await post(billUrl, order.providerRef, inquiryRequest(order, code), reading);
      return fromInquiry(result, order, { code, format });
    },
    async pay(order) {
      const { trId } = order.memo;
      assert(typeof trId === 'string', 'a quote of IAK remembers its tr_id');
      const how = { kind: 'payment', timeoutMs: timeoutMs.pay } as const;
      const result = await post(billUrl, trId, payRequest(trId), how);
      return fromPayment(result, order, { code: productCodeOf(order), format });
    },
    async checkStatus(order) {
      const how = { kind: 'reading', timeoutMs: timeoutMs.status } as const;
      const result = await post(billUrl, signSuffix.status, statusRequest(order), how);
      return fromStatusCheck(result, order, { code: productCodeOf(order), format });
    },
    async products() {
      const result = await post(baseUrl + priceListPath, signSuffix.priceList, productsRequest, reading);
      return fromProducts(result, format);
    },
    ...(prepaidBaseUrl !== null && {
      balance: async () =>
        fromBalance(await post(prepaidBaseUrl + balancePath, signSuffix.balance, balanceRequest, reading), format),
    }),
  };
}

function withoutSlash(url: string): string {
  return url.replace(/\/$/, '');
}

function prepaidBaseUrlOf(settings: Settings): string | null {
  if (settings.prepaidBaseUrl !== undefined) return withoutSlash(settings.prepaidBaseUrl);
  return new URL(settings.baseUrl).hostname === productionHost ? productionPrepaidBaseUrl : null;
}
