import { expect, test } from 'vitest';
import { StorageError } from '../../electron/db/storage-error.ts';
import { csvText } from '../../electron/export/csv.ts';
import { openCounter, type Counter } from '../harness/counter.ts';

// A write whose sync fails has both files opened anew at once, in the middle of whatever else is under way.

/** The next line of cash fails at its sync. */
async function failOnce(counter: Counter): Promise<void> {
  const append = counter.books.file.append.bind(counter.books.file);
  Object.assign(counter.books.file, {
    append(bytes: Buffer) {
      append(bytes);
      throw new StorageError('input/output error', 'EIO');
    },
  });
  const { db } = counter.books;
  const cash = { kind: 'in', amount: 1_000, reason: 'receh' } as const;
  expect(await counter.call('shift:cash', cash)).toMatchObject({ ok: false, code: 'storage-failed' });
  expect(counter.books.db).not.toBe(db);
  expect(counter.books.state()).toBe('ready');
}

test('till:status was an internal error where the books were opened anew while it looked at the disk', async () => {
  const counter = await openCounter();
  await counter.must('shift:open', { float: 50_000 });
  const status = counter.call('till:status', {});
  await failOnce(counter);
  expect(await status).toMatchObject({ ok: true });
});

test('an export ended in an internal error where the books were opened anew between two of its pieces', async () => {
  const counter = await openCounter();
  await counter.must('shift:open', { float: 50_000 });
  const { quoteId, total } = await counter.quote();
  const { transactionId } = await counter.must('payment:pay', { quoteId, tendered: total });
  const pieces = csvText(
    () => counter.books.db,
    {},
    () => undefined,
  );
  await pieces.next();
  expect(String((await pieces.next()).value)).toContain(transactionId);
  await failOnce(counter);
  expect(await pieces.next()).toMatchObject({ done: true });
  expect((await counter.must('shift:x', {})).expected).toBeGreaterThan(50_000);
});
