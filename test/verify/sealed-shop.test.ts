import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { expect, test, vi } from 'vitest';
import { openCounter } from '../harness/counter.ts';
import { tempFolder } from '../harness/temp-folder.ts';
import { checkFolder } from './check.ts';

// What a till sealed itself, under the verifier. Its writer takes part here.

const dayMs = 24 * 3_600_000;

/** The folder of a till that sold, sealed, packed its old rows away and was closed. */
async function soldFolder(): Promise<string> {
  const counter = await openCounter({ segmentBytes: 8_000 });
  const filesThere = (): readonly string[] => readdirSync(path.join(counter.folder, 'journal'));
  for (let nth = 0; nth < 8; nth++) {
    const { quoteId } = await counter.quote();
    await counter.must('payment:pay', { quoteId, tendered: 291_000, confirmPaidBefore: true });
    counter.clock.ms += 1_000;
  }
  counter.clock.ms += 2 * dayMs;
  const rowsLeft = (): unknown => {
    counter.sealing.look();
    return counter.books.db.prepare(`SELECT count(*) FROM journal WHERE kind = 'paid'`).pluck().get();
  };
  await vi.waitFor(() => expect(rowsLeft()).toBeLessThan(3), { timeout: 10_000 });
  const packed = (): unknown => {
    counter.sealing.look();
    return counter.books.db.prepare('SELECT count(*) FROM packed_texts').pluck().get();
  };
  await vi.waitFor(() => expect(packed()).toBeGreaterThan(0), { timeout: 10_000 });
  await vi.waitFor(() => expect(filesThere().filter((name) => name.endsWith('.jsonl'))).toHaveLength(1));
  await counter.close();
  return counter.folder;
}

test('what a till sealed itself is good, and every byte of its files counts', { timeout: 60_000 }, async () => {
  const folder = await soldFolder();
  const names = readdirSync(path.join(folder, 'journal')).sort();
  expect(names.length).toBeGreaterThan(3);
  expect(checkFolder(folder)).toMatchObject({ problems: [], notes: [], segments: names.length });
  for (const name of names) {
    const without = tempFolder();
    cpSync(folder, without, { recursive: true });
    rmSync(path.join(without, 'journal', name));
    expect(checkFolder(without).problems, `without ${name}`).not.toEqual([]);
    const spoilt = tempFolder();
    cpSync(folder, spoilt, { recursive: true });
    const file = path.join(spoilt, 'journal', name);
    const bytes = readFileSync(file);
    bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1;
    writeFileSync(file, bytes);
    expect(checkFolder(spoilt).problems, `${name} spoilt`).not.toEqual([]);
  }
});

test('what no payment has among the texts of payments is told', { timeout: 60_000 }, async () => {
  const folder = await soldFolder();
  const db = new Database(path.join(folder, 'loket.db'));
  // By somebody who knows how to get around the database's own locks.
  for (const name of db.prepare(`SELECT name FROM sqlite_schema WHERE type = 'trigger'`).pluck().all())
    db.exec(`DROP TRIGGER ${String(name)}`);
  const packed = db.prepare('SELECT max(payment) FROM packed_texts').pluck().get();
  const text = `'x', '[]', '{}', '{}', NULL`;
  db.exec(`INSERT INTO payment_texts VALUES (901, 'y', '[]', '{}', '{}', NULL), (${Number(packed)}, ${text});
    INSERT INTO packed_texts SELECT 902, data, copies FROM packed_texts LIMIT 1`);
  db.close();
  expect(checkFolder(folder).problems.map(({ what }) => what)).toEqual(
    expect.arrayContaining([
      'payment_texts: row 901 belongs to no payment',
      'packed_texts: row 902 belongs to no payment',
      `payment_texts: row ${Number(packed)} is packed too`,
    ]),
  );
});
