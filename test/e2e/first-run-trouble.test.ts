import { expect, test, vi } from 'vitest';
import type { LoketBridge } from '../../shared/api.ts';
import { confirmNew, fillPerson, openNew, signInNew, type Opened } from '../harness/first-run.ts';
import { pins } from '../harness/people-counter.ts';
import { tempFolder } from '../harness/temp-folder.ts';

// What went wrong where somebody set a till up who had never seen it.

vi.setConfig({ testTimeout: 180_000 });

/** In the page. */
declare const loket: LoketBridge;

/** Faster is a scanner. */
const finger = { delay: 60 };

const hasCaret = ({ app }: Opened): Promise<string | null> =>
  app.page.evaluate(() => document.activeElement?.getAttribute('data-testid') ?? null);

async function toOwner(opened: Opened): Promise<void> {
  await opened.cashier.see('setting-shop.name').fill('Loket Sumber Rejeki');
  await opened.cashier.enter();
  await opened.cashier.see('step-owner').waitFor({ timeout: 30_000 });
}

test('a name that was typed at the welcome went nowhere, an empty one became Loket, and from the owner there was no way back', async () => {
  const opened = await openNew(tempFolder());
  const { cashier, press, app, picture } = opened;
  await expect.poll(() => hasCaret(opened)).toBe('setting-shop.name');
  await cashier.enter();
  await cashier.see('setting-lacking').waitFor();
  await picture('trouble-1-no-name');
  await app.page.keyboard.type('Loket Sumber Rejeki', finger);
  await press('F1');
  await cashier.see('help').waitFor();
  const help = (await cashier.see('help').textContent()) ?? '';
  expect(help).toContain('Latihan dulu');
  expect(help).not.toContain('Buku deposit');
  expect(help).not.toContain('Pengaturan');
  await picture('trouble-2-help');
  await press('Escape');
  await cashier.see('help').waitFor({ state: 'detached' });
  await cashier.enter();
  await cashier.see('step-owner').waitFor({ timeout: 30_000 });
  expect(await cashier.see('role-cashier').count()).toBe(0);
  await press('Escape');
  await cashier.see('step-welcome').waitFor();
  await expect.poll(() => cashier.see('setting-shop.name').inputValue()).toBe('Loket Sumber Rejeki');
  await cashier.enter();
  await cashier.see('step-owner').waitFor();
  await press('Escape');
  await cashier.see('train-first').waitFor();
  await press('F7');
  await cashier.see('number-input').waitFor({ timeout: 30_000 });
  expect(await opened.status()).toMatchObject({ training: true, setUp: 'new' });
});

test('a recovery phrase that was shown as the power went was said to be there: it is made anew and shown again', async () => {
  const dataDir = tempFolder();
  const first = await openNew(dataDir);
  await toOwner(first);
  await fillPerson(first, 'Ibu', pins.Ibu);
  await first.cashier.see('step-phrase').waitFor();
  await first.cashier.enter();
  await confirmNew(first);
  const lost = await first.cashier.see('phrase-text').textContent();
  first.app.kill();
  await first.app.exited;

  const again = await openNew(dataDir);
  const { cashier } = again;
  await signInNew(again, 'Ibu');
  await cashier.see('step-phrase').waitFor();
  await again.picture('trouble-3-phrase');
  expect(await cashier.see('step-phrase').textContent()).toContain('belum dicatat');
  await cashier.enter();
  await confirmNew(again);
  await cashier.see('phrase-text').waitFor();
  expect(await cashier.see('phrase-text').textContent()).not.toBe(lost);
  await cashier.armed('phrase-written');
  await cashier.enter();
  await cashier.see('step-cashier').waitFor();
});

