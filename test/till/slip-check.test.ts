import { readdirSync } from 'node:fs';
import path from 'node:path';
import { expect, test, vi } from 'vitest';
import type { SlipCheck } from '../../shared/slip-check.ts';
import type { Transaction } from '../../shared/transaction.ts';
import { shortHead } from '../../electron/books/journal/line.ts';
import { openCounter, type Counter, type Options } from '../harness/counter.ts';

// Somebody brings a slip: what the till says of it, and what it does not say.

const printers = [{ id: 'counter', transport: 'tcp://127.0.0.1:9', columns: 32, drawer: null }];

interface Shop extends Counter {
  /** The slips that were printed, as paper says them. */
  readonly papers: readonly string[];
}

async function openShop(options: Options = {}): Promise<Shop> {
  const papers: string[] = [];
  const deliver: Options['deliver'] = async (_transport, bytes, _timeoutMs, begin) => {
    await begin();
    papers.push(bytes.toString('latin1'));
    return { kind: 'sent' };
  };
  return { ...(await openCounter({ printers, deliver, ...options })), papers };
}

async function sell(shop: Shop): Promise<Transaction> {
  const printed = shop.papers.length;
  const { quoteId } = await shop.quote();
  const paid = await shop.must('payment:pay', { quoteId, tendered: 291_000, confirmPaidBefore: true });
  await vi.waitFor(() => expect(shop.papers).toHaveLength(printed + 1));
  shop.clock.ms += 1_000;
  return shop.must('transaction:get', { transactionId: paid.transactionId });
}

function wordOn(paper: string | undefined): string {
  return /Jurnal (\d+-[0-9A-F]{8})/.exec(paper ?? '')?.[1] ?? '';
}

const check = (shop: Counter, text: string): Promise<SlipCheck> => shop.must('slip:check', { text });
const otherDigit = (word: string): string => word.replace(/.$/, (last) => (last === '0' ? '1' : '0'));

test('the word on a slip names its payment as it is now, and which slip it was', async () => {
  const shop = await openShop();
  const [first, second] = [await sell(shop), await sell(shop)];
  await shop.must('receipt:print', { transactionId: first.transactionId });
  const [original, other, copy] = shop.papers.map(wordOn);
  for (const [word, transactionId, nth] of [
    [original, first.transactionId, 0],
    [other, second.transactionId, 0],
    [copy, first.transactionId, 1],
  ] as const) {
    const said = await check(shop, ` jurnal ${String(word).toLowerCase()} `);
    expect(said).toMatchObject({ by: 'journal', found: 'here', word });
    expect(said.slips).toEqual([
      {
        transaction: expect.objectContaining({ transactionId, status: 'paid', total: 291_000 }) as unknown,
        copy: nth,
        printedAt: expect.stringMatching(/^2026-11-21T14:32:/) as unknown,
      },
    ]);
  }
});

test('a word with another hash, beyond the books, or of a record that no slip carried proves nothing', async () => {
  const shop = await openShop();
  await sell(shop);
  const word = wordOn(shop.papers[0]);
  expect(await check(shop, otherDigit(word))).toMatchObject({ found: 'other', slips: [] });
  const head = shop.books.head();
  expect(await check(shop, `${head.n + 1}-9F3A21C4`)).toMatchObject({ found: 'beyond', slips: [] });
  expect(await check(shop, shortHead(head))).toMatchObject({ found: 'record', slips: [] });
});

test('two slips with one word are both shown', async () => {
  const shop = await openShop();
  const [one, other] = [await sell(shop), await sell(shop)];
  const head = shortHead(shop.books.head());
  const slip = { copy: 1, printer: 'counter', head, drawer: false };
  for (const { transactionId } of [one, other])
    shop.books.write([
      { at: shop.clock.ms, kind: 'printing', transactionId, data: { ...slip, jobId: `J${transactionId}` } },
    ]);
  const said = await check(shop, head);
  expect(said.found).toBe('here');
  expect(said.slips.map(({ transaction }) => transaction.transactionId)).toEqual([
    one.transactionId,
    other.transactionId,
  ]);
});

