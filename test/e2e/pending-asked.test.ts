import { expect, test } from 'vitest';
import type { LoketBridge } from '../../shared/api.ts';
import { openSignedIn, pins } from '../harness/people-counter.ts';
import { sell, textOf } from '../harness/shift-counter.ts';

// What a payment that is not certain says, and what becomes of it on the screen.

/** In the page. */
declare const loket: LoketBridge;

/** A number of IAK's whose payment fails, which has to be confirmed after a while. */
const doubtful = '3225030005908';

test('F5 in the history said nothing where nothing had changed', async () => {
  const counter = await openSignedIn('Sri');
  const { app, cashier, press } = counter;
  await sell(counter, doubtful);
  await cashier.see('pending-status').waitFor();
  await expect.poll(() => textOf(counter, 'pending-why')).toContain('harus dipastikan dulu');
  await press('F5');
  const said =
    /^Pukul \d\d\.\d\d\.\d\d masih belum pasti\. IAK belum boleh ditanya lagi; Loket menanyakannya sendiri pukul \d\d\.\d\d\.\d\d\./;
  await expect.poll(() => textOf(counter, 'still-pending')).toMatch(said);
  await counter.picture('pending-asked');
  await press('F2');
  await cashier.see('history-row').first().waitFor();
  await cashier.enter();
  await cashier.see('check-now').waitFor();
  expect((await textOf(counter, 'still-pending')).trim()).toBe('');
  await app.page.setViewportSize({ width: 1024, height: 768 });
  await press('F5');
  await expect.poll(() => textOf(counter, 'still-pending')).toMatch(said);
  await counter.picture('history-asked-id');
  await press('Alt+B');
  await expect
    .poll(() => textOf(counter, 'still-pending'))
    .toMatch(/^At \d\d:\d\d:\d\d still not certain\. IAK may not/);
  await counter.picture('history-asked-en');
});

test('the change that was to be given while a payment was not certain was the largest thing again once it was paid', async () => {
  const counter = await openSignedIn('Sri');
  const { app, cashier, rows } = counter;
  await cashier.typeNumber('512345678922');
  await cashier.askForBill();
  await cashier.see('tender-input').fill('400000');
  await cashier.pay();
  await cashier.see('pending-status').waitFor();
  const [row] = rows('SELECT transaction_id AS id FROM transactions') as readonly { readonly id: string }[];
  const [wati] = rows("SELECT person_id AS id FROM people WHERE name = 'Wati'") as readonly { readonly id: string }[];
  await app.page.evaluate(
    ([transactionId, personId, pin]) =>
      loket.call('payment:resolve', { transactionId, as: 'paid', reason: 'kata penyedia' }, { personId, pin }),
    [row?.id ?? '', wati?.id ?? '', pins.Wati] as const,
  );
  await cashier.see('done-status').waitFor();
  expect(await textOf(counter, 'change-given')).toMatch(
    /^Kembalian tadi Rp[\d.]+\. Beri hanya kalau belum diberikan\.$/,
  );
  expect(await cashier.see('done-change').count()).toBe(0);
  await counter.picture('pending-then-paid');
  // Nor after the page was loaded again, which knows of it by the record alone; and what to look at first is in sight.
  await app.page.reload();
  await cashier.see('done-status').waitFor();
  await cashier.see('change-given').waitFor();
  expect(await cashier.see('done-change').count()).toBe(0);
  expect(await cashier.see('print-state').getAttribute('data-state')).toBe('check');
  for (const size of [
    { width: 1024, height: 768 },
    { width: 1366, height: 768 },
  ]) {
    await app.page.setViewportSize(size);
    await counter.picture(`pending-then-paid-${size.width}`);
    for (const hook of ['print-state', 'change-given', 'handed-cash'])
      expect.soft(await cashier.isInSight(hook), `${hook} ${size.width}`).toBe(true);
    // The sum is the largest thing, and stands once.
    expect(await cashier.see('total-due').count()).toBe(0);
  }
});

test('an empty list of payments that are not certain asked to check the spelling of nothing', async () => {
  const counter = await openSignedIn('Sri');
  const { app, cashier, press } = counter;
  await press('F3');
  await cashier.see('history-none').waitFor();
  await expect.poll(() => textOf(counter, 'history-none')).toContain('Tidak ada yang belum pasti');
  await counter.picture('history-none');
  await app.page.keyboard.type('zz', { delay: 120 });
  await expect.poll(() => textOf(counter, 'history-none')).toContain('Periksa ejaannya');
});

test('the number of a customer was broken over two lines on the page of a pending payment', async () => {
  const counter = await openSignedIn('Sri');
  const { app, cashier } = counter;
  await sell(counter, '512345678922');
  await cashier.see('pending-facts').waitFor();
  for (const width of [1024, 1100, 1180, 1366]) {
    await app.page.setViewportSize({ width, height: 768 });
    const lines = await cashier
      .see('pending-facts')
      .locator('.mono')
      .first()
      .evaluate((element) => new Set([...element.getClientRects()].map(({ top }) => top)).size);
    expect(lines, `${width}`).toBe(1);
  }
});
