import { expect, test, vi } from 'vitest';
import { openPeopledCounter, pins, type Counter } from '../harness/people-counter.ts';
import { plugInScanner } from '../harness/scanner.ts';

// A scanner where people sign in: it chooses nobody, and is no PIN.

vi.setConfig({ testTimeout: 120_000 });

const scanned = '512345678902';
/** Begins with the digits of the tiles, and with letters of the names. */
const codes = [scanned, '123123123123', '212345678902', 'IBUWATISRI12', '8991234567891'];
const paces = [0, 10, 30];

/** Wrong PINs since the last right one; whoever has none yet is not in it. */
const tries = ({ rows }: Counter) => rows('SELECT name, tries FROM people WHERE tries > 0');

test('a scan at the names opened somebody’s PIN: it opens nobody’s, and is no try', async () => {
  const counter = await openPeopledCounter();
  const { cashier, app } = counter;
  const scanner = await plugInScanner(app.page);
  await cashier.see('person-tile').first().waitFor();
  for (const code of codes) {
    for (const paceMs of paces) {
      await scanner.scan(code, paceMs);
      await cashier.see('sign-in-first').waitFor();
      await cashier.see('person-tile').first().waitFor();
      expect(await cashier.see('pin').count()).toBe(0);
    }
  }
  await counter.picture('scan-names');
  // The digit of a person's hand still opens it, and what is typed at once behind it is the PIN.
  await app.page.keyboard.press('2');
  await cashier.see('pin').waitFor();
  expect(await cashier.see('sign-in-first').count()).toBe(0);
  await counter.press('Escape');
  await counter.signIn('Sri');
  await counter.isOpen();
  expect(await cashier.see('scan-bar').count()).toBe(0);
  expect(await cashier.see('number-input').inputValue()).toBe('');
  expect(tries(counter)).toEqual([]);
});

test('a scan at a PIN leaves the field as it was, and is no try', async () => {
  const counter = await openPeopledCounter();
  const { cashier, app } = counter;
  const scanner = await plugInScanner(app.page);
  await counter.signIn('Sri');
  await counter.isOpen();
  await counter.press('Alt+K');
  await cashier.see('locked').waitFor();
  for (const paceMs of paces) {
    await scanner.scan(scanned, paceMs);
    await cashier.see('sign-in-first').waitFor();
    expect(await cashier.see('pin').inputValue()).toBe('');
  }
  await counter.picture('scan-locked');
  await scanner.type('13', 70);
  await scanner.scan(scanned, 10);
  expect(await cashier.see('pin').inputValue()).toBe('13');
  await scanner.type('57', 70);
  expect(tries(counter)).toEqual([]);
  await cashier.enter();
  await counter.isOpen();
  expect(await cashier.see('scan-bar').count()).toBe(0);

  // Somebody else's, on the way in.
  await counter.press('Alt+K');
  await cashier.see('locked').waitFor();
  await counter.press('Escape');
  await cashier.see('person-tile').first().waitFor();
  await scanner.type('2', 70); // Wati.
  await cashier.see('pin').waitFor();
  await scanner.scan(scanned, 10);
  await cashier.see('sign-in-first').waitFor();
  expect(await cashier.see('pin').inputValue()).toBe('');
  expect(tries(counter)).toEqual([]);
  await counter.typePin(pins.Wati);
  await counter.isOpen();
});
