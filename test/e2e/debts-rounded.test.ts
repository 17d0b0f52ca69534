import { expect, test, vi } from 'vitest';
import type { LoketBridge } from '../../shared/api.ts';
import { pins, type Counter } from '../harness/people-counter.ts';
import { openSettings, save } from '../harness/settings-counter.ts';
import { textOf, write } from '../harness/shift-counter.ts';

// Taking money for a debt where cash is rounded to Rp100.

/** In the page. */
declare const loket: LoketBridge;

vi.setConfig({ testTimeout: 120_000 });

/** Bu Yanti owes Rp100.050, of that bill, and the dialog that takes money for it is open. */
async function openDebt(number = '512345678930'): Promise<Counter> {
  const counter = await openSettings();
  const { cashier, press, app } = counter;
  await press('ArrowDown');
  await cashier.see('choice-rounding-100').click();
  await save(counter);
  await app.page.evaluate(async (customerNumber) => {
    const customer = await loket.call('customer:save', { name: 'Bu Yanti', numbers: [] });
    const quote = await loket.call('bill:inquire', { product: 'pln-postpaid', customerNumber });
    if (!customer.ok || !quote.ok) throw new Error('no bill');
    const tenders = [
      { kind: 'credit' as const, amount: 100_050 },
      { kind: 'qris' as const, amount: quote.value.total - 100_050 },
    ];
    const paid = await loket.call('payment:pay', {
      quoteId: quote.value.quoteId,
      tenders,
      customerId: customer.value.customerId,
    });
    if (!paid.ok) throw new Error(paid.code);
  }, number);
  await press('Alt+U');
  await expect.poll(() => cashier.see('owed').count()).toBe(1);
  expect(await textOf(counter, 'owed')).toBe('Rp100.050');
  await cashier.enter();
  await cashier.see('settle-dialog').waitFor();
  return counter;
}

async function clear({ press, cashier }: Counter): Promise<void> {
  while ((await cashier.see('amount').inputValue()) !== '') await press('Backspace');
}

test('a part of a debt was taken in cash to the rupiah where nobody has such coins: it is refused, and says which sums there are', async () => {
  const counter = await openDebt();
  const { cashier, press } = counter;
  await write(counter, '50050');
  expect(await textOf(counter, 'settle-yes')).toContain('Tunai: kelipatan Rp100');
  await cashier.enter();
  await cashier.see('problem').waitFor();
  expect(await textOf(counter, 'problem')).toContain('kelipatan Rp100. Terima Rp50.000 atau Rp50.100,');
  await counter.picture('debts-odd-cash');
  // Any sum can be transferred.
  await press('ArrowRight');
  await press('ArrowRight');
  expect(await cashier.see('problem').count()).toBe(0);
  await press('ArrowLeft');
  await press('ArrowLeft');
  await clear(counter);
  await write(counter, '50');
  await cashier.enter();
  expect(await textOf(counter, 'problem')).toContain('Terima Rp100,');
  await clear(counter);
  await write(counter, '50100');
  await cashier.enter();
  await cashier.see('debt-taken').waitFor();
  expect(await textOf(counter, 'owed')).toBe('Rp49.950');
});

test('the button of a debt named what was handed over as what is paid: all of Rp100.050 in cash is Rp100.000, and the change is named', async () => {
  const counter = await openDebt();
  const { cashier } = counter;
  expect(await textOf(counter, 'debt-rounding')).toBe('-Rp50');
  expect(await textOf(counter, 'settle-yes')).toContain('Bayar Rp100.000 · Tunai');
  await write(counter, '150000');
  await expect.poll(() => textOf(counter, 'settle-yes')).toContain('Bayar Rp100.000 · Tunai · kembali Rp50.000');
  expect(await textOf(counter, 'debt-change')).toBe('Rp50.000');
  await counter.picture('debts-rounded-change');
  await cashier.enter();
  await cashier.see('debt-taken').waitFor();
  expect(await textOf(counter, 'debt-taken')).toContain('Rp100.000');
  await counter.picture('debts-rounded-taken');
  await cashier.see('no-debts').waitFor();
  // The list read “Bayar -Rp100.050”, which nobody paid.
  await counter.press('F4');
  await cashier.see('debt-line').first().waitFor();
  await expect
    .poll(() => cashier.see('debt-line').allTextContents())
    .toContainEqual(expect.stringMatching(/Bayar\s*· Tunai\s*Pembulatan\s*-Rp100\.000\s*-Rp50$/));
  await counter.picture('debts-rounded-lines');
});

test('of Rp100.000 in cash for Rp100.050 of a bill that was refused then, the screen and its question said that Rp100.050 were paid too much', async () => {
  // Pending.
  const counter = await openDebt('512345678922');
  const { cashier, app } = counter;
  await write(counter, '100000');
  await cashier.enter();
  await cashier.see('no-debts').waitFor();
  await app.page.evaluate(async (pin) => {
    const people = await loket.call('people:list', {});
    const unsettled = await loket.call('payment:unsettled', {});
    if (!people.ok || !unsettled.ok) throw new Error('nobody');
    const personId = people.value.items.find(({ name }) => name === 'Ibu')?.personId ?? '';
    const transactionId = unsettled.value.items[0]?.transactionId ?? '';
    const refused = { transactionId, as: 'refused', reason: 'kata Alfakios' } as const;
    const resolved = await loket.call('payment:resolve', refused, { personId, pin });
    if (!resolved.ok) throw new Error(resolved.code);
  }, pins.Ibu);
  await cashier.see('give-back-button').waitFor();
  expect(await textOf(counter, 'owed')).toBe('Rp100.000');
  expect(await textOf(counter, 'debt-row')).toContain('-Rp100.000');
  expect(await textOf(counter, 'rounding-undone')).toBe('Pembulatan Rp50 waktu membayar batal.');
  await counter.picture('debts-rounded-back');
  await cashier.enter();
  await cashier.armed('confirm-yes');
  const asked = (await app.page.getByRole('alertdialog').or(app.page.getByRole('dialog')).textContent()) ?? '';
  expect(asked).toContain(
    'Ambil Rp100.000 tunai dari laci dan serahkan: sebanyak itu kelebihannya. Pembulatan Rp50 waktu',
  );
  expect(asked).not.toContain('100.050');
  await counter.picture('debts-rounded-question');
});
