import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { cashierAt } from '../harness/cashier.ts';
import { launchApp } from '../harness/launch.ts';
import { paperText } from '../harness/printer-sink.ts';
import { openTrainingShop } from '../harness/training-shop.ts';

// The built app in a real browser, in front of the training provider over real HTTP, with a printer over real TCP.

test('a bill is sold by keyboard alone: on screen, in the database and on paper', async () => {
  const { app, cashier, sink, rows, data } = await openTrainingShop();
  expect(await cashier.see('training-band').textContent()).toContain('LATIHAN');
  await cashier.typeNumber('512345678901');
  expect(await cashier.see('number-input').inputValue()).toBe('5123 4567 8901');
  await cashier.askForBill();
  expect(await cashier.see('total').textContent()).toContain('Rp291.000');
  await cashier.takeCash(300_000);
  expect(await cashier.see('change').textContent()).toContain('Rp9.000');
  await cashier.pay();
  await cashier.see('done-status').waitFor();
  expect(await cashier.see('done-status').textContent()).toContain('LUNAS');
  expect(await cashier.see('done-change').textContent()).toContain('Rp9.000');

  await expect.poll(() => sink.jobs.length).toBe(1);
  const paper = paperText(sink.jobs[0] ?? Buffer.alloc(0));
  expect(paper).toContain('CETAK ASLI (CA)');
  expect(paper).toMatch(/TOTAL BAYAR : +Rp291\.000/);
  // The strip on the screen is the paper that came out.
  const strip = (await cashier.see('paper').innerText()).replaceAll('\u00a0', ' ');
  for (const line of paper.trim().split('\n')) expect(strip).toContain(line.trim());
  expect(rows('SELECT status, total, tendered, customer_number FROM transactions')).toEqual([
    { status: 'paid', total: 291_000, tendered: 300_000, customer_number: '512345678901' },
  ]);
  expect(rows('SELECT copy, state FROM print_jobs')).toEqual([{ copy: 0, state: 'sent' }]);

  await cashier.next();
  expect(await cashier.see('number-input').inputValue()).toBe('');
  expect(await app.page.evaluate(() => document.activeElement?.getAttribute('data-testid'))).toBe('number-input');
  expect(readFileSync(path.join(data, 'loket.log'), 'utf8')).not.toContain('CANARY-KEY');
});

test('a second and third Enter while paying pay nothing more', async () => {
  const { app, cashier, rows } = await openTrainingShop();
  await cashier.typeNumber('512345678901');
  await cashier.askForBill();
  await cashier.takeCash(300_000);
  await app.page.evaluate(() => {
    for (let press = 0; press < 20; press++) {
      document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));
    }
  });
  await expect.poll(() => rows('SELECT status FROM transactions')).toEqual([{ status: 'paid' }]);
});

test('letters, a short number and an unknown one are each told in words, and the typed number stays', async () => {
  const { app, cashier } = await openTrainingShop();
  await cashier.typeNumber('51234x');
  await cashier.see('problem').waitFor();
  await app.page.keyboard.press('Enter');
  await cashier.see('problem').waitFor();
  expect(await cashier.see('number-input').inputValue()).toBe('5123 4');
  await app.page.keyboard.type('5678911');
  await app.page.keyboard.press('Enter');
  await expect.poll(() => cashier.see('problem').textContent()).toContain('NOMOR PELANGGAN TIDAK DITEMUKAN');
  expect(await cashier.see('number-input').inputValue()).toBe('5123 4567 8911');
});

test('too little cash and no cash at all are refused with a sentence, and nothing is stored', async () => {
  const { cashier, rows } = await openTrainingShop();
  await cashier.typeNumber('512345678901');
  await cashier.askForBill();
  await cashier.pay();
  await cashier.see('problem').waitFor();
  await cashier.takeCash(200_000);
  await cashier.pay();
  await expect.poll(() => cashier.see('problem').textContent()).toMatch(/Rp91\.000/);
  expect(rows('SELECT * FROM transactions')).toEqual([]);
});

