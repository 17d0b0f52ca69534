import { expect, test } from 'vitest';
import type { Channel, Input } from '../../shared/api.ts';
import { hasRight, pinRights, rightOf, type Right, type Role } from '../../shared/rights.ts';
import { openShop, type Name, type Shop } from '../shifts/shop.ts';

// A page that was taken over while somebody with rights is signed in knows no PIN: what gives or takes power over money or over rights takes one
// in the same call, theirs or another's who may.

/** An act at a till where Budi or Ibu is signed in and a payment is pending. */
interface Act {
  readonly right: Right;
  /** Who has the right, and is signed in. */
  readonly by: Name;
  readonly input: (shop: Shop, pending: string) => object;
  /** The journal's record of it. */
  readonly kind: string;
}

const tono = { name: 'Tono', role: 'cashier', active: true } as const;
const said = { provider: 'alfakios', kind: 'top-up', amount: 1_000_000, note: 'BCA 0041' } as const;

/** By channel. Those that need a till in a state of its own have a test below. */
const acts: Readonly<Partial<Record<Channel, Act>>> = {
  'payment:resolve': {
    ...{ right: 'decide', by: 'Budi', kind: 'resolved' },
    input: (_shop, transactionId) => ({ transactionId, as: 'refused', reason: 'x' }),
  },
  'deposit:record': { right: 'deposit', by: 'Budi', kind: 'deposit', input: () => said },
  'people:save': {
    ...{ right: 'people', by: 'Ibu', kind: 'person' },
    input: (shop) => ({ ...tono, personId: shop.approval('Tono').personId, pin: '5555' }),
  },
  'people:phrase': { right: 'people', by: 'Ibu', kind: 'phrase', input: () => ({}) },
};

async function staged(by: Name): Promise<{ readonly shop: Shop; readonly pending: string }> {
  const shop = await openShop();
  await shop.signIn(by);
  await shop.must('shift:open', { float: 0 });
  shop.payments(() => 'cut');
  const { transactionId } = await shop.sell();
  return { shop, pending: transactionId };
}

const countOf = ({ db }: Shop, kind: string): unknown =>
  db.prepare('SELECT count(*) FROM journal WHERE kind = ?').pluck().get(kind);

const triesOf = ({ db, approval }: Shop, name: Name): unknown =>
  db.prepare('SELECT tries FROM people WHERE person_id = ?').pluck().get(approval(name).personId);

test.for(Object.entries(acts))(
  '%s of the page takes a PIN in the same call: none does nothing, a wrong one is counted, the right one does it once',
  async ([channel, { right, by, input, kind }]) => {
    const { shop, pending } = await staged(by);
    const ask = (door: 'page' | 'program', pin?: string) => {
      const approval = pin === undefined ? undefined : { ...shop.approval(by), pin };
      return shop.call(channel as Channel, input(shop, pending), door, approval);
    };
    const before = countOf(shop, kind);
    expect(await ask('page')).toMatchObject({ ok: false, code: 'not-allowed', right });
    expect(await ask('page', '0000')).toMatchObject({ ok: false, code: 'wrong-pin', retryAfterMs: 0 });
    expect(triesOf(shop, by)).toBe(1);
    expect(countOf(shop, kind)).toBe(before);
    expect(await ask('page', shop.approval(by).pin)).toMatchObject({ ok: true });
    expect(triesOf(shop, by)).toBe(0);
    expect(countOf(shop, kind)).toBe(Number(before) + 1);
    expect(await ask('page')).toMatchObject({ ok: false, code: 'not-allowed', right });
  },
);

test.for(Object.entries(acts))(
  '%s of a program takes no PIN of who is signed in and may',
  async ([channel, { by, input, kind }]) => {
    const { shop, pending } = await staged(by);
    const before = countOf(shop, kind);
    const reply = await shop.call(channel as Channel, input(shop, pending), 'program');
    expect(reply).toMatchObject({ ok: true });
    expect(countOf(shop, kind)).toBe(Number(before) + 1);
  },
);

