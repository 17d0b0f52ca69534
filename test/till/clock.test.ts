import { expect, test } from 'vitest';
import { verifyBooks } from '../../electron/books/checks/verify-books.ts';
import {
  customerNumber,
  inquiryPath,
  openCounter,
  sampleInquiry,
  samplePayment,
  type Counter,
} from '../harness/counter.ts';
import { reply } from '../harness/fake-provider.ts';
import { checkFolder } from '../verify/check.ts';

// A PC whose clock is wrong, and providers whose answers tell the time in their `Date` header.

const truth = Date.parse('2026-11-21T14:32:05.000+07:00');
const y2001 = Date.parse('2001-01-01T07:00:00+07:00');
const day = 86_400_000;

/** Every answer says that it is `now()`; none says so while that is null. */
function tellTime(counter: Counter, now: () => number | null): void {
  const date = (): readonly string[] => {
    const at = now();
    return at === null ? [] : [`Date: ${new Date(at).toUTCString()}`];
  };
  counter.provider.answer((path, body) => ({
    raw: reply(
      200,
      path === inquiryPath ? sampleInquiry() : samplePayment(JSON.parse(body) as Record<string, string>),
      date(),
    ),
  }));
}

async function sell(counter: Counter, confirmPaidBefore = false) {
  const { quoteId, total } = await counter.quote();
  return counter.must('payment:pay', { quoteId, tendered: total, confirmPaidBefore });
}

async function slip(counter: Counter, transactionId: string): Promise<string> {
  return (await counter.must('receipt:preview', { transactionId })).text;
}

test('a slip of a PC that believes it is 2001 carries the provider’s time, and the journal the PC’s beside it', async () => {
  const counter = await openCounter({ startsAt: y2001 });
  tellTime(counter, () => truth);
  const { transactionId, createdAt, settledAt } = await sell(counter);
  expect([createdAt, settledAt].map((at) => at?.slice(0, 16))).toEqual(['2026-11-21T14:32', '2026-11-21T14:32']);
  expect(await slip(counter, transactionId)).toContain('21/11/2026 14:32 WIB');
  const sql = "SELECT at, data FROM journal WHERE kind = 'clock'";
  const rows = counter.db.prepare(sql).all() as { at: number; data: string }[];
  expect(rows.map(({ at, data }) => ({ at, ...(JSON.parse(data) as object) }))).toEqual([
    { at: truth, pcAt: y2001, correctionMs: truth - y2001, by: 'alfakios' },
  ]);
  expect(verifyBooks(counter.books.known(), counter.books)).toMatchObject({ ok: true });
});

test('the correction is kept over a restart, before any provider is heard', async () => {
  const counter = await openCounter({ startsAt: y2001 });
  tellTime(counter, () => truth);
  await sell(counter);
  await counter.close();
  const again = await openCounter({ startsAt: y2001 + day, folder: counter.folder });
  const status = await again.must('till:status', {});
  expect(status).toMatchObject({ clockSkewMs: truth - y2001, clockIsDoubtful: false });
  expect(status.now.slice(0, 16)).toBe('2026-11-22T14:32');
  tellTime(again, () => null);
  expect((await sell(again, true)).createdAt.slice(0, 16)).toBe('2026-11-22T14:32');
});

test('a PC whose clock was put right between two starts is believed again', async () => {
  const counter = await openCounter({ startsAt: y2001 });
  tellTime(counter, () => truth);
  await sell(counter);
  await counter.close();
  const again = await openCounter({ startsAt: truth + day, folder: counter.folder });
  const status = await again.must('till:status', {});
  expect(status).toMatchObject({ clockSkewMs: null, clockIsDoubtful: false });
  expect(status.now.slice(0, 16)).toBe('2026-11-22T14:32');
});

