import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Input, Outputs } from '../../shared/api.ts';
import type { Person } from '../../shared/person.ts';
import type { Role } from '../../shared/rights.ts';
import { rebuild } from '../../electron/books/rebuild.ts';
import { quickHashes } from '../harness/quick-pins.ts';
import { openCounter, type Counter, type Options } from '../harness/counter.ts';
import { tempFolder } from '../harness/temp-folder.ts';

const ownerPin = '86420';
const pins = { Ibu: ownerPin, Sri: '1357', Budi: '2468' } as const;
type Name = keyof typeof pins;

interface Staffed {
  readonly counter: Counter;
  readonly ids: Readonly<Record<Name, string>>;
  signIn(name: Name, pin?: string): ReturnType<Counter['call']>;
}

function open(options: Options = {}): Promise<Counter> {
  return openCounter({ people: { hashes: quickHashes }, ...options });
}

/** A till with an owner, a supervisor and a cashier; nobody is signed in. */
async function openStaffed(options: Options = {}): Promise<Staffed> {
  const counter = await open(options);
  const save = (name: Name, role: Role) =>
    counter.must('people:save', { name, role, pin: pins[name], active: true }, 'program');
  const ibu = await save('Ibu', 'owner');
  await counter.must('session:sign-in', { personId: ibu.personId, pin: pins.Ibu });
  const sri = await save('Sri', 'cashier');
  const budi = await save('Budi', 'supervisor');
  await counter.must('session:sign-out', {});
  const ids = { Ibu: ibu.personId, Sri: sri.personId, Budi: budi.personId };
  const signIn = (name: Name, pin: string = pins[name]): ReturnType<Counter['call']> =>
    counter.call('session:sign-in', { personId: ids[name], pin });
  return { counter, ids, signIn };
}

/** Within the shift that is open, or in one that is opened for it. */
async function pay(counter: Counter): Promise<Outputs['payment:pay']> {
  const { session, shift } = await counter.must('till:status', {});
  if (session && !shift) await counter.must('shift:open', { float: 0 });
  const { quoteId, total } = await counter.quote();
  return counter.must('payment:pay', { quoteId, tendered: total });
}

test('while there is nobody, whoever stands at the till acts as the owner', async () => {
  const counter = await open();
  expect(await counter.must('till:status', {})).toMatchObject({ cashier: 'owner', signIn: false, session: null });
  expect((await pay(counter)).status).toBe('paid');
});

test('the first of all is an owner with a PIN, and from then on people sign in', async () => {
  const counter = await open();
  const first = { name: 'Sri', role: 'cashier', pin: '1357', active: true } as const;
  expect(await counter.call('people:save', first)).toMatchObject({ code: 'owner-needed' });
  expect(await counter.call('people:save', { name: 'Ibu', role: 'owner', active: true })).toMatchObject({
    code: 'pin-needed',
  });
  const owner = await counter.must('people:save', { name: 'Ibu', role: 'owner', pin: ownerPin, active: true });
  expect(owner).toEqual({ personId: owner.personId, name: 'Ibu', role: 'owner', active: true });
  expect(await counter.must('till:status', {})).toMatchObject({ cashier: '', signIn: true, session: null });
  expect(await counter.call('bill:inquire', { product: 'pln-postpaid', customerNumber: '512345678901' })).toMatchObject(
    { ok: false, code: 'not-signed-in' },
  );
  const said = { items: [owner], hasPhrase: false, afterRestore: false, pinsLost: false };
  expect(await counter.must('people:list', {})).toEqual(said);
  const { session } = await counter.must('session:sign-in', { personId: owner.personId, pin: ownerPin });
  expect(session).toEqual({ personId: owner.personId, name: 'Ibu', role: 'owner', locked: false });
});

test('a payment stands under the name of who took it, and the journal has their id', async () => {
  const { counter, ids, signIn } = await openStaffed();
  await signIn('Sri');
  const { transactionId } = await pay(counter);
  const { events } = await counter.must('transaction:get', { transactionId });
  expect(events[0]).toMatchObject({ kind: 'intent', data: { cashier: 'Sri' } });
  const sql = `SELECT data ->> '$.cashierId' FROM journal WHERE kind = 'intent'`;
  expect(counter.books.db.prepare(sql).pluck().get()).toBe(ids.Sri);
});

