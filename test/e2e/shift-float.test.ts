import { expect, test, vi } from 'vitest';
import type { LoketBridge } from '../../shared/api.ts';
import { openSignedIn, pins, type Counter } from '../harness/people-counter.ts';
import { count, say, sell, textOf } from '../harness/shift-counter.ts';

/** In the page. */
declare const loket: LoketBridge;

// A shift begins with another sum than was counted last: the screen says so once it is open.

vi.setConfig({ testTimeout: 120_000 });

/** A shift of before was closed with Rp1.000.000; the next one is opened with what is counted. */
async function openedAfter(...notes: readonly string[]): Promise<Counter> {
  const counter = await openSignedIn('Sri', { shift: false });
  await counter.app.page.evaluate(async () => {
    await loket.call('shift:open', { float: 1_000_000 });
    await loket.call('shift:close', { counted: 1_000_000 });
  });
  await counter.press('Alt+L');
  await counter.cashier.see('open-shift').waitFor();
  await count(counter, ...notes);
  await counter.press('F9');
  expect(await counter.app.page.textContent('body')).not.toContain('hitungan terakhir');
  await say(counter, true);
  return counter;
}

test('a float of Rp900.000 less than was counted last is told once the shift is open, and stands on its page', async () => {
  const counter = await openedAfter('1');
  const { cashier, app, rows } = counter;
  const dialog = app.page.getByRole('dialog').filter({ hasText: 'Modal awal kurang' });
  await dialog.waitFor();
  await counter.picture('float-differs');
  expect(await dialog.textContent()).toMatch(/kurang Rp900\.000.*Rp1\.000\.000.*sekarang Rp100\.000/);
  expect(rows('SELECT float FROM shifts WHERE closed_at IS NULL')).toEqual([{ float: 100_000 }]);
  await say(counter, true);
  await cashier.see('number-input').waitFor();
  await counter.press('Alt+L');
  await cashier.see('shift-now').waitFor();
  await counter.picture('float-differs-page');
  expect(await textOf(counter, 'float-differs')).toContain('kurang Rp900.000');
});

test('Esc at what is told of the float leads to the shift', async () => {
  const counter = await openedAfter('11');
  await say(counter, false);
  await counter.cashier.see('shift-now').waitFor();
  expect(await textOf(counter, 'float-differs')).toContain('lebih Rp100.000');
});

test('the float that was counted last is told nothing of', async () => {
  const counter = await openedAfter('10');
  await counter.cashier.see('number-input').waitFor();
  await counter.press('Alt+L');
  await counter.cashier.see('shift-now').waitFor();
  expect(await counter.cashier.see('float-differs').count()).toBe(0);
});

test('what was refused since the last close is asked about before a shift is opened, and is then in no difference', async () => {
  const counter = await openSignedIn('Ibu', { shift: false });
  const { cashier, app } = counter;
  await app.page.evaluate(() => loket.call('shift:open', { float: 200_000 }));
  await app.page.reload();
  await cashier.see('number-input').waitFor();
  await sell(counter, '512345678923');
  await cashier.see('pending-status').waitFor();
  await cashier.next();
  const total = await app.page.evaluate(
    async (approval) => {
      const unsettled = await loket.call('payment:unsettled', {});
      const found = unsettled.ok ? unsettled.value.items[0] : undefined;
      if (!found) throw new Error('nothing is pending');
      await loket.call('shift:close', { counted: 200_000 + found.total });
      const people = await loket.call('people:list', {});
      const owner = people.ok ? people.value.items.find(({ name }) => name === 'Ibu') : undefined;
      const refused = { transactionId: found.transactionId, as: 'refused' as const, reason: 'kata Alfakios' };
      const reply = await loket.call('payment:resolve', refused, { personId: owner?.personId ?? '', ...approval });
      if (!reply.ok) throw new Error(reply.code);
      return found.total;
    },
    { pin: pins.Ibu },
  );
  await app.page.reload();
  await cashier.see('number-input').waitFor();
  await counter.press('Alt+L');
  await cashier.see('open-shift').waitFor();
  await count(counter, '2');
  await counter.press('F9');
  const question = app.page.getByRole('dialog').filter({ hasText: 'harus kembali ke pelanggan' });
  await question.waitFor();
  await counter.picture('float-refunded');
  await say(counter, true);
  const sure = app.page.getByRole('dialog').filter({ hasText: 'Buka shift dengan modal awal' });
  await sure.waitFor();
  expect(await sure.textContent()).toContain('sudah dikembalikan sebelum laci dihitung');
  await say(counter, true);
  await cashier.see('number-input').waitFor();
  await counter.press('Alt+L');
  await cashier.see('shift-now').waitFor();
  expect(await cashier.see('float-differs').count()).toBe(0);
  expect(await app.page.evaluate(() => loket.call('shift:x', {}))).toMatchObject({
    value: { float: 200_000, givenBack: total, floatDifference: 0, expected: 200_000 },
  });
  await counter.press('F4');
  await cashier.see('paper').waitFor();
  expect(await textOf(counter, 'paper')).toContain('SUDAH KELUAR');
  await counter.picture('float-refunded-x');
});
