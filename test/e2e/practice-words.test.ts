import { expect, test, vi } from 'vitest';
import { openCounter, openSignedIn } from '../harness/people-counter.ts';
import { textOf } from '../harness/shift-counter.ts';

// What practice says of itself where a shop's own people and words would be taken for its.

vi.setConfig({ testTimeout: 120_000 });

test('in practice a shop’s recovery phrase was said not to count: the screen says that this is practice', async () => {
  const counter = await openSignedIn('Ibu');
  const { cashier, press } = counter;
  await press('Alt+K');
  await cashier.see('locked').waitFor();
  await press('F4');
  await cashier.see('practice-phrase').waitFor();
  expect(await textOf(counter, 'practice-phrase')).toMatch(/^Ini latihan: .*toko tidak berlaku di sini/);
  await counter.picture('practice-phrase');
});

test('who works where nobody signs in was called “owner” on an Indonesian screen', async () => {
  const counter = await openCounter();
  await counter.cashier.see('person-button').waitFor();
  await expect.poll(() => textOf(counter, 'person-button')).toBe('Pemilik');
  await counter.press('Alt+B');
  await expect.poll(() => textOf(counter, 'person-button')).toBe('Owner');
  await counter.picture('practice-owner');
});
