import { expect, onTestFinished, test } from 'vitest';
import { startAlfakiosTraining } from '../../electron/training/alfakios.ts';
import { startAyoconnectTraining } from '../../electron/training/ayoconnect.ts';
import { startIakTraining } from '../../electron/training/iak.ts';
import { startHeadless } from '../harness/headless.ts';
import { tempFolder, writeConfig } from '../harness/temp-folder.ts';

// The headless till, pointed by its config at servers that speak the providers' documents, and their ledgers afterwards.

const timeoutMs = { inquiry: 5_000, pay: 5_000, status: 5_000 };

test.for(['json', 'xml'] as const)('every provider sells by config alone, IAK over %s', async (format) => {
  const [alfakios, ayoconnect, iak] = await Promise.all([
    startAlfakiosTraining(Date.now),
    startAyoconnectTraining(Date.now, { settleAfterMs: 50 }),
    startIakTraining(Date.now),
  ]);
  onTestFinished(async () => void (await Promise.all([alfakios.close(), ayoconnect.close(), iak.close()])));
  const config = writeConfig(tempFolder(), {
    shop: { name: 'Loket Sumber Rejeki', address: 'Jl. Melati 7', terminal: '01' },
    training: false,
    providers: {
      alfakios: {
        enabled: true,
        baseUrl: alfakios.baseUrl,
        apiKey: alfakios.apiKey,
        productCodes: { 'pln-postpaid': alfakios.productCode },
        timeoutMs,
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
        timeoutMs,
        body: format === 'json' ? 'object' : 'empty',
      },
      iak: {
        enabled: true,
        baseUrl: iak.baseUrl,
        prepaidBaseUrl: iak.baseUrl,
        username: iak.username,
        apiKey: iak.apiKey,
        format,
        productCodes: iak.productCodes,
        timeoutMs,
      },
    },
    routing: { 'pln-postpaid': ['iak', 'ayoconnect', 'alfakios'], 'pln-nontaglist': ['iak'] },
    settleScale: 0.01,
  });
  const till = startHeadless(['--data', tempFolder(), '--config', config]);
  onTestFinished(async () => {
    till.signal('SIGKILL');
    await till.exited;
  });

  const sell = async (customerNumber: string, provider: 'alfakios' | 'ayoconnect' | 'iak') => {
    const product = customerNumber.length === 13 ? 'pln-nontaglist' : 'pln-postpaid';
    const quote = await till.must('bill:inquire', { product, customerNumber, provider });
    const { transactionId } = await till.must('payment:pay', { quoteId: quote.quoteId, tendered: quote.total });
    await expect
      .poll(async () => (await till.must('transaction:get', { transactionId })).status, { timeout: 15_000 })
      .toBe('paid');
    return till.must('transaction:get', { transactionId });
  };
  expect(await sell('512345678901', 'alfakios')).toMatchObject({ total: 291_000, commission: 0 });
  expect(await sell('516070377775', 'ayoconnect')).toMatchObject({ total: 25_220, admin: 3_000 });
  expect(await sell('530000000000', 'iak')).toMatchObject({
    total: 302_500,
    commission: 600,
    reference: '004212C9245F1BA43A77CEBD5CD5DA39',
    remainingBills: 0,
    details: { standStart: '00080000', standEnd: '00080000' },
  });
  expect(await sell('530000000999', 'iak')).toMatchObject({ remainingBills: 4 });
  expect(await sell('3225030005901', 'iak')).toMatchObject({ product: 'pln-nontaglist', commission: 1_800 });

  const deducted = [alfakios, ayoconnect, iak].flatMap(({ ledger }) => [...ledger.values()].map((one) => one.deducted));
  const { items } = await till.must('transaction:list', { status: 'paid' });
  const left = items.map(({ bill, admin, commission }) => bill + admin - (commission ?? 0));
  expect(left.sort()).toEqual(deducted.sort());
  expect(await till.end()).toBe(0);
});
