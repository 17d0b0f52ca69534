import type { Page } from 'playwright-core';
import { expect, onTestFinished, test } from 'vitest';
import { startAyoconnectTraining } from '../../electron/training/ayoconnect.ts';
import { cashierAt } from '../harness/cashier.ts';
import { launchApp } from '../harness/launch.ts';
import { tempFolder, writeConfig } from '../harness/temp-folder.ts';

// Ayoconnect's page on PLN Postpaid wants its sentences on the page that tells of the payment, not on the paper alone.

/** What of an element a person sees without scrolling: whether each of its corners is on top where it stands. */
function whollySeen(
  page: Page,
  testId: string,
): Promise<readonly { readonly text: string; readonly isSeen: boolean }[]> {
  return page.getByTestId(testId).evaluate((list) =>
    [...list.children].map((item) => {
      const range = document.createRange();
      range.selectNodeContents(item);
      const seen = [...range.getClientRects()].flatMap(({ left, right, top, bottom }) =>
        [
          [left + 1, top + 1],
          [right - 1, bottom - 1],
        ].map(([x, y]) => item.contains(document.elementFromPoint(x ?? 0, y ?? 0))),
      );
      return { text: item.textContent ?? '', isSeen: seen.length > 0 && seen.every(Boolean) };
    }),
  );
}

test('the sentences that a provider demands were below the fold of the page that says LUNAS', async () => {
  const training = await startAyoconnectTraining(Date.now, { settleAfterMs: 50 });
  onTestFinished(() => training.close());
  const data = tempFolder();
  const { baseUrl, partnerId, apiKey, apiSecret, productCode } = training;
  const configFile = writeConfig(data, {
    shop: { name: 'Loket Sumber Rejeki', address: 'Jl. Melati 7, Sleman', terminal: '01' },
    training: false,
    providers: {
      ayoconnect: {
        ...{ enabled: true, baseUrl, partnerId, apiKey, apiSecret, version: '2.0', body: 'object' },
        productCodes: { 'pln-postpaid': productCode },
        timeoutMs: { inquiry: 5_000, pay: 5_000, status: 5_000 },
      },
    },
    settleScale: 0.01,
  });
  const app = await launchApp({ dataDir: data, configFile });
  onTestFinished(() => app.stop());
  const cashier = cashierAt(app.page);
  await cashier.typeNumber('516070377775');
  await cashier.askForBill();
  await cashier.takeCash(50_000);
  await cashier.pay();
  await cashier.see('done-status').waitFor();
  await cashier.see('sentences').waitFor();
  for (const size of [
    { width: 1024, height: 768 },
    { width: 1366, height: 768 },
    { width: 1920, height: 1080 },
  ]) {
    await app.page.setViewportSize(size);
    expect(await whollySeen(app.page, 'sentences'), `${size.width}x${size.height}`).toEqual([
      { text: 'PLN menyatakan struk ini sebagai bukti pembayaran yang sah.', isSeen: true },
      { text: 'Terima Kasih', isSeen: true },
      { text: expect.stringContaining('Info Tagihan Hub. Call Senter') as string, isSeen: true },
    ]);
  }
});
