import { expect, test, vi } from 'vitest';
import { openSignedIn, type Counter } from '../harness/people-counter.ts';
import { sell } from '../harness/shift-counter.ts';

// Which lights find room in the top bar, and where the focus may go.

vi.setConfig({ testTimeout: 120_000 });

/** The lights that are there to be seen and pressed, and the words that stand in full beside them. */
async function seen({
  app,
}: Counter): Promise<{ readonly lights: readonly string[]; readonly words: readonly string[] }> {
  const all = await app.page.locator('[data-testid^="light-"]').evaluateAll((buttons) =>
    buttons.flatMap((button) => {
      const [own, row] = [button.getBoundingClientRect(), button.closest('ul')?.getBoundingClientRect()];
      if (!row) return [];
      const isThere = own.top < row.bottom - 1 && own.right <= Math.min(row.right, innerWidth) + 1;
      const words = button.querySelector('span')?.getBoundingClientRect();
      const isWhole = words && words.width > 0 && words.right <= own.right + 1 && words.bottom <= own.bottom + 1;
      return isThere ? [{ id: button.dataset['testid'] ?? '', words: isWhole ? (button.textContent ?? '') : '' }] : [];
    }),
  );
  return { lights: all.map(({ id }) => id), words: all.flatMap(({ words }) => (words === '' ? [] : [words])) };
}

test('Tab through the lights scrolled the top bar, and left it so on every page: it goes where it can be seen', async () => {
  const counter = await openSignedIn('Sri');
  const { page } = counter.app;
  for (const width of [1366, 1024, 683]) {
    await page.setViewportSize({ width, height: width === 683 ? 384 : 768 });
    await counter.cashier.see('shift-button').focus();
    const passed: string[] = [];
    for (let back = 0; back < 12; back++) {
      await counter.press('Shift+Tab');
      const at = await page.evaluate(() => document.activeElement?.getAttribute('data-testid') ?? '');
      if (!at.startsWith('light-')) break;
      passed.push(at);
      if (back === 0) await counter.picture(`room-focus-${width}`);
    }
    expect.soft(passed.toReversed(), String(width)).toEqual((await seen(counter)).lights);
    const scrolled = await page.locator('header.head ul').evaluateAll((rows) => rows.map((row) => row.scrollTop));
    expect(scrolled).toEqual([0, 0]);
  }
});

test('at 1024x768 all lights were one ring without a word, and half the bar empty', async () => {
  const counter = await openSignedIn('Ibu');
  const { cashier, app } = counter;
  await sell(counter, '512345678901');
  await cashier.see('done-status').waitFor();
  await cashier.next();
  for (const language of ['id', 'en']) {
    await app.page.setViewportSize({ width: 1024, height: 768 });
    await counter.picture(`room-neutral-${language}-1024`);
    // They take their room once the page has laid itself out anew.
    await expect.poll(async () => (await seen(counter)).lights).toHaveLength(3);
    expect((await seen(counter)).words.join()).toMatch(/Deposit .*Rp/);
    await counter.press('Alt+B');
  }
});

test('as soon as the words of the deposit fitted in one line, no light had room beside them, and one of ten was seen', async () => {
  const counter = await openSignedIn('Ibu');
  const { page } = counter.app;
  await sell(counter, '512345678901');
  await counter.cashier.see('done-status').waitFor();
  await counter.cashier.next();
  await counter.press('Alt+B');
  let most = 3;
  for (let width = 1020; width <= 1380; width += 12) {
    await page.setViewportSize({ width, height: 768 });
    await expect
      .poll(async () => (await seen(counter)).lights.length, { message: String(width) })
      .toBeGreaterThanOrEqual(most);
    most = (await seen(counter)).lights.length;
  }
  expect(most).toBe(10);
});

test('where not all words of what is wrong have room, the worst keep theirs, and the others are shapes', async () => {
  const counter = await openSignedIn('Ibu');
  const { cashier, app, sink } = counter;
  await sink.close();
  await sell(counter, '512345678922');
  await cashier.see('pending-status').waitFor();
  await cashier.armed('next-button');
  await cashier.enter();
  await expect.poll(() => cashier.see('light-printer').getAttribute('data-state')).toBe('bad');
  const all = ['Alfakios putus', 'Printer gagal', 'Belum pasti 1'];
  for (const [width, told] of [
    [1366, all],
    [1024, all],
    [683, all],
    [520, all.slice(0, 2)],
    [460, []],
  ] as const) {
    await app.page.setViewportSize({ width, height: width < 1000 ? 384 : 768 });
    await counter.picture(`room-wrong-${width}`);
    await expect.poll(async () => (await seen(counter)).words.slice(0, 3)).toEqual(told);
    expect((await seen(counter)).lights.slice(0, 3)).toEqual(['light-alfakios', 'light-printer', 'light-unsettled']);
  }
});
