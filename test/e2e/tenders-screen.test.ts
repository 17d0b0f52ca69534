import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import type { LoketBridge } from '../../shared/api.ts';
import { openSignedIn, pins, type Counter } from '../harness/people-counter.ts';
import { textOf } from '../harness/shift-counter.ts';

/** In the page. */
declare const loket: LoketBridge;

// Paying by other money than cash, and what is bought on credit, by keyboard alone.

/** The bill of the number is on the screen. */
async function billOf({ cashier }: Counter, number: string): Promise<void> {
  await cashier.typeNumber(number);
  await cashier.askForBill();
}

const write = ({ app }: Counter, text: string) => app.page.keyboard.type(text, { delay: 120 });

/** A customer of the shop owes what the bill of the number comes to. */
async function onCredit(page: Page, customerNumber: string): Promise<void> {
  await page.evaluate(async (number) => {
    const customer = await loket.call('customer:save', { name: 'Bu Yanti', numbers: [] });
    const quote = await loket.call('bill:inquire', { product: 'pln-postpaid', customerNumber: number });
    if (!customer.ok || !quote.ok) throw new Error('no bill');
    const tenders = [{ kind: 'credit' as const, amount: quote.value.total }];
    const { customerId } = customer.value;
    const paid = await loket.call('payment:pay', { quoteId: quote.value.quoteId, tenders, customerId });
    if (!paid.ok) throw new Error(paid.code);
  }, customerNumber);
}

async function isPaid({ cashier }: Counter): Promise<void> {
  await cashier.see('done-status').waitFor();
  await cashier.next();
}

test(
  'a customer pays by QRIS, by card and cash, and on credit; the debt is paid off in parts',
  { timeout: 120_000 },
  async () => {
    const counter = await openSignedIn('Ibu');
    const { cashier, press } = counter;

    await billOf(counter, '512345678901');
    await press('F5');
    await cashier.see('tenders-dialog').waitFor();
    await counter.picture('tenders-qris');
    await cashier.armed('tender-take');
    await cashier.enter();
    await isPaid(counter);

    await billOf(counter, '512345678930');
    await press('F5');
    await press('ArrowRight');
    await press('ArrowRight');
    await write(counter, '100000');
    await counter.picture('tenders-split-1');
    await cashier.enter();
    await cashier.see('tender-parts').waitFor();
    await press('Escape');
    await cashier.see('tender-parts').waitFor({ state: 'detached' });
    await write(counter, '500000');
    expect(await textOf(counter, 'tender-over')).toBe('Rp302.800');
    expect(await textOf(counter, 'tender-take')).toContain('Terlalu banyak Rp302.800');
    await counter.picture('tenders-too-much');
    for (let n = 0; n < 6; n++) await press('Backspace');
    await write(counter, '100000');
    expect(await textOf(counter, 'tender-left')).toBe('Rp97.200');
    await cashier.enter();
    await cashier.see('tender-parts').waitFor();
    await counter.picture('tenders-split-2');
    await press('ArrowRight');
    await cashier.armed('tender-take');
    await cashier.enter();
    await isPaid(counter);

    await billOf(counter, '512345678931');
    await press('F5');
    await press('ArrowLeft');
    await write(counter, '19755000');
    // The sum that is paid, not what is handed over.
    expect(await textOf(counter, 'tender-take')).toMatch(
      /^Bayar Rp\d{2,3}\.\d{3} · Tunai · kembali Rp19\.\d{3}\.\d{3}/,
    );
    await cashier.enter();
    await cashier.armed('confirm-no');
    await counter.picture('tenders-unusual');
    await press('Escape');
    await cashier.see('tenders-dialog').waitFor();
    await cashier.see('kind-credit').click();
    await cashier.armed('tender-take');
    await cashier.enter();
    await cashier.see('customer-dialog').waitFor();
    await write(counter, 'Bu Yanti');
    await expect.poll(() => textOf(counter, 'customer-take')).toContain('Bu Yanti');
    await counter.picture('tenders-customer');
    await cashier.enter();
    await cashier.see('tender-customer').waitFor();
    await cashier.armed('tender-take');
    await cashier.enter();
    await isPaid(counter);

    await press('Alt+U');
    await cashier.see('debt-row').waitFor();
    await expect.poll(() => cashier.see('owed').count()).toBe(1);
    await counter.picture('debts');
    const owed = await textOf(counter, 'owed');
    await cashier.enter();
    await cashier.see('settle-dialog').waitFor();
    await write(counter, '50000');
    await counter.picture('debts-settle');
    await counter.app.page.setViewportSize({ width: 1024, height: 600 });
    await counter.picture('debts-settle-small');
    await counter.app.page.setViewportSize({ width: 1366, height: 768 });
    await cashier.enter();
    await cashier.see('debt-taken').waitFor();
    expect(await textOf(counter, 'owed')).not.toBe(owed);
    await counter.picture('debts-part');
    await cashier.enter();
    await cashier.see('settle-dialog').waitFor();
    await cashier.armed('settle-yes');
    await cashier.enter();
    await cashier.see('no-debts').waitFor();
    await press('Alt+T');
    await press('Alt+T');
    await press('Alt+B');
    await counter.picture('debts-none-en-dark');
  },
);

