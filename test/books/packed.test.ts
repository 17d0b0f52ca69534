import { execFileSync } from 'node:child_process';
import path from 'node:path';
import Database from 'better-sqlite3';
import type { Deliver } from '../../electron/printers/transport.ts';
import { expect, onTestFinished, test, vi } from 'vitest';
import { verifyBooks } from '../../electron/books/checks/verify-books.ts';
import { rebuild } from '../../electron/books/rebuild.ts';
import { packRow, unpackRow, type PackedSlip } from '../../electron/db/packed-row.ts';
import { moveTransaction } from '../../electron/db/transactions.ts';
import * as verifier from '../../electron/verify/packed.ts';
import { openCounter, type Counter } from '../harness/counter.ts';
import { startPrinterSink } from '../harness/printer-sink.ts';
import { now, opened } from './closed-shop.ts';

// Of a payment that nothing changes any more the database keeps little, and shows all the same what it showed before.

const dayMs = 24 * 3_600_000;

type Shop = Counter & { readonly id: string };

/** A till that printed a payment twice, and one more that was refused; some days later. */
async function oldShop(): Promise<Shop & { readonly before: unknown }> {
  const sink = await startPrinterSink();
  onTestFinished(() => sink.close());
  const printers = [{ id: 'counter', transport: sink.transport, columns: 32 }];
  const counter = await openCounter({ segmentBytes: 4_000, printers });
  const id = await sell(counter);
  await vi.waitFor(() => expect(sink.jobs).toHaveLength(1));
  await counter.must('receipt:print', { transactionId: id });
  for (let nth = 0; nth < 4; nth++) await sell(counter);
  await vi.waitFor(() => expect(sink.jobs).toHaveLength(6));
  const shop = { ...counter, id };
  const before = await shown(shop);
  await pack(shop);
  return { ...shop, before };
}

async function sell({ quote, must }: Counter): Promise<string> {
  const { quoteId } = await quote();
  const sold = await must('payment:pay', { quoteId, tendered: 300_000, confirmPaidBefore: true });
  return sold.transactionId;
}

/** Some days pass, something is sold again, and what is old is packed. */
async function pack(shop: Shop): Promise<void> {
  shop.clock.ms += 2 * dayMs;
  await sell(shop);
  await vi.waitFor(
    () => {
      shop.sealing.look();
      const left = shop.db.prepare('SELECT count(*) FROM print_jobs WHERE transaction_id = ?').pluck().get(shop.id);
      expect([left, isPacked(shop)]).toEqual([0, 1]);
    },
    { timeout: 10_000 },
  );
}

const isPacked = ({ db, id }: Shop): unknown =>
  db.prepare('SELECT packed IS NOT NULL FROM payments WHERE transaction_id = ?').pluck().get(id);

/** What a cashier can see of the payment. */
async function shown({ must, id: transactionId }: Shop): Promise<unknown> {
  const { mayTakeBack: _of, ...payment } = await must('transaction:get', { transactionId });
  const { items } = await must('transaction:list', { search: String(payment.slipNumber) });
  const slips = [0, 1, 2].map((copy) => must('receipt:preview', { transactionId, copy }));
  const [original, copy, next] = await Promise.all(slips);
  // The next copy carries the head of the day on which it is made.
  return { payment, items, original, copy, next: next?.copy };
}

/** What the verifier, which shares no code with the till, says. */
const verified = (folder: string): string =>
  execFileSync(process.execPath, ['--disable-warning=ExperimentalWarning', 'electron/verify/verify.ts', folder], {
    encoding: 'utf8',
  });

/** The same where it finds something. */
function problemsIn(folder: string): string {
  try {
    return verified(folder);
  } catch (error) {
    return String((error as { stdout: unknown }).stdout);
  }
}

