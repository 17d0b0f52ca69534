import { expect, test, vi } from 'vitest';
import type { LoketBridge } from '../../shared/api.ts';
import { focused, openPeopledCounter, openSignedIn, pins } from '../harness/people-counter.ts';

/** In the page. */
declare const loket: LoketBridge;

// People at the screen: they sign in, lock it, change over, and nothing of a sale is lost or left to the next one.

vi.setConfig({ testTimeout: 120_000 });

test('names, then the PIN, then the number with the caret in it; a wrong PIN is said calmly, five make a pause', async () => {
  const counter = await openPeopledCounter();
  const { cashier, app } = counter;
  await cashier.see('person-tile').first().waitFor();
  await counter.picture('1-names');
  expect(await cashier.see('person-tile').allTextContents()).toHaveLength(3);
  expect(await cashier.see('number-input').count()).toBe(0);
  await counter.signIn('Sri', '12');
  await expect.poll(() => cashier.see('problem').textContent()).toContain('4 sampai 8 angka');
  await app.page.keyboard.press('Backspace');
  await app.page.keyboard.press('Backspace');
  await counter.typePin('0000');
  await expect.poll(() => cashier.see('problem').textContent()).toContain('tidak cocok');
  await counter.picture('2-wrong');
  expect(await cashier.see('pin').inputValue()).toBe('');
  await counter.typePin(pins.Sri);
  await counter.isOpen();
  await cashier.see('number-input').waitFor();
  expect(await focused(counter)).toBe('number-input');
  expect(await cashier.see('person-button').textContent()).toContain('Sri');
  await counter.picture('3-signed-in');

  // Sign out, by keyboard.
  await counter.press('Alt+Q');
  await cashier.see('sign-out').waitFor();
  await counter.picture('4-person');
  await cashier.enter();
  await cashier.see('sign-in').waitFor();
  for (let tries = 0; tries < 5; tries++) {
    if (tries === 0) await counter.signIn('Wati', '0000');
    else await counter.typePin('0000');
    await expect.poll(() => cashier.see('enter-button').getAttribute('aria-disabled')).toBe(tries < 4 ? null : 'true');
    if (tries < 4) await cashier.see('problem').waitFor();
  }
  await expect.poll(() => cashier.see('pin-pause').textContent()).toMatch(/lagi dalam (2\d|30) detik/);
  await counter.picture('5-pause');
  // The pause is Wati's alone.
  await counter.press('Escape');
  await counter.signIn('Sri');
  await counter.isOpen();
  await cashier.see('number-input').waitFor();
});

test('the lock keeps a bill and its cash, and what a payment came to meanwhile', async () => {
  const counter = await openSignedIn('Sri');
  const { cashier, app } = counter;
  await cashier.typeNumber('512345678901');
  await counter.press('Alt+K');
  await cashier.see('locked').waitFor();
  await counter.typePin(pins.Sri);
  await counter.isOpen();
  await expect.poll(() => cashier.see('number-input').inputValue()).toBe('5123 4567 8901');
  expect(await focused(counter)).toBe('number-input');
  await cashier.askForBill();
  await cashier.takeCash(300_000);
  await counter.press('Alt+K');
  await cashier.see('locked').waitFor();
  await counter.picture('6-locked');
  expect(await cashier.see('total').isVisible()).toBe(false);
  // Keys of the bill mean nothing here.
  await counter.press('F7');
  await counter.press('Escape');
  await cashier.see('person-tile').first().waitFor();
  await counter.signIn('Sri');
  await counter.isOpen();
  await expect.poll(() => cashier.see('tender-input').inputValue()).toBe('300.000');
  expect(await focused(counter)).toBe('tender-input');
  await cashier.pay();
  await counter.press('Alt+K');
  await cashier.see('locked').waitFor();
  await expect.poll(() => counter.rows('SELECT status FROM transactions')).toEqual([{ status: 'paid' }]);
  await expect.poll(() => counter.sink.jobs.length).toBe(1);
  await counter.typePin(pins.Sri);
  await counter.isOpen();
  await cashier.see('done-status').waitFor();
  await expect.poll(() => cashier.see('paper').isVisible()).toBe(true);
  expect(await cashier.see('done-change').textContent()).toContain('Rp9.000');
  await cashier.next();
  expect(await app.page.locator('dialog[open]').count()).toBe(0);
});

test('a dialog that lay over the screen is behind the lock too, and comes back with what was typed', async () => {
  const counter = await openSignedIn('Sri');
  const { cashier, app } = counter;
  await cashier.see('number-input').waitFor();
  await counter.press('Alt+P');
  await cashier.see('slip-check-text').fill('1024-9F3A');
  await counter.press('Alt+K');
  await cashier.see('locked').waitFor();
  expect(await cashier.see('slip-check').isVisible()).toBe(false);
  await counter.typePin(pins.Sri);
  await counter.isOpen();
  await expect.poll(() => cashier.see('slip-check-text').inputValue()).toBe('1024-9F3A');
  await counter.press('Escape');
  await expect.poll(() => cashier.see('slip-check').count()).toBe(0);
  // F1 has the key, here and behind the lock.
  await counter.press('F1');
  expect(await cashier.see('help').textContent()).toContain('Alt+K');
  await counter.press('Escape');
  await counter.press('Alt+K');
  await cashier.see('locked').waitFor();
  await counter.press('F1');
  await cashier.see('help').waitFor();
  await counter.press('Escape');
  await counter.typePin(pins.Sri);
  await counter.isOpen();
  await expect.poll(() => app.page.locator('dialog[open]').count()).toBe(0);
});

