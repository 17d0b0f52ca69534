import type { Page } from 'playwright-core';

/** What a cashier does at the screen, by keyboard alone. */
export function cashierAt(page: Page) {
  const see = (testId: string) => page.getByTestId(testId);
  return {
    see,
    async typeNumber(customerNumber: string): Promise<void> {
      await see('number-input').waitFor();
      await page.keyboard.type(customerNumber);
    },
    async askForBill(): Promise<void> {
      await page.keyboard.press('Enter');
      await see('total').waitFor();
    },
    async takeCash(rupiah: number): Promise<void> {
      await page.keyboard.type(String(rupiah));
    },
    async pay(): Promise<void> {
      await page.keyboard.press('Enter');
    },
    /** The button on Enter takes presses: at an outcome that has to be read it doesn't at once. */
    async armed(testId: string): Promise<void> {
      await page.locator(`[data-testid="${testId}"]:not([aria-disabled])`).waitFor();
    },
    async next(): Promise<void> {
      await this.armed('next-button');
      await page.keyboard.press('Enter');
      await see('number-input').waitFor();
    },
  };
}