test('a payment without an answer is shown as uncertain, gets its slip, and locks its bill', async () => {
  const { app, cashier, sink, rows } = await openTrainingShop();
  await cashier.typeNumber('512345678923');
  await cashier.askForBill();
  await app.page.getByTestId('exact-button').click();
  await cashier.pay();
  await cashier.see('pending-status').waitFor();
  expect(await cashier.see('pending-status').textContent()).toContain('BELUM PASTI');
  // The cash was exact.
  expect(await app.page.locator('main').textContent()).toContain('Simpan uang pelanggan, Rp');
  expect(rows('SELECT status FROM transactions')).toEqual([{ status: 'pending' }]);
  expect(sink.jobs).toHaveLength(0);
  await cashier.armed('next-button');
  await app.page.keyboard.press('Enter');
  await expect.poll(() => sink.jobs.length).toBe(1);
  expect(paperText(sink.jobs[0] ?? Buffer.alloc(0))).toContain('DALAM PROSES - BELUM PASTI');

  await cashier.typeNumber('512345678923');
  await cashier.askForBill();
  const total = (await cashier.see('total').textContent()) ?? '';
  await expect.poll(() => cashier.see('bill-locked').textContent()).toContain(`Pembayaran ${total.trim()}`);
  expect(await cashier.see('tender-input').count()).toBe(0);
  await app.page.keyboard.press('F3');
  await expect.poll(() => cashier.see('history-row').count()).toBe(1);
  expect(await cashier.see('history-row').getAttribute('data-status')).toBe('pending');
  await cashier.see('history-search').fill('5123 4567 8901');
  await cashier.see('history-row').waitFor({ state: 'detached' });
  await cashier.see('history-search').fill('5123 4567 8923');
  await cashier.see('history-row').waitFor();
});

test('a number whose payment is pending was said to have no money on its way', async () => {
  const { app, cashier } = await openTrainingShop();
  await cashier.typeNumber('512345678924');
  await cashier.askForBill();
  await app.page.getByTestId('exact-button').click();
  await cashier.pay();
  await cashier.see('pending-status').waitFor();
  await cashier.next();
  await cashier.typeNumber('512345678924');
  await cashier.enter();
  await expect.poll(() => cashier.see('problem').textContent()).toContain('belum pasti. Jangan terima uang');
  expect(await cashier.see('problem').textContent()).not.toContain('Belum ada uang');
});

test('a refused payment says that no money went and gives the cash back', async () => {
  const { app, cashier, sink } = await openTrainingShop();
  await cashier.typeNumber('512345678921');
  await cashier.askForBill();
  await app.page.getByTestId('exact-button').click();
  await cashier.pay();
  await cashier.see('refused-status').waitFor();
  expect(await cashier.see('refused-status').textContent()).toContain('GAGAL');
  await cashier.next();
  expect(sink.jobs).toHaveLength(0);
});

test('history finds the sale, prints a copy and exports the log', async () => {
  const { app, cashier, sink, data } = await openTrainingShop();
  await cashier.typeNumber('512345678901');
  await cashier.askForBill();
  await app.page.getByTestId('exact-button').click();
  await cashier.pay();
  await cashier.see('done-status').waitFor();
  await expect.poll(() => sink.jobs.length).toBe(1);
  await cashier.next();
  await app.page.keyboard.press('F2');
  await app.page.keyboard.type('siti');
  await cashier.see('history-row').first().waitFor();
  await app.page.keyboard.press('Enter');
  await cashier.see('paper').waitFor();
  await app.page.keyboard.press('F6');
  await expect.poll(() => sink.jobs.length).toBe(2);
  expect(paperText(sink.jobs[1] ?? Buffer.alloc(0))).toContain('CETAK ULANG (CU) ke-1');
  await app.page.keyboard.press('F8');
  const name = (await cashier.see('export-name').textContent()) ?? '';
  await cashier.see('export-run').click();
  await cashier.see('export-result').waitFor();
  expect(readFileSync(path.join(data, 'training', 'export', name), 'utf8')).toContain(
    ',paid,alfakios,pln-postpaid,512345678901,SITI RAHAYU,',
  );
});

test('after a restart a bill paid before is announced and needs its own confirmation', async () => {
  const { app, cashier, rows, data, configFile } = await openTrainingShop();
  await cashier.typeNumber('512345678901');
  await cashier.askForBill();
  await app.page.getByTestId('exact-button').click();
  await cashier.pay();
  await cashier.see('done-status').waitFor();
  await app.stop();

  // The training provider starts afresh and offers the bill again; the till remembers.
  const again = await launchApp({ dataDir: data, configFile });
  onTestFinished(() => again.stop());
  const later = cashierAt(again.page);
  await later.typeNumber('512345678901');
  await later.askForBill();
  await later.see('paid-before').waitFor();
  await again.page.getByTestId('exact-button').click();
  await later.pay();
  await later.see('problem').waitFor();
  expect(rows('SELECT status FROM transactions')).toEqual([{ status: 'paid' }]);
  await later.see('confirm-paid-before').click();
  await later.pay();
  await later.see('done-status').waitFor();
  expect(rows('SELECT status FROM transactions')).toEqual([{ status: 'paid' }, { status: 'paid' }]);
});

