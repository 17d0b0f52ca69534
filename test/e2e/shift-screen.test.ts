import { expect, test, vi } from 'vitest';
import { focused, openSignedIn, pins } from '../harness/people-counter.ts';
import { count, openWith, say, textOf, write } from '../harness/shift-counter.ts';

// A cashier's day at the screen, its beginning: a shift is opened, money goes in and out, X.

vi.setConfig({ testTimeout: 120_000 });

test('who signs in may look at a bill without a shift, is told what to press to pay, opens one by its notes, and pays', async () => {
  const counter = await openSignedIn('Sri', { shift: false });
  const { cashier, rows } = counter;
  await cashier.see('shift-bar').waitFor();
  expect(await focused(counter)).toBe('number-input');
  await counter.picture('shift-1-none');
  await cashier.typeNumber('512345678901');
  await cashier.askForBill();
  await cashier.see('exact-button').click();
  await cashier.pay();
  await expect.poll(() => cashier.see('problem').getAttribute('data-code')).toBe('no-shift');
  expect(await textOf(counter, 'problem')).toContain('Alt+L');
  await counter.picture('shift-2-bill');
  await counter.press('Alt+L');
  await cashier.see('open-shift').waitFor();
  // Nothing typed is not an empty drawer.
  await counter.press('F9');
  await expect.poll(() => textOf(counter, 'problem')).toContain('ketik 0');
  await count(counter, '2', '1', '', '10');
  expect(await textOf(counter, 'count-sum')).toBe('Rp350.000');
  await counter.picture('shift-3-float');
  // Letters are left out, and that is said.
  await counter.app.page.keyboard.type('4x');
  await expect.poll(() => textOf(counter, 'problem')).toContain('Hanya angka');
  expect(await textOf(counter, 'count-sum')).toBe('Rp370.000');
  // Away and back: what was counted is still there.
  await counter.press('Escape');
  await cashier.see('pay-button').waitFor();
  await counter.press('Alt+L');
  expect(await textOf(counter, 'count-sum')).toBe('Rp370.000');
  await counter.press('F9');
  await counter.picture('shift-4-sure');
  await say(counter, true);
  // Back at the bill, with its cash.
  await cashier.see('pay-button').waitFor();
  expect(await cashier.see('problem').count()).toBe(0);
  expect(await textOf(counter, 'shift-button')).toMatch(/Shift *[0-9]{2}.[0-9]{2}/);
  await cashier.pay();
  await cashier.see('done-status').waitFor();
  expect(rows('SELECT float, cashier FROM shifts')).toEqual([{ float: 370_000, cashier: 'Sri' }]);
});

test('an empty drawer is opened by touch alone, as one sum, and said clearly', async () => {
  const counter = await openSignedIn('Sri', { shift: false });
  const { cashier, app, rows } = counter;
  await cashier.see('shift-bar').getByRole('button').click();
  await cashier.see('count-way').click();
  await cashier.see('amount').waitFor();
  await app.page.getByRole('button', { name: '0', exact: true }).click();
  await cashier.see('counted').click();
  await cashier.armed('confirm-yes');
  expect(await app.page.getByRole('dialog').textContent()).toContain('laci kosong');
  await cashier.see('confirm-yes').click();
  await cashier.see('number-input').waitFor();
  expect(rows('SELECT float FROM shifts')).toEqual([{ float: 0 }]);
});

test('money goes in, out and to the safe with a reason, out only with a supervisor, and the X has it', async () => {
  const counter = await openSignedIn('Sri', { shift: false });
  const { cashier, sink, rows } = counter;
  await openWith(counter, '5');
  await counter.press('Alt+L');
  await cashier.see('shift-now').waitFor();
  const move = async (key: string, amount: string, reason: string) => {
    await counter.press(key);
    await cashier.see('cash-dialog').waitFor();
    await counter.app.page.keyboard.type(amount);
    await cashier.enter();
    await write(counter, reason);
    await counter.picture(`shift-5-${key}`);
    await cashier.enter();
    await cashier.enter();
  };
  await move('F5', '50000', 'uang kecil');
  await cashier.see('cash-dialog').waitFor({ state: 'detached' });
  expect(await textOf(counter, 'shift-done-line')).toContain('Rp50.000');
  await move('F7', '20000', 'beli kertas');
  await cashier.see('approval').waitFor();
  // The one who approves is told what for; nobody does, and nothing moved.
  await counter.press('Escape');
  await cashier.see('approval').waitFor({ state: 'detached' });
  await expect.poll(() => cashier.see('problem').getAttribute('data-code')).toBe('not-allowed');
  await counter.picture('shift-5-cash-out');
  await cashier.see('decision-confirm').click();
  await cashier.see('approval').getByTestId('person-tile').last().click();
  await counter.typePin(pins.Wati);
  await cashier.see('cash-dialog').waitFor({ state: 'detached' });
  // By touch: the pad, and a reason that is common.
  await cashier.see('cash-drop').click();
  await cashier.see('cash-dialog').getByRole('button', { name: '1', exact: true }).click();
  await cashier.see('cash-dialog').getByRole('button', { name: '000', exact: true }).click();
  await cashier.see('cash-dialog').getByRole('button', { name: '0', exact: true }).click();
  await cashier.see('reason-pick').first().click();
  await cashier.see('decision-confirm').click();
  await cashier.see('cash-dialog').waitFor({ state: 'detached' });
  await counter.press('F4');
  const paper = () => textOf(counter, 'paper');
  await expect.poll(paper).toContain('LAPORAN X');
  for (const line of [/UANG MASUK +: +Rp50.000/, /UANG KELUAR +: +-Rp20.000/, /KE BRANKAS +: +-Rp10.000/])
    expect(await paper()).toMatch(line);
  expect(await paper()).not.toContain('SEHARUSNYA');
  const jobs = sink.jobs.length;
  await counter.press('F6');
  await expect.poll(() => sink.jobs.length).toBe(jobs + 1);
  await counter.picture('shift-6-x');
  // The drawer opens with a supervisor.
  await counter.press('F9');
  await write(counter, 'tukar uang');
  await cashier.enter();
  await cashier.enter();
  await cashier.see('approval').getByTestId('person-tile').last().click();
  await counter.typePin(pins.Wati);
  await cashier.see('drawer-dialog').waitFor({ state: 'detached' });
  await expect.poll(() => sink.jobs.length).toBe(jobs + 2);
  expect(rows('SELECT kind, amount FROM shift_lines ORDER BY rowid')).toEqual([
    { kind: 'in', amount: 50_000 },
    { kind: 'out', amount: 20_000 },
    { kind: 'drop', amount: 10_000 },
  ]);
});
