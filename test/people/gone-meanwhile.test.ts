import { expect, test } from 'vitest';
import type { HashPin } from '../../electron/people/pin.ts';
import type { Approval } from '../../shared/person.ts';
import type { Role } from '../../shared/rights.ts';
import { inquiryPath, sampleInquiry, type Counter } from '../harness/counter.ts';
import { reply } from '../harness/fake-provider.ts';
import { bodyIn } from '../harness/iak.ts';
import { quickHashes } from '../harness/quick-pins.ts';
import { openShop, type Shop } from '../shifts/shop.ts';
import { openIakCounter } from '../till/iak-counter.ts';
import { checkFolder } from '../verify/check.ts';

// An act waits, for a PIN that is stored or a provider, and who asked for it or approved of it is closed or made a cashier meanwhile.

const changes = [{ active: false }, { role: 'cashier' }] as const;

async function booksAreWell(counter: Pick<Counter, 'close' | 'folder'>): Promise<void> {
  await counter.close();
  expect(checkFolder(counter.folder).problems).toEqual([]);
}

const change = (counter: Counter, by: Approval, of: { personId: string; name: string; role: Role }, more: object) =>
  counter.must('people:save', { ...of, active: true, ...more }, 'program', by);

/** Sri is signed in, Bapak is a second owner, and the hash of a new PIN or phrase waits for what `whileStored` was given. */
async function openStoring(): Promise<{
  readonly shop: Shop;
  readonly bapak: Approval;
  readonly whileStored: (meanwhile: () => Promise<unknown>) => void;
}> {
  let waits: (() => Promise<unknown>) | null = null;
  const salts = new Set<string>();
  const hash: HashPin = async (text, salt) => {
    const isNew = !salts.has(salt);
    salts.add(salt);
    const meanwhile = isNew ? waits : null;
    if (meanwhile) waits = null;
    await meanwhile?.();
    return quickHashes.pin(text, salt);
  };
  const shop = await openShop({ people: { hashes: { pin: hash, phrase: hash } } });
  await shop.signIn('Sri');
  const second = { name: 'Bapak', role: 'owner', pin: '77441', active: true } as const;
  const { personId } = await shop.must('people:save', second, 'page', shop.approval('Ibu'));
  return { shop, bapak: { personId, pin: second.pin }, whileStored: (meanwhile) => (waits = meanwhile) };
}

test('an owner who was closed meanwhile made a new supervisor and a new phrase by the PIN they had given', async () => {
  for (const more of changes) {
    const { shop, bapak, whileStored } = await openStoring();
    const { personId } = bapak;
    const end = () => change(shop, shop.approval('Ibu'), { personId, name: 'Bapak', role: 'owner' }, more);
    whileStored(end);
    const wati = { name: 'Wati', role: 'supervisor', pin: '5937', active: true } as const;
    const refused = { code: 'not-allowed', right: 'people' };
    expect(await shop.call('people:save', wati, 'page', bapak)).toMatchObject(refused);
    const { items } = await shop.must('people:list', {});
    expect(items.map(({ name }) => name)).not.toContain('Wati');
    await change(shop, shop.approval('Ibu'), { personId, name: 'Bapak', role: 'owner' }, { pin: bapak.pin });
    whileStored(end);
    expect(await shop.call('people:phrase', {}, 'page', bapak)).toMatchObject(refused);
    expect((await shop.must('people:list', {})).hasPhrase).toBe(false);
    await booksAreWell(shop);
  }
});

test('an owner who was closed meanwhile saved a person by their own right', async () => {
  const { shop, bapak, whileStored } = await openStoring();
  await shop.must('session:sign-in', bapak);
  whileStored(() =>
    change(shop, shop.approval('Ibu'), { personId: bapak.personId, name: 'Bapak', role: 'owner' }, { active: false }),
  );
  const wati = { name: 'Wati', role: 'supervisor', pin: '5937', active: true } as const;
  expect(await shop.call('people:save', wati, 'program')).toMatchObject({ code: 'not-signed-in' });
  await booksAreWell(shop);
});

