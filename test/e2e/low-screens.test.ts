import { expect, test, vi } from 'vitest';
import { openSignedIn } from '../harness/people-counter.ts';
import { sell } from '../harness/shift-counter.ts';

// What must stay in sight where a bar at the top takes room.

vi.setConfig({ testTimeout: 120_000 });

test('with a bar at the top the remedy for a printer that is off lay under the sentences, and at 200 % the cash field out of sight', async () => {
  const counter = await openSignedIn('Ibu');
  const { cashier, app, sink } = counter;
  await sink.close();
  await sell(counter, '512345678930');
  await cashier.see('done-status').waitFor();
  await expect.poll(() => cashier.see('print-state').getAttribute('data-state')).toBe('waiting');
  await cashier.see('print-bar').waitFor({ timeout: 40_000 });
  for (const theme of ['light', 'dark'] as const) {
    await app.page.emulateMedia({ colorScheme: theme });
    await counter.picture(`low-done-${theme}`);
  }
  expect.soft(await cashier.isInSight('print-state')).toBe(true);
  await cashier.next();
  await app.page.setViewportSize({ width: 683, height: 384 });
  await cashier.typeNumber('512345678901');
  await cashier.askForBill();
  await cashier.see('tender-input').waitFor();
  await counter.picture('low-bill');
  expect.soft(await cashier.isInSight('tender-input')).toBe(true);
  expect(await cashier.isInSight('total')).toBe(true);
});
