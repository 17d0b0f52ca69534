import { expect, test } from 'vitest';
import { openSignedIn } from '../harness/people-counter.ts';
import { sell, textOf } from '../harness/shift-counter.ts';

// What the key that asks the provider comes to, where it changes nothing.

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
