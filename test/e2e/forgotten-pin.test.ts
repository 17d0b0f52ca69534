import { expect, test, vi } from 'vitest';
import type { LoketBridge } from '../../shared/api.ts';
import { openPeopledCounter, openSignedIn, pins } from '../harness/people-counter.ts';

/** In the page. */
declare const loket: LoketBridge;

// An owner who forgot the PIN, before a name is chosen.

vi.setConfig({ testTimeout: 120_000 });

test('F4 at the names did nothing: it leads the only owner to the recovery phrase', async () => {
  const counter = await openPeopledCounter();
  const { cashier } = counter;
  await cashier.see('person-tile').first().waitFor();
  await counter.press('F4');
  await cashier.see('forgotten').waitFor();
  expect(await cashier.see('forgotten').textContent()).toContain('Ibu');
  await counter.press('Escape');
  await cashier.see('pin').waitFor();
  await counter.press('Escape');
  // By touch too.
  await cashier.see('forgotten-pin').click();
  await cashier.see('phrase').waitFor();
});

test('of several owners the name is chosen first, and F4 says so', async () => {
  const counter = await openSignedIn('Ibu');
  const { cashier, app } = counter;
  await app.page.evaluate(async (pin) => {
    const people = await loket.call('people:list', {});
    const owner = people.ok ? people.value.items.find(({ role }) => role === 'owner') : undefined;
    if (!owner) throw new Error('no owner');
    const second = { name: 'Bapak', role: 'owner', pin: '73951', active: true } as const;
    const saved = await loket.call('people:save', second, { personId: owner.personId, pin });
    if (!saved.ok) throw new Error(saved.code);
    await loket.call('session:sign-out', {});
  }, pins.Ibu);
  await app.page.reload();
  await cashier.see('person-tile').first().waitFor();
  await counter.press('F4');
  await expect.poll(() => cashier.see('problem').textContent()).toContain('pilih namanya dulu');
  await counter.picture('forgotten-several');
  await cashier.see('person-tile').filter({ hasText: 'Bapak' }).click();
  await cashier.see('pin').waitFor();
  await counter.press('F4');
  await expect.poll(() => cashier.see('forgotten').textContent()).toContain('Bapak');
});
