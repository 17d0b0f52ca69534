import { readFileSync } from 'node:fs';
import { onTestFinished } from 'vitest';
import { rupiah } from '../../shared/money.ts';
import { productOfLength } from '../../shared/product.ts';
import { createSend } from '../../electron/providers/wire/http.ts';
import { iak } from '../../electron/providers/iak/index.ts';
import type { InquiryOrder, Outcome, PayOrder, Provider } from '../../electron/providers/provider.ts';
import { writeXml, type XmlValue } from '../../electron/providers/wire/read-xml.ts';
import { withoutSecrets } from '../../electron/providers/without-secrets.ts';
import { startIakTraining, type IakTraining, type IakTrainingOptions } from '../../electron/training/iak.ts';
import { reply, startFakeProvider, type FakeProvider } from './fake-provider.ts';

export type Format = 'json' | 'xml';
/** Both say the same. */
export const iakFormats: readonly Format[] = ['json', 'xml'];
export const apiKey = 'CANARY-KEY';
const username = '081-CANARY';

export function openProvider(
  baseUrl: string,
  format: Format,
  account: Partial<{ username: string; apiKey: string }> = {},
): Provider {
  const cut = new AbortController();
  onTestFinished(() => cut.abort());
  const timeoutMs = { inquiry: 400, pay: 400, status: 400 };
  const settings = { enabled: true, baseUrl, prepaidBaseUrl: baseUrl, format, productCodes: {}, timeoutMs };
  return withoutSecrets((by) => iak({ username, apiKey, ...account, ...settings }, by), createSend(cut.signal));
}

/** The adapter before the training server. */
export interface Shop {
  readonly training: IakTraining;
  readonly provider: Provider;
  readonly clock: { ms: number };
}

export async function openShop(format: Format, options: IakTrainingOptions = {}): Promise<Shop> {
  const clock = { ms: Date.parse('2026-11-21T14:32:05.000+07:00') };
  const training = await startIakTraining(() => clock.ms, options);
  onTestFinished(() => training.close());
  return { training, clock, provider: openProvider(training.baseUrl, format, training) };
}

let lastRef = 0;
export function inquiryOrder(customerNumber: string): InquiryOrder {
  const product = productOfLength(customerNumber.length) ?? 'pln-postpaid';
  return { product, customerNumber, providerRef: `REF${++lastRef}` };
}

export async function quoted(provider: Provider, order: InquiryOrder): Promise<PayOrder> {
  const outcome = await provider.inquire(order);
  if (outcome.kind !== 'bill') throw new Error(`no bill: ${outcome.code}`);
  const { bill, admin, memo } = outcome.bill;
  return { ...order, bill, admin, memo };
}

export async function ask(provider: Provider, order: PayOrder): Promise<Outcome> {
  if (!provider.checkStatus) throw new Error('IAK can be asked');
  return provider.checkStatus(order);
}

/** `paid`, `refused rejected`, `pending in-process`. */
export function short(outcome: Outcome): string {
  if (outcome.kind === 'paid') return 'paid';
  return `${outcome.kind} ${outcome.kind === 'refused' ? outcome.code : outcome.why}`;
}

/** The payment of the document's sample. */
export const sampleOrder: PayOrder = {
  product: 'pln-postpaid',
  customerNumber: '530000000000',
  providerRef: '09128374655',
  bill: rupiah(300_000),
  admin: rupiah(2_500),
  memo: { trId: '9732792', productCode: 'PLNPOSTPAID' },
};

export type Data = Record<string, XmlValue>;

/** The document's payment answer, with fields changed; undefined takes one out. */
export function sample(change: Readonly<Record<string, XmlValue | undefined>> = {}): Data {
  const file = JSON.parse(readFileSync('test/fixtures/iak/payment.success.json', 'utf8')) as { body: { data: Data } };
  const changed = Object.entries({ ...file.body.data, ...change });
  return Object.fromEntries(changed.filter((pair): pair is [string, XmlValue] => pair[1] !== undefined));
}

export function bodyIn(format: Format, data: Data): string {
  return format === 'json' ? JSON.stringify({ data, meta: [] }) : writeXml(data);
}

interface Told {
  readonly fake: FakeProvider;
  readonly provider: Provider;
  readonly say: (data: Data) => void;
  readonly sayRaw: (body: string, status?: number) => void;
}

/** The adapter before a server that answers as it is told, to a payment of `sampleOrder`. */
export async function openTold(format: Format): Promise<Told> {
  const fake = await startFakeProvider();
  onTestFinished(() => fake.close());
  const sayRaw = (body: string, status = 200): void => fake.answer(() => ({ raw: reply(status, body) }));
  return {
    fake,
    provider: openProvider(fake.baseUrl, format),
    say: (data) => sayRaw(bodyIn(format, data)),
    sayRaw,
  };
}
