import { expect, test, vi } from 'vitest';
import type { LoketBridge } from '../../shared/api.ts';
import type { Person } from '../../shared/person.ts';
import { focused, openCounter, openPeopledCounter, openSignedIn, pins } from '../harness/people-counter.ts';

// A second person approves at the point of need; an owner says who works here, and comes back by the phrase.

vi.setConfig({ testTimeout: 120_000 });

/** In the page. */
declare const loket: LoketBridge;

test('a further copy of a receipt is approved by a supervisor at the point of need, once', async () => {
  const counter = await openSignedIn('Sri');
  const { cashier, sink, rows } = counter;
  await cashier.typeNumber('512345678901');
  await cashier.askForBill();
  await cashier.see('exact-button').click();
  await cashier.pay();
  await cashier.see('done-status').waitFor();
  await expect.poll(() => sink.jobs.length).toBe(1);
  await counter.press('F6');
  await expect.poll(() => sink.jobs.length).toBe(2);
  await expect.poll(() => rows("SELECT * FROM print_jobs WHERE state = 'sent'")).toHaveLength(2);
  // Nobody approves: nothing comes out. The key does nothing until the page, too, has heard of the print before.
  await expect
    .poll(async () => {
      if ((await cashier.see('approval').count()) === 0) await counter.press('F6');
      return cashier.see('approval').count();
    })
    .toBe(1);
  await cashier.see('person-tile').first().waitFor();
  expect(await cashier.see('person-tile').allTextContents()).toEqual([
    expect.stringContaining('Ibu'),
    expect.stringContaining('Wati'),
  ]);
  await counter.picture('8-approval-names');
  await counter.press('Escape');
  await cashier.see('approval').waitFor({ state: 'detached' });
  await expect.poll(() => cashier.see('problem').getAttribute('data-code')).toBe('not-allowed');
  // By the supervisor, whose first PIN is wrong.
  await counter.press('F6');
  await cashier.see('approval').getByTestId('person-tile').last().waitFor();
  // Again, should the dialog just be coming up.
  await expect
    .poll(async () => {
      if ((await cashier.see('pin').count()) === 0) await counter.press('2');
      return cashier.see('pin').count();
    })
    .toBe(1);
  await counter.typePin('0000');
  await expect.poll(() => cashier.see('approval').getByTestId('problem').textContent()).toContain('tidak cocok');
  await counter.picture('9-approval-pin');
  await counter.typePin(pins.Wati);
  await cashier.see('approval').waitFor({ state: 'detached' });
  await expect.poll(() => sink.jobs.length).toBe(3);
  expect(await cashier.see('person-button').textContent()).toContain('Sri');
  // Once: the next one is asked for again, and the lock takes the question away.
  await expect
    .poll(async () => {
      if ((await cashier.see('approval').count()) === 0) await counter.press('F6');
      return cashier.see('approval').count();
    })
    .toBe(1);
  await counter.press('Alt+K');
  await cashier.see('locked').waitFor();
  await counter.typePin(pins.Sri);
  await counter.isOpen();
  expect(await cashier.see('approval').count()).toBe(0);
  expect(sink.jobs).toHaveLength(3);
});