test(
  'money that was typed is there again after it was called a mistake, and after the lock',
  { timeout: 60_000 },
  async () => {
    const counter = await openSignedIn('Ibu');
    const { cashier, press } = counter;
    await billOf(counter, '512345678901');
    await press('F5');
    await write(counter, '100000');
    await cashier.enter();
    await cashier.see('tender-parts').waitFor();
    await press('ArrowRight');
    await write(counter, '197550000');
    const asTyped = async () => {
      await cashier.see('tenders-dialog').waitFor();
      expect(await textOf(counter, 'tender-parts')).toContain('Rp100.000');
      expect(await cashier.see('amount').inputValue()).toBe('197.550.000');
    };

    await cashier.enter();
    await cashier.armed('confirm-no');
    await press('Escape');
    await asTyped();

    await press('Alt+K');
    await cashier.see('sign-in').waitFor();
    await counter.typePin(pins.Ibu);
    await counter.isOpen();
    await asTyped();

    for (let n = 0; n < 3; n++) await press('Backspace');
    await cashier.enter();
    await isPaid(counter);
  },
);

test('cash far above a debt is asked about as it is for a bill', { timeout: 60_000 }, async () => {
  const counter = await openSignedIn('Ibu');
  const { cashier, press, app } = counter;
  await onCredit(app.page, '512345678901');
  await press('Alt+U');
  await expect.poll(() => cashier.see('owed').count()).toBe(1);
  await cashier.enter();
  await cashier.see('settle-dialog').waitFor();
  await write(counter, '297550000');
  await cashier.enter();
  await cashier.armed('confirm-no');
  await counter.picture('debts-unusual');
  await press('Escape');
  expect(await cashier.see('amount').inputValue()).toBe('297.550.000');
  await cashier.enter();
  await cashier.armed('confirm-yes');
  await cashier.see('confirm-yes').click();
  await cashier.see('debt-taken').waitFor();
  await cashier.see('no-debts').waitFor();
});

test(
  'what is on credit was said to have been received, and nothing said who owes it',
  { timeout: 60_000 },
  async () => {
    const counter = await openSignedIn('Ibu');
    const { cashier, press } = counter;
    await billOf(counter, '512345678930');
    await press('F5');
    await write(counter, '100000');
    await cashier.enter();
    await cashier.see('tender-parts').waitFor();
    await cashier.see('kind-credit').click();
    await cashier.armed('tender-take');
    await cashier.enter();
    await cashier.see('customer-dialog').waitFor();
    await write(counter, 'Bu Yanti');
    await cashier.enter();
    await cashier.see('tender-customer').waitFor();
    await cashier.armed('tender-take');
    await cashier.enter();
    await cashier.see('done-status').waitFor();
    expect(await textOf(counter, 'handed-qris')).toBe('Rp100.000');
    expect(await textOf(counter, 'handed-credit')).toBe('Rp97.200');
    await cashier.see('paper').waitFor();
    expect(await textOf(counter, 'paper')).toMatch(/^BON +: +Rp97\.200\nA\.N\. +: Bu Yanti$/m);
    await counter.picture('done-credit');
    await cashier.next();
    await press('Alt+U');
    await cashier.see('debt-line').waitFor();
    expect(await textOf(counter, 'debt-line')).toMatch(/5123 4567 8930.*LKT01-/s);
    await counter.picture('debts-line');
  },
);

test(
  'a second Enter right behind a part paid the rest in cash that nobody had chosen',
  { timeout: 90_000 },
  async () => {
    const counter = await openSignedIn('Ibu');
    const { cashier, press } = counter;
    const twice = async (): Promise<void> => {
      for (let n = 0; n < 2; n++) await sleep(150).then(() => press('Enter'));
    };
    await billOf(counter, '512345678930');
    await press('F5');
    await cashier.see('tenders-dialog').waitFor();
    await write(counter, '50000');
    await twice();
    await cashier.see('tender-parts').waitFor();
    // However late the other Enter comes.
    await cashier.armed('tender-take');
    await cashier.enter();
    await counter.picture('tenders-how-the-rest');
    expect(await textOf(counter, 'tender-take')).toContain('Rp147.200');
    expect(counter.rows('SELECT * FROM transactions')).toEqual([]);

    // Of the customers who are listed none is taken, and what the one who is chosen owes waits for a press of its own.
    await counter.app.page.evaluate(() => loket.call('customer:save', { name: 'Pak Agus', numbers: [] }));
    await press('ArrowLeft');
    await cashier.armed('tender-take');
    await twice();
    await cashier.see('customer-row').waitFor();
    await twice();
    await cashier.see('customer-dialog').waitFor();
    await press('ArrowDown');
    await twice();
    await cashier.see('tender-customer').waitFor();
    expect(counter.rows('SELECT * FROM transactions')).toEqual([]);
    await cashier.armed('tender-take');
    await cashier.enter();
    await isPaid(counter);

    await press('Alt+U');
    await cashier.see('debt-row').waitFor();
    await twice();
    await cashier.see('settle-dialog').waitFor();
    expect(counter.rows('SELECT * FROM debt_payments')).toEqual([]);
  },
);
