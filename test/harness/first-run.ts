import path from 'node:path';
import type { Locator } from 'playwright-core';
import { expect, onTestFinished } from 'vitest';
import type { LoketBridge } from '../../shared/api.ts';
import { cashierAt } from './cashier.ts';
import { launchApp, type LaunchedApp } from './launch.ts';
import { pins } from './people-counter.ts';

/** In the page. */
declare const loket: LoketBridge;

/** Opens a till that nobody has set up yet, in a real browser. */
export async function openNew(
  dataDir: string,
  env: Readonly<Record<string, string>> = {},
): Promise<{
  readonly app: LaunchedApp;
  readonly cashier: ReturnType<typeof cashierAt>;
  readonly press: (key: string) => Promise<void>;
  readonly picture: (name: string) => Promise<void>;
  readonly status: () => Promise<Record<string, unknown>>;
}> {
  const app = await launchApp({ dataDir, env, firstRun: true });
  onTestFinished(() => app.stop());
  return {
    ...{ app, cashier: cashierAt(app.page) },
    press: (key) => app.page.keyboard.press(key),
    async picture(name) {
      const folder = process.env['LOKET_PICTURES'];
      if (folder) await app.page.screenshot({ path: path.join(folder, `${name}.png`) });
    },
    async status() {
      const reply = await app.page.evaluate(() => loket.call('till:status', {}));
      return reply.ok ? { ...reply.value } : {};
    },
  };
}

export type Opened = Awaited<ReturnType<typeof openNew>>;

export async function fillPerson({ cashier }: Opened, name: string, pin: string): Promise<void> {
  await cashier.see('person-name').fill(name);
  await cashier.see('new-pin').fill(pin);
  await cashier.see('repeat-pin').fill(pin);
  await cashier.enter();
}

/** Signs in as somebody of a till whose people are these. */
export async function signInNew({ cashier, press, app }: Opened, name: 'Ibu' | 'Sri'): Promise<void> {
  await cashier.see('person-tile').first().waitFor();
  await press(name.charAt(0));
  await expect.poll(() => app.page.evaluate(() => document.activeElement?.textContent)).toContain(name);
  await cashier.enter();
  await cashier.see('pin').waitFor();
  await app.page.keyboard.type(pins[name]);
  await cashier.enter();
  await cashier.see('sign-in').waitFor({ state: 'detached' });
}

/** Ibu is signed in, and says by her PIN that this be done. */
export async function confirmNew({ cashier, app }: Opened): Promise<void> {
  await cashier.see('approval').getByTestId('pin').waitFor();
  await app.page.keyboard.type(pins.Ibu);
  await cashier.enter();
  await cashier.see('approval').waitFor({ state: 'detached' });
}

/** As far as it is on the screen, with nothing over its edge. */
export const isInSight = (seen: Locator): Promise<boolean> =>
  seen.evaluate((it) => {
    const { top, bottom } = it.getBoundingClientRect();
    const around = it.closest('.panel')?.getBoundingClientRect();
    return around !== undefined && top >= around.top && bottom <= Math.min(around.bottom, innerHeight);
  });
