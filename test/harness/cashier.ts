import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'playwright-core';

/** A finger is slower than the page, which takes a second Enter within 25 ms for a key that bounced; in ms. */
const fingerMs = 60;

/** What a cashier does at the screen, by keyboard alone. */
export function cashierAt(page: Page) {
  const see = (testId: string) => page.getByTestId(testId);
  async function enter(): Promise<void> {
    await sleep(fingerMs);
    await page.keyboard.press('Enter');
  }
  return {
    see,
    enter,
    async typeNumber(customerNumber: string): Promise<void> {
      await see('number-input').waitFor();
      await page.keyboard.type(customerNumber);
    },
    async askForBill(): Promise<void> {
      await enter();
      await see('total').waitFor();
    },
    async takeCash(rupiah: number): Promise<void> {
      await page.keyboard.type(String(rupiah));
    },
    async pay(): Promise<void> {
      await enter();
    },
    /** All of it can be read as the page stands: nothing lies over it, and it is not scrolled away. */
    isInSight: (testId: string): Promise<boolean> =>
      see(testId).evaluate((element) => {
        const { left, top, right, bottom } = element.getBoundingClientRect();
        const [x, y] = [(left + right) / 2, (top + bottom) / 2];
        const edges = [
          [x, top + 1],
          [x, bottom - 1],
          [left + 1, y],
          [right - 1, y],
        ] as const;
        return edges.every((at) => element.contains(document.elementFromPoint(...at)));
      }),
    /** The button on Enter takes presses: at an outcome that has to be read it doesn't at once. */
    async armed(testId: string): Promise<void> {
      await page.locator(`[data-testid="${testId}"]:not([aria-disabled])`).waitFor();
    },
    async next(): Promise<void> {
      await this.armed('next-button');
      await enter();
      await see('number-input').waitFor();
    },
  };
}
