import { expect, test } from 'vitest';
import { openCounter, type Counter } from '../harness/counter.ts';
import { quickHashes } from '../harness/quick-pins.ts';

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
    retryAfterMs: 30_000,
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