test('an old payment is packed, without its quote and print jobs, and all of it is shown as before', async () => {
  const shop = await oldShop();
  const row = shop.db.prepare('SELECT * FROM payments WHERE transaction_id = ?').get(shop.id);
  expect(row).toMatchObject({ provider_ref: null, bills: null, details: null, memo: null, footer: null, copies: 2 });
  for (const table of ['quotes', 'journal'])
    expect(shop.db.prepare(`SELECT count(*) FROM ${table} WHERE transaction_id = ?`).pluck().get(shop.id)).toBe(0);
  expect(await shown(shop)).toEqual(shop.before);
  expect(await shop.must('journal:verify', {})).toMatchObject({ ok: true, problems: [] });
  expect(verified(shop.folder)).toMatch(/^problems {3}0$/m);
});

test('an old payment that is printed again gets the next copy, and is packed with it', async () => {
  const shop = await oldShop();
  expect(await shop.must('receipt:print', { transactionId: shop.id })).toMatchObject({ copy: 2 });
  const prints = async (): Promise<unknown> => (await shop.must('transaction:get', { transactionId: shop.id })).prints;
  expect(await prints()).toBe(3);
  expect(verified(shop.folder)).toMatch(/^problems {3}0$/m);
  const third = await shop.must('receipt:preview', { transactionId: shop.id, copy: 2 });
  await pack(shop);
  expect(await prints()).toBe(3);
  expect(await shop.must('receipt:preview', { transactionId: shop.id, copy: 2 })).toEqual(third);
  expect(await shop.must('receipt:print', { transactionId: shop.id })).toMatchObject({ copy: 3 });
  expect(await shop.must('journal:verify', {})).toMatchObject({ ok: true, problems: [] });
  expect(verified(shop.folder)).toMatch(/^problems {3}0$/m);
});

test('the database lets no second original of a packed payment be printed, and nothing packed be taken away', async () => {
  const { db, id } = await oldShop();
  const refuses = (sql: string): void =>
    void expect(() => db.exec(sql)).toThrow(/went out|what is packed|what was printed/);
  refuses(`INSERT INTO print_jobs VALUES ('J', '${id}', 0, 'counter', 1, 'sending', NULL)`);
  refuses(`INSERT INTO print_jobs VALUES ('J', '${id}', 1, 'counter', 1, 'sending', NULL)`);
  refuses(`UPDATE packed_texts SET copies = 0`);
  refuses(`DELETE FROM packed_texts`);
});

test('a payment of today is not packed, and its quote and print jobs stay', async () => {
  const counter = await openCounter();
  const { quoteId } = await counter.quote();
  const { transactionId } = await counter.must('payment:pay', { quoteId, tendered: 291_000 });
  const refuses = (sql: string): void => void expect(() => counter.db.exec(sql)).toThrow(/at hand|packed/);
  refuses(`DELETE FROM quotes`);
  refuses('DELETE FROM payment_texts');
  refuses(`INSERT INTO packed_texts SELECT payment, x'01', 0 FROM payments WHERE transaction_id = '${transactionId}'`);
});

test('a payment whose slip is on its way while the clock is put ahead is packed once that slip is out', async () => {
  let arrive: (() => void) | undefined;
  // The first slip waits for the printer, those after it do not.
  const deliver: Deliver = async (_transport, _bytes, _timeoutMs, begin) => {
    await begin();
    if (!arrive) await new Promise<void>((resolve) => (arrive = resolve));
    return { kind: 'sent' };
  };
  const printers = [{ id: 'counter', transport: 'tcp://127.0.0.1:9', columns: 32 }];
  const counter = await openCounter({ segmentBytes: 2_000, printers, deliver });
  const id = await sell(counter);
  await vi.waitFor(() => expect(arrive).toBeDefined());
  await sell(counter);
  const shop = { ...counter, id };
  shop.clock.ms += 2 * dayMs;
  await sell(shop);
  // The other payments are packed meanwhile.
  await vi.waitFor(() => {
    shop.sealing.look();
    expect(shop.db.prepare('SELECT count(*) FROM packed_texts').pluck().get()).toBe(1);
  });
  expect(isPacked(shop)).toBe(0);
  arrive?.();
  await vi.waitFor(async () =>
    expect(await shop.must('transaction:get', { transactionId: shop.id })).toMatchObject({ prints: 1 }),
  );
  await pack(shop);
  expect(await shop.must('transaction:get', { transactionId: shop.id })).toMatchObject({ prints: 1 });
  expect(await shop.must('journal:verify', {})).toMatchObject({ ok: true, problems: [] });
});

