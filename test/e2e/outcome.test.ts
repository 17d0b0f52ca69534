import path from 'node:path';
import { expect, test } from 'vitest';
import { paperText } from '../harness/printer-sink.ts';
import { plugInScanner } from '../harness/scanner.ts';
import { openTrainingShop } from '../harness/training-shop.ts';

// What an impatient or bouncing Enter must not do: leave an outcome unread, or open what an old list shows.

/**
 * In the page: presses Enter again and again while an outcome has stood less than `ms`, as an impatient finger does. `isHeld`: whether
 * the way on was barred at each press, asked in the page, whose clock does not wait for the test's.
 */
function hammerEnter([status, ms]: readonly [string, number]): Promise<{
  readonly presses: number;
  readonly isHeld: boolean;
}> {
  return new Promise((resolve) => {
    let presses = 0;
    let isHeld = true;
    let since = 0;
    const press = (): void => {
      if (!since && document.querySelector(`[data-testid="${status}"]`)) since = performance.now();
      if (since && performance.now() - since > ms) return resolve({ presses, isHeld });
      if (since) {
        presses += 1;
        isHeld &&= document.querySelector('[data-testid="next-button"]')?.getAttribute('aria-disabled') === 'true';
        (document.activeElement ?? document.body).dispatchEvent(
          new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }),
        );
      }
      setTimeout(press, 45);
    };
    press();
  });
}

test('a refusal and an uncertain payment are not left by a key pressed before they could be read', async () => {
  const { app, cashier, sink } = await openTrainingShop();
  for (const [customerNumber, status] of [
    ['512345678921', 'refused-status'],
    ['512345678922', 'pending-status'],
  ] as const) {
    await cashier.see('number-input').fill(customerNumber);
    await cashier.askForBill();
    await app.page.keyboard.press('F7');
    const hammered = app.page.evaluate(hammerEnter, [status, 500] as const);
    await cashier.pay();
    const { presses, isHeld } = await hammered;
    expect(presses).toBeGreaterThan(3);
    expect(isHeld).toBe(true);
    expect(await cashier.see(status).isVisible()).toBe(true);
    // A finger that came down too early is no press either, however late it is lifted.
    const button = await cashier.see('next-button').boundingBox();
    await app.page.keyboard.press('F1');
    await cashier.see('help').waitFor();
    await app.page.keyboard.press('Escape');
    await cashier.see('help').waitFor({ state: 'detached' });
    await app.page.mouse.move((button?.x ?? 0) + 10, (button?.y ?? 0) + 10);
    await app.page.mouse.down();
    await app.page.waitForTimeout(800);
    await app.page.mouse.up();
    expect(await cashier.see(status).isVisible()).toBe(true);
    expect(sink.jobs).toHaveLength(0);
    await cashier.next();
  }
  await expect.poll(() => sink.jobs.length).toBe(1); // The slip of the second.
});

test('the history opens and prints the payment that was typed, at whatever pace Enter follows', async () => {
  const { app, cashier, sink } = await openTrainingShop();
  const person = await plugInScanner(app.page);
  const older = '512345678901';
  for (const customerNumber of [older, '512345678903']) {
    await cashier.see('number-input').fill(customerNumber);
    await cashier.askForBill();
    if (await cashier.see('several-months').count()) await app.page.keyboard.press('F6');
    await app.page.keyboard.press('F7');
    await cashier.pay();
    await cashier.see('done-status').waitFor();
    await cashier.next();
  }
  await expect.poll(() => sink.jobs.length).toBe(2);
  await app.page.keyboard.press('F2');
  await cashier.see('history-row').nth(1).waitFor();
  for (const [at, paceMs] of [2, 60, 120].entries()) {
    await cashier.see('history-search').fill('');
    await cashier.see('history-row').nth(1).waitFor();
    // What is open now is the newest; another search closes it.
    await app.page.keyboard.press('Enter');
    await cashier.see('paper').waitFor();
    await person.scan(older, paceMs);
    await expect.poll(() => cashier.see('paper').innerText()).toMatch(/5123\s?4567\s?8901/);
    await app.page.keyboard.press('F6');
    await expect.poll(() => sink.jobs.length).toBe(3 + at);
    expect(paperText(sink.jobs[2 + at] ?? Buffer.alloc(0))).toMatch(/5123 ?4567 ?8901/);
    // F6 between the last key and its list prints nothing: what was open belongs to the search before.
    await app.page.keyboard.press('End');
    await app.page.keyboard.press('Backspace');
    await app.page.keyboard.press('F6');
    await cashier.see('paper').waitFor({ state: 'detached' });
    expect(sink.jobs).toHaveLength(3 + at);
  }
});

test('an ordinary Ayoconnect sale shouted BELUM PASTI for five seconds, and a second Enter printed a slip for it', async () => {
  const { app, cashier, sink } = await openTrainingShop();
  const { page } = app;
  await cashier.typeNumber('516070377764');
  await cashier.askForBill();
  await page.getByTestId('exact-button').click();
  await page.evaluate(() => {
    const seen = new Set<string>();
    Object.assign(window, { seen });
    new MutationObserver(() => {
      for (const id of ['pending-status', 'light-unsettled'])
        for (const found of document.querySelectorAll(`[data-testid="${id}"]`))
          seen.add(`${id} ${found.getAttribute('data-state') ?? ''} ${found.textContent}`.trim());
    }).observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true });
  });
  await cashier.pay();
  await page.getByTestId('paying').getByText('DIPROSES').waitFor();
  await page.keyboard.press('Enter');
  await cashier.see('done-status').waitFor({ timeout: 20_000 });
  await expect.poll(() => sink.jobs.length).toBe(1);
  expect(paperText(sink.jobs[0] ?? Buffer.alloc(0))).toContain('CETAK ASLI (CA)');
  const seen = await page.evaluate(() => [...(window as unknown as { seen: Set<string> }).seen]);
  expect(seen.filter((one) => /^pending|Belum pasti [1-9]/.test(one))).toEqual([]);
});

