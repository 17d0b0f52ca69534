import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test, vi } from 'vitest';
import { openPeopledCounter, openSignedIn, pins } from '../harness/people-counter.ts';
import { sell, textOf } from '../harness/shift-counter.ts';

// The lights at the top, what they say, and the file for whoever helps.

vi.setConfig({ testTimeout: 120_000 });

test('what nobody asked yet is not green; a printer that is off has a word, a cause and a remedy; the rest are shapes', async () => {
  const counter = await openPeopledCounter();
  const { cashier, sink } = counter;
  const state = (light: string) => cashier.see(`light-${light}`).getAttribute('data-state');
  await counter.signIn('Ibu');
  await counter.isOpen();
  for (const light of ['alfakios', 'iak', 'printer', 'clock', 'deposit'])
    expect([light, await state(light)]).toEqual([light, 'unknown']);
  await expect.poll(() => state('books'), { timeout: 20_000 }).toBe('ok');
  await counter.picture('lights-1-unknown');
  await sink.close();
  await sell(counter);
  await cashier.see('done-status').waitFor();
  await expect.poll(() => state('printer')).toBe('bad');
  await expect.poll(() => state('alfakios')).toBe('ok');
  expect(await textOf(counter, 'light-printer')).toContain('Printer gagal');
  expect(await textOf(counter, 'light-alfakios')).toBe('');
  expect(await cashier.see('light-alfakios').getAttribute('aria-label')).toBe('Alfakios');
  await counter.press('Alt+S');
  await cashier.see('status').waitFor();
  // The worst comes first, with what it means for the money and what to press.
  expect(await cashier.see('status').locator('li').first().getAttribute('data-testid')).toBe('cause-printer');
  expect(await textOf(counter, 'cause-printer')).toMatch(/menolak sambungan.*tetap tercatat.*F6/s);
  await counter.picture('lights-2-popover');
  await counter.press('Alt+T');
  await counter.press('Alt+T');
  await counter.press('Alt+B');
  await counter.picture('lights-3-popover-dark-english');
  await cashier.see('show-deposit').click();
  await cashier.see('deposit').waitFor();
});

test('the file for whoever helps is written by one key and a supervisor’s PIN, and says where it lies', async () => {
  const counter = await openSignedIn('Sri');
  const { cashier, data } = counter;
  // Help says that the key works everywhere.
  await counter.press('Alt+G');
  await cashier.see('approval').getByTestId('person-tile').last().click();
  await counter.typePin(pins.Wati);
  await cashier.see('diagnostics-saved').waitFor();
  await counter.picture('lights-4-file');
  const folder = path.join(data, 'training', 'export');
  const [name = ''] = readdirSync(folder).filter((one) => one.startsWith('loket-diagnosis-'));
  expect(await textOf(counter, 'diagnostics-saved')).toContain(name);
  expect(existsSync(path.join(folder, name))).toBe(true);
  const text = readFileSync(path.join(folder, name), 'utf8');
  for (const said of ['CANARY-KEY', 'Sri', 'Ibu', data]) expect([said, text.includes(said)]).toEqual([said, false]);
});

test('the owner makes a backup at its light, which says how old the last one is', async () => {
  const counter = await openPeopledCounter();
  const { cashier, data } = counter;
  const state = () => cashier.see('light-backup').getAttribute('data-state');
  await counter.signIn('Ibu');
  await counter.isOpen();
  await expect.poll(state).toBe('unknown');
  await cashier.see('light-backup').click();
  await cashier.see('back-up').waitFor();
  expect(await textOf(counter, 'cause-backup')).toContain('belum ada');
  await counter.picture('lights-5-no-backup');
  await counter.press('Alt+M');
  await cashier.see('backup-made').waitFor();
  await expect.poll(state).toBe('ok');
  const [name = ''] = readdirSync(path.join(data, 'training', 'backup'));
  expect(await textOf(counter, 'backup-made')).toContain(name);
  await counter.picture('lights-6-backup');
});

test('a cashier makes a backup only with the PIN of an owner', async () => {
  const counter = await openPeopledCounter();
  const { cashier } = counter;
  await counter.signIn('Sri');
  await counter.isOpen();
  await counter.press('Alt+M');
  await cashier.see('back-up').waitFor();
  await counter.press('Alt+M');
  await cashier.see('approval').waitFor();
  expect(await cashier.see('backup-made').count()).toBe(0);
  // It said that it copied the records while it waited for the PIN.
  expect(await cashier.see('status').textContent()).not.toContain('Menyalin');
  await counter.picture('lights-7-backup-asks');
  await counter.press('Escape');
  await cashier.see('approval').waitFor({ state: 'detached' });
  expect(await cashier.see('status').textContent()).toContain('orang yang berwenang');
});