test('other names only say that there is such a payment', async () => {
  const shop = await openShop();
  const sold = await sell(shop);
  await sell(shop);
  for (const [by, text] of [
    ['slip-number', sold.slipNumber],
    ['claim-code', sold.claimCode],
    ['transaction-id', sold.transactionId],
  ] as const) {
    const said = await check(shop, String(text).toLowerCase());
    expect(said).toMatchObject({ by, found: 'here', word: text });
    expect(said.slips).toMatchObject([
      { transaction: { transactionId: sold.transactionId }, copy: null, printedAt: null },
    ]);
  }
  expect(await check(shop, 'LKT01-2611-000099')).toMatchObject({ by: 'slip-number', found: 'none', slips: [] });
  expect(await check(shop, 'LKT02-2611-000001')).toMatchObject({ found: 'none', slips: [] });
  for (const text of ['', '1024', '512345678901', 'x'.repeat(200)])
    expect(await shop.call('slip:check', { text })).toMatchObject({ ok: false, code: 'slip-unread' });
  expect(await shop.call('slip:check', { text: 'x'.repeat(201) })).toMatchObject({ ok: false, code: 'bad-request' });
});

test('slips of sealed segments are found, and the word of a record before a seal too', async () => {
  const shop = await openShop({ segmentBytes: 6_000 });
  const sold = [];
  for (let nth = 0; nth < 8; nth++) sold.push(await sell(shop));
  const plain = (): readonly string[] =>
    readdirSync(path.join(shop.folder, 'journal')).filter((name) => name.endsWith('.jsonl'));
  await vi.waitFor(() => expect(plain()).toHaveLength(1), { timeout: 10_000 });
  expect(readdirSync(path.join(shop.folder, 'journal')).length).toBeGreaterThan(3);
  // Old rows go.
  shop.clock.ms += 3 * 24 * 3_600_000;
  const rows = (): unknown =>
    shop.db.prepare('SELECT count(*) FROM journal WHERE transaction_id IS NOT NULL').pluck().get();
  // One that is at work hears of it only when it is asked again.
  await vi.waitFor(
    () => {
      shop.sealing.look();
      expect(rows()).toBeLessThan(10);
    },
    { timeout: 10_000 },
  );
  for (const [nth, paper] of shop.papers.entries()) {
    const said = await check(shop, wordOn(paper));
    expect(said.found).toBe('here');
    expect(said.slips.map(({ transaction }) => transaction.transactionId)).toEqual([sold[nth]?.transactionId]);
    expect(await check(shop, otherDigit(wordOn(paper)))).toMatchObject({ found: 'other', slips: [] });
  }
});

test('nothing is said from books that are damaged, or whose packed part is lost', async () => {
  const shop = await openShop({ segmentBytes: 6_000 });
  for (let nth = 0; nth < 8; nth++) await sell(shop);
  await vi.waitFor(
    () => expect(shop.db.prepare('SELECT count(*) FROM journal_parts').pluck().get()).toBeGreaterThan(1),
    {
      timeout: 10_000,
    },
  );
  shop.clock.ms += 3 * 24 * 3_600_000;
  const rows = (): unknown =>
    shop.db.prepare('SELECT count(*) FROM journal WHERE transaction_id IS NOT NULL').pluck().get();
  // One that is at work hears of it only when it is asked again.
  await vi.waitFor(
    () => {
      shop.sealing.look();
      expect(rows()).toBeLessThan(10);
    },
    { timeout: 10_000 },
  );
  shop.db.exec(`DROP TRIGGER journal_parts_are_final; UPDATE journal_parts SET data = x'00' WHERE segment = 1`);
  const word = wordOn(shop.papers[0]);
  expect(await shop.call('slip:check', { text: word })).toMatchObject({ ok: false, code: 'books-doubtful' });
  shop.books.foundDamaged();
  const [last] = shop.papers.slice(-1);
  expect(await shop.call('slip:check', { text: wordOn(last) })).toMatchObject({ ok: false, code: 'books-doubtful' });
  expect(await shop.call('slip:check', { text: 'LKT01-2611-000001' })).toMatchObject({ code: 'books-doubtful' });
});