test('a pending payment says whether to give the change that its slip prints, and what to give back if it fails later', async () => {
  const { app, cashier } = await openTrainingShop();
  await cashier.typeNumber('512345678922');
  await cashier.askForBill();
  await cashier.takeCash(300_000);
  const change = (await cashier.see('change').textContent()) ?? '';
  const [given] = /Rp[\d.]+/.exec(change) ?? [];
  const total = ((await cashier.see('total').textContent()) ?? '').trim();
  await cashier.pay();
  await cashier.see('pending-status').waitFor();
  expect(await cashier.see('pending-change').textContent()).toBe(given);
  expect(await app.page.locator('main').textContent()).toContain(`Simpan ${total}, dan beri kembalian ${given}.`);
  await app.page.keyboard.press('F9');
  await cashier.see('resolve-refused').click();
  await cashier.see('decision-reason').fill('CS: tidak ada');
  await cashier.see('decision-confirm').click();
  await cashier.see('refused-status').waitFor();
  await expect
    .poll(() => app.page.locator('main').textContent())
    .toContain(`Kembalikan ke pelanggan: Rp300.000, atau ${total} kalau kembaliannya sudah diberikan.`);
});

test('the claim code that a customer is given stands on the pending slip, and finds the payment in the history', async () => {
  const { app, cashier, sink } = await openTrainingShop();
  await cashier.typeNumber('512345678922');
  await cashier.askForBill();
  await cashier.takeCash(300_000);
  await cashier.pay();
  const claim = (await cashier.see('pending-claim').textContent()) ?? '';
  expect(claim).toMatch(/^[2-9A-HJKMNP-Z]{4} [2-9A-HJKMNP-Z]{3}$/);
  await cashier.armed('next-button');
  await cashier.enter();
  await cashier.see('number-input').waitFor();
  await expect.poll(() => sink.jobs.map(paperText).join('')).toContain(`KODE KLAIM ${claim}`);
  await app.page.keyboard.press('F2');
  await cashier.see('history-search').fill(claim.toLowerCase());
  await expect.poll(() => cashier.see('history-row').count()).toBe(1);
  await app.page.keyboard.press('Enter');
  expect(await cashier.see('history-claim').textContent()).toBe(claim);
});

test('who decided a payment was not told that the till still asks about it, and that waiting is enough', async () => {
  const { app, cashier, rows } = await openTrainingShop();
  await cashier.typeNumber('531234567024');
  await cashier.askForBill();
  await cashier.see('exact-button').click();
  await cashier.pay();
  await cashier.see('pending-status').waitFor();
  await app.page.keyboard.press('F9');
  await cashier.see('resolve-dialog').waitFor();
  const asked = cashier.see('still-asked');
  expect(await asked.textContent()).toMatch(/masih bertanya sendiri ke IAK, berikutnya: .*(WIB|sekarang)/s);
  expect(await cashier.see('decision-cancel').textContent()).toContain('Tunggu jawabannya');
  // All that is asked is in sight with it.
  const [field, button] = [cashier.see('decision-reason'), cashier.see('decision-confirm')];
  const [above, below] = [await field.boundingBox(), await button.boundingBox()];
  expect((above?.y ?? 0) + (above?.height ?? 0)).toBeLessThan(below?.y ?? 0);
  const folder = process.env['LOKET_PICTURES'];
  if (folder) await app.page.screenshot({ path: path.join(folder, 'decide-still-asked.png') });
  await app.page.keyboard.press('Escape');
  await cashier.see('resolve-dialog').waitFor({ state: 'detached' });
  expect(rows(`SELECT * FROM journal WHERE kind = 'resolved'`)).toEqual([]);
});

test('a pending payment whose slip had come out by itself asked to print it, and warned of going on without one', async () => {
  const { app, cashier, sink, pass } = await openTrainingShop(undefined, { movesClock: true });
  await cashier.typeNumber('512345678922');
  await cashier.askForBill();
  await cashier.see('exact-button').click();
  await cashier.pay();
  await cashier.see('pending-status').waitFor();
  expect(await cashier.see('next-button').textContent()).toContain('Cetak slip');
  // Somebody is asked whether they go on without it, and the question goes when the slip comes.
  await cashier.armed('next-button');
  await app.page.keyboard.press('Escape');
  const question = app.page.getByText('Lanjut tanpa slip?');
  await question.waitFor();
  await pass(30_000);
  await expect.poll(() => sink.jobs.length).toBe(1);
  await question.waitFor({ state: 'detached' });
  await expect.poll(() => app.page.locator('main').textContent()).toContain('sudah dikirim ke printer');
  expect(await cashier.see('next-button').textContent()).toContain('Pelanggan berikutnya');
  await cashier.armed('next-button');
  await cashier.enter();
  await cashier.see('number-input').waitFor();
  expect(sink.jobs).toHaveLength(1);
});
