import { expect, test } from 'vitest';
import { openCounter, type Counter } from '../harness/counter.ts';
import { quickHashes } from '../harness/quick-pins.ts';
import { checkFolder } from '../verify/check.ts';

const owner = { name: 'Ibu', role: 'owner', active: true } as const;

async function typeWrongly(counter: Counter, personId: string, times: number): Promise<void> {
  for (let n = 0; n < times; n++) await counter.call('session:sign-in', { personId, pin: '000000' });
}

test('a new PIN from the owner did not end the pause of the old one until the till was started again', async () => {
  const counter = await openCounter({ people: { hashes: quickHashes } });
  const { personId: ibu } = await counter.must('people:save', { ...owner, pin: '86420' });
  await counter.must('session:sign-in', { personId: ibu, pin: '86420' });
  const sri = { name: 'Sri', role: 'cashier', active: true } as const;
  const { personId } = await counter.must('people:save', { ...sri, pin: '1357' }, 'program');
  await typeWrongly(counter, personId, 5);
  expect(await counter.call('session:sign-in', { personId, pin: '1357' })).toMatchObject({
    code: 'wrong-pin',
    // As much of it as is not over.
    retryAfterMs: expect.closeTo(30_000, -4) as number,
  });
  await counter.must('people:save', { ...sri, personId, pin: '4444' }, 'program');
  expect(await counter.call('session:sign-in', { personId, pin: '4444' })).toMatchObject({ ok: true });
  // What is guessed of the new one counts as ever.
  await typeWrongly(counter, personId, 5);
  expect(await counter.call('session:sign-in', { personId, pin: '4444' })).toMatchObject({ code: 'wrong-pin' });
});

test('an owner who came in by the recovery phrase was locked out as the screen locked', async () => {
  const counter = await openCounter({ people: { hashes: quickHashes } });
  const { personId } = await counter.must('people:save', { ...owner, pin: '86420' });
  await counter.must('session:sign-in', { personId, pin: '86420' });
  const { phrase } = await counter.must('people:phrase', {}, 'program');
  await counter.must('session:lock', {});
  await typeWrongly(counter, personId, 6);
  await counter.must('session:recover', { personId, phrase, pin: '7979' });
  await counter.must('session:lock', {});
  expect(await counter.call('session:sign-in', { personId, pin: '7979' })).toMatchObject({ ok: true });
});

async function openWithPhrase(): Promise<{ counter: Counter; personId: string; phrase: string }> {
  const counter = await openCounter({ people: { hashes: quickHashes } });
  const { personId } = await counter.must('people:save', { ...owner, pin: '86420' });
  await counter.must('session:sign-in', { personId, pin: '86420' });
  const { phrase } = await counter.must('people:phrase', {}, 'program');
  await counter.must('session:sign-out', {});
  return { counter, personId, phrase };
}

const recovered = ({ books }: Counter): unknown =>
  books.db.prepare(`SELECT count(*) FROM journal WHERE kind = 'recovered'`).pluck().get();

test('a recovery phrase that was used, and so shown, let whoever had seen it in again', async () => {
  const { counter, personId, phrase } = await openWithPhrase();
  await counter.must('session:recover', { personId, phrase, pin: '7979' });
  expect(await counter.must('till:status', {})).toMatchObject({ recoveryPhrase: 'used' });
  expect(await counter.must('people:list', {})).toMatchObject({ hasPhrase: false });
  expect(await counter.call('session:recover', { personId, phrase, pin: '5858' })).toMatchObject({ code: 'no-phrase' });
  // The till starts again before there is a new one: the new PIN counts, and the owner is still asked.
  await counter.close();
  const { folder, clock } = counter;
  const again = await openCounter({ folder, people: { hashes: quickHashes }, startsAt: clock.ms });
  expect(await again.must('till:status', {})).toMatchObject({ recoveryPhrase: null });
  expect(await again.call('session:recover', { personId, phrase, pin: '5858' })).toMatchObject({ code: 'no-phrase' });
  await again.must('session:sign-in', { personId, pin: '7979' });
  expect(await again.must('till:status', {})).toMatchObject({ recoveryPhrase: 'used' });
  const { phrase: next } = await again.must('people:phrase', {}, 'program');
  expect(await again.must('till:status', {})).toMatchObject({ recoveryPhrase: 'kept' });
  expect(await again.must('session:recover', { personId, phrase: next, pin: '5858' })).toMatchObject({});
  await again.close();
  expect(checkFolder(folder).problems).toEqual([]);
});

test('of two recoveries by one phrase at once both came in: the first does, and its PIN stays', async () => {
  const { counter, personId, phrase } = await openWithPhrase();
  const pins = ['7979', '5858'] as const;
  const answers = await Promise.all(pins.map((pin) => counter.call('session:recover', { personId, phrase, pin })));
  expect(answers).toMatchObject([{ ok: true }, { ok: false, code: 'no-phrase' }]);
  expect(recovered(counter)).toBe(1);
  expect(await counter.call('session:sign-in', { personId, pin: '5858' })).toMatchObject({ code: 'wrong-pin' });
  await counter.must('session:sign-in', { personId, pin: '7979' });
  await counter.close();
  expect(checkFolder(counter.folder).problems).toEqual([]);
});
