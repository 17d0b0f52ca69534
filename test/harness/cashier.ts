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
    async next(): Promise<void> {
      await page.keyboard.press('Enter');
      await see('number-input').waitFor();
    },
  };
}
