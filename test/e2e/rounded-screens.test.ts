import { expect, test, vi } from 'vitest';
import { openSettings, save } from '../harness/settings-counter.ts';
import { textOf } from '../harness/shift-counter.ts';

// What the screens say of a payment where cash is rounded.

vi.setConfig({ testTimeout: 120_000 });

test('“Total bayar” was two sums on one screen where cash is rounded: each sum has one word, and the list says what was due', async () => {
  const counter = await openSettings();
  const { cashier } = counter;
  await counter.press('ArrowDown');
  await cashier.see('choice-rounding-1000').click();
  await save(counter);
  await counter.press('Escape');
  await cashier.typeNumber('530000000000');
  await cashier.askForBill();
  const due = await textOf(counter, 'total');
  await cashier.see('exact-button').click();
  await cashier.pay();
  await cashier.see('done-status').waitFor();
  const said = await cashier.see('done-status').locator('xpath=..').innerText();
  expect(said).toContain(`Total akhir\n${due}`);
  expect(said).toMatch(/Jumlah\nRp/);
  expect(said).not.toMatch(/total bayar/i);
  expect(await cashier.see('paper').innerText()).toMatch(/TOTAL BAYAR/);
  await cashier.next();
  expect(await textOf(counter, 'today')).toContain(due);
  expect(await counter.app.page.locator('.recent__row').innerText()).toContain(due);
});

test('the screens of a payment under way and of a paid bill showed a total that was not rounded: they and that of what is not known say the bill’s sums', async () => {
  const counter = await openSettings();
  const { cashier } = counter;
  await counter.press('ArrowDown');
  await cashier.see('choice-rounding-1000').click();
  await save(counter);
  await counter.press('Escape');
  for (const [number, outcome] of [
    ['530000000000', 'done'],
    ['512345678922', 'pending'],
  ] as const) {
    await cashier.typeNumber(number);
    await cashier.askForBill();
    const [rounding, due] = [await textOf(counter, 'rounding'), await textOf(counter, 'total')];
    expect(rounding).toMatch(/^-Rp\d{1,3}$/);
    // Too little: the button that pays was as green as before, and said the whole sum.
    await cashier.takeCash(1_000);
    expect(await textOf(counter, 'pay-button')).toMatch(/^\s*Kurang Rp/);
    expect(await cashier.see('pay-button').getAttribute('aria-disabled')).toBe('true');
    await counter.picture(`rounded-short-${outcome}`);
    for (let n = 0; n < 4; n++) await counter.press('Backspace');
    expect(await textOf(counter, 'pay-button')).toContain(due);
    await cashier.takeCash(2_000_000);
    const change = await textOf(counter, 'change');
    await cashier.pay();
    if (outcome === 'pending') expect(await textOf(counter, 'paying')).toContain(`Membayar ${due}`);
    await cashier.see(`${outcome}-status`).waitFor({ timeout: 30_000 });
    await counter.picture(`rounded-${outcome}`);
    const shown = ['rounding', 'total-due', 'handed-cash', `${outcome}-change`].map((id) => textOf(counter, id));
    expect(await Promise.all(shown)).toEqual([rounding, due, 'Rp2.000.000', change]);
    if (outcome === 'done') await cashier.next();
    else {
      // The question about it named the sum that was not rounded.
      await counter.press('F9');
      await cashier.see('resolve-dialog').waitFor();
      expect(await textOf(counter, 'resolve-dialog')).toContain(`, ${due}.`);
      await counter.press('Escape');
    }
  }
});