test('a recovery phrase on paper was said to be worth nothing though it was not: where the page forgot, it asks', async () => {
  const dataDir = tempFolder();
  const first = await openNew(dataDir);
  await toOwner(first);
  await fillPerson(first, 'Ibu', pins.Ibu);
  await first.cashier.see('step-phrase').waitFor();
  await first.cashier.enter();
  await confirmNew(first);
  const phrase = (await first.cashier.see('phrase-text').textContent()) ?? '';
  await first.cashier.armed('phrase-written');
  await first.cashier.enter();
  await first.cashier.see('step-cashier').waitFor();
  await first.app.page.evaluate(() => localStorage.clear());
  await first.app.stop();

  const again = await openNew(dataDir);
  const { cashier, press } = again;
  await signInNew(again, 'Ibu');
  await cashier.see('step-phrase').waitFor();
  expect(await cashier.see('step-phrase').textContent()).toContain('kata itu tetap berlaku');
  await again.picture('trouble-3-paper');
  await press('F8');
  await cashier.see('step-cashier').waitFor();
  await press('Escape');
  await cashier.see('step-phrase').waitFor();
  expect(await cashier.see('phrase-kept').count()).toBe(0);
  const recovered = await again.app.page.evaluate(async (typed) => {
    const people = await loket.call('people:list', {});
    const personId = people.ok ? (people.value.items[0]?.personId ?? '') : '';
    return loket.call('session:recover', { personId, phrase: typed, pin: '5836' });
  }, phrase);
  expect(recovered).toMatchObject({ ok: true });
});

test('a PIN that was typed after Enter in the name stood readable in it, and an owner’s could be 1111', async () => {
  const opened = await openNew(tempFolder());
  const { cashier, app, picture } = opened;
  const { keyboard } = app.page;
  await toOwner(opened);
  await keyboard.type('Ibu', finger);
  await cashier.enter();
  // Each is typed anew, from the first field on, with nothing but keys.
  for (const pin of ['1111', '1234', '98765']) {
    await keyboard.type(pin, finger);
    await cashier.enter();
    await keyboard.type(pin, finger);
    await cashier.enter();
    await cashier.see('problem').waitFor();
    expect(await cashier.see('person-name').inputValue()).toBe('Ibu');
    expect(await cashier.see('problem').textContent()).toContain('mudah ditebak');
    await expect.poll(() => hasCaret(opened)).toBe('new-pin');
    for (const field of ['new-pin', 'repeat-pin']) expect(await cashier.see(field).inputValue()).toBe('');
  }
  await picture('trouble-4-pin');
  await fillPerson(opened, 'Ibu', pins.Ibu);
  await cashier.see('step-phrase').waitFor();
});

test('empty keys of a provider were said to be stored: each has its own sentence, and the documented address stands there', async () => {
  const opened = await openNew(tempFolder());
  const { cashier, press, app } = opened;
  await toOwner(opened);
  await fillPerson(opened, 'Ibu', pins.Ibu);
  for (const step of ['phrase', 'cashier']) {
    await cashier.see(`step-${step}`).waitFor();
    await press('F10');
  }
  await cashier.see('step-provider').waitFor();
  expect(await cashier.see('setting-providers.iak.baseUrl').inputValue()).toBe('https://mobilepulsa.net');
  await expect.poll(() => hasCaret(opened)).toBe('setting-providers.iak.username');
  expect(await cashier.see('step-provider').textContent()).not.toContain('tersimpan');
  await cashier.enter();
  await expect.poll(() => cashier.see('setting-lacking').count()).toBe(2);
  await app.page.keyboard.type('0812345', finger);
  await expect.poll(() => cashier.see('setting-lacking').count()).toBe(1);
  await opened.picture('trouble-5-keys');
  await cashier.enter();
  await expect.poll(() => hasCaret(opened)).toBe('setting-providers.iak.apiKey');
  await app.page.keyboard.type('kunci-rahasia-1', finger);
  await cashier.enter();
  await confirmNew(opened);
  await cashier.see('settings-saved').waitFor();
  const settings = await app.page.evaluate(() => loket.call('settings:get', {}));
  expect(settings.ok && settings.value['providers']).toMatchObject({
    iak: { enabled: true, baseUrl: 'https://mobilepulsa.net' },
  });
});

test('an owner who called off her own PIN was told that she may not do it, and to find somebody who may', async () => {
  const opened = await openNew(tempFolder());
  const { cashier, press } = opened;
  await toOwner(opened);
  await fillPerson(opened, 'Ibu', pins.Ibu);
  await cashier.see('step-phrase').waitFor();
  await cashier.enter();
  await cashier.see('approval').getByTestId('pin').waitFor();
  await press('Escape');
  await cashier.see('approval').waitFor({ state: 'detached' });
  await cashier.see('problem').waitFor();
  expect(await cashier.see('problem').textContent()).toBe('Tidak jadi. Belum ada yang dilakukan.');
  await cashier.enter();
  await confirmNew(opened);
  await cashier.see('phrase-text').waitFor();
});
