import { onTestFinished } from 'vitest';
import { startAyoconnectTraining, type AyoconnectTraining } from '../../electron/training/ayoconnect.ts';

const timeoutMs = { inquiry: 2_000, pay: 1_000, status: 1_000 };

/** Ayoconnect as a training server, with the settings that a till needs to reach it. */
export async function ayoconnectServer(): Promise<{ server: AyoconnectTraining; providers: object }> {
  const server = await startAyoconnectTraining(Date.now, { settleAfterMs: 100 });
  onTestFinished(() => server.close());
  const { baseUrl, partnerId, apiKey, apiSecret, productCode } = server;
  const settings = { enabled: true, baseUrl, partnerId, apiKey, apiSecret, timeoutMs };
  return { server, providers: { ayoconnect: { ...settings, productCodes: { 'pln-postpaid': productCode } } } };
}
