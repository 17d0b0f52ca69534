import type { Counter } from './people-counter.ts';

// What a cashier does around the shift at the screen, by keyboard alone.

export type AtTheDrawer = Pick<Counter, 'app' | 'cashier' | 'press'>;

/** Of the dialog that asks before a count is sent. It takes no key that was meant for what lay before. */
export async function say(counter: AtTheDrawer, yes: boolean): Promise<void> {
  await counter.cashier.armed('confirm-yes');
  if (yes) await counter.cashier.enter();
  else await counter.press('Escape');
}

/** As a person types: faster it would be a scanner, whose Enter means nothing. */
export const write = ({ app }: AtTheDrawer, text: string) => app.page.keyboard.type(text, { delay: 120 });

/** Types a count by notes, from 100.000 down. */
export async function count(counter: AtTheDrawer, ...notes: readonly string[]): Promise<void> {
  for (const each of notes) {
    await counter.app.page.keyboard.type(each);
    await counter.cashier.enter();
  }
}

export async function openWith(counter: AtTheDrawer, ...notes: readonly string[]): Promise<void> {
  await counter.press('Alt+L');
  await counter.cashier.see('open-shift').waitFor();
  await count(counter, ...notes);
  await counter.press('F9');
  await say(counter, true);
  await counter.cashier.see('number-input').waitFor();
}

export const textOf = async ({ cashier }: AtTheDrawer, testId: string): Promise<string> =>
  (await cashier.see(testId).textContent()) ?? '';

/** Sells the training number; answers what was kept. */
export async function sell(counter: AtTheDrawer, customerNumber = '512345678901'): Promise<void> {
  const { cashier } = counter;
  await cashier.typeNumber(customerNumber);
  await cashier.askForBill();
  await cashier.see('exact-button').click();
  await cashier.pay();
}

export async function toCount(counter: AtTheDrawer): Promise<void> {
  await counter.press('Alt+L');
  await counter.cashier.see('shift-now').waitFor();
  await counter.cashier.enter();
  await counter.cashier.see('count-drawer').waitFor();
}
