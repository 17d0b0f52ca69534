import { mkdirSync, readFileSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { LoketBridge } from '../../shared/api.ts';
import { cashierAt } from '../harness/cashier.ts';
import { customerNumber, inquiryPath, sampleInquiry, samplePayment } from '../harness/counter.ts';
import { reply, startFakeProvider, type Treat } from '../harness/fake-provider.ts';
import { launchApp, type LaunchedApp } from '../harness/launch.ts';
import { tempFolder, writeConfig } from '../harness/temp-folder.ts';

// What the journal and the disk have to say, on the screen of the built app.

// The machine may be slow, and the till starts more than once.
vi.setConfig({ testTimeout: 90_000 });

/** In the page. */
declare const loket: LoketBridge;

type Cashier = ReturnType<typeof cashierAt>;

interface Shop {
  /** The till's own folder. */
  readonly folder: string;
  open(): Promise<{ readonly app: LaunchedApp; readonly cashier: Cashier }>;
  rows(sql: string): readonly unknown[];
}

function shopAt(data: string, folder: string, config: object): Shop {
  const configFile = writeConfig(data, config);
  return {
    folder,
    async open() {
      const app = await launchApp({ dataDir: data, configFile });
      onTestFinished(() => app.stop());
      return { app, cashier: cashierAt(app.page) };
    },
    rows(sql) {
      const db = new Database(path.join(folder, 'loket.db'), { readonly: true });
      try {
        return db.prepare(sql).all();
      } finally {
        db.close();
      }
    },
  };
}

/** In training, so that every number has its story. */
function trainingShop(): Shop {
  const data = tempFolder();
  const alfakios = { enabled: false, baseUrl: 'http://127.0.0.1:1', apiKey: 'k', timeoutMs: { pay: 1_500 } };
  return shopAt(data, path.join(data, 'training'), { training: true, providers: { alfakios }, printers: [] });
}

/** In front of a provider that loses the first payment and then answers as it is told. */
async function shopWithPending(): Promise<Shop & { answers(treat: Treat): void }> {
  const provider = await startFakeProvider();
  onTestFinished(() => provider.close());
  const answers = (treat: Treat): void =>
    provider.answer((at, body) =>
      at === inquiryPath ? { raw: reply(200, sampleInquiry()) } : treat(JSON.parse(body) as Record<string, string>),
    );
  answers(() => 'reset');
  const data = tempFolder();
  const alfakios = { enabled: true, baseUrl: provider.baseUrl, apiKey: 'k' };
  return { ...shopAt(data, data, { providers: { alfakios }, settleScale: 0.01 }), answers };
}

async function sell(cashier: Cashier, number: string): Promise<void> {
  await cashier.typeNumber(number);
  await cashier.askForBill();
  await cashier.see('exact-button').click();
  await cashier.pay();
}

async function decide(cashier: Cashier, reason: string): Promise<void> {
  await cashier.see('decision-reason').fill(reason);
  await cashier.see('decision-confirm').click();
}

/** By keyboard alone: the first Enter goes onto the button, the second presses it. Faster is no finger, and is not heard. */
async function confirm({ page }: LaunchedApp): Promise<void> {
  // What was typed came at a scanner's pace, whose Enter means nothing.
  await page.waitForTimeout(400);
  await page.keyboard.press('Enter');
  await expect
    .poll(() => page.evaluate(() => document.activeElement?.getAttribute('data-testid')))
    .toBe('decision-confirm');
  await page.waitForTimeout(250);
  await page.keyboard.press('Enter');
}

/** Another window is faster: decides the only payment there is. */
async function resolveElsewhere({ page }: LaunchedApp, as: 'paid' | 'refused'): Promise<void> {
  const answer = await page.evaluate(async (outcome) => {
    const list = await loket.call('transaction:list', {});
    const transactionId = (list.ok && list.value.items[0]?.transactionId) || '';
    return loket.call('payment:resolve', { transactionId, as: outcome, reason: 'dari jendela lain' });
  }, as);
  expect(answer).toMatchObject({ ok: true });
}

test('restored records close the till for payments until a person has compared them', async () => {
  const shop = trainingShop();
  const before = await shop.open();
  await sell(before.cashier, '512345678901');
  await before.cashier.see('done-status').waitFor();
  await before.app.stop();
  rmSync(path.join(shop.folder, 'loket.mark'));

  const { app, cashier } = await shop.open();
  const { keyboard } = app.page;
  await cashier.see('reconcile-bar').waitFor();
  expect(await cashier.see('reconcile-bar').textContent()).toContain('dipulihkan dari cadangan');
  await cashier.typeNumber('512345678931');
  await cashier.askForBill();
  expect(await cashier.see('bill-reconcile').textContent()).toContain('Jangan terima uang');
  expect(await cashier.see('tender-input').count()).toBe(0);
  await cashier.pay();
  expect(await cashier.see('problem').textContent()).toContain('Alt+C');
  expect(shop.rows('SELECT count(*) AS sold FROM transactions')).toEqual([{ sold: 1 }]);

  await keyboard.press('Alt+C');
  await expect.poll(() => cashier.see('reconcile-last').textContent()).toContain('SITI RAHAYU');
  await keyboard.press('Enter');
  await expect.poll(() => cashier.see('reconcile-dialog').getByTestId('problem').count()).toBe(1);
  await keyboard.type('Dasbor Alfakios sampai 14.30');
  // What was typed outlives a look at the history.
  await keyboard.press('Escape');
  await keyboard.press('Alt+C');
  expect(await cashier.see('decision-reason').inputValue()).toBe('Dasbor Alfakios sampai 14.30');
  await confirm(app);
  await expect.poll(() => cashier.see('reconcile-bar').count()).toBe(0);
  expect(shop.rows(`SELECT data ->> '$.reason' AS reason FROM journal WHERE kind = 'reconciled'`)).toEqual([
    { reason: 'Dasbor Alfakios sampai 14.30' },
  ]);

  expect(await cashier.see('problem').count()).toBe(0);
  await cashier.takeCash(1_000_000);
  await cashier.pay();
  await cashier.see('done-status').waitFor();
  await app.stop();
  const later = await shop.open();
  await later.cashier.see('number-input').waitFor();
  expect(await later.cashier.see('reconcile-bar').count()).toBe(0);
});

test('the word of restored records sends nothing again', async () => {
  const shop = await shopWithPending();
  const before = await shop.open();
  await sell(before.cashier, customerNumber);
  await before.cashier.see('resend-button').waitFor({ timeout: 20_000 });
  await before.app.stop();
  rmSync(path.join(shop.folder, 'loket.mark'));

  const { app, cashier } = await shop.open();
  await cashier.see('reconcile-bar').waitFor();
  await app.page.keyboard.press('F3');
  await cashier.see('history-row').first().click();
  await cashier.see('trail').getByText('belum pasti').first().waitFor();
  await cashier.see('resolve-button').waitFor();
  expect(await cashier.see('resend-button').count()).toBe(0);
});

test('a person’s decision is changed on the same day, where it is shown and from the history', async () => {
  const shop = trainingShop();
  const { app, cashier } = await shop.open();
  const { keyboard } = app.page;
  await cashier.typeNumber('512345678922');
  await cashier.askForBill();
  await cashier.takeCash(300_000);
  await cashier.pay();
  await cashier.see('pending-status').waitFor();
  await keyboard.press('F9');
  await cashier.see('resolve-refused').click();
  await decide(cashier, 'CS Dewi: tidak ada');
  await cashier.see('refused-status').waitFor();
  await cashier.see('take-back-button').waitFor();

  await keyboard.press('F9');
  await cashier.see('take-back-dialog').waitFor();
  await keyboard.press('Enter');
  await cashier.see('take-back-dialog').getByTestId('problem').waitFor();
  await keyboard.type('Dasbor: ternyata lunas');
  await confirm(app);
  await cashier.see('done-status').waitFor();
  expect(await cashier.see('was-refused').textContent()).toContain('terima lagi Rp187.050');

  await keyboard.press('F2');
  await cashier.see('history-row').first().waitFor();
  await keyboard.press('Enter');
  await cashier.see('take-back').waitFor();
  await keyboard.press('F9');
  expect(await cashier.see('take-back-dialog').textContent()).toContain('Rp187.050 kalau kembaliannya sudah diberikan');
  await decide(cashier, 'salah baca');
  await expect.poll(() => cashier.see('history-row').first().getAttribute('data-status')).toBe('refused');
  const trail = cashier.see('trail');
  await expect.poll(() => trail.textContent()).toContain('GAGAL · owner · salah baca');
  expect(await trail.textContent()).toContain('LUNAS · owner · Dasbor: ternyata lunas');
  expect(await trail.textContent()).toContain('GAGAL · owner · CS Dewi: tidak ada');
  expect(shop.rows('SELECT status FROM transactions')).toEqual([{ status: 'refused' }]);
});

test('a change of mind that comes too late is told so, and what was typed stays', async () => {
  const shop = trainingShop();
  const { app, cashier } = await shop.open();
  await sell(cashier, '512345678922');
  await cashier.see('pending-status').waitFor();
  await app.page.keyboard.press('F9');
  await cashier.see('resolve-refused').click();
  await decide(cashier, 'tidak ada');
  await cashier.see('refused-status').waitFor();
  await app.page.keyboard.press('F2');
  await cashier.see('history-row').first().click();
  await cashier.see('take-back-button').click();
  await cashier.see('decision-reason').fill('ternyata lunas');
  await resolveElsewhere(app, 'paid');
  await cashier.see('decision-confirm').click();
  const problem = cashier.see('take-back-dialog').getByTestId('problem');
  await expect.poll(() => problem.getAttribute('data-code')).toBe('not-pending');
  expect(await problem.textContent()).toMatch(/Terlambat.*Keputusan ini tidak dicatat/);
  expect(await cashier.see('decision-reason').inputValue()).toBe('ternyata lunas');
  expect(shop.rows(`SELECT data ->> '$.reason' AS reason FROM journal WHERE kind = 'resolved'`)).toEqual([
    { reason: 'tidak ada' },
    { reason: 'dari jendela lain' },
  ]);
});

test('a late answer that contradicts a decision is marked on the payment, with what it said', async () => {
  const shop = await shopWithPending();
  const { app, cashier } = await shop.open();
  await sell(cashier, customerNumber);
  await cashier.see('resend-button').waitFor({ timeout: 20_000 });
  shop.answers((body) => ({ raw: reply(200, samplePayment(body)), afterMs: 4_000 }));
  await app.page.keyboard.press('F7');
  await decide(cashier, 'coba sekali lagi');
  await resolveElsewhere(app, 'refused');
  await cashier.see('refused-status').waitFor();
  const note = cashier.see('alarm-note');
  await note.waitFor();
  expect(await note.textContent()).toContain('jawaban terlambat: lunas, referensi REF-PLN-20240501');
  const shown = await app.page.locator('main').textContent();
  expect(shown).toContain('Tahan uang pelanggan');
  expect(shown).not.toContain('Kembalikan');

  await app.page.keyboard.press('F2');
  await cashier.see('history-row').first().click();
  await note.waitFor();
  expect(await cashier.see('trail').textContent()).toContain('perlu diperiksa');
  await app.page.keyboard.press('Alt+B');
  await expect.poll(() => note.textContent()).toContain('a late answer says: paid, reference REF-PLN-20240501');
  await app.page.keyboard.press('F9');
  await decide(cashier, 'Alfakios: it was paid');
  await expect.poll(() => note.textContent()).toContain('says what is recorded here');
});

test('a disk without room is told on every screen, and the till sells again once there is some', async () => {
  const shop = trainingShop();
  const { app, cashier } = await shop.open();
  await cashier.see('number-input').waitFor();
  const ballast = path.join(shop.folder, 'loket.ballast');
  rmSync(ballast);
  // In the way of a new one.
  mkdirSync(ballast);
  await cashier.see('storage-bar').waitFor({ timeout: 10_000 });
  await app.page.keyboard.press('F2');
  expect(await cashier.see('storage-bar').textContent()).toContain('jangan tutup Loket');
  await app.page.keyboard.press('Escape');
  await cashier.typeNumber('512345678901');
  await cashier.askForBill();
  // Who is told to take no money is shown no field for it.
  expect(await cashier.see('tender-input').count()).toBe(0);
  await cashier.pay();
  expect(shop.rows('SELECT * FROM transactions')).toEqual([]);
  rmdirSync(ballast);
  await expect.poll(() => cashier.see('storage-bar').count(), { timeout: 15_000 }).toBe(0);
  await cashier.takeCash(300_000);
  await cashier.pay();
  await cashier.see('done-status').waitFor();
});

test('the journal is checked from anywhere, and a changed record is found', async () => {
  const shop = trainingShop();
  const { app, cashier } = await shop.open();
  await sell(cashier, '512345678901');
  await cashier.see('done-status').waitFor();
  await app.page.keyboard.press('Alt+J');
  await cashier.see('journal-ok').waitFor();
  const [last] = shop.rows('SELECT n, upper(substr(hex(hash), 1, 8)) AS hash FROM journal ORDER BY n DESC LIMIT 1') as [
    { n: number; hash: string },
  ];
  expect(await cashier.see('journal-short').textContent()).toBe(`${last.n}-${last.hash}`);

  const file = path.join(shop.folder, 'journal/000001.jsonl');
  writeFileSync(file, readFileSync(file, 'utf8').replace('SITI RAHAYU', 'SITI RAHAYA'));
  await cashier.see('journal-check').click();
  await cashier.see('journal-bad').waitFor();
  expect(await cashier.see('journal-bad').textContent()).toContain('record 2 is not what the database has');
});
