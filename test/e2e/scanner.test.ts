import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { plugInScanner, type Scanner } from '../harness/scanner.ts';
import { openTrainingShop, type TrainingShop } from '../harness/training-shop.ts';

// A scanner at the till, in every state of the screen and at every pace: whatever is scanned, nothing is paid, printed, written
// or deleted by it.

const paces = [0, 10, 30];
const scanned = '512345678902';
const shown = '5123 4567 8902';

interface Shop extends TrainingShop {
  readonly scanner: Scanner;
  press(key: string): Promise<void>;
  /** The number waits in its bar, and was not asked about. */
  seesHeld(): Promise<void>;
  drop(): Promise<void>;
}

async function openShop(): Promise<Shop> {
  const shop = await openTrainingShop({ inquiry: 8_000, pay: 5_000 });
  const { app, cashier } = shop;
  return {
    ...shop,
    scanner: await plugInScanner(app.page),
    press: (key) => app.page.keyboard.press(key),
    async seesHeld() {
      await expect.poll(() => cashier.see('scan-bar').textContent()).toContain(shown);
    },
    async drop() {
      await app.page.keyboard.press('Alt+N');
      await cashier.see('scan-bar').waitFor({ state: 'detached' });
    },
  };
}

async function bill(shop: Shop, customerNumber: string): Promise<void> {
  await shop.cashier.see('number-input').fill(customerNumber);
  await shop.cashier.askForBill();
}

test('a scan at the number replaces what was typed there and asks', async () => {
  const { scanner, cashier, press } = await openShop();
  for (const paceMs of paces) {
    await scanner.type('53', 70);
    await scanner.scan(scanned, paceMs);
    await cashier.see('total').waitFor();
    expect(await cashier.see('scan-bar').count()).toBe(0);
    await press('Escape');
    await expect.poll(() => cashier.see('number-input').inputValue()).toBe(shown);
    await press('Escape');
    expect(await cashier.see('number-input').inputValue()).toBe('');
  }
});

test('a scan while a bill is open pays nothing, leaves the typed cash alone and waits for its turn', async () => {
  const shop = await openShop();
  const { scanner, cashier, press, rows } = shop;
  await bill(shop, '512345678901');
  for (const cash of ['', '300.000']) {
    if (cash) await scanner.type('300000', 70);
    for (const paceMs of paces) {
      await scanner.scan(scanned, paceMs);
      await shop.seesHeld();
      expect(await cashier.see('tender-input').inputValue()).toBe(cash);
      expect(await cashier.see('total').textContent()).toContain('Rp291.000');
      await shop.drop();
    }
  }
  // Under the question whether to leave, under help and where a slip is checked it answers nothing and fills nothing in.
  for (const [key, dialog] of [
    ['Escape', 'confirm-yes'],
    ['F1', 'help'],
    ['Alt+S', 'status'],
    ['Alt+P', 'slip-check'],
  ] as const) {
    for (const paceMs of paces) {
      await press(key);
      await cashier.see(dialog).waitFor();
      await scanner.scan(scanned, paceMs);
      await shop.seesHeld();
      expect(await cashier.see(dialog).isVisible()).toBe(true);
      if (dialog === 'slip-check') expect(await cashier.see('slip-check-text').inputValue()).toBe('');
      await press('Escape');
      await cashier.see(dialog).waitFor({ state: 'detached' });
      await shop.drop();
    }
  }
  expect(await cashier.see('tender-input').inputValue()).toBe('300.000');
  expect(rows('SELECT * FROM transactions')).toEqual([]);
});

test('a second scan took the place of the number that waited, and nobody was told', async () => {
  const shop = await openShop();
  const { scanner, cashier } = shop;
  await bill(shop, '512345678901');
  await scanner.scan(scanned, 5);
  await shop.seesHeld();
  await scanner.scan('512345678930', 5);
  await expect.poll(() => cashier.see('scan-bar').textContent()).toContain('5123 4567 8930');
  expect(await cashier.see('scan-bar').textContent()).toContain('menggantikan 5123 4567 8902');
});

test('a scan while the till asks, pays, or has no certain outcome waits; the next Enters begin with it', async () => {
  const shop = await openShop();
  const { scanner, cashier, press, rows, sink } = shop;
  await cashier.see('number-input').fill('512345678914'); // An inquiry that takes 3.5 s.
  await press('Enter');
  for (const paceMs of paces) {
    await scanner.scan(scanned, paceMs);
    await shop.seesHeld();
    await shop.drop();
  }
  await cashier.see('total').waitFor();
  expect(await cashier.see('tender-input').inputValue()).toBe('');
  await press('Escape');

  await bill(shop, '512345678922'); // A payment without an answer.
  await press('F7');
  await press('Enter');
  await cashier.see('paying').waitFor();
  for (const paceMs of paces) {
    await scanner.scan(scanned, paceMs);
    await shop.seesHeld();
    await shop.drop();
  }
  await cashier.see('pending-status').waitFor();
  for (const paceMs of paces) {
    await cashier.armed('next-button');
    await scanner.scan(scanned, paceMs);
    await shop.seesHeld();
  }
  expect(await cashier.see('pending-status').isVisible()).toBe(true);
  expect(sink.jobs).toHaveLength(0);
  expect(rows('SELECT status FROM transactions')).toEqual([{ status: 'pending' }]);

  await press('Enter'); // The slip.
  await cashier.see('number-input').waitFor();
  expect(await cashier.see('number-input').inputValue()).toBe('');
  await shop.seesHeld();
  await cashier.enter(); // The number that was scanned.
  await cashier.see('total').waitFor();
  expect(await cashier.see('scan-bar').count()).toBe(0);
});