test('nothing but the status, the list of people and a sign-in is answered while nobody is signed in, or the screen is locked', async () => {
  const { counter, signIn } = await openStaffed();
  const calls: readonly (readonly [Parameters<Counter['call']>[0], object])[] = [
    ['payment:unsettled', {}],
    ['transaction:list', {}],
    ['receipt:preview', { transactionId: 'x' }],
    ['export:places', {}],
    ['journal:verify', {}],
    ['people:phrase', {}],
    ['session:sign-out', {}],
    ['session:lock', {}],
  ];
  for (const [channel, input] of calls)
    expect(await counter.call(channel, input as never)).toMatchObject({ ok: false, code: 'not-signed-in' });
  await signIn('Sri');
  expect(await counter.must('session:lock', {})).toMatchObject({ session: { name: 'Sri', locked: true } });
  for (const [channel, input] of calls)
    expect(await counter.call(channel, input as never)).toMatchObject({ ok: false, code: 'locked' });
  expect(await counter.must('till:status', {})).toMatchObject({ session: { name: 'Sri', locked: true } });
  expect(await signIn('Sri')).toMatchObject({ ok: true, value: { session: { locked: false } } });
  expect((await pay(counter)).status).toBe('paid');
});

test('what a person may do is what the table says, and what is missing is named', async () => {
  const { counter, signIn, ids } = await openStaffed();
  await signIn('Sri');
  const { transactionId } = await pay(counter);
  const decide = { transactionId, as: 'refused', reason: 'x' } as const;
  const decided = await counter.call('payment:resolve', decide, 'program');
  expect(decided).toMatchObject({ code: 'not-allowed', right: 'decide' });
  expect(await counter.call('till:reconciled', { reason: 'x' }, 'program')).toMatchObject({ right: 'reconcile' });
  const mine = { personId: ids.Sri, name: 'Sri', role: 'owner', active: true } as const;
  expect(await counter.call('people:save', mine)).toMatchObject({ code: 'not-allowed', right: 'people' });
  await signIn('Budi');
  expect(await counter.call('payment:resolve', decide, 'program')).toMatchObject({ code: 'not-pending' });
  expect(await counter.call('people:save', mine)).toMatchObject({ code: 'not-allowed', right: 'people' });
});

test('five wrong PINs cost a pause that doubles, for that person alone, and the right one does not help meanwhile', async () => {
  const { counter, signIn } = await openStaffed();
  for (let nth = 1; nth <= 4; nth++) expect(await signIn('Sri', '0000')).toMatchObject({ retryAfterMs: 0 });
  expect(await signIn('Sri', '0000')).toMatchObject({ code: 'wrong-pin', retryAfterMs: 30_000 });
  expect(await signIn('Sri')).toMatchObject({ ok: false, code: 'wrong-pin' });
  expect(await signIn('Budi')).toMatchObject({ ok: true });
  counter.clock.ms += 30_001;
  expect(await signIn('Sri', '0000')).toMatchObject({ retryAfterMs: 60_000 });
  counter.clock.ms += 60_001;
  expect(await signIn('Sri')).toMatchObject({ ok: true });
  expect(await signIn('Sri', '0000')).toMatchObject({ retryAfterMs: 0 });
});

test('neither a kill nor a clock that is set makes a pause shorter', async () => {
  const folder = tempFolder();
  const { counter, ids, signIn } = await openStaffed({ folder });
  for (let nth = 1; nth <= 6; nth++) {
    await signIn('Ibu', '0000');
    if (nth === 5) counter.clock.ms += 30_001;
  }
  await counter.close();
  const again = await open({ folder, startsAt: counter.clock.ms + 365 * 86_400_000 });
  const signInAgain = () => again.call('session:sign-in', { personId: ids.Ibu, pin: ownerPin });
  expect(await signInAgain()).toMatchObject({ code: 'wrong-pin', retryAfterMs: expect.closeTo(60_000, -3) as number });
  again.setPcClock(again.clock.ms + 3_600_000);
  expect(await signInAgain()).toMatchObject({ code: 'wrong-pin' });
  again.clock.ms += 60_001;
  expect(await signInAgain()).toMatchObject({ ok: true });
});

test('a hundred wrong PINs at once are counted one by one', async () => {
  const { counter, ids } = await openStaffed();
  // A till that has run for long, so that no pause of its start is left.
  counter.clock.ms += 3_600_000;
  const all = await Promise.all(
    Array.from({ length: 100 }, (_unused, nth) =>
      counter.call('session:sign-in', { personId: ids.Sri, pin: String(2_000 + nth) }),
    ),
  );
  expect(all.every((one) => !one.ok && one.code === 'wrong-pin')).toBe(true);
  const sql = `SELECT count(*) FROM journal WHERE kind = 'tried' AND data ->> '$.personId' = ?`;
  expect(counter.books.db.prepare(sql).pluck().get(ids.Sri)).toBe(5);
});

