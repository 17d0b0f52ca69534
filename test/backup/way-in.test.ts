import { hash } from 'node:crypto';
import { copyFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { restore } from '../../electron/backup/restore.ts';
import { rebuild } from '../../electron/books/rebuild.ts';
import type { Hashes } from '../../electron/people/pin.ts';
import { openCounter, type Counter } from '../harness/counter.ts';
import { tempFolder } from '../harness/temp-folder.ts';
import { checkFolder } from '../verify/check.ts';
import { backUp } from './made.ts';

// Who comes in at a till that was restored.

/** Quick, and of a till's own secret, as the real ones are. */
function hashesOf(pepper: string): Hashes {
  const of = (key: string) => (text: string, salt: string) =>
    Promise.resolve(hash('sha256', `${key} ${salt} ${text}`, 'buffer'));
  return { pin: of(pepper), phrase: of(''), pepper };
}

const open = (folder: string, pepper: string, more: object = {}): Promise<Counter> =>
  openCounter({ folder, people: { hashes: hashesOf(pepper) }, ...more });

interface Shop {
  readonly counter: Counter;
  readonly ibu: string;
  readonly sri: string;
  readonly phrase: string | null;
}

async function openShop({ phrase = false } = {}): Promise<Shop> {
  const counter = await open(tempFolder(), 'first');
  const owner = { name: 'Ibu', role: 'owner', pin: '86420', active: true } as const;
  const { personId: ibu } = await counter.must('people:save', owner);
  await counter.must('session:sign-in', { personId: ibu, pin: owner.pin });
  const cashier = { name: 'Sri', role: 'cashier', pin: '1357', active: true } as const;
  const { personId: sri } = await counter.must('people:save', cashier, 'program');
  const made = phrase ? (await counter.must('people:phrase', {}, 'program')).phrase : null;
  return { counter, ibu, sri, phrase: made };
}

/** Its backup, in a folder of another PC. */
async function restored({ counter }: Shop): Promise<string> {
  const data = path.join(tempFolder(), 'data');
  expect(restore(await backUp(counter), data)).toMatchObject({ ok: true });
  return data;
}

async function isSound(folder: string): Promise<void> {
  expect(checkFolder(folder).problems).toEqual([]);
  for (const what of ['database', 'journal'] as const) {
    expect(await rebuild(folder, what, Date.now())).toMatchObject({ ok: true });
    expect(checkFolder(folder).problems).toEqual([]);
  }
}

test('a shop without a phrase that was restored could never be signed into again: an owner comes in once', async () => {
  const shop = await openShop();
  const data = await restored(shop);
  const counter = await open(data, 'second');
  const { ibu: personId, sri } = shop;
  expect(await counter.must('people:list', {})).toMatchObject({ hasPhrase: false, afterRestore: true });
  expect(await counter.call('session:sign-in', { personId, pin: '86420' })).toMatchObject({ code: 'pins-lost' });
  expect(await counter.call('session:recover', { personId: sri, pin: '7979' })).toMatchObject({
    code: 'person-unknown',
  });
  expect(await counter.call('session:recover', { personId, pin: '1111' })).toMatchObject({ code: 'pin-easy' });
  const both = await Promise.all(['7979', '5858'].map((pin) => counter.call('session:recover', { personId, pin })));
  expect(both).toMatchObject([{ ok: true, value: { session: { name: 'Ibu' } } }, { code: 'no-phrase' }]);
  expect(await counter.must('till:status', {})).toMatchObject({ mode: 'reconcile', recoveryPhrase: 'used' });
  expect(await counter.must('people:list', {})).toMatchObject({ afterRestore: false });
  const said = counter.books.db.prepare(`SELECT data FROM journal WHERE kind = 'recovered'`).pluck().all() as string[];
  expect(said.map((one) => JSON.parse(one) as unknown)).toEqual([{ personId, used: true, by: 'restore' }]);
  await counter.must('session:sign-out', {});
  await counter.must('session:sign-in', { personId, pin: '7979' });
  await counter.close();

  const again = await open(data, 'second', { startsAt: counter.clock.ms });
  expect(await again.call('session:recover', { personId, pin: '5858' })).toMatchObject({ code: 'no-phrase' });
  await again.must('session:sign-in', { personId, pin: '7979' });
  await again.must('people:phrase', {}, 'program');
  expect(await again.must('till:status', {})).toMatchObject({ mode: 'reconcile', recoveryPhrase: 'kept' });
  await again.close();
  await isSound(data);
});

test('the way in after a restore stood open on a till that only lost its secrets', async () => {
  const { counter, ibu: personId } = await openShop();
  const { folder, clock } = counter;
  const early = counter.books.head();
  await counter.quote();
  await counter.close();
  rmSync(path.join(folder, 'loket.secrets'));
  // Nor does what a restore leaves help, once the books have gone on.
  writeFileSync(path.join(folder, 'loket.restored'), JSON.stringify({ n: early.n, hash: early.hash }));
  const again = await open(folder, 'second', { startsAt: clock.ms });
  expect(await again.must('till:status', {})).toMatchObject({ mode: 'reconcile' });
  expect(await again.call('session:sign-in', { personId, pin: '86420' })).toMatchObject({ code: 'pins-lost' });
  expect(await again.must('people:list', {})).toMatchObject({ hasPhrase: false, afterRestore: false });
  expect(await again.call('session:recover', { personId, pin: '7979' })).toMatchObject({ code: 'no-phrase' });
  await again.close();
  await isSound(folder);
});

test('while a phrase counts, it is asked for, also after a restore', async () => {
  const shop = await openShop({ phrase: true });
  const data = await restored(shop);
  const counter = await open(data, 'second');
  const { ibu: personId, phrase } = shop;
  expect(await counter.must('people:list', {})).toMatchObject({ hasPhrase: true, afterRestore: false });
  expect(await counter.call('session:recover', { personId, pin: '7979' })).toMatchObject({ code: 'no-phrase' });
  await counter.must('session:recover', { personId, phrase: phrase ?? '', pin: '7979' });
  // It is used up, and there is a PIN that counts: nobody else comes in.
  expect(await counter.call('session:recover', { personId, pin: '5858' })).toMatchObject({ code: 'no-phrase' });
  await counter.close();
  await isSound(data);
});

test('whose secrets came along by hand has PINs that count, and signs in by them', async () => {
  const shop = await openShop();
  const data = await restored(shop);
  copyFileSync(path.join(shop.counter.folder, 'loket.secrets'), path.join(data, 'loket.secrets'));
  const counter = await open(data, 'first');
  expect(await counter.must('people:list', {})).toMatchObject({ afterRestore: false });
  expect(await counter.call('session:recover', { personId: shop.ibu, pin: '7979' })).toMatchObject({
    code: 'no-phrase',
  });
  await counter.must('session:sign-in', { personId: shop.ibu, pin: '86420' });
  await counter.close();
});

test('a PIN that a program gave closes the way in', async () => {
  const shop = await openShop();
  const counter = await openCounter({ folder: await restored(shop), people: { hashes: hashesOf('second') } });
  const { ibu: personId, sri } = shop;
  const { books, clock } = counter;
  const pin = { salt: 'second.x', hash: 'x' };
  const data = { personId: sri, name: 'Sri', role: 'cashier', active: true, pin, by: 'owner' } as const;
  books.keep([{ at: clock.ms, transactionId: null, kind: 'person', data }]);
  expect(await counter.call('session:recover', { personId, pin: '7979' })).toMatchObject({ code: 'no-phrase' });
});

test('a note of a restore that is no note holds nobody up', async () => {
  const { counter } = await openShop();
  const { folder, clock } = counter;
  await counter.close();
  for (const text of ['', '{', '[]', '{"n":"1"}']) {
    writeFileSync(path.join(folder, 'loket.restored'), text);
    const again = await open(folder, 'first', { startsAt: clock.ms });
    expect(await again.must('people:list', {})).toMatchObject({ afterRestore: false });
    await again.close();
  }
});
