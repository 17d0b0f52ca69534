import path from 'node:path';
import Database from 'better-sqlite3';
import { expect, onTestFinished, test, vi } from 'vitest';
import { cashierAt } from '../harness/cashier.ts';
import { launchApp } from '../harness/launch.ts';
import { startPrinterSink } from '../harness/printer-sink.ts';
import { tempFolder, writeConfig } from '../harness/temp-folder.ts';

// A customer shows a slip: the screen says whether it is of these books, by keyboard alone.

vi.setConfig({ testTimeout: 90_000 });

async function openShop() {
  const sink = await startPrinterSink();
  onTestFinished(() => sink.close());
  const dataDir = tempFolder();
  const printers = [{ id: 'counter', transport: sink.transport, columns: 32, drawer: null }];
  const app = await launchApp({ dataDir, configFile: writeConfig(dataDir, { training: true, printers }) });
  onTestFinished(() => app.stop());
  const cashier = cashierAt(app.page);
  await cashier.typeNumber('512345678901');
  await cashier.askForBill();
  await cashier.see('exact-button').click();
  await cashier.pay();
  await cashier.see('done-status').waitFor();
  const db = new Database(path.join(dataDir, 'training/loket.db'), { readonly: true });
  onTestFinished(() => void db.close());
  const head = (): unknown => db.prepare('SELECT head FROM print_jobs').pluck().get();
  await expect.poll(head).toEqual(expect.any(String));
  return { app, ...cashier, word: String(head()), db };
}

type Shop = Awaited<ReturnType<typeof openShop>>;

/** Types it over what was there, slower than a scanner, and presses Enter. */
async function type({ enter, see }: Shop, text: string): Promise<void> {
  await see('slip-check-text').fill(text);
  await enter();
}

async function answer(shop: Shop, found: string): Promise<string> {
  await shop.app.page.locator(`[data-testid="slip-answer"][data-found="${found}"]`).waitFor();
  return (await shop.see('slip-answer').textContent()) ?? '';
}

/** For a person to look at: LOKET_PICTURES names a folder. */
async function picture({ app }: Shop, name: string): Promise<void> {
  const folder = process.env['LOKET_PICTURES'];
  if (folder) await app.page.screenshot({ path: path.join(folder, `${name}.png`) });
}

test('a slip of these books, of others, and what is no slip at all', async () => {
  const shop = await openShop();
  const { app, see, enter, word } = shop;
  await app.page.keyboard.press('Alt+P');
  await enter();
  await picture(shop, '1-empty');
  expect(await see('problem').textContent()).toContain('Ketik dulu');

  await type(shop, word.toLowerCase());
  const here = await answer(shop, 'here');
  await picture(shop, '2-here');
  for (const text of ['dicetak di loket ini', word, 'SITI RAHAYU', 'LUNAS', 'Struk asli', 'LKT01-'])
    expect(here).toContain(text);
  const { total } = shop.db.prepare('SELECT total FROM transactions').get() as { readonly total: number };
  expect(here.replaceAll('.', '')).toContain(`Rp${total}`);

  // What is typed on takes the answer away.
  await app.page.keyboard.type('0');
  expect(await see('slip-answer').count()).toBe(0);

  await type(
    shop,
    word.replace(/.$/, (last) => (last === '0' ? '1' : '0')),
  );
  const other = await answer(shop, 'other');
  await picture(shop, '3-other');
  expect(other).toContain('Bukan dari catatan loket ini');
  expect(await see('slip-facts').count()).toBe(0);
  await type(shop, '999999-9F3A21C4');
  expect(await answer(shop, 'beyond')).toContain('belum sampai nomor itu');
  await type(shop, 'LKT01-2611-099999');
  await answer(shop, 'none');
  await type(shop, '512345678901');
  expect(await see('problem').textContent()).toContain('1024-9F3A21C4');
  await picture(shop, '4-no-slip');

  const slipNumber = String(shop.db.prepare('SELECT slip_number FROM transactions').pluck().get());
  await type(shop, slipNumber);
  expect(await answer(shop, 'here')).toContain('belum membuktikan kertasnya asli');
  await app.page.keyboard.press('Alt+B');
  await expect.poll(() => see('slip-answer').textContent()).toContain('does not prove the paper');
  await app.page.keyboard.press('Alt+T');
  await app.page.keyboard.press('Alt+T');
  await picture(shop, '5-number-english');
  await see('slip-open').click();
  await see('history-detail').waitFor();
  expect(await see('slip-check').count()).toBe(0);
});

test('from the history and from the state of the till, and Escape goes back', async () => {
  const shop = await openShop();
  const { app, see } = shop;
  await app.page.keyboard.press('F2');
  await see('slip-check-button').waitFor();
  await picture(shop, '6-history');
  await see('slip-check-button').click();
  await see('slip-check').waitFor();
  await app.page.keyboard.press('Escape');
  await expect.poll(() => see('slip-check').count()).toBe(0);
  await see('history-search').waitFor();
  await app.page.keyboard.press('Alt+S');
  await see('journal-slip').waitFor();
  await see('journal-check').click();
  await see('journal-ok').waitFor();
  await picture(shop, '7-state');
  await see('journal-slip').click();
  await see('slip-check').waitFor();
  await app.page.keyboard.press('F1');
  await app.page.keyboard.press('Escape');
  await app.page.keyboard.press('F1');
  await picture(shop, '8-help');
});
