import { expect, test, vi } from 'vitest';
import { openNew } from '../harness/first-run.ts';
import { openSignedIn } from '../harness/people-counter.ts';
import { tempFolder } from '../harness/temp-folder.ts';
import { letterOf, touch } from '../harness/touch.ts';

// What a till without a keyboard needs letters for.

vi.setConfig({ testTimeout: 120_000 });

test('a shop and its owner could not be named by touch alone', async () => {
  const opened = await openNew(tempFolder());
  const { cashier, picture } = opened;
  const letter = (sign: string) => letterOf(opened.app, sign);
  const name = cashier.see('setting-shop.name');
  await name.waitFor();
  await touch(opened.app, name);
  await cashier.see('letter-pad').waitFor();
  await touch(opened.app, letter('Huruf besar'));
  for (const sign of ['T', 'o', 'k', 'o', 'o']) await touch(opened.app, letter(sign));
  await touch(opened.app, letter('Hapus satu angka'));
  await touch(opened.app, cashier.see('letter-space'));
  await touch(opened.app, letter('7'));
  expect(await name.inputValue()).toBe('Toko 7');
  await picture('trouble-6-letters');
  await touch(opened.app, cashier.see('set-up'));
  await cashier.see('step-owner').waitFor({ timeout: 30_000 });
  await touch(opened.app, cashier.see('person-name'));
  for (const sign of ['i', 'b', 'u']) await touch(opened.app, letter(sign));
  await picture('trouble-7-letters-owner');
  // A key of a provider may have any sign.
  await touch(opened.app, cashier.see('letter-signs'));
  await picture('trouble-8-signs');
  for (const sign of ['=', '~', '}']) await touch(opened.app, letter(sign));
  expect(await cashier.see('person-name').inputValue()).toBe('ibu=~}');
  for (const _ of '=~}') await touch(opened.app, letter('Hapus satu angka'));
  await touch(opened.app, cashier.see('letter-pad-close'));
  await touch(opened.app, cashier.see('new-pin'));
  expect(await cashier.see('letter-pad').count()).toBe(0);
  expect(await cashier.see('person-name').inputValue()).toBe('ibu');
});

test('a customer who owes could not be named by touch alone: a dialog has the letters in it', async () => {
  const counter = await openSignedIn('Sri');
  const { cashier, app } = counter;
  await cashier.typeNumber('512345678901');
  await cashier.askForBill();
  await counter.press('F5');
  await cashier.see('kind-credit').waitFor();
  await cashier.see('kind-credit').click();
  await cashier.armed('tender-take');
  await cashier.enter();
  const search = cashier.see('customer-search');
  await search.waitFor();
  // Where nobody is known yet it was an empty box.
  expect(await cashier.see('customer-hint').textContent()).toContain('Nama baru');
  await counter.picture('touch-customer-empty');
  await touch(app, search);
  await cashier.see('letter-pad').waitFor();
  for (const sign of ['y', 'a', 'n', 't', 'i']) await touch(app, letterOf(app, sign));
  expect(await search.inputValue()).toBe('yanti');
  await cashier.see('customer-phone').waitFor();
  await counter.picture('touch-customer');
  // Somebody types after all: the letters make room.
  await app.page.keyboard.type('k', { delay: 60 });
  await cashier.see('letter-pad').waitFor({ state: 'detached' });
  expect(await search.inputValue()).toBe('yantik');
});
