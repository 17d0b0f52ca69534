import { expect, onTestFinished, test } from 'vitest';
import { startAyoconnectTraining } from '../../electron/training/ayoconnect.ts';
import { startIakTraining } from '../../electron/training/iak.ts';
import type { Product } from '../../shared/product.ts';
import { openCounter } from '../harness/counter.ts';
import { tempFolder } from '../harness/temp-folder.ts';

// Whole sales against the training servers: what the customer reads on the narrowest paper.

/** Sells one bill and answers its slip once it is paid. */
async function slipOf(product: Product, customerNumber: string): Promise<readonly string[]> {
  const [ayoconnect, iak] = await Promise.all([
    startAyoconnectTraining(Date.now, { settleAfterMs: 50 }),
    startIakTraining(Date.now),
  ]);
  onTestFinished(async () => void (await Promise.all([ayoconnect.close(), iak.close()])));
  const keysOf = ({ baseUrl, partnerId, apiKey, apiSecret, productCode }: typeof ayoconnect) =>
    ({ baseUrl, partnerId, apiKey, apiSecret, productCodes: { 'pln-postpaid': productCode } }) as const;
  const { baseUrl, username, apiKey, productCodes } = iak;
  const counter = await openCounter({
    realClock: true,
    settleScale: 0.01,
    printers: [{ id: 'counter', transport: `file:${tempFolder()}/paper.bin`, columns: 32 }],
    providers: {
      ayoconnect: { enabled: true, ...keysOf(ayoconnect) },
      iak: { enabled: true, baseUrl, prepaidBaseUrl: baseUrl, username, apiKey, productCodes, format: 'json' },
    },
    more: { routing: { 'pln-postpaid': ['ayoconnect'], 'pln-nontaglist': ['iak'] } },
  });
  const { quoteId, total } = await counter.must('bill:inquire', { product, customerNumber });
  const { transactionId } = await counter.must('payment:pay', { quoteId, tendered: total });
  const status = async (): Promise<string> => (await counter.must('transaction:get', { transactionId })).status;
  await expect.poll(status, { timeout: 15_000 }).toBe('paid');
  return (await counter.must('receipt:preview', { transactionId, copy: 0 })).lines;
}

test('Ayoconnect’s penalty is said on the slip, below the sum that holds it', async () => {
  const lines = await slipOf('pln-postpaid', '516070377775');
  const at = lines.findIndex((line) => line.startsWith('RP TAG PLN'));
  expect(lines.slice(at, at + 2)).toEqual(['RP TAG PLN  :           Rp22.220', 'TERMASUK DENDA :         Rp3.000']);
});

test('a non-taglist slip has the kind of work whole, and the number that was typed', async () => {
  const lines = await slipOf('pln-nontaglist', '3225030005901');
  const at = lines.findIndex((line) => line.startsWith('TRANSAKSI'));
  expect(lines.slice(at, at + 6)).toEqual([
    'TRANSAKSI      : PENYAMBUNGAN',
    '                 BARU',
    'NO REGISTRASI  : 5392112011703',
    'TGL REGISTRASI : 24MEI12',
    'NAMA           : JAYUSMAN',
    'NO PELANGGAN   : 3225030005901',
  ]);
});