test('a PC whose clock is put right while the till runs is believed again without a provider', async () => {
  const counter = await openCounter({ startsAt: truth - 5 * day });
  tellTime(counter, () => truth);
  await sell(counter);
  await counter.must('till:status', {});
  // Set, not run: the clock that only goes forward knows nothing of it.
  counter.setPcClock(truth + 1_000);
  expect((await counter.must('till:status', {})).now.slice(0, 16)).toBe('2026-11-21T14:32');
});

test('a clock before the last record is told of before anything is sold, until a provider tells the time', async () => {
  const counter = await openCounter();
  await sell(counter);
  await counter.close();
  const again = await openCounter({ startsAt: truth - 30 * day, folder: counter.folder });
  expect(await again.must('till:status', {})).toMatchObject({ clockIsDoubtful: true });
  tellTime(again, () => null);
  await again.quote();
  expect(await again.must('till:status', {})).toMatchObject({ clockIsDoubtful: true });
  tellTime(again, () => truth + day);
  await again.quote();
  expect(await again.must('till:status', {})).toMatchObject({ clockIsDoubtful: false });
});

test('a correction was thrown away by the next look at the till, as if somebody had set the PC’s clock', async () => {
  const counter = await openCounter({ startsAt: truth + 2 * 3_600_000 });
  tellTime(counter, () => truth);
  await counter.quote();
  await counter.must('till:status', {});
  await counter.must('till:status', {});
  expect((await sell(counter)).createdAt.slice(0, 16)).toBe('2026-11-21T14:32');
  await counter.must('till:status', {});
  expect(counter.db.prepare("SELECT count(*) FROM journal WHERE kind = 'clock'").pluck().get()).toBe(1);
  await counter.close();
  const again = await openCounter({ startsAt: truth + 2 * 3_600_000 + day, folder: counter.folder });
  expect((await again.must('till:status', {})).now.slice(0, 16)).toBe('2026-11-22T14:32');
});

test.for([1_000, Date.parse('9999-12-31T23:59:59Z')])('a provider that says it is %i is not believed', async (said) => {
  const counter = await openCounter();
  tellTime(counter, () => said);
  const { createdAt } = await counter.must('payment:pay', {
    quoteId: (await counter.must('bill:inquire', { product: 'pln-postpaid', customerNumber })).quoteId,
    tendered: 291_000,
  });
  expect(createdAt.slice(0, 16)).toBe('2026-11-21T14:32');
});

test('a clock that is off by seconds is left alone', async () => {
  const counter = await openCounter();
  tellTime(counter, () => truth + 90_000);
  const { createdAt } = await sell(counter);
  expect(createdAt).toBe('2026-11-21T14:32:05.000+07:00');
  expect(counter.db.prepare("SELECT count(*) FROM journal WHERE kind = 'clock'").pluck().get()).toBe(0);
});

/** What the verifier says of the times in a till's books. */
function timesIn(counter: Counter): readonly string[] {
  const { problems, notes } = checkFolder(counter.folder);
  expect(problems).toEqual([]);
  return notes;
}

test('what is paid is recorded with the provider’s time, and null where it told none', async () => {
  const counter = await openCounter();
  for (const told of [truth + 2_000, null]) {
    tellTime(counter, () => told);
    const { transactionId } = await sell(counter, true);
    const { events } = await counter.must('transaction:get', { transactionId });
    expect(events.find(({ kind }) => kind === 'paid')?.data).toMatchObject({ serverTimeMs: told });
    counter.clock.ms += 60_000;
  }
  await counter.close();
  expect(timesIn(counter)).toEqual([]);
});

test('a clock that was set back is no problem of the books, and the verifier names the place', async () => {
  const counter = await openCounter();
  tellTime(counter, () => null);
  await sell(counter);
  counter.setPcClock(truth - day);
  await sell(counter, true);
  await counter.close();
  const notes = timesIn(counter);
  expect(notes).toHaveLength(1);
  expect(notes[0]).toMatch(/^record \d+: the time goes back from 2026-11-21T14:32:\S+ to 2026-11-20T14:32:\S+$/);
});