test('nobody is deleted, names stay theirs, and there is always an owner', async () => {
  const { counter, ids, signIn } = await openStaffed();
  await signIn('Ibu');
  const close: Input<'people:save'> = { personId: ids.Sri, name: 'Sri', role: 'cashier', active: false };
  expect(await counter.must('people:save', close, 'program')).toMatchObject({ active: false });
  expect(await signIn('Sri')).toMatchObject({ code: 'person-unknown' });
  const another: Input<'people:save'> = { name: ' sRi ', role: 'cashier', pin: '9999', active: true };
  expect(await counter.call('people:save', another, 'program')).toMatchObject({ code: 'name-taken' });
  expect(await counter.call('people:save', { ...another, name: 'Owner' }, 'program')).toMatchObject({
    code: 'name-taken',
  });
  const last: Input<'people:save'> = { personId: ids.Ibu, name: 'Ibu', role: 'supervisor', active: true };
  expect(await counter.call('people:save', last, 'program')).toMatchObject({ code: 'owner-needed' });
  expect(await counter.call('people:save', { ...last, role: 'owner', active: false }, 'program')).toMatchObject({
    code: 'owner-needed',
  });
  const names = ({ items }: { readonly items: readonly Person[] }): readonly string[] => items.map(({ name }) => name);
  expect(names(await counter.must('people:list', {}))).toEqual(['Ibu', 'Budi', 'Sri']);
  await counter.must('session:sign-out', {});
  expect(names(await counter.must('people:list', {}))).toEqual(['Ibu', 'Budi']);
  expect(() => counter.books.db.exec('DELETE FROM people')).toThrow(/never deleted/);
});

test('who is closed or gets another role while signed in has it at the next call', async () => {
  const { counter, ids, signIn } = await openStaffed();
  await signIn('Ibu');
  await counter.must('people:save', { name: 'Adi', role: 'owner', pin: '11111', active: true }, 'program');
  await counter.must('people:save', { personId: ids.Ibu, name: 'Ibu', role: 'cashier', active: true }, 'program');
  expect(await counter.call('people:phrase', {})).toMatchObject({ code: 'not-allowed', right: 'people' });
  expect(await counter.must('till:status', {})).toMatchObject({ session: { role: 'cashier' } });
});

test('an owner who forgot the PIN comes in by the recovery phrase, however it is typed, and others do not', async () => {
  const { counter, ids, signIn } = await openStaffed();
  expect(await counter.call('session:recover', { personId: ids.Ibu, phrase: 'K7M4', pin: '58585' })).toMatchObject({
    code: 'no-phrase',
  });
  await signIn('Ibu');
  const { phrase } = await counter.must('people:phrase', {}, 'program');
  expect(phrase).toMatch(/^([2-9A-HJKMNP-Z]{4}-){5}[2-9A-HJKMNP-Z]{4}$/);
  await counter.must('session:sign-out', {});
  const recover = (personId: string, typed: string) =>
    counter.call('session:recover', { personId, phrase: typed, pin: '58585' });
  expect(await recover(ids.Sri, phrase)).toMatchObject({ code: 'person-unknown' });
  expect(await recover(ids.Ibu, phrase.slice(0, -1))).toMatchObject({ code: 'wrong-phrase', retryAfterMs: 0 });
  expect(await recover(ids.Ibu, phrase.toLowerCase().replaceAll('-', ' '))).toMatchObject({
    ok: true,
    value: { session: { name: 'Ibu' } },
  });
  expect(await signIn('Ibu')).toMatchObject({ code: 'wrong-pin' });
  expect(await signIn('Ibu', '58585')).toMatchObject({ ok: true });
  const kinds = counter.books.db.prepare(`SELECT count(*) FROM journal WHERE kind = 'recovered'`).pluck().get();
  expect(kinds).toBe(1);
});

