import { expect, test } from 'vitest';
import { openPeopledCounter, type Counter } from '../harness/people-counter.ts';
import { textOf } from '../harness/shift-counter.ts';

// Paying by other money than cash, and what is bought on credit, by keyboard alone.

/** The bill of the number is on the screen. */
async function billOf({ cashier }: Counter, number: string): Promise<void> {
  await cashier.typeNumber(number);
  await cashier.askForBill();
}

const write = ({ app }: Counter, text: string) => app.page.keyboard.type(text, { delay: 120 });

async function isPaid({ cashier }: Counter): Promise<void> {
  await cashier.see('done-status').waitFor();
  await cashier.next();
}

test(
  'a customer pays by QRIS, by card and cash, and on credit; the debt is paid off in parts',
  { timeout: 120_000 },
  async () => {
    const counter = await openPeopledCounter();
    const { cashier, press } = counter;
    await counter.signIn('Ibu');
    await counter.isOpen();

    await billOf(counter, '512345678901');
    await press('F5');
    await cashier.see('tenders-dialog').waitFor();
    await counter.picture('tenders-qris');
    await cashier.enter();
    await isPaid(counter);

    await billOf(counter, '512345678930');
    await press('F5');
    await press('ArrowDown');
    await press('ArrowDown');
    await write(counter, '100000');
    await counter.picture('tenders-split-1');
    await cashier.enter();
    await cashier.see('tender-parts').waitFor();
    await press('Escape');
    await cashier.see('tender-parts').waitFor({ state: 'detached' });
    await press('ArrowUp');
    await press('ArrowUp');
    await write(counter, '500000');
    expect(await textOf(counter, 'tender-over')).toBe('Rp302.800');
    await counter.picture('tenders-too-much');
    for (let n = 0; n < 6; n++) await press('Backspace');
    await write(counter, '100000');
    expect(await textOf(counter, 'tender-left')).toBe('Rp97.200');
    await cashier.enter();
    await cashier.see('tender-parts').waitFor();
    await counter.picture('tenders-split-2');
    await cashier.enter();
    await isPaid(counter);

    await billOf(counter, '512345678931');
    await press('F5');
    await press('ArrowUp');
    await write(counter, '19755000');
    await cashier.enter();
    await cashier.armed('confirm-no');
    await counter.picture('tenders-unusual');
    await press('Escape');
    await cashier.see('confirm-no').waitFor({ state: 'detached' });
    await press('F5');
    await cashier.see('tenders-dialog').waitFor();
    await cashier.see('kind-credit').click();
    await cashier.enter();
    await cashier.see('customer-dialog').waitFor();
    await write(counter, 'Bu Yanti');
    await expect.poll(() => textOf(counter, 'customer-take')).toContain('Bu Yanti');
    await counter.picture('tenders-customer');
    await cashier.enter();
    await cashier.see('tender-customer').waitFor();
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
    await cashier.enter();
    await cashier.see('no-debts').waitFor();
    await press('Alt+T');
    await press('Alt+T');
    await press('Alt+B');
    await counter.picture('debts-none-en-dark');
  },
);
