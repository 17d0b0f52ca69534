import { expect, test } from 'vitest';
import type { HashPin } from '../../electron/people/pin.ts';
import { quickHashes } from '../harness/quick-pins.ts';
import { openShop, pins, type Shop } from '../shifts/shop.ts';
import { checkFolder } from '../verify/check.ts';

// Looking at a PIN takes its time, and people are closed, changed and given other PINs meanwhile.

/** The next PIN is looked at until `meanwhile` is over. */
type Looking = (meanwhile: () => Promise<unknown>) => void;

async function openSlow(): Promise<{ readonly shop: Shop; readonly whileLooking: Looking }> {
  let waits: (() => Promise<unknown>) | null = null;
  const pin: HashPin = async (text, salt) => {
    const meanwhile = waits;
    waits = null;
    await meanwhile?.();
    return quickHashes.pin(text, salt);
  };
  const shop = await openShop({ people: { hashes: { ...quickHashes, pin } } });
  await shop.signIn('Ibu');
  return { shop, whileLooking: (meanwhile) => (waits = meanwhile) };
}

const save = (shop: Shop, more: object) =>
  shop.must(
    'people:save',
    { personId: shop.approval('Budi').personId, name: 'Budi', role: 'supervisor', active: true, ...more },
    'program',
  );

async function booksAreWell(shop: Shop): Promise<void> {
  await shop.close();
  expect(checkFolder(shop.folder).problems).toEqual([]);
}

test('a person who was closed while the PIN was looked at was let in', async () => {
  const { shop, whileLooking } = await openSlow();
  whileLooking(() => save(shop, { active: false }));
  expect(await shop.call('session:sign-in', shop.approval('Budi'))).toMatchObject({ code: 'wrong-pin' });
  expect((await shop.must('till:status', {})).session).toMatchObject({ name: 'Ibu' });
  await booksAreWell(shop);
});

test('a person who was closed, or is no supervisor any more, approved by a PIN that was looked at meanwhile', async () => {
  for (const change of [{ active: false }, { role: 'cashier' }, { pin: '7531' }] as const) {
    const { shop, whileLooking } = await openSlow();
    await shop.must('shift:open', { float: 10_000 });
    shop.payments(() => 'cut');
    const { transactionId } = await shop.sell();
    whileLooking(() => save(shop, change));
    const decide = { transactionId, as: 'refused', reason: 'x' } as const;
    expect(await shop.call('payment:resolve', decide, 'page', shop.approval('Budi'))).toMatchObject({ ok: false });
    expect((await shop.must('transaction:get', { transactionId })).status).toBe('pending');
    await booksAreWell(shop);
  }
});

test('the PIN before let in once more, as a new one was saved while it was looked at', async () => {
  const { shop, whileLooking } = await openSlow();
  whileLooking(() => save(shop, { pin: '7531' }));
  const { personId } = shop.approval('Budi');
  expect(await shop.call('session:sign-in', { personId, pin: pins.Budi })).toMatchObject({ code: 'wrong-pin' });
  expect(await shop.call('session:sign-in', { personId, pin: '7531' })).toMatchObject({ ok: true });
  await booksAreWell(shop);
});
