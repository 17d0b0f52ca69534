import { expect, test, vi } from 'vitest';
import type { Page } from 'playwright-core';
import { openTrainingShop } from '../harness/training-shop.ts';

// The slip on the screen, by keyboard alone.

vi.setConfig({ testTimeout: 60_000 });

const scrolled = (page: Page): Promise<number> => page.getByTestId('paper').evaluate((it) => it.scrollTop);

async function sellAt(height: number): Promise<Awaited<ReturnType<typeof openTrainingShop>>> {
  const shop = await openTrainingShop();
  const { app, cashier } = shop;
  await app.page.setViewportSize({ width: 1366, height });
  await cashier.typeNumber('512345678901');
  await cashier.askForBill();
  await cashier.see('exact-button').click();
  return shop;
}

test('a slip higher than the screen could not be read to its end by keys', async () => {
  const { app, cashier } = await sellAt(560);
  const { page } = app;
  await cashier.pay();
  await cashier.see('paper').waitFor();
  await page.keyboard.press('PageDown');
  await expect.poll(() => scrolled(page)).toBeGreaterThan(0);
  await page.keyboard.press('PageUp');
  await expect.poll(() => scrolled(page)).toBe(0);
  // With the focus on it, arrows are its own; Enter is the screen's all the same.
  await cashier.see('paper').focus();
  await page.keyboard.press('ArrowDown');
  await expect.poll(() => scrolled(page)).toBeGreaterThan(0);
  await cashier.next();
});

test('arrows and PgDn at the paper in the history went on to the next payment', async () => {
  const { app, cashier } = await sellAt(560);
  const { page } = app;
  await cashier.pay();
  await cashier.next();
  await page.keyboard.press('F2');
  await cashier.see('history-row').first().waitFor();
  await cashier.enter();
  await cashier.see('paper').focus();
  const top = () => cashier.see('paper').evaluate((it) => it.getBoundingClientRect().top);
  const before = await top();
  await page.keyboard.press('PageDown');
  await expect.poll(top).toBeLessThan(before);
  await cashier.see('paper').waitFor();
});

test('a paid screen said that the slip can’t be shown while it was still being asked for', async () => {
  const { app, cashier } = await sellAt(768);
  await app.page.evaluate(() => {
    const seen: string[] = [];
    Object.assign(window, { seen });
    new MutationObserver(() => {
      for (const found of document.querySelectorAll('[data-testid="paper-missing"]')) seen.push(found.textContent);
    }).observe(document.body, { subtree: true, childList: true });
  });
  await cashier.pay();
  await cashier.see('paper').waitFor();
  expect(await app.page.evaluate(() => (window as unknown as { seen: string[] }).seen)).toEqual([]);
});
