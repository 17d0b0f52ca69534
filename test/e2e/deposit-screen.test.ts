import { expect, test, vi } from 'vitest';
import { openSignedIn, pins } from '../harness/people-counter.ts';
import { sell, textOf, write } from '../harness/shift-counter.ts';

// The book of a provider's deposit at the screen, by keyboard alone.

vi.setConfig({ testTimeout: 120_000 });

/** Of the practice numbers: taken by the provider, though no answer comes. */
const paidWithoutAnswer = '512345678922';

test('a deposit’s book says what is not known, what payments took, and what a supervisor recorded, by keyboard alone', async () => {
  const counter = await openSignedIn('Ibu');
  const { cashier, rows, app } = counter;
  await counter.press('Alt+D');
  await cashier.see('deposit').waitFor();
  await cashier.see('deposit-unknown').waitFor();
  expect(await textOf(counter, 'deposit-closing')).toBe('tidak diketahui');
  expect(await textOf(counter, 'deposit-difference')).toBe('tidak diketahui');
  await counter.picture('deposit-1-unknown');
  await counter.press('Escape');
  await cashier.see('number-input').waitFor();
  await sell(counter);
  await cashier.see('done-status').waitFor();
  await cashier.next();

  await counter.press('Alt+D');
  await cashier.see('deposit-line').first().waitFor();
  const provider = rows("SELECT provider FROM transactions WHERE status = 'paid'")[0] as { provider: string };
  await expect.poll(() => cashier.see(`deposit-of-${provider.provider}`).getAttribute('aria-checked')).toBe('true');
  expect(await textOf(counter, 'deposit-line')).toMatch(/Terpakai.*-Rp|Terpakai.*−Rp/s);
  expect(await textOf(counter, 'deposit-said')).toMatch(/^Rp/);

  // What arrived at the provider is recorded with who and why; Enter goes from what is missing to the button.
  await cashier.enter();
  await cashier.see('deposit-dialog').waitFor();
  await write(counter, '1500000');
  await cashier.enter();
  await write(counter, 'BCA 0041');
  await counter.picture('deposit-2-top-up');
  await cashier.enter();
  await cashier.enter();
  await counter.confirm(pins.Ibu);
  await cashier.see('deposit-done').waitFor();
  expect(rows('SELECT kind, amount, note, by_name FROM deposit_lines')).toEqual([
    { kind: 'top-up', amount: 1_500_000, note: 'BCA 0041', by_name: 'Ibu' },
  ]);
  await counter.picture('deposit-3-book');

  // What the provider said is older than that: it is no difference yet, and none that a correction could begin with.
  expect(await textOf(counter, 'deposit-difference')).toBe('tidak diketahui');
  await cashier.see('deposit-said-before').waitFor();
  expect(await cashier.see('deposit-off').count()).toBe(0);
  await counter.press('F7');
  await cashier.see('deposit-dialog').waitFor();
  await write(counter, '-1500000');
  await cashier.enter();
  await write(counter, 'salah catat');
  await cashier.enter();
  await cashier.enter();
  await counter.confirm(pins.Ibu);
  await expect.poll(() => cashier.see('deposit-line').count()).toBe(3);
  await counter.press('Escape');
  await cashier.see('number-input').waitFor();
  await sell(counter, '512345678931');
  await cashier.see('done-status').waitFor();
  await cashier.next();

  // Now the book is below what the provider says; a correction begins with the difference.
  await counter.press('Alt+D');
  await cashier.see('deposit-off').waitFor();
  expect(await textOf(counter, 'deposit-difference')).toContain('1.500.000');
  await counter.press('F7');
  await cashier.see('deposit-dialog').waitFor();
  expect(await cashier.see('amount').inputValue()).toBe('1.500.000');
  expect(await cashier.see('deposit-more').getAttribute('aria-checked')).toBe('true');
  await cashier.enter();
  await write(counter, 'sudah masuk');
  await cashier.enter();
  await counter.picture('deposit-4-correction');
  await cashier.enter();
  await counter.confirm(pins.Ibu);
  await expect.poll(() => textOf(counter, 'deposit-difference')).toBe('Cocok');

  await counter.press('PageUp');
  await expect.poll(() => cashier.see('deposit-line').count()).toBe(0);
  await counter.picture('deposit-5-older');
  await counter.press('PageDown');
  await expect.poll(() => cashier.see('deposit-line').count()).toBe(4);
  await counter.press('Alt+B');
  await counter.press('Alt+T');
  await counter.press('Alt+T');
  await counter.picture('deposit-6-english-dark');
  expect(await app.page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
});

test('a top-up is recorded when it is sent, waited for, and arrives or does not, by keyboard alone', async () => {
  const counter = await openSignedIn('Ibu');
  const { cashier, rows, app } = counter;
  await counter.press('Alt+D');
  await cashier.see('deposit-unknown').waitFor();
  const record = async (sum: string, note: string) => {
    await cashier.see('deposit-dialog').waitFor();
    await write(counter, sum);
    await cashier.enter();
    await write(counter, note);
    await cashier.enter();
    await cashier.enter();
    await counter.confirm(pins.Ibu);
    await cashier.see('deposit-dialog').waitFor({ state: 'detached' });
  };
  await counter.press('F8');
  await counter.picture('deposit-8-asking');
  await record('1500000', 'BCA 0041');
  await cashier.see('deposit-ask').waitFor();
  await counter.press('F8');
  await record('250000', 'BCA 0042');
  await expect.poll(() => cashier.see('deposit-ask').count()).toBe(2);
  expect(await textOf(counter, 'deposit-closing')).toBe('tidak diketahui');
  expect(rows('SELECT * FROM deposit_lines')).toEqual([]);
  await counter.picture('deposit-9-asks');
  await app.page.setViewportSize({ width: 1024, height: 600 });
  await counter.picture('deposit-9-asks-small');
  expect(await app.page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
  await app.page.setViewportSize({ width: 1366, height: 768 });

  await counter.press('F5');
  await cashier.see('deposit-dialog').waitFor();
  expect(await cashier.see('amount').inputValue()).toBe('1.500.000');
  await counter.picture('deposit-10-arrived');
  await cashier.see('reason-pick').first().click();
  await cashier.see('decision-confirm').click();
  await counter.confirm(pins.Ibu);
  await expect.poll(() => cashier.see('deposit-ask').count()).toBe(1);
  expect(rows('SELECT kind, amount, note FROM deposit_lines')).toEqual([
    { kind: 'top-up', amount: 1_500_000, note: 'BCA 0041' },
  ]);

  await counter.press('F9');
  await cashier.see('deposit-dialog').waitFor();
  await counter.picture('deposit-11-cancel');
  await write(counter, 'belum dikirim');
  await cashier.enter();
  await cashier.enter();
  await cashier.see('approval').waitFor();
  expect(await textOf(counter, 'approval-about')).toMatch(/tidak jadi masuk.*Rp250\.000.*belum dikirim/s);
  await counter.confirm(pins.Ibu);
  await cashier.see('deposit-asks').waitFor({ state: 'detached' });
  expect(rows('SELECT amount, state FROM top_up_asks')).toEqual([
    { amount: 1_500_000, state: 'arrived' },
    { amount: 250_000, state: 'cancelled' },
  ]);
});

test('a cashier reads the book, and records a top-up only with a supervisor’s PIN', async () => {
  const counter = await openSignedIn('Sri');
  const { cashier, rows } = counter;
  await counter.press('Alt+D');
  await cashier.see('top-up').click();
  await cashier.see('deposit-dialog').waitFor();
  await write(counter, '500000');
  await cashier.see('reason-pick').first().click();
  await cashier.see('decision-confirm').click();
  await cashier.see('approval').waitFor();
  expect(rows('SELECT * FROM deposit_lines')).toEqual([]);
  await counter.picture('deposit-7-approval');
  await cashier.see('person-tile').first().waitFor();
  await counter.press('W');
  await cashier.enter();
  await counter.typePin(pins.Wati);
  await cashier.see('deposit-done').waitFor();
  expect(rows('SELECT kind, amount, by_name FROM deposit_lines')).toEqual([
    { kind: 'top-up', amount: 500_000, by_name: 'Sri' },
  ]);
});

test('what a payment that is not certain took was called a difference to be corrected, and then counted twice', async () => {
  const counter = await openSignedIn('Ibu');
  const { cashier } = counter;
  await sell(counter);
  await cashier.see('done-status').waitFor();
  await cashier.next();
  await sell(counter, paidWithoutAnswer);
  await cashier.see('pending-status').waitFor();
  await cashier.next();
  // The next answer tells the balance without it.
  await cashier.typeNumber('512345678931');
  await cashier.askForBill();
  await counter.press('Escape');
  await counter.press('Alt+D');
  await expect.poll(() => textOf(counter, 'deposit-difference')).toMatch(/^-Rp/);
  const difference = await textOf(counter, 'deposit-difference');
  expect(await textOf(counter, 'deposit-unsettled')).toBe(difference);
  // What was in it is said of the day on which it became known, not of the first one shown.
  const [first = ''] = (await textOf(counter, 'deposit-span')).split(' – ');
  expect(await textOf(counter, 'deposit-lines')).not.toContain(first);
  await cashier.see('deposit-waits').waitFor();
  expect(await cashier.see('deposit-off').count()).toBe(0);
  await counter.picture('deposit-8-unsettled');
  expect(await cashier.see('correct-deposit').count()).toBe(0);
  await counter.press('F7');
  expect(await cashier.see('deposit-dialog').count()).toBe(0);
});

test('a minus that was typed was swallowed, and the opposite was booked after an approval that showed no sign', async () => {
  const counter = await openSignedIn('Sri');
  const { cashier, rows, app } = counter;
  await counter.press('Alt+D');
  await cashier.see('deposit-unknown').waitFor();
  await counter.press('F7');
  await cashier.see('deposit-dialog').waitFor();
  // Nobody has said yet which way, and the till does not guess.
  await app.page.keyboard.type('250000');
  await cashier.enter();
  await expect.poll(() => textOf(counter, 'deposit-dialog')).toContain('Pilih dulu arahnya');
  await app.page.keyboard.type('-');
  await expect.poll(() => textOf(counter, 'amount-unit')).toBe('-Rp');
  expect(await cashier.see('amount').inputValue()).toBe('250.000');
  expect(await cashier.see('deposit-less').getAttribute('aria-checked')).toBe('true');
  await cashier.enter();
  await write(counter, 'salah catat');
  await counter.picture('deposit-12-minus');
  await cashier.enter();
  await cashier.enter();
  await cashier.see('approval').waitFor();
  const asked = await textOf(counter, 'approval-about');
  expect(asked).toMatch(/Koreksi catatan deposit.*Kurangi.*-Rp250\.000.*salah catat/s);
  await cashier.see('person-tile').first().waitFor();
  await counter.picture('deposit-13-minus-approval');
  await counter.press('W');
  await cashier.enter();
  await counter.typePin(pins.Wati);
  await cashier.see('deposit-done').waitFor();
  expect(rows('SELECT kind, amount FROM deposit_lines')).toEqual([{ kind: 'correction', amount: -250_000 }]);
});

test('a minus or a comma that was typed into a sum was dropped without a word', async () => {
  const counter = await openSignedIn('Ibu');
  const { cashier, app } = counter;
  await counter.press('Alt+D');
  await cashier.see('deposit-unknown').waitFor();
  await cashier.enter();
  await cashier.see('deposit-dialog').waitFor();
  await app.page.keyboard.type('-250000');
  await expect.poll(() => textOf(counter, 'problem')).toContain('tidak bisa minus');
  expect(await cashier.see('amount').inputValue()).toBe('250.000');
  await counter.picture('deposit-14-negative');
  await counter.press('Backspace');
  await expect.poll(() => cashier.see('problem').count()).toBe(0);
  await app.page.keyboard.type('0,50');
  await expect.poll(() => textOf(counter, 'problem')).toContain('sen tidak ada');
  await counter.press('Escape');
  await cashier.see('deposit-dialog').waitFor({ state: 'detached' });

  // Of a customer's cash too.
  await counter.press('Escape');
  await cashier.typeNumber('512345678901');
  await cashier.askForBill();
  await app.page.keyboard.type('300');
  await cashier.see('tender-input').press('b');
  await expect.poll(() => textOf(counter, 'problem')).toContain('Hanya angka');
  expect(await cashier.see('tender-input').inputValue()).toBe('300');
});
