import { hash } from 'node:crypto';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { toLines, type Head } from '../../electron/books/journal/line.ts';
import type { Entry } from '../../electron/books/journal/record.ts';
import { openCounter } from '../harness/counter.ts';
import { checkFolder, problemsOf } from './check.ts';

// What the verifier says of people, sessions and approvals.

const at = Date.parse('2026-11-21T14:32:05+07:00');
const about = { at, transactionId: null } as const;
const pin = { salt: 'c2FsdA', hash: 'aGFzaA' };
const opened: Entry = { ...about, kind: 'opened', data: { version: 'test', by: 'owner', epoch: 'AAAA' } };
const person = (personId: string, role: 'owner' | 'supervisor' | 'cashier', more: object = {}): Entry => ({
  ...about,
  kind: 'person',
  data: { personId, name: `Nama ${personId}`, role, active: true, pin, by: 'owner', ...more },
});
const tried = (personId: string | null, tries: number): Entry => ({
  ...about,
  kind: 'tried',
  data: { personId, tries },
});
const signedIn = (personId: string): Entry => ({ ...about, kind: 'signed-in', data: { personId } });
const approved = (personId: string, right: 'decide' | 'people'): Entry<'approved'> => ({
  ...about,
  kind: 'approved',
  data: { personId, name: 'x', forId: 'b', forName: 'y', right, channel: 'payment:resolve', about: null },
});
/** Whose PIN was right stands in a record before. */
const proved: Entry = { ...about, kind: 'approved', data: { ...approved('c', 'decide').data, proved: true } };
const phrase: Entry = { ...about, kind: 'phrase', data: { ...pin, by: 'owner' } };
const recovered: Entry = { ...about, kind: 'recovered', data: { personId: 'a' } };
/** By a phrase that ended with it; the one above is an older till's. */
const used: Entry = { ...about, kind: 'recovered', data: { personId: 'a', used: true } };

/** Without a phrase, after a restore of books that ended with the first record. */
const byRestore: Entry = { ...about, kind: 'recovered', data: { personId: 'a', used: true, by: 'restore' } };
const backup = (): Head => pick(toLines(nobody, [opened])[0]);
const cameBack = (from: Head = backup()): Entry => ({
  ...about,
  kind: 'restored',
  data: { why: 'x', epoch: 'AAAA', backup: from },
});

const nobody: Head = { n: 0, hash: '0'.repeat(64) };

function pick(head: Head | undefined): Head {
  return { n: head?.n ?? 0, hash: head?.hash ?? '' };
}

function said(entries: readonly Entry[]): readonly string[] {
  let head = nobody;
  const texts = entries.map((entry) => {
    const [line] = toLines(head, [entry]);
    head = line ?? head;
    return `${line?.text ?? ''}\n`;
  });
  return problemsOf(Buffer.from(texts.join(''))).map(({ what }) => what);
}

const staff = [opened, person('a', 'owner'), person('b', 'cashier'), person('c', 'supervisor')];

test('a day of people who sign in, approve and come back by the phrase is well', () => {
  const day = [
    ...[tried('b', 1), tried('b', 2), signedIn('b'), tried('c', 1), approved('c', 'decide'), phrase],
    ...[tried('c', 1), tried('c', 0), tried('c', 1), tried('c', 0), proved, proved],
    ...[tried(null, 1), tried(null, 2), recovered, person('a', 'owner'), signedIn('a')],
    ...[tried(null, 1), used, person('a', 'owner'), signedIn('a'), phrase, tried(null, 1), used],
  ];
  expect(said([...staff, ...day])).toEqual([]);
});

test('an owner who comes in after a restore that left no way in is well, with and without a phrase that was used', () => {
  const comesIn = [cameBack(), byRestore, person('a', 'owner'), signedIn('a')];
  expect(said([...staff, ...comesIn, ...comesIn])).toEqual([]);
  expect(said([...staff, phrase, tried(null, 1), used, person('a', 'owner'), signedIn('a'), ...comesIn])).toEqual([]);
});