test('a scan on the receipt begins the next sale; on a refusal it waits', async () => {
  const shop = await openShop();
  const { scanner, cashier, press, rows, sink } = shop;
  for (const [at, paceMs] of paces.entries()) {
    await bill(shop, `51234567890${[1, 3, 4][at]}`);
    if (await cashier.see('several-months').count()) await press('F6');
    await press('F7');
    await press('Enter');
    await cashier.see('done-status').waitFor();
    await expect.poll(() => sink.jobs.length).toBe(at + 1);
    await scanner.scan(scanned, paceMs);
    await cashier.see('total').waitFor();
    expect(await cashier.see('tender-input').inputValue()).toBe('');
    await press('Escape');
    await press('Escape');
  }
  expect(rows('SELECT status FROM transactions')).toEqual(paces.map(() => ({ status: 'paid' })));
  expect(sink.jobs).toHaveLength(paces.length);

  await bill(shop, '512345678921');
  await press('F7');
  await press('Enter');
  await cashier.see('refused-status').waitFor();
  await cashier.armed('next-button');
  for (const paceMs of paces) {
    await scanner.scan(scanned, paceMs);
    await shop.seesHeld();
    expect(await cashier.see('refused-status').isVisible()).toBe(true);
  }
});

test('a scan in the history looks for its number; in the export it names and writes no file', async () => {
  const shop = await openShop();
  const { scanner, cashier, press, sink, data } = shop;
  await bill(shop, '512345678901');
  await press('F7');
  await press('Enter');
  await cashier.see('done-status').waitFor();
  await expect.poll(() => sink.jobs.length).toBe(1);
  await press('F2');
  await cashier.see('history-row').first().waitFor();
  await press('F8');
  await cashier.see('export-run').waitFor();
  const name = await cashier.see('export-name').textContent();
  for (const paceMs of paces) {
    await scanner.scan(scanned, paceMs);
    await shop.seesHeld();
    expect(await cashier.see('export-name').textContent()).toBe(name);
    expect(await cashier.see('export-result').count()).toBe(0);
    await shop.drop();
  }
  await press('Escape');
  for (const paceMs of paces) {
    await cashier.see('history-search').fill('siti');
    await scanner.scan('512345678901', paceMs);
    await cashier.see('paper').waitFor();
    expect(await cashier.see('history-search').inputValue()).toBe('512345678901');
    await scanner.scan(scanned, paceMs); // Nobody has paid this one.
    await cashier.see('paper').waitFor({ state: 'detached' });
  }
  expect(sink.jobs).toHaveLength(1);
  const exports = path.join(data, 'training', 'export');
  expect(existsSync(exports) ? readdirSync(exports) : []).toEqual([]);
});

test('what is scanned and is no customer number is said and not asked about', async () => {
  const { scanner, cashier, press } = await openShop();
  await scanner.type('5123', 70);
  for (const code of ['8991234567891', 'https://pln.id/530000000012']) {
    await scanner.scan(code, 10);
    await expect.poll(() => cashier.see('problem').textContent()).toContain('bukan nomor pelanggan');
    expect(await cashier.see('number-input').inputValue()).toBe('5123');
  }
  await scanner.scan('14012345678', 10);
  await expect.poll(() => cashier.see('problem').textContent()).toContain('prabayar');
  await press('F1');
  await scanner.scan('8991234567891', 10);
  await expect.poll(() => cashier.see('scan-bar').textContent()).toContain('8991234567891');
});

test('a scan without an Enter fills in the number and leaves the asking to the cashier', async () => {
  const { scanner, cashier, press } = await openShop();
  await scanner.type(scanned, 10);
  await expect.poll(() => cashier.see('number-input').inputValue()).toBe(shown);
  expect(await cashier.see('total').count()).toBe(0);
  await press('Enter');
  await cashier.see('total').waitFor();
});

test('after a failed inquiry the next digit begins another number', async () => {
  const { scanner, cashier, press } = await openShop();
  await cashier.typeNumber('512345678911');
  await press('Enter');
  await expect.poll(() => cashier.see('problem').textContent()).toContain('NOMOR PELANGGAN TIDAK DITEMUKAN');
  await scanner.type('512345678901', 70); // As a person types.
  await expect.poll(() => cashier.see('number-input').inputValue()).toBe('5123 4567 8901');
  await press('Enter');
  await cashier.see('total').waitFor();
});

test('cash far above the total is asked about, and an Enter that bounced does not answer', async () => {
  const shop = await openShop();
  const { scanner, cashier, press, rows } = shop;
  await bill(shop, '512345678901');
  await scanner.type('300000000', 70);
  await press('Enter');
  await press('Enter');
  await cashier.see('confirm-yes').waitFor();
  expect(await cashier.see('confirm-yes').textContent()).toContain('Rp300.000.000');
  await scanner.scan(scanned, 0);
  await shop.seesHeld();
  expect(await cashier.see('confirm-yes').isVisible()).toBe(true);
  await press('Escape');
  expect(await cashier.see('tender-input').inputValue()).toBe('300.000.000');
  expect(rows('SELECT * FROM transactions')).toEqual([]);
  await press('Enter');
  await cashier.armed('confirm-yes');
  await press('Enter');
  await cashier.see('done-status').waitFor();
  expect(rows('SELECT tendered FROM transactions')).toEqual([{ tendered: 300_000_000 }]);
});
