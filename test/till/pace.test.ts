import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createInquiryPace } from '../../electron/payment/inquiry-pace.ts';
import { customerNumber, openCounter } from '../harness/counter.ts';

// What a page, or a program, can cost that asks without end.

/** A clock that stands until it is put forward. */
function handClock() {
  let ms = 0;
  const timers = new Set<{ readonly at: number; readonly action: () => void }>();
  return {
    elapsed: () => ms,
    after(delay: number, action: () => void) {
      const timer = { at: ms + delay, action };
      timers.add(timer);
      return () => void timers.delete(timer);
    },
    async forward(by: number) {
      const end = ms + by;
      for (;;) {
        const [next] = [...timers].filter(({ at }) => at <= end).sort((one, other) => one.at - other.at);
        if (!next) break;
        ms = next.at;
        timers.delete(next);
        next.action();
        await sleep(0);
      }
      ms = end;
    },
  };
}

test('inquiries beyond a counter’s pace reach the provider 20 a second, in their order, and none is refused', async () => {
  const clock = handClock();
  const pace = createInquiryPace(clock);
  const asked: number[] = [];
  const ask = (n: number) =>
    pace.inTurn('iak', () => {
      asked.push(n);
      return Promise.resolve(n);
    });
  const all = Array.from({ length: 400 }, (_, n) => ask(n));
  await sleep(10);
  expect(asked).toHaveLength(300);
  await clock.forward(1_000);
  expect(asked).toHaveLength(320);
  await clock.forward(4_000);
  expect(asked).toEqual(Array.from({ length: 400 }, (_, n) => n));
  expect(await Promise.all(all)).toEqual(asked);
  // Rested, it takes as many at once again, and not more.
  await clock.forward(3_600_000);
  const more = Array.from({ length: 301 }, (_, n) => ask(n));
  await sleep(10);
  expect(asked).toHaveLength(700);
  pace.close();
  expect(await more[300]).toBeNull();
});

test('a provider has eight inquiries at a time, another provider its own, and one that fails makes room', async () => {
  const pace = createInquiryPace(handClock());
  const open: (() => void)[] = [];
  const hang = () => new Promise<never>((_, reject) => open.push(() => reject(new Error('a bug'))));
  const all = Array.from({ length: 9 }, () => pace.inTurn('iak', hang).catch(() => 'failed'));
  expect(await pace.inTurn('alfakios', () => Promise.resolve('at once'))).toBe('at once');
  expect(open).toHaveLength(8);
  open[0]?.();
  expect(await all[0]).toBe('failed');
  expect(open).toHaveLength(9);
});

test('a till that closes while inquiries wait their turn sends none of them', async () => {
  const counter = await openCounter();
  counter.provider.answer(() => 'hang');
  const inquire = () => counter.call('bill:inquire', { product: 'pln-postpaid', customerNumber });
  const all = Array.from({ length: 10 }, inquire);
  await expect.poll(() => counter.provider.arrived.length).toBe(8);
  await counter.close();
  const codes = (await Promise.all(all)).map((reply) => (reply.ok ? 'ok' : reply.code));
  expect(codes).toEqual([...Array.from({ length: 8 }, () => 'provider-down'), 'closing', 'closing']);
});

test('100,000 bad calls leave what the log said before, and can be found in it as a number', async () => {
  const counter = await openCounter();
  const first = await counter.call('receipt:print', { transactionId: 'A'.repeat(20) });
  const logIds = new Set<string>();
  for (let n = 0; n < 100_000; n++) {
    const reply = await counter.call('bill:inquire', {} as never);
    if (reply.ok) throw new Error('a bad call went well');
    logIds.add(reply.logId);
  }
  expect(counter.logText().split('\n')).toHaveLength(1 + 50 + 1 + 1);
  counter.clock.ms += 10 * 60_000;
  await counter.call('no:such' as 'till:status', {});
  const text = counter.logText();
  expect(text).toContain(first.ok ? 'no' : first.logId);
  expect(text).toMatch(/"event":"repeated","kind":"call-failed bad-request","counted":99950,/);
  expect(logIds.size).toBe(51);
  for (const logId of logIds) expect(text).toContain(`"logId":"${logId}"`);
});

test('a call whose input throws when it is read is answered, and nothing is left unhandled', async () => {
  const counter = await openCounter();
  const trap = {
    get product(): string {
      throw new Error('gone');
    },
  };
  expect(await counter.call('bill:inquire', trap as never)).toMatchObject({ ok: false, code: 'internal' });
  const endless = 'x'.repeat(100_000);
  expect(await counter.call(endless as 'till:status', {})).toMatchObject({ ok: false, code: 'unknown-channel' });
  expect(counter.logText().length).toBeLessThan(5_000);
});
