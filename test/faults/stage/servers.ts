import { startAlfakiosTraining, type AlfakiosTraining } from '../../../electron/training/alfakios.ts';
import {
  startAyoconnectTraining,
  type AyoconnectTraining,
  type AyoconnectTrainingOptions,
} from '../../../electron/training/ayoconnect.ts';
import { startIakTraining, type IakTraining, type IakTrainingOptions } from '../../../electron/training/iak.ts';
import type { ProviderId } from '../../../shared/product.ts';

// The providers of a stage: the till's own training servers, whose ledgers are the providers' own books.

export interface Servers {
  readonly alfakios: AlfakiosTraining;
  readonly ayoconnect: AyoconnectTraining;
  readonly iak: IakTraining;
}

export interface ServerOptions {
  readonly ayoconnect?: AyoconnectTrainingOptions;
  readonly iak?: IakTrainingOptions;
}

/** Limits of one exchange, in ms. */
export interface Limits {
  readonly inquiry: number;
  readonly pay: number;
  readonly status: number;
}

export function startServer(id: ProviderId, now: () => number, options: ServerOptions): Promise<Servers[ProviderId]> {
  switch (id) {
    case 'alfakios':
      return startAlfakiosTraining(now);
    case 'ayoconnect':
      return startAyoconnectTraining(now, { settleAfterMs: 50, ...options.ayoconnect });
    case 'iak':
      return startIakTraining(now, options.iak);
  }
}

/** The config of a provider that is reached at `baseUrl`. */
export function settingsOf(
  servers: Partial<Servers>,
  id: ProviderId,
  baseUrl: string,
  { timeoutMs, format }: { readonly timeoutMs: Limits; readonly format: 'json' | 'xml' },
): object {
  const common = { enabled: true, baseUrl, timeoutMs };
  const { alfakios, ayoconnect, iak } = servers;
  if (id === 'alfakios' && alfakios) {
    const { apiKey, productCode } = alfakios;
    return { ...common, apiKey, productCodes: { 'pln-postpaid': productCode }, resend: false };
  }
  if (id === 'ayoconnect' && ayoconnect) {
    const { partnerId, apiKey, apiSecret, productCode } = ayoconnect;
    return { ...common, partnerId, apiKey, apiSecret, productCodes: { 'pln-postpaid': productCode }, body: 'object' };
  }
  if (id === 'iak' && iak) {
    const { username, apiKey, productCodes } = iak;
    return { ...common, prepaidBaseUrl: baseUrl, username, apiKey, productCodes, format };
  }
  throw new Error(`the server of ${id} was not started`);
}

/** What of a server's account nobody may find written down. */
export function secretsOf(servers: Partial<Servers>): readonly string[] {
  const { alfakios, ayoconnect, iak } = servers;
  const ids = [ayoconnect?.partnerId, iak?.username];
  const keys = [alfakios?.apiKey, ayoconnect?.apiKey, ayoconnect?.apiSecret, iak?.apiKey];
  return [...ids, ...keys].filter((secret) => secret !== undefined);
}