test('a provider that answers a web page is told in words; the next number sells', async () => {
  const { app, cashier, rows } = await openTrainingShop();
  await cashier.typeNumber('512345678913');
  await app.page.keyboard.press('Enter');
  await expect.poll(() => cashier.see('problem').textContent()).toMatch(/Alfakios|penyedia/i);
  expect(rows('SELECT * FROM transactions')).toEqual([]);
  await app.page.keyboard.press('Escape');
  await app.page.keyboard.press('Control+A');
  await cashier.typeNumber('512345678901');
  await cashier.askForBill();
});

test('a printer that is off leaves the payment paid, is told of, and the original is still to come', async () => {
  const { app, cashier, sink, rows } = await openTrainingShop();
  await sink.close();
  await cashier.typeNumber('512345678901');
  await cashier.askForBill();
  await app.page.getByTestId('exact-button').click();
  await cashier.pay();
  await cashier.see('done-status').waitFor();
  await app.page.keyboard.press('F6');
  await cashier.see('problem').waitFor();
  expect(rows('SELECT status FROM transactions')).toEqual([{ status: 'paid' }]);
  expect(rows('SELECT copy, state FROM print_jobs')).toEqual([]);
  expect((await cashier.see('paper').innerText()).replaceAll('\u00a0', ' ')).toContain('CETAK ASLI (CA)');
});

test('the provider’s words come in the cashier’s language', async () => {
  const { app, cashier } = await openTrainingShop();
  await cashier.typeNumber('516070377711');
  await app.page.keyboard.press('Enter');
  await cashier.see('problem').waitFor();
  const indonesian = await cashier.see('problem').locator('q').textContent();
  await app.page.keyboard.press('Alt+B');
  await expect.poll(() => cashier.see('problem').locator('q').textContent()).not.toBe(indonesian);
});

test('a pending payment is decided by a person, with a reason that is kept', async () => {
  const { app, cashier, rows } = await openTrainingShop();
  await cashier.typeNumber('512345678922');
  await cashier.askForBill();
  await app.page.getByTestId('exact-button').click();
  await cashier.pay();
  await cashier.see('pending-status').waitFor();
  await app.page.keyboard.press('F9');
  await cashier.see('resolve-dialog').waitFor();
  await cashier.see('resolve-paid').click();
  await cashier.see('decision-reason').fill('Alfakios lewat telepon: sudah lunas');
  await cashier.see('decision-confirm').click();
  await cashier.see('done-status').waitFor();
  expect(rows('SELECT status FROM transactions')).toEqual([{ status: 'paid' }]);
  expect(rows(`SELECT data FROM journal WHERE kind = 'resolved'`)).toMatchObject([
    { data: expect.stringContaining('lewat telepon') as string },
  ]);
  // Without the provider's reference nothing is printed by itself.
  expect(rows('SELECT * FROM print_jobs')).toEqual([]);
});

test('several months are paid only after the customer was asked', async () => {
  const { app, cashier, rows } = await openTrainingShop();
  await cashier.typeNumber('512345678902');
  await cashier.askForBill();
  await cashier.see('several-months').waitFor();
  // Other ways to pay were offered, and led nowhere.
  const otherTender = cashier.see('other-tender');
  expect(await otherTender.getAttribute('aria-disabled')).toBe('true');
  await app.page.keyboard.press('F5');
  expect(await cashier.see('problem').textContent()).toContain('F6');
  await app.page.getByTestId('exact-button').click();
  await cashier.pay();
  await cashier.see('problem').waitFor();
  expect(rows('SELECT * FROM transactions')).toEqual([]);
  await app.page.keyboard.press('F6');
  expect(await otherTender.getAttribute('aria-disabled')).toBeNull();
  await cashier.pay();
  await cashier.see('done-status').waitFor();
  expect(rows('SELECT status, json_array_length(periods) AS months FROM transactions')).toEqual([
    { status: 'paid', months: 2 },
  ]);
});
