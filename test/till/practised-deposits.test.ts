import { expect, test } from 'vitest';
import { startAyoconnectTraining } from '../../electron/training/ayoconnect.ts';
import { openMemory } from '../../electron/training/memory.ts';
import { openCounter } from '../harness/counter.ts';

// Ayoconnect's training server tells its deposit only when asked for it, so its own word is looked at here.

const timeoutMs = { inquiry: 2_000, pay: 1_000, status: 1_000 };

/** One start of the server with what the file holds: one bill is paid, one refused, and it stops. What was left before and after. */
async function oneDay(file: Parameters<typeof openMemory>[0], topUp: number): Promise<readonly [number, number]> {
  const server = await startAyoconnectTraining(Date.now, { settleAfterMs: 0 }, openMemory(file)('ayoconnect'));
  const { baseUrl, partnerId, apiKey, apiSecret, productCode, deposit } = server;
  const settings = { enabled: true, baseUrl, partnerId, apiKey, apiSecret, timeoutMs };
  const counter = await openCounter({
    providers: { ayoconnect: { ...settings, productCodes: { 'pln-postpaid': productCode } } },
  });
  const before = deposit();
  if (topUp > 0) server.topUp(topUp);
  for (const customerNumber of ['516070377728', '516070377729']) {
    const { quoteId, total } = await counter.must('bill:inquire', { product: 'pln-postpaid', customerNumber });
    await counter.must('payment:pay', { quoteId, tendered: total });
  }
  const taken = [...server.ledger.values()].reduce((sum, { deducted }) => sum + deducted, 0);
  expect(taken).toBeGreaterThan(0);
  expect(deposit()).toBe(before + topUp - taken);
  await server.close();
  return [before, deposit()];
}

test('what a start of the training server left of its deposit is there at the next one, top-ups and refusals counted', async () => {
  let text: string | null = null;
  const file = { read: () => text, write: (next: string) => void (text = next) };
  const [full, first] = await oneDay(file, 0);
  const [second, end] = await oneDay(file, 250_000);
  expect(first).toBeLessThan(full);
  expect(second).toBe(first);
  expect((await oneDay(file, 0))[0]).toBe(end);
});