test('the recovery phrase helps also where the till lost its secrets, and with them every PIN', async () => {
  const folder = tempFolder();
  const inEarnest = { people: {}, folder } as const;
  const counter = await openCounter(inEarnest);
  const owner = { name: 'Ibu', role: 'owner', pin: ownerPin, active: true } as const;
  const { personId } = await counter.must('people:save', owner);
  await counter.must('session:sign-in', { personId, pin: ownerPin });
  const { phrase } = await counter.must('people:phrase', {}, 'program');
  await counter.close();
  rmSync(`${folder}/loket.secrets`);
  const again = await openCounter({ ...inEarnest, startsAt: counter.clock.ms });
  expect(await again.call('session:sign-in', { personId, pin: ownerPin })).toMatchObject({ code: 'pins-lost' });
  expect(await again.call('session:recover', { personId, phrase, pin: '5858' })).toMatchObject({ ok: true });
  expect(await again.call('session:sign-in', { personId, pin: '5858' })).toMatchObject({ ok: true });
});

test('three copies that were asked for at once all came out: one did, and the others took a supervisor', async () => {
  const { counter, signIn } = await openStaffed({
    printers: [{ id: 'kasir', transport: 'file:slips.bin', columns: 32, drawer: null }],
  });
  await signIn('Sri');
  const { transactionId } = await pay(counter);
  await expect
    .poll(() => counter.must('transaction:get', { transactionId }), { timeout: 20_000 })
    .toMatchObject({ prints: 1 });
  const answers = await Promise.all([1, 2, 3].map(() => counter.call('receipt:print', { transactionId })));
  expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
  expect(answers.filter(({ ok }) => !ok)).toMatchObject([{ right: 'print-again' }, { right: 'print-again' }]);
  expect(await counter.must('transaction:get', { transactionId })).toMatchObject({ prints: 2 });
});

test('a further copy takes a supervisor, and an export elsewhere the owner', async () => {
  const { counter, ids, signIn } = await openStaffed({
    printers: [{ id: 'kasir', transport: 'file:slips.bin', columns: 32, drawer: null }],
  });
  await signIn('Sri');
  const { transactionId } = await pay(counter);
  await expect
    .poll(() => counter.must('transaction:get', { transactionId }), { timeout: 20_000 })
    .toMatchObject({ prints: 1 });
  expect(await counter.must('receipt:print', { transactionId })).toMatchObject({ copy: 1 });
  expect(await counter.call('receipt:print', { transactionId })).toMatchObject({ right: 'print-again' });
  const approval = { personId: ids.Budi, pin: pins.Budi };
  expect(await counter.call('receipt:print', { transactionId }, 'page', approval)).toMatchObject({
    ok: true,
    value: { copy: 2 },
  });
  const name = { format: 'csv', name: 'a.csv' } as const;
  expect(await counter.call('export:run', { ...name, place: 'stick-1' })).toMatchObject({ right: 'export-elsewhere' });
  expect(await counter.call('export:run', { ...name, place: 'own' })).toMatchObject({ ok: true });
});

test('no PIN and no recovery phrase stands in the books, the log or any file of the till', async () => {
  const { counter, signIn } = await openStaffed();
  await signIn('Ibu');
  const { phrase } = await counter.must('people:phrase', {}, 'program');
  await signIn('Sri', '90817263');
  const files = readdirSync(counter.folder, { recursive: true, encoding: 'utf8' })
    .map((name) => `${counter.folder}/${name}`)
    .filter((file) => statSync(file).isFile());
  const all = files.map((file) => readFileSync(file, 'latin1')).join('\n');
  for (const secret of ['90817263', ownerPin, phrase, phrase.replaceAll('-', '')]) expect(all).not.toContain(secret);
});

test('a rebuild from the journal makes the people again, with their PINs and wrong tries', async () => {
  const folder = tempFolder();
  const { counter, ids, signIn } = await openStaffed({ folder });
  for (let nth = 1; nth <= 5; nth++) await signIn('Sri', '0000');
  const rows = () => counter.books.db.prepare('SELECT * FROM people ORDER BY person_id').all();
  const before = rows();
  await counter.close();
  expect(await rebuild(folder, 'database', counter.clock.ms)).toMatchObject({ ok: true });
  const again = await open({ folder, startsAt: counter.clock.ms });
  expect(again.books.db.prepare('SELECT * FROM people ORDER BY person_id').all()).toEqual(before);
  expect(await again.call('session:sign-in', { personId: ids.Sri, pin: pins.Sri })).toMatchObject({
    code: 'wrong-pin',
  });
  expect(await again.call('session:sign-in', { personId: ids.Budi, pin: pins.Budi })).toMatchObject({ ok: true });
  expect(await again.call('journal:verify', {})).toMatchObject({ ok: true, value: { ok: true } });
});
