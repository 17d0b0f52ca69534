import { expect, test, vi } from 'vitest';
import { openSignedIn, pins, type Counter } from '../harness/people-counter.ts';
import { openWith, say, textOf, toCount } from '../harness/shift-counter.ts';

// A count that closed nothing: what is said of it, and the count after it.

vi.setConfig({ testTimeout: 120_000 });

/** Sri counts a drawer that must hold 100.000. */
async function counting(): Promise<Counter> {
  const counter = await openSignedIn('Sri', { shift: false });
  await openWith(counter, '1');
  await toCount(counter);
  return counter;
}

/** Types a count that closes nothing. */
async function miscount(counter: Counter, typed: string): Promise<void> {
  await counter.app.page.keyboard.type(typed);
  await counter.press('F9');
  await say(counter, true);
  await counter.cashier.see('difference-dialog').waitFor();
}

async function again({ cashier, press }: Counter): Promise<void> {
  await press('Escape');
  await cashier.see('difference-dialog').waitFor({ state: 'detached' });
}

test('after a count that closed nothing no key reached the sum, and what was typed at last stood behind the old one', async () => {
  const counter = await counting();
  const { cashier, app } = counter;
  const keys = app.page.keyboard;
  await counter.press('F4');
  await miscount(counter, '900000');
  await again(counter);
  // It is there to be read, and the first key begins it anew.
  expect(await textOf(counter, 'count-sum')).toBe('Rp900.000');
  await keys.type('100003');
  await keys.press('Backspace');
  await keys.type('0');
  expect(await textOf(counter, 'count-sum')).toBe('Rp100.000');
  await cashier.enter();
  await say(counter, true);
  await cashier.see('shift-closed').waitFor();
});

test('a note that was counted wrong in the first field took no key afterwards, and its digits of the pad stood behind the old ones', async () => {
  const counter = await counting();
  const pad = (digit: string) => counter.cashier.see('count-drawer').getByRole('button', { name: digit, exact: true });
  await miscount(counter, '9');
  await again(counter);
  await counter.app.page.keyboard.type('12');
  expect(await textOf(counter, 'count-sum')).toBe('Rp1.200.000');
  await counter.press('F9');
  await say(counter, true);
  await counter.cashier.see('difference-dialog').waitFor();
  await again(counter);
  await pad('1').click();
  await pad('3').click();
  expect(await textOf(counter, 'count-sum')).toBe('Rp1.300.000');
});

test('a third count was promised that no longer closes anything, and a right one was called a large difference', async () => {
  const counter = await counting();
  const { cashier } = counter;
  await counter.press('F4');
  await miscount(counter, '900000');
  expect(await textOf(counter, 'difference-dialog')).toContain('Sekali boleh hitung lagi');
  for (const sum of ['800000', '100000']) {
    await again(counter);
    await miscount(counter, sum);
    const text = await textOf(counter, 'difference-dialog');
    expect(text).toContain('Sekarang menutup shift perlu alasan dan penyelia');
    expect(text).not.toMatch(/[Hh]itung lagi/);
  }
  await counter.picture('shift-17-counts-over');
  await cashier.see('reason-pick').last().click();
  await cashier.see('decision-confirm').click();
  await cashier.see('approval').waitFor();
  expect(await textOf(counter, 'approval')).not.toContain('selisih');
  // Whoever approved saw no sum at all.
  expect(await textOf(counter, 'approval-about')).toContain('DihitungRp100.000');
  await counter.picture('shift-18-counts-approval');
  await cashier.see('approval').getByTestId('person-tile').last().click();
  await counter.typePin(pins.Wati);
  await cashier.see('shift-closed').waitFor();
  expect(await textOf(counter, 'z-difference')).toContain('pas');
});

test('after a dialog with a text field the number that was begun took no key', async () => {
  const counter = await openSignedIn('Ibu');
  const { cashier, app } = counter;
  await app.page.keyboard.type('5123');
  await counter.press('Alt+P');
  await cashier.see('slip-check').waitFor();
  await counter.press('Escape');
  await cashier.see('slip-check').waitFor({ state: 'detached' });
  await app.page.keyboard.type('4567');
  expect(await cashier.see('number-input').inputValue()).toBe('5123 4567');
});
