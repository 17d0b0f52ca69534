import { expect, test, vi } from 'vitest';
import { focused, openSignedIn, pins } from '../harness/people-counter.ts';
import { textOf, write } from '../harness/shift-counter.ts';

// A top-up that is recorded a second time at the screen.

vi.setConfig({ testTimeout: 120_000 });

test('a top-up that was waited for was recorded a second time beside it, and nothing said that one of the same sum waits', async () => {
  const counter = await openSignedIn('Ibu');
  const { cashier, rows } = counter;
  const fill = async (sum: string, note: string) => {
    await cashier.see('deposit-dialog').waitFor();
    await write(counter, sum);
    await cashier.enter();
    await write(counter, note);
    await cashier.enter();
  };
  const save = async () => {
    // An Enter right behind that of the field is a key that bounced.
    await expect.poll(() => focused(counter)).toBe('decision-confirm');
    await cashier.enter();
    await counter.confirm(pins.Ibu);
    await cashier.see('deposit-dialog').waitFor({ state: 'detached' });
    // Nothing is recorded in a book that is being read anew.
    await cashier.see('deposit-closing').waitFor();
  };
  await counter.press('Alt+D');
  await cashier.see('deposit-unknown').waitFor();
  for (const note of ['BCA 0041', 'BCA 0042']) {
    await counter.press('F8');
    await fill('700000', note);
    await save();
  }
  await cashier.enter();
  await fill('700000', 'BCA');
  expect(await textOf(counter, 'deposit-same')).toMatch(/Rp700\.000 yang dikirim .* oleh Ibu masih ditunggu/);
  await counter.picture('deposit-20-same');
  await counter.press('F5');
  await cashier.see('deposit-awaited').waitFor();
  expect(await cashier.see('deposit-same').count()).toBe(0);
  await save();
  expect(rows('SELECT state, count(*) AS n FROM top_up_asks GROUP BY state')).toEqual([
    { state: 'arrived', n: 1 },
    { state: 'asked', n: 1 },
  ]);

  // The other one is called off: it stays in the book, and counts in no sum.
  await counter.press('F9');
  await cashier.see('deposit-dialog').waitFor();
  await write(counter, 'salah ketik');
  await cashier.enter();
  await save();
  expect(await textOf(counter, 'deposit-called-off')).toMatch(/Tidak jadi masuk.*Ibu · salah ketik.*dikirim.*Ibu/s);
  expect(await textOf(counter, 'deposit-line')).toMatch(/Isi ulang.*dikirim .* oleh Ibu.*\+Rp700\.000/s);
  await counter.picture('deposit-21-trail');

  // The same sum within a day.
  await cashier.enter();
  await fill('700000', 'BCA');
  expect(await textOf(counter, 'deposit-same')).toMatch(/Rp700\.000 sudah dicatat masuk .* oleh Ibu/);
});
