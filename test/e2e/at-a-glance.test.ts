import { expect, test, vi } from 'vitest';
import type { LoketBridge } from '../../shared/api.ts';
import { openSignedIn, pins, type Counter } from '../harness/people-counter.ts';
import { sell, textOf } from '../harness/shift-counter.ts';

// What must be read at a glance: without scrolling, on each till, in both languages and themes.

/** In the page. */
declare const loket: LoketBridge;

vi.setConfig({ testTimeout: 120_000 });

/** What of these a person can't read as the page stands: cut, below the fold, or not there. */
async function unseen({ cashier }: Counter, ...hooks: readonly string[]): Promise<readonly string[]> {
  const found = await Promise.all(hooks.map(async (hook) => ((await cashier.isInSight(hook)) ? [] : [hook])));
  return found.flat();
}

/** Looks at 1024x768 and 1366x768, in both languages and both themes. */
async function everywhere(counter: Counter, name: string, look: (at: string) => Promise<void>): Promise<void> {
  const { page } = counter.app;
  for (const language of ['id', 'en']) {
    for (const theme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme: theme });
      for (const width of [1024, 1366]) {
        await page.setViewportSize({ width, height: 768 });
        await counter.picture(`${name}-${language}-${theme}-${width}`);
        await look(`${language}-${theme}-${width}`);
      }
    }
    await page.keyboard.press('Alt+B');
  }
}

test('the claim code of a pending payment and the facts were below the fold', async () => {
  const counter = await openSignedIn('Sri');
  const { cashier } = counter;
  await sell(counter, '512345678922');
  await cashier.see('pending-status').waitFor();
  await everywhere(counter, 'pending', async (at) => {
    const hooks = ['pending-status', 'pending-steps', 'pending-claim', 'pending-facts', 'next-button'];
    expect.soft(await unseen(counter, ...hooks), at).toEqual([]);
  });
  await counter.app.page.setViewportSize({ width: 683, height: 384 });
  await counter.picture('pending-zoom');
});

test('after money that gives no change the largest thing was “Kembalian Rp0”', async () => {
  const counter = await openSignedIn('Sri');
  const { cashier, press } = counter;
  await cashier.typeNumber('512345678901');
  await cashier.askForBill();
  const total = (await textOf(counter, 'total')).trim();
  await press('F5');
  await cashier.see('tenders-dialog').waitFor();
  await cashier.armed('tender-take');
  await cashier.enter();
  await cashier.see('done-status').waitFor();
  expect(await cashier.see('done-change').count()).toBe(0);
  expect([await textOf(counter, 'done-hero'), (await textOf(counter, 'done-total')).trim()]).toEqual(['QRIS', total]);
  await everywhere(counter, 'done-qris', async (at) => {
    expect.soft(await unseen(counter, 'done-status', 'done-total'), at).toEqual([]);
  });
});

/** The owner decides about the payment that is pending. */
async function decide({ app }: Counter, as: 'paid' | 'refused'): Promise<void> {
  const input = { as, reason: 'kata penyedia', pin: pins.Ibu };
  const code = await app.page.evaluate(async ({ as, reason, pin }) => {
    const [people, unsettled] = [await loket.call('people:list', {}), await loket.call('payment:unsettled', {})];
    if (!people.ok || !unsettled.ok) return 'nothing to decide';
    const personId = people.value.items.find(({ name }) => name === 'Ibu')?.personId ?? '';
    const transactionId = unsettled.value.items[0]?.transactionId ?? '';
    const said = await loket.call('payment:resolve', { transactionId, as, reason }, { personId, pin });
    return said.ok ? null : said.code;
  }, input);
  expect(code).toBeNull();
}

test('a bill whose payment a person had decided away looked like one that nobody had paid', async () => {
  const counter = await openSignedIn('Sri');
  const { cashier, press } = counter;
  const number = '512345678923';
  await sell(counter, number);
  await cashier.see('pending-status').waitFor();
  await decide(counter, 'paid');
  await cashier.see('done-status').waitFor();
  await cashier.next();
  await cashier.typeNumber(number);
  await cashier.askForBill();
  expect(await cashier.see('decided-before').count()).toBe(0);
  await press('F4');
  await press('F7');
  await cashier.pay();
  await cashier.see('pending-status').waitFor();
  await decide(counter, 'refused');
  await cashier.see('refused-status').waitFor();
  await cashier.next();
  await cashier.typeNumber(number);
  await cashier.askForBill();
  expect(await textOf(counter, 'decided-before')).toMatch(
    /Ibu memutuskan .* pembayaran Rp[\d.]+ tidak terjadi.*dua kali/,
  );
  await everywhere(counter, 'decided', async (at) => {
    expect.soft(await unseen(counter, 'decided-before', 'confirm-paid-before', 'pay-button'), at).toEqual([]);
  });
  // Nothing has to be pressed for it: what was paid before still has to be agreed to, and no more.
  await press('F4');
  await press('F7');
  await cashier.pay();
  await cashier.see('pending-status').waitFor();
});
