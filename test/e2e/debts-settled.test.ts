import { expect, test, vi } from 'vitest';
import type { LoketBridge } from '../../shared/api.ts';
import { focused, openSignedIn } from '../harness/people-counter.ts';
import { textOf, write } from '../harness/shift-counter.ts';

/** In the page. */
declare const loket: LoketBridge;

vi.setConfig({ testTimeout: 120_000 });

test('a customer who has paid all is found behind F4, with what was paid, by keyboard and by touch', async () => {
  const counter = await openSignedIn('Ibu');
  const { cashier, app } = counter;
  await app.page.evaluate(async () => {
    const customer = await loket.call('customer:save', { name: 'Bu Yanti', numbers: [] });
    const quote = await loket.call('bill:inquire', { product: 'pln-postpaid', customerNumber: '512345678930' });
    if (!customer.ok || !quote.ok) throw new Error('no bill');
    const { customerId } = customer.value;
    const { quoteId, total } = quote.value;
    await loket.call('payment:pay', { quoteId, tenders: [{ kind: 'credit', amount: total }], customerId });
    const paid = await loket.call('debt:settle', { customerId, tenders: [{ kind: 'cash', amount: total }] });
    if (!paid.ok) throw new Error(paid.code);
  });
  await counter.press('Alt+U');
  await cashier.see('no-debts').waitFor();
  await counter.press('F4');
  await cashier.see('debt-row').waitFor();
  expect(await focused(counter)).toBe('settled-search');
  await expect.poll(() => cashier.see('debt-line').count()).toBe(2);
  expect(await cashier.see('debt-line').allTextContents()).toEqual(
    expect.arrayContaining([expect.stringContaining('5123 4567 8930'), expect.stringContaining('-Rp')]),
  );
  await write(counter, 'agus');
  await cashier.see('no-debts').waitFor();
  expect(await cashier.see('debt-line').count()).toBe(0);
  for (let n = 0; n < 4; n++) await counter.press('Backspace');
  await write(counter, 'yan');
  await cashier.see('debt-row').waitFor();
  await counter.picture('debts-settled');
  // Nothing to take from who owes nothing.
  await cashier.enter();
  expect(await cashier.see('settle-dialog').count()).toBe(0);
  await cashier.see('show-settled').click();
  await cashier.see('no-debts').waitFor();
  await cashier.see('show-settled').click();
  await cashier.see('debt-row').click();
  expect(await textOf(counter, 'owed')).toBe('Rp0');
});

test('when a customer had paid all, the next one stood under “received”, and Enter twice more took that one’s money too', async () => {
  const counter = await openSignedIn('Ibu');
  const { cashier, app } = counter;
  await app.page.evaluate(async () => {
    for (const [name, customerNumber] of [
      ['Bu Yanti', '512345678930'],
      ['Mas Joko', '512345678931'],
    ] as const) {
      const customer = await loket.call('customer:save', { name, numbers: [] });
      const quote = await loket.call('bill:inquire', { product: 'pln-postpaid', customerNumber });
      if (!customer.ok || !quote.ok) throw new Error('no bill');
      const { customerId } = customer.value;
      const { quoteId, total } = quote.value;
      await loket.call('payment:pay', { quoteId, tenders: [{ kind: 'credit', amount: total }], customerId });
    }
  });
  await counter.press('Alt+U');
  await expect.poll(() => cashier.see('debt-row').count()).toBe(2);
  await cashier.see('debt-row').filter({ hasText: 'Bu Yanti' }).click();
  await expect.poll(() => textOf(counter, 'debts')).toMatch(/Bu Yanti.*Bu Yanti/s);
  await cashier.enter();
  await cashier.see('settle-dialog').waitFor();
  await cashier.armed('settle-yes');
  await cashier.enter();
  await cashier.see('debt-taken').waitFor();
  await expect.poll(() => cashier.see('debt-row').count()).toBe(1);
  expect(await textOf(counter, 'debt-taken')).toMatch(/^Bu Yanti: Rp/);
  expect(await textOf(counter, 'owed')).toBe('Rp0');
  await counter.picture('debts-paid-off');
  for (let again = 0; again < 3; again++) {
    await cashier.enter();
    expect(await cashier.see('settle-dialog').count()).toBe(0);
  }
  const owed = await app.page.evaluate(async () => loket.call('debt:list', {}));
  expect(owed).toMatchObject({ value: { items: [{ name: 'Mas Joko', owed: expect.any(Number) as number }] } });
  await counter.press('ArrowDown');
  await expect.poll(() => textOf(counter, 'owed')).not.toBe('Rp0');
  expect(await cashier.see('debt-taken').count()).toBe(0);
});

test('who owes for a bill that is not certain was not marked, F2 and F3 did nothing among the debts, and without a shift the money was typed in vain', async () => {
  const counter = await openSignedIn('Ibu');
  const { cashier, app, press } = counter;
  await app.page.evaluate(async () => {
    for (const [name, customerNumber] of [
      ['Bu Yanti', '512345678922'],
      ['Mas Joko', '512345678931'],
    ] as const) {
      const customer = await loket.call('customer:save', { name, numbers: [] });
      const quote = await loket.call('bill:inquire', { product: 'pln-postpaid', customerNumber });
      if (!customer.ok || !quote.ok) throw new Error('no bill');
      const { quoteId, total } = quote.value;
      const { customerId } = customer.value;
      await loket.call('payment:pay', { quoteId, tenders: [{ kind: 'credit', amount: total }], customerId });
      await loket.call('debt:settle', { customerId, tenders: [{ kind: 'qris', amount: 50_000 }] });
    }
  });
  await press('Alt+U');
  await expect.poll(() => cashier.see('debt-row').count()).toBe(2);
  const row = (name: string) => cashier.see('debt-row').filter({ hasText: name });
  expect(await row('Bu Yanti').textContent()).toMatch(/belum pasti Rp187\.050/);
  expect(await row('Mas Joko').textContent()).not.toContain('belum pasti');
  await row('Mas Joko').click();
  await expect
    .poll(() => cashier.see('debt-line').allTextContents())
    .toContainEqual(expect.stringMatching(/Bayar\s*· QRIS/));
  await app.page.setViewportSize({ width: 1024, height: 768 });
  await counter.picture('debts-marked');
  await press('F2');
  await cashier.see('history-search').waitFor();
  await press('Alt+U');
  await cashier.see('debts').waitFor();
  await press('F3');
  await cashier.see('history-search').waitFor();
  await expect.poll(() => cashier.see('history-row').count()).toBe(1);
  await app.page.evaluate(async () => {
    const closed = await loket.call('shift:close', { counted: 100_000 });
    if (!closed.ok) throw new Error(closed.code);
  });
  await press('Alt+U');
  await cashier.see('shift-bar').waitFor({ timeout: 30_000 });
  await row('Mas Joko').click();
  await app.page.locator('[data-testid="settle-button"][aria-disabled="true"]').waitFor();
  await cashier.enter();
  await cashier.see('problem').waitFor();
  expect(await textOf(counter, 'problem')).toContain('Belum ada shift yang dibuka');
  expect(await textOf(counter, 'problem')).toContain('Alt+L');
  expect(await cashier.see('settle-dialog').count()).toBe(0);
  await counter.picture('debts-no-shift');
});