test.for(['payment:resend', 'till:reconciled'] as const)(
  '%s of the page goes no further without a PIN',
  async (channel) => {
    const { shop, pending: transactionId } = await staged('Budi');
    const input = channel === 'payment:resend' ? { transactionId, reason: 'x' } : { reason: 'x' };
    const ask = (door: 'page' | 'program', approval?: ReturnType<Shop['approval']>) =>
      shop.call(channel, input, door, approval);
    const right = rightOf[channel];
    expect(await ask('page')).toMatchObject({ ok: false, code: 'not-allowed', right });
    // What the till itself then says of it: nothing to reopen, and a provider whose rules allow no second sending.
    const own = channel === 'payment:resend' ? { code: 'resend-refused' } : { ok: true };
    expect(await ask('page', shop.approval('Budi'))).toMatchObject(own);
    expect(await ask('program')).toMatchObject(own);
  },
);

test('a supervisor’s screen does what another one’s PIN confirms, and a cashier’s PIN confirms nothing', async () => {
  const { shop, pending: transactionId } = await staged('Budi');
  const input = { transactionId, as: 'refused', reason: 'x' } as const;
  expect(await shop.call('payment:resolve', input, 'page', shop.approval('Sri'))).toMatchObject({
    code: 'not-allowed',
  });
  expect(await shop.call('payment:resolve', input, 'page', shop.approval('Ibu'))).toMatchObject({ ok: true });
});

test('every right of people, of the deposit, of money’s settings and of a person’s word takes a PIN at the page, and none of a cashier’s does', () => {
  const cashiers = Object.keys(pinRights).filter((right) => hasRight('cashier', right as Right));
  expect(cashiers).toEqual([]);
  const channels = Object.entries(rightOf).filter(([, right]) => right !== 'nobody' && pinRights[right] !== undefined);
  expect(channels.map(([channel]) => channel).sort()).toEqual(
    [...Object.keys(acts), 'payment:resend', 'settings:seen', 'till:reconciled'].sort(),
  );
});

test('a cashier with an easy PIN who became supervisor or owner kept it, and so did who was opened again', async () => {
  const shop = await openShop();
  await shop.signIn('Ibu');
  const save = (input: object, door: 'page' | 'program' = 'page') =>
    shop.call('people:save', input as Input<'people:save'>, door, shop.approval('Ibu'));
  const dewi = { name: 'Dewi', role: 'cashier', active: true } as const;
  const made = await save({ ...dewi, pin: '1111' });
  if (!made.ok) throw new Error(made.code);
  const { personId } = made.value;
  for (const role of ['supervisor', 'owner'] as const) {
    expect(await save({ ...dewi, personId, role })).toMatchObject({ code: 'new-pin-needed' });
    expect(await save({ ...dewi, personId, role, pin: '1111' })).toMatchObject({ code: 'pin-easy' });
  }
  // Nor by way of being closed.
  expect(await save({ ...dewi, personId, role: 'owner', active: false })).toMatchObject({ ok: true });
  expect(await save({ ...dewi, personId, role: 'owner' })).toMatchObject({ code: 'new-pin-needed' });
  expect(await save({ ...dewi, personId, role: 'owner', pin: '5836' })).toMatchObject({ ok: true });
  expect(await save({ ...dewi, personId, role: 'supervisor' })).toMatchObject({ ok: true });
  // A cashier is opened again as they were, and a program says what it likes.
  expect(await save({ ...dewi, personId, active: false })).toMatchObject({ ok: true });
  expect(await save({ ...dewi, personId })).toMatchObject({ ok: true });
  expect(await save({ ...dewi, personId, role: 'owner' }, 'program')).toMatchObject({ ok: true });
});

test('a page that was not ours gave an owner the PIN 1111, which our own page refuses', async () => {
  const shop = await openShop();
  await shop.signIn('Ibu');
  const { phrase } = await shop.must('people:phrase', {}, 'program');
  const { personId } = shop.approval('Ibu');
  const save = (role: Role, pin: string, door: 'page' | 'program' = 'page') =>
    shop.call('people:save', { name: `${role} ${door} ${pin}`, role, pin, active: true }, door, shop.approval('Ibu'));
  for (const pin of ['1111', '00000000', '1234', '98765'])
    for (const role of ['owner', 'supervisor'] as const)
      expect(await save(role, pin)).toMatchObject({ ok: false, code: 'pin-easy' });
  expect(await shop.call('session:recover', { personId, phrase, pin: '4321' })).toMatchObject({
    code: 'pin-easy',
  });
  expect(await save('supervisor', '1379')).toMatchObject({ ok: true });
  expect(await save('cashier', '1234')).toMatchObject({ ok: true });
  // A program that sets a till up says what it likes.
  expect(await save('owner', '123456', 'program')).toMatchObject({ ok: true });
});
