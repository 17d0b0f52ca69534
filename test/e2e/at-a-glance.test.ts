import { expect, test, vi } from 'vitest';
import { openSignedIn, type Counter } from '../harness/people-counter.ts';
import { sell, textOf } from '../harness/shift-counter.ts';

// What must be read at a glance: without scrolling, on each till, in both languages and themes.

vi.setConfig({ testTimeout: 120_000 });

/** What of these a person can't read as the page stands: cut, below the fold, or not there. */
async function unseen(counter: Counter, ...hooks: readonly string[]): Promise<readonly string[]> {
  const found = await Promise.all(
    hooks.map(async (hook) => {
      const isSeen = await counter.cashier.see(hook).evaluate((element) => {
        const { left, top, right, bottom } = element.getBoundingClientRect();
        const [x, y] = [(left + right) / 2, (top + bottom) / 2];
        const edges = [
          [x, top + 1],
          [x, bottom - 1],
          [left + 1, y],
          [right - 1, y],
        ] as const;
        return edges.every((at) => element.contains(document.elementFromPoint(...at)));
      });
      return isSeen ? [] : [hook];
    }),
  );
  return found.flat();
}

/** Looks at 1024x768 and 1366x768, in both languages and both themes. */
async function everywhere(counter: Counter, name: string, look: (at: string) => Promise<void>): Promise<void> {
  const { page } = counter.app;
  for (const language of ['id', 'en']) {
    for (const theme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme: theme });
      for (const width of [1024, 1366]) {
        await page.setViewportSize({ width, height: 768 });
        await counter.picture(`${name}-${language}-${theme}-${width}`);
        await look(`${language}-${theme}-${width}`);
      }
    }
    await page.keyboard.press('Alt+B');
  }
}

test('the claim code of a pending payment and the facts were below the fold', async () => {
  const counter = await openSignedIn('Sri');
  const { cashier } = counter;
  await sell(counter, '512345678922');
  await cashier.see('pending-status').waitFor();
  await everywhere(counter, 'pending', async (at) => {
    const hooks = ['pending-status', 'pending-steps', 'pending-claim', 'pending-facts', 'next-button'];
    expect.soft(await unseen(counter, ...hooks), at).toEqual([]);
  });
  await counter.app.page.setViewportSize({ width: 683, height: 384 });
  await counter.picture('pending-zoom');
});

test('after money that gives no change the largest thing was “Kembalian Rp0”', async () => {
  const counter = await openSignedIn('Sri');
  const { cashier, press } = counter;
  await cashier.typeNumber('512345678901');
  await cashier.askForBill();
  const total = (await textOf(counter, 'total')).trim();
  await press('F5');
  await cashier.see('tenders-dialog').waitFor();
  await cashier.armed('tender-take');
  await cashier.enter();
  await cashier.see('done-status').waitFor();
  expect(await cashier.see('done-change').count()).toBe(0);
  expect([await textOf(counter, 'done-hero'), (await textOf(counter, 'done-total')).trim()]).toEqual(['QRIS', total]);
  await everywhere(counter, 'done-qris', async (at) => {
    expect.soft(await unseen(counter, 'done-status', 'done-total'), at).toEqual([]);
  });
});