test.for(['the approver', 'the cashier', 'nobody'] as const)(
  'a shift was closed by the word of who was closed while its refusals were looked at: %s',
  async (gone) => {
    for (const more of changes) {
      const shop = await openIakCounter('json', { people: { hashes: quickHashes }, settleScale: 0.01 });
      const { counter } = shop;
      const people = new Map<string, Approval & { name: string; role: Role }>();
      for (const [name, role, pin] of [
        ...([
          ['Ibu', 'owner', '86420'],
          ['Budi', 'supervisor', '2468'],
        ] as const),
        ...([
          ['Sri', 'cashier', '1357'],
          ['Tono', 'supervisor', '9753'],
        ] as const),
      ] as const) {
        const { personId } = await counter.must('people:save', { name, role, pin, active: true }, 'program');
        people.set(name, { personId, name, role, pin });
        if (role === 'owner') await counter.must('session:sign-in', { personId, pin });
      }
      const of = (name: string) => people.get(name) as Approval & { name: string; role: Role };
      const pinOf = (name: string): Approval => ({ personId: of(name).personId, pin: of(name).pin });
      await counter.must('session:sign-in', pinOf('Tono'));
      await counter.must('shift:open', { float: 100_000 });
      const failed = { response_code: '37', message: 'PEMBAYARAN GAGAL', status: 2 };
      shop.answers({ 'pay-pasca': failed, checkstatus: failed });
      await shop.sell();
      await counter.must('session:sign-in', pinOf('Sri'));
      const { personId, name, role } = of(gone === 'the cashier' ? 'Sri' : 'Budi');
      const isClosed = gone === 'the cashier' ? { active: false } : more;
      let changed: Promise<unknown> | undefined;
      shop.answers({ checkstatus: failed }, (data) => {
        if (gone !== 'nobody') changed ??= change(counter, pinOf('Ibu'), { personId, name, role }, isClosed);
        return { raw: reply(200, bodyIn('json', data)), afterMs: 100 };
      });
      const closing = await counter.call('shift:close', { counted: 100_000 }, 'page', pinOf('Budi'));
      await changed;
      const refused = gone === 'the cashier' ? 'not-signed-in' : 'not-allowed';
      expect(closing).toMatchObject(gone === 'nobody' ? { ok: true } : { code: refused });
      await booksAreWell(counter);
    }
  },
);

test('a payment began by a cashier who was closed while its bill was asked for again', async () => {
  const shop = await openShop();
  await shop.signIn('Sri');
  await shop.must('shift:open', { float: 0 });
  const { quoteId, total } = await shop.quote();
  shop.clock.ms += 60 * 60_000;
  const sri = { personId: shop.approval('Sri').personId, name: 'Sri', role: 'cashier' } as const;
  let closed: Promise<unknown> | undefined;
  shop.provider.answer((at) => {
    if (at === inquiryPath) closed = change(shop, shop.approval('Ibu'), sri, { active: false });
    return { raw: reply(200, sampleInquiry({})), afterMs: 100 };
  });
  const arrived = shop.provider.arrived.length;
  expect(await shop.call('payment:pay', { quoteId, tendered: total })).toMatchObject({ code: 'not-signed-in' });
  await closed;
  expect(shop.provider.arrived).toHaveLength(arrived + 1);
  await shop.signIn('Ibu');
  expect((await shop.must('transaction:list', {})).items).toEqual([]);
  await booksAreWell(shop);
});

test('a copy was on its way as who had approved of it was closed, and the books did not verify any more', async () => {
  let waits: Promise<unknown> | null = null;
  const deliver: NonNullable<Parameters<typeof openShop>[0]>['deliver'] = async (_to, _bytes, _ms, begin) => {
    await waits;
    return (await begin()) ? { kind: 'sent' } : { kind: 'failed', why: 'called off', cause: 'unknown' };
  };
  const printers = [{ id: 'a', transport: 'tcp://127.0.0.1:9', columns: 32, drawer: null }] as const;
  const shop = await openShop({ printers, deliver });
  await shop.signIn('Sri');
  await shop.must('shift:open', { float: 0 });
  const { transactionId } = await shop.sell();
  await shop.must('receipt:print', { transactionId });
  const budi = shop.approval('Budi');
  waits = new Promise((resolve) => setTimeout(resolve, 100)).then(() =>
    change(
      shop,
      shop.approval('Ibu'),
      { personId: budi.personId, name: 'Budi', role: 'supervisor' },
      { active: false },
    ),
  );
  expect(await shop.call('receipt:print', { transactionId }, 'page', budi)).toMatchObject({ ok: true });
  const told = shop.db.prepare(`SELECT data ->> '$.right' FROM journal WHERE kind = 'approved'`).pluck().all();
  // As the copy was asked for.
  expect(told).toEqual(['print-again', 'people']);
  await booksAreWell(shop);
});
