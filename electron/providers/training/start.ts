import type { TillStatus } from '../../../shared/api.ts';
import type { Config } from '../../config.ts';
import { alfakiosScenarios, startAlfakiosTraining } from './alfakios.ts';

export interface Training {
  /** The provider settings that lead to the training servers. */
  readonly providers: Config['providers'];
  readonly numbers: TillStatus['trainingNumbers'];
  close(): Promise<void>;
}

/** Starts the servers that stand in for the providers. Of the shop's own settings only the time limits are kept. */
export async function startTraining(configured: Config['providers'], now: () => number): Promise<Training> {
  const alfakios = await startAlfakiosTraining(now);
  return {
    providers: {
      alfakios: {
        enabled: true,
        baseUrl: alfakios.baseUrl,
        apiKey: alfakios.apiKey,
        productCodes: { 'pln-postpaid': alfakios.productCode },
        timeoutMs: configured.alfakios?.timeoutMs ?? { inquiry: 15_000, pay: 20_000, status: 15_000 },
        resend: false,
      },
    },
    numbers: Object.entries(alfakiosScenarios).map(([customerNumber, { what }]) => ({ customerNumber, what })),
    close: () => alfakios.close(),
  };
}
