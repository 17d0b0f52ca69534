import { openSignedIn, pins, type Counter } from './people-counter.ts';

/** Ibu has signed in and has the settings in front of her. */
export async function openSettings(): Promise<Counter> {
  const counter = await openSignedIn('Ibu');
  await counter.press('Alt+A');
  await counter.cashier.see('setting-shop.name').waitFor();
  return counter;
}

export const saved = ({ cashier }: Counter): Promise<void> => cashier.see('settings-saved').waitFor();

/** Of what is about money, which takes the owner's PIN. */
export async function save(counter: Counter): Promise<void> {
  await counter.cashier.enter();
  await counter.confirm(pins.Ibu);
  await saved(counter);
}
