import { readFileSync } from 'node:fs';
import { onTestFinished } from 'vitest';
import type { ProviderSettings } from '../../electron/config.ts';
import { ayoconnect } from '../../electron/providers/ayoconnect/index.ts';
import { createSend, type Send } from '../../electron/providers/wire/http.ts';
import type { Outcome, PayOrder, Provider } from '../../electron/providers/provider.ts';
import { withoutSecrets } from '../../electron/providers/without-secrets.ts';
import { rupiah } from '../../shared/money.ts';

export type Settings = ProviderSettings['ayoconnect'];

/** The adapter as a config would set it up, with limits short enough to wait for. */
export function connect(baseUrl: string, own: Partial<Settings>, send: Send = realSend()): Provider {
  const settings: Settings = {
    enabled: true,
    baseUrl,
    partnerId: 'partner-id',
    apiKey: 'KEY-CANARY/1',
    apiSecret: 'SECRET-CANARY/2',
    version: '2.0',
    productCodes: { 'pln-postpaid': 'product-code' },
    timeoutMs: { inquiry: 300, pay: 300, status: 300 },
    body: 'empty',
    ...own,
  };
  return withoutSecrets((by) => ayoconnect(settings, by), send);
}

function realSend(): Send {
  const cut = new AbortController();
  onTestFinished(() => cut.abort());
  return createSend(cut.signal);
}

/** The payment of the document's samples. */
export const documented: PayOrder = {
  product: 'pln-postpaid',
  customerNumber: '44512356',
  providerRef: 'rg6ytrdvrvr4',
  bill: rupiah(22_220),
  admin: rupiah(3_000),
  memo: { inquiryId: '2681076' },
};

/** An outcome in a word or two. */
export function shortly(outcome: Outcome | undefined): string {
  if (outcome?.kind === 'pending') return `pending ${outcome.why}`;
  return outcome?.kind === 'refused' ? `refused ${outcome.code}` : (outcome?.kind ?? 'nothing');
}

export const ask = (provider: Provider, order: PayOrder): Promise<Outcome> | undefined => provider.checkStatus?.(order);

type Body = Record<string, unknown> & { readonly data: Record<string, unknown> };

/** The body of a sample of the document, with fields of `data` and of the top changed. */
export function sampleBody(name: string, data: Record<string, unknown> = {}, top: Record<string, unknown> = {}): Body {
  const { body } = JSON.parse(readFileSync(`test/fixtures/ayoconnect/${name}.json`, 'utf8')) as { body: Body };
  return { ...body, ...(body.data ? { data: { ...body.data, ...data } } : {}), ...top };
}