test.for(['database', 'journal'] as const)('a %s that is made again packs and shows the same', async (what) => {
  const shop = await oldShop();
  await shop.close();
  const rows = (): unknown => {
    const db = new Database(path.join(shop.folder, 'loket.db'), { readonly: true });
    const all = ['transactions', 'payment_texts', 'packed_texts', 'quotes', 'print_jobs'].map((table) =>
      db.prepare(`SELECT * FROM ${table} ORDER BY 1`).all(),
    );
    db.close();
    return all;
  };
  const before = rows();
  expect(await rebuild(shop.folder, what, now)).toMatchObject({ ok: true });
  expect(rows()).toEqual(before);
  expect(opened(shop.folder).mode).toBe('normal');
  const again = await openCounter({ folder: shop.folder, startsAt: shop.clock.ms });
  expect(await shown({ ...again, id: shop.id })).toEqual(shop.before);
  expect(verifyBooks(again.books.known(), again.books)).toMatchObject({ ok: true, problems: [] });
});

const slips = (all: readonly PackedSlip[]) => (packed: Buffer) => packRow(unpackRow(packed), all);

function flipped(packed: Buffer): Buffer {
  const other = Buffer.from(packed);
  // Which kind of block begins.
  other[1] = (other[1] ?? 0) ^ 6;
  return other;
}

test.for([
  ['other bills', (packed: Buffer) => packRow({ ...unpackRow(packed), bills: '[]' }, unpackRow(packed).slips), 0],
  ['a byte that changed', flipped, 0],
  ['one slip less', slips([[0, null, 'sent']]), 1],
  [
    'another head on a slip',
    slips([
      [0, '1-00000000', 'sent'],
      [1, '1-00000000', 'sent'],
    ]),
    2,
  ],
] as const)('%s in a packed row is told by the till and by the verifier', async ([, change, copies]) => {
  const shop = await oldShop();
  await shop.close();
  const db = new Database(path.join(shop.folder, 'loket.db'));
  const packed = db.prepare('SELECT packed FROM payments WHERE transaction_id = ?').pluck().get(shop.id) as Buffer;
  db.exec('DROP TRIGGER packed_copies_never_fall');
  const sql = 'UPDATE packed_texts SET data = ?, copies = ? WHERE data = ?';
  expect(db.prepare(sql).run(change(packed), copies || 2, packed).changes).toBe(1);
  db.close();
  expect(problemsIn(shop.folder)).toMatch(new RegExp(`transactions: ${shop.id}: `));
  const again = await openCounter({ folder: shop.folder, startsAt: shop.clock.ms });
  const { ok, problems } = await again.must('journal:verify', {});
  expect(ok).toBe(false);
  expect(problems.every((problem) => problem.includes(shop.id))).toBe(true);
});

test('a packed payment that moves once more keeps what is packed of it', async () => {
  const { db, id, must, before } = await oldShop();
  db.exec(`BEGIN; UPDATE transactions SET settled_by = 'person'`);
  moveTransaction(db, id, 1, { status: 'refused', settledBy: 'person', refusal: { code: 'resolved', message: 'x' } });
  const { mayTakeBack: _of, ...after } = await must('transaction:get', { transactionId: id });
  db.exec('ROLLBACK');
  expect(after).toEqual({
    ...(before as { readonly payment: object }).payment,
    ...{ status: 'refused', settledAt: '1970-01-01T07:00:00.001+07:00', reference: null },
    refusal: { code: 'resolved', message: 'x' },
  });
});

test('the verifier reads packed rows by the same dictionary', () => {
  const row = { bills: '[{"period":"2026-01"}]', details: '{"tariff":"R1"}' };
  for (const footer of [null, '["Terima Kasih"]']) {
    const packed = packRow({ ...row, footer }, [[0, '1-ABCDEF01', 'sent']]);
    expect(verifier.unpackRow(packed)).toEqual({ ...row, footer, slips: '[[0,"1-ABCDEF01","sent"]]' });
  }
  expect(verifier.unpackRow(Buffer.from('no'))).toBeNull();
});
