import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { cashierAt } from '../harness/cashier.ts';
import { inquiryPath, sampleInquiry, samplePayment } from '../harness/counter.ts';
import { reply, startFakeProvider, type FakeProvider, type Treatment } from '../harness/fake-provider.ts';
import { launchApp, runtime, type LaunchedApp } from '../harness/launch.ts';
import { tempFolder, writeConfig } from '../harness/temp-folder.ts';

// The page is reloaded while a payment is under way: its answer goes to nobody, and the screen shows what became of it all the same.

interface Shop {
  readonly app: LaunchedApp;
  readonly cashier: ReturnType<typeof cashierAt>;
  readonly provider: FakeProvider;
  /** How the provider treats inquiries and payments from now on. */
  treat(inquiry: () => Treatment, payment: (body: Record<string, string>) => Treatment): void;
  /** That much time passes for the till at once, in ms. */
  pass(ms: number): Promise<void>;
}

const bill = (afterMs = 0): Treatment => ({ raw: reply(200, sampleInquiry()), afterMs });
const slowMs = 2_500;

async function openShop(): Promise<Shop> {
  const data = tempFolder();
  const provider = await startFakeProvider();
  const { baseUrl } = provider;
  const configFile = writeConfig(data, {
    providers: { alfakios: { enabled: true, baseUrl, apiKey: 'CANARY-KEY', timeoutMs: { pay: 4_000 } } },
  });
  const clock = path.join(data, 'clock.json');
  const setClock = (passedMs: number): void => writeFileSync(clock, JSON.stringify({ jumpedMs: 0, passedMs }));
  setClock(0);
  const movingClock = pathToFileURL(path.resolve('test/faults/clock/moving-clock.ts')).href;
  const env = { LOKET_FAULTS_CLOCK: clock, NODE_OPTIONS: `--import ${movingClock}` };
  const app = await launchApp({ dataDir: data, configFile, ...(runtime === 'host' ? { env } : {}) });
  onTestFinished(async () => {
    await app.stop();
    await provider.close();
  });
  return {
    ...{ app, provider, cashier: cashierAt(app.page) },
    treat(inquiry, payment) {
      provider.answer((at, body) =>
        at === inquiryPath ? inquiry() : payment(JSON.parse(body) as Record<string, string>),
      );
    },
    async pass(ms) {
      setClock(ms);
      app.signal('SIGUSR2');
      await expect.poll(() => existsSync(`${clock}.read`)).toBe(true);
    },
  };
}

/** Sells up to the Enter that pays, and reloads while that is under way. */
async function reloadWhilePaying({ app, cashier, provider }: Shop, before: () => Promise<void>): Promise<void> {
  await cashier.typeNumber('512345678901');
  await cashier.askForBill();
  await cashier.takeCash(300_000);
  await before();
  const { length } = provider.arrived;
  await cashier.pay();
  await expect.poll(() => provider.arrived.length).toBe(length + 1);
  await app.page.reload();
  await cashier.see('paying').waitFor();
  expect(await cashier.see('paying').textContent()).toContain('Rp300.000');
}

const nothing = (): Promise<void> => Promise.resolve();

test.for([
  ['refused', 'GAGAL', (): Treatment => ({ raw: reply(400, '{"success":false}'), afterMs: slowMs })],
  ['pending', 'BELUM PASTI', (): Treatment => ({ raw: reply(502, '<html>'), afterMs: slowMs })],
  ['done', 'LUNAS', (body: Record<string, string>) => ({ raw: reply(200, samplePayment(body)), afterMs: slowMs })],
] as const)('a page reloaded while a payment is under way shows that it is %s', async ([screen, words, payment]) => {
  const shop = await openShop();
  shop.treat(() => bill(), payment);
  await reloadWhilePaying(shop, nothing);
  await shop.cashier.see(`${screen}-status`).waitFor();
  expect(await shop.cashier.see(`${screen}-status`).textContent()).toContain(words);
});

test.runIf(runtime === 'host')(
  'a page reloaded while an expired quote is renewed waits for the payment, and shows it',
  async () => {
    const shop = await openShop();
    const payment = (body: Record<string, string>): Treatment => ({
      raw: reply(200, samplePayment(body)),
      afterMs: 500,
    });
    shop.treat(() => bill(), payment);
    await reloadWhilePaying(shop, async () => {
      shop.treat(() => bill(slowMs), payment);
      await shop.pass(6 * 60_000);
    });
    await shop.cashier.see('done-status').waitFor();
    expect(shop.provider.arrived).toHaveLength(3);
  },
);

test.runIf(runtime === 'host')(
  'a page reloaded while an expired quote is renewed that costs more now says that nothing was sent',
  async () => {
    const shop = await openShop();
    const payment = (body: Record<string, string>): Treatment => ({ raw: reply(200, samplePayment(body)) });
    shop.treat(() => bill(), payment);
    await reloadWhilePaying(shop, async () => {
      const dearer = sampleInquiry({ unit_price: '294000', amount: '288000' });
      shop.treat(() => ({ raw: reply(200, dearer), afterMs: slowMs }), payment);
      await shop.pass(6 * 60_000);
    });
    await shop.cashier.see('number-input').waitFor();
    expect(await shop.cashier.see('problem').textContent()).toContain('tidak ada yang terkirim');
    expect(shop.provider.arrived).toHaveLength(2);
  },
);
