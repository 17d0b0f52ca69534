import { expect, onTestFinished, test } from 'vitest';
import { startHeadless, type Headless } from '../harness/headless.ts';
import { tempFolder } from '../harness/temp-folder.ts';

// People at the built till: a program that asked for it signs in as the screen does, one that did not is the owner.

const inquiry = { product: 'pln-postpaid', customerNumber: '512345678901' } as const;

function start(args: readonly string[]): Headless {
  const headless = startHeadless(args);
  onTestFinished(async () => {
    headless.signal('SIGKILL');
    await headless.exited;
  });
  return headless;
}

test('with --sign-in nobody sells before they signed in, and a second person’s PIN in a line lifts what the first may not', async () => {
  const data = tempFolder();
  const till = start(['--data', data, '--sign-in']);
  const owner = { name: 'Ibu', role: 'owner', pin: '8642', active: true } as const;
  const ibu = await till.must('people:save', owner);
  expect(await till.call('bill:inquire', inquiry)).toMatchObject({ ok: false, code: 'not-signed-in' });
  await till.must('session:sign-in', { personId: ibu.personId, pin: owner.pin });
  const sri = await till.must('people:save', { ...owner, name: 'Sri', role: 'cashier', pin: '1357' });
  await till.must('session:sign-in', { personId: sri.personId, pin: '1357' });
  const { quoteId, total } = await till.must('bill:inquire', inquiry);
  expect(await till.call('payment:pay', { quoteId, tendered: total })).toMatchObject({ ok: false, code: 'no-shift' });
  await till.must('shift:open', { float: 50_000 });
  expect(await till.must('payment:pay', { quoteId, tendered: total })).toMatchObject({ status: 'paid' });
  expect(await till.call('people:phrase', {})).toMatchObject({ code: 'not-allowed', right: 'people' });
  const line = (pin: string): string =>
    JSON.stringify({ id: pin, channel: 'people:phrase', input: {}, approval: { personId: ibu.personId, pin } });
  expect(await till.raw(line('0000'), '0000')).toMatchObject({ ok: false, code: 'wrong-pin', retryAfterMs: 0 });
  expect(await till.raw(line('8642'), '8642')).toMatchObject({ ok: true });
  const bad = JSON.stringify({ id: 'x', channel: 'people:phrase', input: {}, approval: 'me' });
  expect(await till.raw(bad, 'x')).toMatchObject({ ok: false, code: 'bad-request' });
  till.signal('SIGKILL');
  await till.exited;
  // A restart signs everybody out.
  const again = start(['--data', data, '--sign-in']);
  expect(await again.must('till:status', {})).toMatchObject({ signIn: true, session: null });
  expect(await again.end()).toBe(0);
  const program = start(['--data', data]);
  expect(await program.must('till:status', {})).toMatchObject({ cashier: 'owner', signIn: false });
  await program.must('bill:inquire', inquiry);
  expect(await program.must('journal:verify', {})).toMatchObject({ ok: true });
});