test('the first owner is made at the screen, takes in a cashier, and comes back by the phrase with a new PIN', async () => {
  const counter = await openCounter();
  const { cashier, app } = counter;
  await counter.press('Alt+K');
  expect(await cashier.see('sign-in').count()).toBe(0);
  await counter.press('Alt+Q');
  await cashier.see('first-owner').waitFor();
  await counter.picture('10-nobody');
  await counter.press('Escape');
  await counter.press('Alt+O');
  await cashier.see('people-none').waitFor();
  await cashier.enter();
  await expect.poll(() => cashier.see('problem').textContent()).toContain('Ketik dulu namanya');
  const fill = async (name: string, pin: string, again = pin) => {
    await cashier.see('person-name').fill(name);
    await cashier.see('new-pin').fill(pin);
    await cashier.see('repeat-pin').fill(again);
    await cashier.enter();
  };
  await fill('Ibu', pins.Ibu, '8643');
  await expect.poll(() => cashier.see('problem').textContent()).toContain('tidak sama');
  await counter.picture('11-first');
  await fill('Ibu', pins.Ibu);
  await counter.signIn('Ibu');
  await counter.isOpen();
  expect(await focused(counter)).toBe('number-input');

  await counter.press('Alt+O');
  await cashier.see('person-row').waitFor();
  await fill('ibu', '1111');
  await counter.confirm(pins.Ibu);
  await expect.poll(() => cashier.see('problem').getAttribute('data-code')).toBe('name-taken');
  await fill('Sri', pins.Sri);
  await cashier.see('approval').waitFor();
  await counter.picture('12-own-pin');
  // Nobody confirms: nothing is done, and what was typed is still there.
  await counter.press('Escape');
  await expect.poll(() => cashier.see('problem').textContent()).toContain('Tidak jadi. Belum ada yang dilakukan.');
  expect(await cashier.see('new-pin').inputValue()).toBe(pins.Sri);
  await cashier.enter();
  await cashier.see('approval').waitFor();
  await counter.typePin('0000');
  await expect.poll(() => cashier.see('approval').getByTestId('problem').textContent()).toContain('tidak cocok');
  await counter.confirm(pins.Ibu);
  await cashier.see('person-saved').waitFor();
  await counter.picture('12-people');
  // Escape asks before what was typed goes.
  await counter.press('F5');
  await cashier.see('person-name').fill('Bu');
  await counter.press('Escape');
  await cashier.see('confirm-no').click();
  expect(await cashier.see('person-name').inputValue()).toBe('Bu');
  await cashier.see('person-name').fill('');
  await counter.press('F9');
  await cashier.see('confirm-yes').click();
  await counter.confirm(pins.Ibu);
  const phrase = (await cashier.see('phrase-text').textContent()) ?? '';
  await counter.picture('13-phrase');
  await counter.press('Escape');
  expect(await cashier.see('phrase-text').count()).toBe(1);
  await cashier.armed('phrase-written');
  await cashier.enter();
  await cashier.see('phrase-dialog').waitFor({ state: 'detached' });
  expect(await app.page.content()).not.toContain(phrase);
  // Sri is closed, and may not sign in; then opened again.
  await counter.press('ArrowDown');
  await expect.poll(() => cashier.see('person-name').inputValue()).toBe('Ibu');
  await counter.press('ArrowDown');
  await expect.poll(() => cashier.see('person-name').inputValue()).toBe('Sri');
  await counter.press('F8');
  await cashier.armed('confirm-yes');
  await cashier.enter();
  await counter.confirm(pins.Ibu);
  await cashier.see('person-saved').waitFor();
  await expect.poll(() => cashier.see('person-row').last().getAttribute('data-active')).toBe('false');
  await counter.picture('14-closed');

  await counter.press('Escape');
  await cashier.see('number-input').waitFor();
  await counter.press('Alt+K');
  await cashier.see('locked').waitFor();
  await counter.press('F4');
  await cashier.see('phrase').fill(phrase.toLowerCase().replaceAll('-', ' '));
  await cashier.see('new-pin').fill('55');
  await cashier.enter();
  await expect.poll(() => cashier.see('problem').textContent()).toContain('4 sampai 8');
  await counter.picture('15-forgotten');
  await cashier.see('new-pin').fill('5836');
  await cashier.see('repeat-pin').fill('5836');
  await cashier.enter();
  await counter.isOpen();
  await counter.press('Alt+K');
  await counter.typePin(pins.Ibu);
  await expect.poll(() => cashier.see('problem').textContent()).toContain('tidak cocok');
  await counter.typePin('5836');
  await counter.isOpen();
  // A cashier is not shown what only an owner may.
  expect(await cashier.see('person-button').textContent()).toContain('Ibu');
});

test('a PIN that was typed after Enter in the recovery phrase stood readable behind it, and after an easy one or two that differ the next was typed behind them', async () => {
  const counter = await openPeopledCounter();
  const { cashier, app } = counter;
  const type = (text: string) => app.page.keyboard.type(text, { delay: 60 });
  const typed = (field: string) => cashier.see(field).inputValue();
  await counter.signIn('Ibu');
  await counter.isOpen();
  await app.page.evaluate(async (pin) => {
    const { value } = (await loket.call('people:list', {})) as { value: { items: readonly Person[] } };
    await loket.call('people:phrase', {}, { personId: value.items[0]?.personId ?? '', pin });
  }, pins.Ibu);
  await counter.press('Alt+K');
  await cashier.see('locked').waitFor();
  await counter.press('F4');
  await cashier.see('phrase').waitFor();
  const phrase = 'K7M4-K7M4-K7M4-K7M4-K7M4-K7M4';
  await type(phrase);
  await cashier.enter();
  for (const [pin, again, says] of [
    ['1234', '1234', 'mudah ditebak'],
    ['5836', '9999', 'tidak sama'],
  ] as const) {
    await type(pin);
    await cashier.enter();
    await type(again);
    await cashier.enter();
    await expect.poll(() => cashier.see('problem').textContent()).toContain(says);
    expect(await Promise.all(['phrase', 'new-pin', 'repeat-pin'].map(typed))).toEqual([phrase, '', '']);
  }
  await counter.picture('16-pins-anew');
  await type('5836');
  await cashier.enter();
  await type('5836');
  await cashier.enter();
  await expect.poll(() => cashier.see('problem').textContent()).toContain('tidak cocok');
  expect(await Promise.all(['phrase', 'new-pin', 'repeat-pin'].map(typed))).toEqual([phrase, '5836', '5836']);
  // What is wrong is the phrase, so that is where the caret is.
  await app.page.keyboard.press('End');
  await app.page.keyboard.press('Backspace');
  expect(await typed('phrase')).toBe(phrase.slice(0, -1));
});
