import type { TrainingNumber } from '../../shared/api.ts';
import type { ProviderId } from '../../shared/product.ts';
import type { Config } from '../config.ts';
import { alfakiosStories } from './alfakios-stories.ts';
import { startAlfakiosTraining } from './alfakios.ts';
import { ayoconnectStories } from './ayoconnect-stories.ts';
import { startAyoconnectTraining } from './ayoconnect.ts';
import { iakStories } from './iak-stories.ts';
import { startIakTraining } from './iak.ts';
import { noMemory, openMemory, type MemoryFile } from './memory.ts';

export interface Training {
  /** The provider settings that lead to the training servers. */
  readonly providers: Config['providers'];
  readonly numbers: readonly TrainingNumber[];
  /** A top-up that was recorded as arrived did arrive: so much, in rupiah, is more in the deposit. */
  readonly topUp: (provider: ProviderId, amount: number) => void;
  /** What is in a deposit, in rupiah. */
  readonly deposit: (provider: ProviderId) => number;
  close(): Promise<void>;
}

const timeoutMs = { inquiry: 15_000, pay: 20_000, status: 15_000 };

/**
 * Starts the servers that stand in for the providers. Of the shop's own settings only time limits and formats are kept. `file` is what they
 * remember payments and deposits by, over a start of the till.
 */
export async function startTraining(
  configured: Config['providers'],
  now: () => number,
  file: MemoryFile | null = null,
): Promise<Training> {
  const memoryOf = file ? openMemory(file) : () => noMemory;
  const servers = await Promise.all([
    startAlfakiosTraining(now, memoryOf('alfakios')),
    startAyoconnectTraining(now, {}, memoryOf('ayoconnect')),
    startIakTraining(now, {}, memoryOf('iak')),
  ]);
  const [alfakios, ayoconnect, iak] = servers;
  return {
    providers: {
      alfakios: {
        enabled: true,
        baseUrl: alfakios.baseUrl,
        apiKey: alfakios.apiKey,
        productCodes: { 'pln-postpaid': alfakios.productCode },
        timeoutMs: configured.alfakios?.timeoutMs ?? timeoutMs,
        resend: false,
      },
      ayoconnect: {
        enabled: true,
        baseUrl: ayoconnect.baseUrl,
        partnerId: ayoconnect.partnerId,
        apiKey: ayoconnect.apiKey,
        apiSecret: ayoconnect.apiSecret,
        version: '2.0',
        productCodes: { 'pln-postpaid': ayoconnect.productCode },
        timeoutMs: configured.ayoconnect?.timeoutMs ?? timeoutMs,
        body: configured.ayoconnect?.body ?? 'empty',
      },
      iak: {
        enabled: true,
        baseUrl: iak.baseUrl,
        prepaidBaseUrl: iak.baseUrl,
        username: iak.username,
        apiKey: iak.apiKey,
        format: configured.iak?.format ?? 'json',
        productCodes: iak.productCodes,
        timeoutMs: configured.iak?.timeoutMs ?? timeoutMs,
      },
    },
    numbers: [
      ...numbersOf('alfakios', alfakiosStories),
      ...numbersOf('ayoconnect', ayoconnectStories),
      ...numbersOf('iak', iakStories),
    ],
    topUp: (provider, amount) => ({ alfakios, ayoconnect, iak })[provider].topUp(amount),
    deposit: (provider) => ({ alfakios, ayoconnect, iak })[provider].deposit(),
    async close() {
      await Promise.all(servers.map((server) => server.close()));
    },
  };
}

function numbersOf(
  provider: ProviderId,
  stories: Readonly<Record<string, { readonly what: string }>>,
): readonly TrainingNumber[] {
  return Object.entries(stories).map(([customerNumber, { what }]) => ({ customerNumber, what, provider }));
}
