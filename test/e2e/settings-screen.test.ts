import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test, vi } from 'vitest';
import type { LoketBridge } from '../../shared/api.ts';
import { pins } from '../harness/people-counter.ts';
import { openSettings, save, saved } from '../harness/settings-counter.ts';
import { textOf } from '../harness/shift-counter.ts';

// The owner changes what the till is set to, at the screen.

vi.setConfig({ testTimeout: 120_000 });

/** In the page. */
declare const loket: LoketBridge;

test('the owner changes the rounding and it is told before the next payment', async () => {
  const counter = await openSettings();
  const { cashier, rows } = counter;
  await counter.picture('settings-1-shop');
  await counter.press('ArrowDown');
  await cashier.see('choice-rounding-1000').click();
  await counter.picture('settings-2-rounding');
  await save(counter);
  expect(await textOf(counter, 'settings-saved')).toContain('sudah berlaku');
  await counter.press('Escape');
  await cashier.typeNumber('530000000000');
  await cashier.askForBill();
  await counter.picture('settings-3-bill');
  expect(await textOf(counter, 'total')).toMatch(/000$/);
  await cashier.see('exact-button').click();
  await cashier.pay();
  await cashier.see('done-status').waitFor();
  expect(rows('SELECT rounding FROM transactions WHERE rounding < 0')).toHaveLength(1);
});

test('a fixed fee whose amount was typed beside its field was saved as Rp0: it is asked for, and grouped as it is typed', async () => {
  const counter = await openSettings();
  const { cashier, app } = counter;
  const amount = 'setting-fees.iak.pln-postpaid.amount';
  await cashier.see('settings-page-fees').click();
  await cashier.see('choice-fees.iak.pln-postpaid.policy-fixed').click();
  await cashier.see(amount).waitFor();
  await cashier.enter();
  await cashier.see('setting-lacking').waitFor();
  await app.page.keyboard.type('2500', { delay: 60 });
  await expect.poll(() => cashier.see(amount).inputValue()).toBe('2.500');
  await counter.picture('settings-11-fee');
  await save(counter);
  const now = await app.page.evaluate(() => loket.call('settings:get', {}));
  expect(now.ok && now.value['fees']).toMatchObject({ iak: { 'pln-postpaid': { policy: 'fixed', amount: 2500 } } });
  // A digit that is typed at the choice itself is its sum's too.
  await cashier.see('choice-fees.iak.pln-postpaid.policy-fixed').focus();
  await app.page.keyboard.type('7', { delay: 60 });
  await expect.poll(() => cashier.see(amount).inputValue()).toBe('25.007');
});

test('two owners edit one setting: who changed what is said, nothing typed is lost, and nothing of theirs is overwritten unseen', async () => {
  const counter = await openSettings();
  const { cashier, app } = counter;
  await cashier.see('setting-shop.address').fill('Jl. Kenanga 3');
  // The other one, before this one has saved.
  const theirs = await app.page.evaluate(
    (name) => loket.call('settings:save', { patch: { shop: { address: 'Jl. Anggrek 9', name } } }),
    'Loket \u202eBaru <b>',
  );
  expect(theirs.ok).toBe(true);
  await cashier.enter();
  await cashier.see('settings-others').or(cashier.see('settings-saved')).first().waitFor();
  expect(await cashier.see('settings-others').count()).toBe(1);
  await expect.poll(() => textOf(counter, 'settings-others')).toContain('Jl. Anggrek 9');
  const said = await textOf(counter, 'settings-others');
  expect(said).toContain('Ibu');
  expect(said).toContain('Loket Baru <b>');
  expect(said).not.toContain('\u202e');
  expect(await cashier.see('setting-shop.address').inputValue()).toBe('Jl. Kenanga 3');
  // What this one has not touched is theirs now.
  expect(await cashier.see('setting-shop.name').inputValue()).toContain('Baru');
  await counter.picture('settings-4-others');
  // What only stands on slips takes no PIN.
  await cashier.enter();
  await saved(counter);
  const now = await app.page.evaluate(() => loket.call('settings:get', {}));
  expect(now.ok && now.value['shop']).toMatchObject({ address: 'Jl. Kenanga 3', name: 'Loket \u202eBaru <b>' });
});

