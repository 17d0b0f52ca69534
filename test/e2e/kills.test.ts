import { expect, onTestFinished, test } from 'vitest';
import { startIakTraining } from '../../electron/training/iak.ts';
import type { Transaction } from '../../shared/transaction.ts';
import { startHeadless, type Headless } from '../harness/headless.ts';
import { tempFolder, writeConfig } from '../harness/temp-folder.ts';

// The real till is killed at every moment of a payment and started again; the provider's own books are the judge.

const kills = 14;
/** How long after the pay line each kill comes, in ms: from before the intent to after the answer. */
const stepMs = 2;
const answerAfterMs = 20;

test('killed at any moment of paying, it loses no payment, makes none twice, and claims none that is not', async () => {
  const iak = await startIakTraining(Date.now);
  onTestFinished(() => iak.close());
  const data = tempFolder();
  const timeoutMs = { inquiry: 2_000, pay: 1_000, status: 1_000 };
  const config = writeConfig(tempFolder(), {
    shop: { name: 'Loket', address: '', terminal: '01' },
    providers: {
      iak: {
        enabled: true,
        baseUrl: iak.baseUrl,
        prepaidBaseUrl: iak.baseUrl,
        username: iak.username,
        apiKey: iak.apiKey,
        productCodes: iak.productCodes,
        timeoutMs,
      },
    },
    settleScale: 0.005,
  });
  let till: Headless | undefined;
  const start = (): Headless => startHeadless(['--data', data, '--config', config]);
  onTestFinished(async () => {
    till?.signal('SIGKILL');
    await till?.exited;
  });

  const paidThere = (): ReadonlySet<string> => new Set([...iak.ledger.values()].map((entry) => entry.customerNumber));

  for (let kill = 0; kill < kills; kill++) {
    const number = String(531_700_000_000 + kill);
    // Slow enough that some kills come while the answer is under way.
    iak.misbehave.set(number, { at: 'pay', how: 'slow' });
    till = start();
    const quote = await till.must('bill:inquire', { product: 'pln-postpaid', customerNumber: number });
    void till.call('payment:pay', { quoteId: quote.quoteId, tendered: quote.total }).catch(() => undefined);
    // The last kill comes for certain after the provider took the money and before it answers, however slow this machine is.
    if (kill === kills - 1) await expect.poll(() => paidThere().has(number), { timeout: 10_000 }).toBe(true);
    else await new Promise((resolve) => setTimeout(resolve, kill * stepMs + (kill > kills / 2 ? answerAfterMs : 0)));
    till.signal('SIGKILL');
    await till.exited;
  }

  iak.misbehave.clear();
  till = start();
  const last = till;
  const known = async (): Promise<readonly Transaction[]> =>
    (await last.must('transaction:list', { limit: 500 })).items;
  // What the provider took is found out by asking; what it never received stays pending, for a person to decide.
  await expect
    .poll(
      async () =>
        (await known()).filter(({ status, customerNumber }) => status === 'pending' && paidThere().has(customerNumber)),
      {
        timeout: 20_000,
      },
    )
    .toEqual([]);

  const rows = await known();
  expect(iak.ledger.size).toBe(paidThere().size);
  expect(new Set(rows.map(({ customerNumber }) => customerNumber)).size).toBe(rows.length);
  for (const number of paidThere()) {
    expect(rows.filter(({ customerNumber }) => customerNumber === number)).toMatchObject([{ status: 'paid' }]);
  }
  for (const { status, customerNumber } of rows) {
    if (status === 'paid') expect(paidThere()).toContain(customerNumber);
    else expect([status, paidThere().has(customerNumber)]).toEqual(['pending', false]);
  }
  expect(await last.end()).toBe(0);
});
