import { expect, test } from 'vitest';
import type { RecordData } from '../../electron/books/journal/record.ts';
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

test('a person who is no supervisor any more, as the PIN was looked at, showed what a cashier may not read', async () => {
  const { shop, whileLooking } = await openSlow();
  await shop.signIn('Sri');
  const { shiftId } = await shop.must('shift:open', { float: 10_000 });
  await shop.must('shift:close', { counted: 10_000 });
  await shop.must('shift:reopen', { shiftId, reason: 'masih ada pelanggan' }, 'page', shop.approval('Budi'));
  const read = () => shop.call('shift:get', { shiftId, number: 1 }, 'page', shop.approval('Budi'));
  expect(await read()).toMatchObject({ ok: true, value: { expected: 10_000 } });
  // The owner's PIN would wait for this one, so their role is changed in the books themselves.
  const sql = `SELECT data FROM journal WHERE kind = 'person' AND data ->> '$.name' = 'Budi'`;
  const known = JSON.parse(shop.db.prepare(sql).pluck().get() as string) as RecordData['person'];
  const data = { ...known, role: 'cashier' } as const;
  const changed = { at: shop.clock.ms, kind: 'person', transactionId: null, data } as const;
  whileLooking(() => Promise.resolve(shop.books.write([changed])));
  expect(await read()).toMatchObject({ code: 'not-allowed', right: 'expected-cash' });
});

test('the PIN before let in once more, as a new one was saved while it was looked at', async () => {
  const { shop, whileLooking } = await openSlow();
  whileLooking(() => save(shop, { pin: '7531' }));
  const { personId } = shop.approval('Budi');
  expect(await shop.call('session:sign-in', { personId, pin: pins.Budi })).toMatchObject({ code: 'wrong-pin' });
  expect(await shop.call('session:sign-in', { personId, pin: '7531' })).toMatchObject({ ok: true });
  await booksAreWell(shop);
});
