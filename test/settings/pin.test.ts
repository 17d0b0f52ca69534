import { expect, test } from 'vitest';
import { config, openShop, type Shop } from './shop.ts';

// What the page alone may set while an owner is signed in: what stands on slips, and nothing about money.

const pin = '8642';

async function openOwned(): Promise<{ readonly shop: Shop; readonly ibu: { personId: string; pin: string } }> {
  const shop = await openShop({ config, mustSignIn: true });
  const { personId } = await shop.must('people:save', { name: 'Ibu', role: 'owner', pin, active: true });
  await shop.must('session:sign-in', { personId, pin });
  return { shop, ibu: { personId, pin } };
}

test('a page alone raises no ceiling and changes no fee, rounding, printer or provider; with the owner’s PIN it does, once', async () => {
  const { shop, ibu } = await openOwned();
  const save = (patch: object, approval?: typeof ibu) =>
    shop.call('settings:save', { patch: patch as never }, 'page', approval);
  const asked: readonly (readonly [string, object])[] = [
    ['ceilings.payment', { ceilings: { payment: 1e12 } }],
    ['shop.rounding.mode', { shop: { rounding: { to: 1000, mode: 'down' } } }],
    ['shift.overShort', { shift: { overShort: 1_000_000 } }],
    ['shop.drawers', { shop: { drawers: 'own' } }],
    [
      'fees.alfakios.pln-postpaid.amount',
      { fees: { alfakios: { 'pln-postpaid': { policy: 'fixed', amount: 9_000 } } } },
    ],
    ['providers.alfakios.apiKey', { providers: { alfakios: { apiKey: 'another-key-1' } } }],
    ['printers', { printers: [{ id: 'far', transport: 'tcp://192.0.2.7:9100', columns: 32 }] }],
    ['training', { training: true }],
  ];
  for (const [path, patch] of asked)
    expect([path, await save(patch)]).toMatchObject([path, { code: 'not-allowed', right: 'money-settings', path }]);
  // Not beside what may be set alone either.
  expect(await save({ shop: { name: 'Baru' }, ceilings: { hour: 1 } })).toMatchObject({ right: 'money-settings' });
  expect(shop.records()).toEqual([]);
  const ceilings = { ceilings: { payment: 20_000_000 } };
  expect(await save(ceilings, { ...ibu, pin: '0000' })).toMatchObject({ code: 'wrong-pin', retryAfterMs: 0 });
  expect(shop.records()).toEqual([]);
  expect(await save(ceilings, ibu)).toMatchObject({ ok: true, value: ceilings });
  expect(shop.records()).toHaveLength(1);
  expect(await save({ ceilings: { payment: 30_000_000 } })).toMatchObject({ code: 'not-allowed' });
}, 30_000);

test('what stands at the head and foot of a slip is saved without a PIN, and a save that changes nothing asks none', async () => {
  const { shop } = await openOwned();
  const save = (patch: object) => shop.call('settings:save', { patch: patch as never }, 'page');
  const slip = { shop: { name: 'Loket Kenanga', address: 'Jl. Kenanga 3', terminal: '02' }, callCentre: '123' };
  expect(await save(slip)).toMatchObject({ ok: true, value: slip });
  expect(await save({ shop: { rounding: null } })).toMatchObject({ ok: true });
});

test('a program whose owner is signed in sets everything without a PIN', async () => {
  const { shop } = await openOwned();
  expect(await shop.save({ ceilings: { payment: 1_000 }, training: true })).toMatchObject({ ok: true });
});