test.for<readonly [string, string, readonly Entry[]]>([
  ['a way in without a restore', 'nothing was restored', [...staff, byRestore]],
  [
    'a way in that is taken twice',
    'nothing was restored',
    [...staff, cameBack(), byRestore, person('a', 'owner'), byRestore],
  ],
  ['a way in past a phrase', 'there was one', [...staff, phrase, cameBack(), byRestore]],
  [
    'a way in for a cashier',
    'is no owner',
    [...staff, cameBack(), { ...about, kind: 'recovered', data: { personId: 'b', used: true, by: 'restore' } }],
  ],
  ['a restore of other books', 'a backup of other books', [...staff, cameBack({ n: 1, hash: 'f'.repeat(64) })]],
  ['a restore of what comes later', 'a backup of other books', [...staff, cameBack({ n: 99, hash: 'f'.repeat(64) })]],
  ['a cashier as the first of all', 'the first of all is no owner', [opened, person('b', 'cashier')]],
  ['the last owner closed', 'leaves no owner', [...staff, person('a', 'owner', { active: false })]],
  ['somebody new without a PIN', 'without a PIN', [...staff, person('d', 'cashier', { pin: undefined })]],
  ['a role that is none', 'without a role', [...staff, person('d', 'king' as never)]],
  ['a try that is left out', 'leaves some out', [...staff, tried('b', 2)]],
  ['a try of nobody', 'that nobody has', [...staff, tried('z', 1)]],
  ['a sign-in without a try', 'no PIN was looked at', [...staff, signedIn('b')]],
  [
    'a sign-in of who was closed',
    'was closed',
    [...staff, person('b', 'cashier', { active: false }), tried('b', 1), signedIn('b')],
  ],
  ['an approval without a try', 'no PIN was looked at', [...staff, approved('c', 'decide')]],
  [
    'an approval more than PINs were right',
    'no PIN was right',
    [...staff, tried('c', 1), tried('c', 0), proved, proved],
  ],
  [
    'an approval by a PIN that was looked at of who was closed',
    'approves, and was closed',
    [...staff, person('c', 'supervisor', { active: false }), tried('c', 1), tried('c', 0), proved],
  ],
  ['a PIN that was right though none was looked at', 'none was looked at', [...staff, tried('c', 0)]],
  ['an approval by a cashier', 'may not do themselves', [...staff, tried('b', 1), approved('b', 'decide')]],
  [
    'a supervisor who approves of what is the owner’s',
    'may not do themselves',
    [...staff, tried('c', 1), approved('c', 'people')],
  ],
  ['a recovery without a phrase', 'not looked at', [...staff, recovered]],
  ['a try at a phrase that was used', 'that nobody has', [...staff, phrase, tried(null, 1), used, tried(null, 1)]],
  ['a second recovery by one phrase', 'let somebody in before', [...staff, phrase, tried(null, 1), used, used]],
])('%s is told', ([_name, words, entries]) => {
  expect(said(entries)).toContainEqual(expect.stringContaining(words));
});

test.for([
  ['a name', `UPDATE people SET name = 'Tono' WHERE role = 'cashier'`, 'its name is not what the records make it'],
  ['a role', `UPDATE people SET role = 'owner' WHERE role = 'cashier'`, 'its role is not'],
  ['who was closed', 'UPDATE people SET active = 0', 'its active is not'],
  ['a PIN', `UPDATE people SET pin_hash = 'x'`, 'its pin_hash is not'],
  ['the wrong tries', 'UPDATE people SET tries = 0', 'its tries is not'],
  [
    'somebody nobody took in',
    `INSERT INTO people SELECT 'x', 'X', role, 1, pin_salt, pin_hash, 0 FROM people LIMIT 1`,
    'no record makes it',
  ],
  ['somebody who is gone', `DROP TRIGGER people_stay; DELETE FROM people WHERE role = 'cashier'`, 'is missing'],
  ['the recovery phrase', `UPDATE recovery SET hash = 'x'`, 'its hash is not'],
  ['that the phrase was used', 'UPDATE recovery SET used = 1', 'its used is not'],
] as const)(
  '%s that was changed in the database is told by the verifier, and by the till itself',
  async ([, sql, words]) => {
    const hashPin = (text: string, salt: string) => Promise.resolve(hash('sha256', `${salt} ${text}`, 'buffer'));
    const counter = await openCounter({ people: { hashes: { pin: hashPin, phrase: hashPin } } });
    const owner = { name: 'Ibu', role: 'owner', pin: '86420', active: true } as const;
    const { personId } = await counter.must('people:save', owner);
    await counter.must('session:sign-in', { personId, pin: owner.pin });
    const sri = await counter.must('people:save', { ...owner, name: 'Sri', role: 'cashier' }, 'program');
    await counter.must('people:phrase', {}, 'program');
    await counter.call('session:sign-in', { personId: sri.personId, pin: '0000' });
    await counter.close();
    expect(checkFolder(counter.folder).problems).toEqual([]);
    const db = new Database(`${counter.folder}/loket.db`);
    db.exec(sql);
    db.close();
    expect(checkFolder(counter.folder).problems.map(({ what }) => what)).toContainEqual(expect.stringContaining(words));
    await expect(openCounter({ folder: counter.folder })).rejects.toThrow(/damaged/);
  },
);

test('an act by the word of who was closed before it was written is told, and one that was done by then is not', () => {
  const isTold = (change: object, ...acts: readonly Entry[]): boolean => {
    const before = [...staff, tried('c', 1), tried('c', 0), person('c', 'supervisor', change)];
    const groups = [...before.map((entry) => [entry]), [proved, ...acts]];
    let head = nobody;
    const lines = groups.flatMap((group) => {
      const made = toLines(head, group);
      head = pick(made.at(-1));
      return made;
    });
    const told = problemsOf(Buffer.from(lines.map(({ text }) => `${text}\n`).join('')));
    return told.some(({ what }) => what.includes('who may not any more'));
  };
  const act = person('d', 'cashier');
  expect([isTold({}, act), isTold({ active: false }, act), isTold({ role: 'cashier' }, act)]).toEqual([
    false,
    true,
    true,
  ]);
  expect(isTold({ active: false })).toBe(false);
});
