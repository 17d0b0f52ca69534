import { expect, test, vi } from 'vitest';
import { illegible } from '../harness/legible.ts';
import { openPeopledCounter, type Counter } from '../harness/people-counter.ts';
import { sell, toCount, write } from '../harness/shift-counter.ts';

// The main screens are read and pressed by anybody: in both themes, on the usual screens.

vi.setConfig({ testTimeout: 300_000 });

type Look = (screen: string) => Promise<void>;

/** Looks at what is there in each theme. */
function lookWith(counter: Counter, at: string, found: Record<string, readonly string[]>): Look {
  const { page } = counter.app;
  return async (screen) => {
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.locator(`[data-theme="${colorScheme}"]`).waitFor();
      await counter.picture(`legible-${screen}-${at}-${colorScheme}`);
      const problems = await illegible(page);
      if (problems.length > 0) found[`${screen}-${colorScheme}`] = problems;
    }
  };
}

async function sale(counter: Counter, look: Look): Promise<void> {
  const { cashier, press } = counter;
  await look('sign-in');
  await counter.signIn('Ibu');
  await counter.isOpen();
  await look('number');
  await cashier.typeNumber('512345678930');
  await cashier.askForBill();
  await look('bill');
  await press('F5');
  await cashier.see('tenders-dialog').waitFor();
  await look('tenders');
  await press('Escape');
  await press('Escape');
  await sell(counter);
  await cashier.see('paper').waitFor();
  await look('done');
  await cashier.next();
  await sell(counter, '512345678922');
  await cashier.see('pending-status').waitFor({ timeout: 30_000 });
  await look('pending');
}

async function besides(counter: Counter, look: Look): Promise<void> {
  const { cashier, press } = counter;
  const keys = [
    ['F1', 'help'],
    ['Alt+S', 'status'],
    ['Alt+R', 'print-queue'],
    ['Alt+Q', 'person'],
    ['F2', 'history-row'],
    ['Alt+U', 'no-debts'],
    ['Alt+D', 'deposit-line'],
  ] as const;
  for (const [key, hook] of keys) {
    await press(key);
    await cashier.see(hook).first().waitFor();
    await look(hook);
    await press('Escape');
  }
}

async function drawerAndOwner(counter: Counter, look: Look): Promise<void> {
  const { cashier, press } = counter;
  const { page } = counter.app;
  await press('Alt+L');
  await cashier.see('shift-now').waitFor();
  await press('F4');
  await cashier.see('paper').waitFor();
  await look('shift-x');
  await press('F5');
  await cashier.see('amount').waitFor();
  await write(counter, '50000');
  await look('cash-in');
  await press('Escape');
  await press('Escape');
  await toCount(counter);
  await look('count');
  await press('Alt+O');
  await look('people');
  await press('Alt+A');
  await cashier.see('setting-shop.name').waitFor();
  for (const one of await page.locator('[data-testid^="settings-page-"]').all()) {
    await one.click();
    await look((await one.getAttribute('data-testid')) ?? '');
  }
  await press('Alt+K');
  await cashier.see('pin').waitFor();
  await look('lock');
}

test.for([
  ['id', 1366, 768],
  ['en', 1024, 768],
] as const)(
  'all text is readable and all controls can be hit in both themes: %s at %i x %i',
  async ([language, width, height]) => {
    const counter = await openPeopledCounter();
    const found: Record<string, readonly string[]> = {};
    const look = lookWith(counter, `${language}-${width}`, found);
    await counter.app.page.setViewportSize({ width, height });
    if (language === 'en') await counter.press('Alt+B');
    await sale(counter, look);
    await besides(counter, look);
    await drawerAndOwner(counter, look);
    expect(found).toEqual({});
  },
);