test('a wrong address is said at its field, and the secret that is typed comes out nowhere', async () => {
  const counter = await openSettings();
  const { cashier, app, data } = counter;
  await cashier.see('settings-page-iak').click();
  await cashier.see('setting-providers.iak.baseUrl').fill('bukan alamat');
  await cashier.see('setting-providers.iak.username').fill('0812CANARY');
  await cashier.see('setting-providers.iak.apiKey').fill('CANARY-SECRET-9');
  await cashier.enter();
  await cashier.see('setting-wrong').waitFor();
  const at = cashier.see('setting-wrong').locator('xpath=ancestor::*[@data-setting]');
  expect(await at.getAttribute('data-setting')).toBe('providers.iak.baseUrl');
  const focused = await app.page.evaluate(() => document.activeElement?.getAttribute('data-testid'));
  expect(focused).toBe('setting-providers.iak.baseUrl');
  await counter.picture('settings-5-wrong');
  // What was typed is still there, and right it is taken.
  for (const [address, code] of [
    ['https://192.168.1.9/api', 'tidak boleh beralamat'],
    ['http://testpostpaid.mobilepulsa.net', 'tidak boleh beralamat'],
  ] as const) {
    await cashier.see('setting-providers.iak.baseUrl').fill(address);
    await cashier.enter();
    await expect.poll(() => textOf(counter, 'setting-wrong')).toContain(code);
  }
  await cashier.see('setting-providers.iak.baseUrl').fill('https://testpostpaid.mobilepulsa.net');
  await save(counter);
  expect(await cashier.see('setting-providers.iak.apiKey').inputValue()).toBe('');
  expect(await cashier.see('setting-providers.iak.apiKey').getAttribute('placeholder')).toBe('tersimpan');
  expect(await textOf(counter, 'settings-saved')).toContain('dibuka lagi');
  await counter.picture('settings-6-provider');
  expect(await app.page.content()).not.toContain('CANARY');
  expect(await app.page.evaluate(() => JSON.stringify({ ...localStorage }))).not.toContain('CANARY-SECRET');
  const log = readdirSync(data, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.log'));
  for (const file of log) expect(readFileSync(path.join(data, file), 'latin1')).not.toContain('CANARY-SECRET');
  // What waits for the next start says what counts until then.
  await cashier.see('settings-page-shop').click();
  await cashier.see('setting-shop.till').fill('KASIR2');
  await save(counter);
  expect(await textOf(counter, 'setting-waits')).toContain('LKT01');
});

test('another host than the documented ones takes the owner’s PIN with the save, and its keys anew', async () => {
  const counter = await openSettings();
  const { cashier } = counter;
  await cashier.see('settings-page-alfakios').click();
  await cashier.see('setting-providers.alfakios.baseUrl').fill('https://bayar.contoh.co.id');
  await cashier.enter();
  await expect.poll(() => textOf(counter, 'setting-wrong')).toContain('Masukkan semua kunci');
  await cashier.see('setting-providers.alfakios.apiKey').fill('CANARY-KEY-2');
  await cashier.enter();
  await cashier.see('approval').waitFor();
  await counter.picture('settings-8-pin');
  await counter.confirm(pins.Ibu);
  await saved(counter);
});

test('a provider is tested: what it takes for that is asked, and what became of it is said', async () => {
  const counter = await openSettings();
  const { cashier } = counter;
  await cashier.see('settings-page-alfakios').click();
  await cashier.see('test-provider').waitFor();
  await counter.press('F5');
  await expect.poll(() => cashier.see('test-result').getAttribute('data-result')).toBe('number-needed');
  await cashier.see('test-number').fill('512345678901');
  await counter.press('F5');
  await expect.poll(() => cashier.see('test-result').getAttribute('data-result')).toBe('unreachable');
  await counter.picture('settings-9-test');
  // What is typed and not saved can't be tested.
  await cashier.see('setting-providers.alfakios.apiKey').fill('CANARY-KEY-2');
  await expect.poll(() => cashier.see('test-provider').getAttribute('aria-disabled')).toBe('true');
});

test('what is typed is not lost: leaving asks, the lock keeps it, and a person who took over does not see it', async () => {
  const counter = await openSettings();
  const { cashier } = counter;
  await cashier.see('setting-shop.address').fill('Jl. Kenanga 3');
  for (const key of ['Escape', 'ArrowDown']) {
    await counter.press(key);
    await cashier.see('confirm-no').or(cashier.see('number-input')).first().waitFor();
    expect(await cashier.see('confirm-no').count(), key).toBe(1);
    await counter.press('Escape');
    await cashier.see('confirm-no').waitFor({ state: 'detached' });
    expect(await cashier.see('setting-shop.address').inputValue()).toBe('Jl. Kenanga 3');
  }
  await counter.press('Alt+K');
  await cashier.see('locked').waitFor();
  await counter.typePin(pins.Ibu);
  await counter.isOpen();
  expect(await cashier.see('setting-shop.address').inputValue()).toBe('Jl. Kenanga 3');
  await counter.press('Alt+K');
  await cashier.see('locked').waitFor();
  await counter.press('Escape');
  await counter.signIn('Sri');
  await counter.isOpen();
  expect(await cashier.see('settings').count()).toBe(0);
  // A cashier has no settings, is told so, and is not signed out by the Enter that closes it.
  await counter.press('Alt+A');
  await cashier.see('owners-only').waitFor();
  expect(await textOf(counter, 'owners-only')).toContain('hanya bisa dibuka pemilik');
  await counter.picture('settings-10-owners-only');
  await cashier.enter();
  await cashier.see('owners-only').waitFor({ state: 'detached' });
  expect(await cashier.see('sign-in').count()).toBe(0);
  await counter.press('Alt+Q');
  await cashier.see('sign-out').waitFor();
  expect(await cashier.see('settings-button').count()).toBe(0);
  await cashier.enter();
  await cashier.see('sign-in').waitFor();
  await counter.signIn('Ibu');
  await counter.isOpen();
  await counter.press('Alt+A');
  await cashier.see('settings-back').waitFor();
  expect(await cashier.see('setting-shop.address').inputValue()).toBe('Jl. Kenanga 3');
  // Enter after Escape loses nothing.
  await counter.press('Escape');
  await cashier.see('confirm-yes').waitFor();
  await cashier.enter();
  await cashier.see('confirm-yes').waitFor({ state: 'detached' });
  expect(await cashier.see('setting-shop.address').inputValue()).toBe('Jl. Kenanga 3');
  await counter.press('Escape');
  await cashier.see('confirm-yes').waitFor();
  await counter.press('Alt+X');
  await cashier.see('number-input').waitFor();
});

test('every page of the settings is there to be read in both languages and themes, on a small window too', async () => {
  const counter = await openSettings();
  const { cashier, app } = counter;
  const { page } = app;
  const pages = await page.locator('[data-testid^="settings-page-"]').all();
  expect(pages).toHaveLength(10);
  for (const [width, height] of [
    [1280, 720],
    [800, 600],
  ] as const) {
    await page.setViewportSize({ width, height });
    for (const one of pages) {
      const name = (await one.getAttribute('data-testid')) ?? '';
      await one.click();
      await cashier.see(name).and(page.locator('[aria-current]')).waitFor();
      if ((await cashier.see('more-settings').count()) > 0) await counter.press('F4');
      await counter.picture(`${name}-${width}`);
      const wide = await page.locator('.page').evaluate((it) => it.scrollWidth - it.clientWidth);
      expect(wide, `${name} at ${width}`).toBeLessThanOrEqual(0);
      if ((await cashier.see('more-settings').count()) > 0) await counter.press('F4');
    }
    await counter.press('Alt+B');
    await counter.press('Alt+T');
    await counter.press('Alt+T');
  }
});

test('a test page comes out of the printer, says that it is one, and opens no drawer', async () => {
  const counter = await openSettings();
  const { cashier, sink } = counter;
  await cashier.see('settings-page-printers').click();
  await cashier.see('test-page-0').waitFor();
  const jobs = sink.jobs.length;
  await counter.press('F6');
  await cashier.see('test-page-sent').waitFor();
  await expect.poll(() => sink.jobs.length).toBe(jobs + 1);
  const job = sink.jobs.at(-1) ?? Buffer.alloc(0);
  expect(job.toString('latin1')).toContain('HALAMAN UJI');
  expect(job.includes(Buffer.from([0x1b, 0x70]))).toBe(false);
  // A printer that is not saved can't be tried, and one that is taken away prints nothing.
  await cashier.see('printer-transport-0').fill('tcp://printer');
  await counter.press('F6');
  expect(sink.jobs).toHaveLength(jobs + 1);
  await cashier.enter();
  await cashier.see('setting-wrong').waitFor();
  await counter.picture('settings-7-printer');
  // It stood at the foot of the page, out of sight of the address that it is about.
  expect(await textOf(counter, 'setting-wrong')).toContain('tcp://192.168.1.50:9100');
  const [address, wrong] = [
    await cashier.see('printer-transport-0').boundingBox(),
    await cashier.see('setting-wrong').boundingBox(),
  ];
  expect((wrong?.y ?? 0) - (address?.y ?? 0) - (address?.height ?? 0)).toBeLessThan(24);
});
