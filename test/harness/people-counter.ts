import path from 'node:path';
import { expect } from 'vitest';
import type { LoketBridge } from '../../shared/api.ts';
import type { Approval } from '../../shared/person.ts';
import { openTrainingShop, type ShopOptions, type TrainingShop } from './training-shop.ts';

/** In the page. */
declare const loket: LoketBridge;

export const pins = { Ibu: '8642', Sri: '1357', Wati: '2468' } as const;
type Name = keyof typeof pins;

/** A till of people, in a real browser. */
export interface Counter extends TrainingShop {
  /** Chooses the name and types the PIN, by keyboard alone. */
  signIn(name: Name, pin?: string): Promise<void>;
  typePin(pin: string): Promise<void>;
  /** Whoever is signed in says by their own PIN that this be done. */
  confirm(pin: string): Promise<void>;
  /** The PIN was right: what covered the screen is gone. */
  isOpen(): Promise<void>;
  press(key: string): Promise<void>;
  picture(name: string): Promise<void>;
}

/** Where nobody is known yet. */
export async function openCounter(options: ShopOptions = {}): Promise<Counter> {
  const shop = await openTrainingShop(undefined, options);
  const { app, cashier } = shop;
  const { page } = app;
  await cashier.see('number-input').waitFor();
  const press = (key: string) => page.keyboard.press(key);
  async function typePin(pin: string): Promise<void> {
    await cashier.see('pin').waitFor();
    await page.keyboard.type(pin);
    await expect.poll(() => cashier.see('pin').inputValue()).toBe(pin);
    await cashier.enter();
  }
  return {
    ...shop,
    press,
    typePin,
    async confirm(pin) {
      await cashier.see('approval').waitFor();
      await typePin(pin);
      await cashier.see('approval').waitFor({ state: 'detached' });
    },
    isOpen: () => cashier.see('sign-in').waitFor({ state: 'detached' }),
    async signIn(name, pin = pins[name]) {
      await cashier.see('person-tile').first().waitFor();
      await press(name.charAt(0));
      await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toContain(name);
      await cashier.enter();
      await typePin(pin);
    },
    async picture(name) {
      const folder = process.env['LOKET_PICTURES'];
      if (folder) await page.screenshot({ path: path.join(folder, `${name}.png`) });
    },
  };
}

/** Ibu owns the shop and has opened a shift unless it is left out, Sri is its cashier, Wati its supervisor; nobody is signed in. */
export async function openPeopledCounter({
  shift = true,
  ...options
}: ShopOptions & { readonly shift?: boolean } = {}): Promise<Counter> {
  const counter = await openCounter(options);
  const { page } = counter.app;
  const roles = { Ibu: 'owner', Wati: 'supervisor', Sri: 'cashier' } as const;
  const people = Object.entries(roles).map(([name, role]) => ({ name, role, pin: pins[name as Name] }));
  await page.evaluate(
    async ([all, opens]) => {
      let owner: Approval | undefined;
      for (const person of all) {
        const saved = await loket.call('people:save', { ...person, active: true }, owner);
        if (!saved.ok) throw new Error(saved.code);
        if (person.role !== 'owner') continue;
        owner = { personId: saved.value.personId, pin: person.pin };
        const signedIn = await loket.call('session:sign-in', owner);
        if (!signedIn.ok) throw new Error(signedIn.code);
        const opened = opens ? await loket.call('shift:open', { float: 100_000 }) : null;
        if (opened?.ok === false) throw new Error(opened.code);
      }
      await loket.call('session:sign-out', {});
    },
    [people, shift] as const,
  );
  // The page was not asked, so it would find the people out only when it looks at the till again, seconds later.
  await page.reload();
  await counter.cashier.see('sign-in').waitFor();
  return counter;
}

/** The same, and one of them has signed in. */
export async function openSignedIn(
  name: Name,
  options: Parameters<typeof openPeopledCounter>[0] = {},
): Promise<Counter> {
  const counter = await openPeopledCounter(options);
  await counter.signIn(name);
  await counter.isOpen();
  return counter;
}

/** What has the caret. */
export const focused = ({ app }: Counter): Promise<string | null> =>
  app.page.evaluate(() => document.activeElement?.getAttribute('data-testid') ?? null);