test('another person finds an empty screen, but for a payment whose outcome nobody has put away', async () => {
  const counter = await openSignedIn('Sri');
  const { cashier } = counter;
  await cashier.typeNumber('512345678901');
  await cashier.askForBill();
  await cashier.takeCash(300_000);
  await counter.press('Alt+K');
  await cashier.see('locked').waitFor();
  await counter.press('Escape');
  await counter.signIn('Wati');
  await counter.isOpen();
  await cashier.see('number-input').waitFor();
  expect(await cashier.see('number-input').inputValue()).toBe('');
  expect(await cashier.see('person-button').textContent()).toContain('Wati');
  expect(counter.rows('SELECT status FROM transactions')).toEqual([]);

  await cashier.typeNumber('512345678923');
  await cashier.askForBill();
  await cashier.see('exact-button').click();
  await cashier.pay();
  await counter.press('Alt+K');
  await cashier.see('locked').waitFor();
  await cashier.see('holds-payment').waitFor();
  await counter.picture('7-locked-payment');
  await counter.press('Escape');
  await counter.signIn('Ibu');
  await counter.isOpen();
  await cashier.see('pending-status').waitFor();
  expect(await cashier.see('pending-status').textContent()).toContain('BELUM PASTI');
  // A reload behind the lock comes back to it too.
  await counter.press('Alt+K');
  await cashier.see('locked').waitFor();
  // The screen is covered before the till was told, and a page that is loaded anew asks the till.
  const isOpen = async () => (await counter.app.page.evaluate(() => loket.call('transaction:list', {}))).ok;
  await expect.poll(isOpen).toBe(false);
  await counter.app.page.reload();
  await cashier.see('locked').waitFor();
  await counter.typePin(pins.Ibu);
  await counter.isOpen();
  await cashier.see('pending-status').waitFor();
});

test('the number of an unpaid sale was lost when somebody else took over the locked screen', async () => {
  const counter = await openSignedIn('Sri');
  const { cashier } = counter;
  await cashier.typeNumber('512345678901');
  await cashier.askForBill();
  await cashier.takeCash(300_000);
  await counter.press('Alt+K');
  await cashier.see('locked').waitFor();
  await counter.press('Escape');
  await expect.poll(() => cashier.see('takes-over').textContent()).toContain('menunggu Sri kembali');
  await counter.picture('8-takes-over');
  await counter.signIn('Wati');
  await counter.isOpen();
  await cashier.see('number-input').waitFor();
  expect(await cashier.see('number-input').inputValue()).toBe('');
  expect(await cashier.see('scan-bar').count()).toBe(0);
  await counter.press('Alt+K');
  await cashier.see('locked').waitFor();
  await counter.press('Escape');
  await counter.signIn('Sri');
  await counter.isOpen();
  await expect.poll(() => cashier.see('scan-bar').textContent()).toContain('5123 4567 8901');
  expect(counter.rows('SELECT status FROM transactions')).toEqual([]);
  await cashier.enter();
  await cashier.see('total').waitFor();
  expect(await cashier.see('tender-input').inputValue()).toBe('');
  expect(await cashier.see('scan-bar').count()).toBe(0);
});

test('who signs out while a payment is under way leaves it, and its outcome, to whoever comes', async () => {
  const counter = await openSignedIn('Sri');
  const { cashier } = counter;
  await cashier.typeNumber('512345678923');
  await cashier.askForBill();
  await cashier.see('exact-button').click();
  await cashier.pay();
  await counter.press('Alt+Q');
  await cashier.see('sign-out').waitFor();
  await cashier.enter();
  await cashier.see('person-tile').first().waitFor();
  await cashier.see('holds-payment').waitFor();
  await expect.poll(() => counter.rows('SELECT status FROM transactions')).toEqual([{ status: 'pending' }]);
  await counter.signIn('Wati');
  await counter.isOpen();
  await cashier.see('pending-status').waitFor();
  expect(await cashier.see('pending-status').textContent()).toContain('BELUM PASTI');
});

test('five minutes without a key or a touch lock the screen', async () => {
  const counter = await openSignedIn('Sri');
  const { cashier, app } = counter;
  await cashier.see('number-input').waitFor();
  await app.page.clock.install();
  await app.page.clock.fastForward('04:00');
  await counter.press('7');
  await app.page.clock.fastForward('04:30');
  expect(await cashier.see('sign-in').count()).toBe(0);
  await app.page.clock.fastForward('00:40');
  await cashier.see('locked').waitFor();
  await counter.typePin(pins.Sri);
  await counter.isOpen();
  await expect.poll(() => cashier.see('number-input').inputValue()).toBe('7');
});

test('a name was chosen by its letter, and the first digit of the PIN behind it opened somebody else', async () => {
  const counter = await openPeopledCounter();
  const { cashier, app } = counter;
  await cashier.see('person-tile').first().waitFor();
  await app.page.keyboard.type(`s${pins.Sri}`, { delay: 70 });
  await expect.poll(() => cashier.see('pin').inputValue()).toBe(pins.Sri);
  await cashier.enter();
  await counter.isOpen();
  expect(await cashier.see('person-button').textContent()).toContain('Sri');
  // Digits first are still those on the tiles.
  await counter.press('Alt+K');
  await cashier.see('locked').waitFor();
  await counter.press('Escape');
  await cashier.see('person-tile').first().waitFor();
  await app.page.keyboard.type(`2${pins.Wati}`, { delay: 70 });
  await expect.poll(() => cashier.see('pin').inputValue()).toBe(pins.Wati);
  await cashier.enter();
  await counter.isOpen();
  expect(await cashier.see('person-button').textContent()).toContain('Wati');
});
