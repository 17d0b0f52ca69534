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
  const said = /^Pukul \d\d\.\d\d\.\d\d masih belum pasti\. IAK belum boleh ditanya lagi; Loket menanyakannya sendiri/;
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
});
