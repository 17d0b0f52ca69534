import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { csvColumns } from '../../electron/export/csv.ts';
import { reply } from '../harness/fake-provider.ts';
import { openCounter, sampleInquiry, samplePayment, type Counter } from '../harness/counter.ts';

/** Sells one bill to each of the customers, a minute apart. */
async function sellTo(counter: Counter, customers: readonly { number: string; name: string }[]): Promise<void> {
  for (const { number, name } of customers) {
    const inner = { nama_pelanggan: name, periode: 'APR 2024', tagihan: '285000', admin: '6000' };
    counter.provider.answer((at, body) => {
      const request = JSON.parse(body) as Record<string, string>;
      if (at.endsWith('inquiry')) return { raw: reply(200, sampleInquiry({ cust_id: number, data: inner })) };
      return { raw: reply(200, samplePayment(request, { serial_no: `REF-${number}` })) };
    });
    const { quoteId } = await counter.must('bill:inquire', { product: 'pln-postpaid', customerNumber: number });
    await counter.must('payment:pay', { quoteId, tendered: 300_000 });
    counter.clock.ms += 60_000;
  }
}

const customers = [
  { number: '512345678901', name: 'SITI RAHAYU' },
  { number: '512345678902', name: '=HYPERLINK("http://x")' },
  { number: '512345678903', name: 'BUDI, "SANTOSO"\r\n100%' },
];

test('history is searched by number, name, reference and transaction, newest first, page by page', async () => {
  const counter = await openCounter();
  expect(await counter.must('transaction:list', {})).toEqual({ items: [], cursor: null });
  await sellTo(counter, customers);
  const numbers = async (input: Parameters<typeof counter.must<'transaction:list'>>[1]): Promise<readonly string[]> =>
    (await counter.must('transaction:list', input)).items.map((one) => one.customerNumber.slice(-1));
  expect(await numbers({})).toEqual(['3', '2', '1']);
  expect(await numbers({ search: '678901' })).toEqual(['1']);
  expect(await numbers({ search: '5123 4567 8902' })).toEqual(['2']);
  expect(await numbers({ search: 'siti' })).toEqual(['1']);
  expect(await numbers({ search: 'REF-512345678903' })).toEqual(['3']);
  expect(await numbers({ search: '%' })).toEqual(['3']);
  expect(await numbers({ search: '_' })).toEqual([]);
  expect(await numbers({ status: 'pending' })).toEqual([]);
  expect(await numbers({ from: '2026-11-21T14:33:05+07:00', to: '2026-11-21T07:34:05Z' })).toEqual(['2']);

  const first = await counter.must('transaction:list', { limit: 2 });
  expect(first.items).toHaveLength(2);
  const second = await counter.must('transaction:list', { limit: 2, cursor: first.cursor });
  expect(second.items.map((one) => one.customerNumber)).toEqual(['512345678901']);
  expect(second.cursor).toBeNull();
  expect(await counter.call('transaction:list', { cursor: 'nonsense' })).toMatchObject({ code: 'bad-request' });
  const id = first.items[0]?.transactionId ?? '';
  expect(await numbers({ search: id })).toEqual(['3']);
});

test('the CSV has exact values, quotes as RFC 4180 says, and no formula', async () => {
  const counter = await openCounter();
  await sellTo(counter, customers);
  const file = path.join(counter.folder, 'log.csv');
  expect(await counter.must('export:run', { format: 'csv', file })).toEqual({ file, rows: 3 });
  const text = readFileSync(file, 'utf8');
  expect(text.startsWith(`\uFEFF${csvColumns.join(',')}\r\n`)).toBe(true);
  expect(text.endsWith('\r\n')).toBe(true);
  const [, siti, formula] = text.split('\r\n');
  expect(siti).toMatch(/^[0-9A-Z]{20},[0-9A-Z]{20},2026-11-21T14:32:05\.000\+07:00,/);
  expect(siti).toContain(
    ',paid,alfakios,pln-postpaid,512345678901,SITI RAHAYU,2024-04,285000,6000,0,291000,0,300000,9000,',
  );
  expect(formula).toContain(`,"'=HYPERLINK(""http://x"")",`);
  expect(text).toContain('"BUDI, ""SANTOSO""\r\n100%"');
});

test('an export takes a span, replaces an earlier export, and nothing else', async () => {
  const counter = await openCounter();
  await sellTo(counter, customers);
  const file = path.join(counter.folder, 'log.csv');
  const run = (more: object): Promise<unknown> => counter.call('export:run', { format: 'csv', file, ...more } as never);
  expect(await run({ from: '2026-11-21T14:33:05+07:00' })).toMatchObject({ value: { rows: 2 } });
  expect(await run({ to: '2026-11-21T14:33:05+07:00' })).toMatchObject({ value: { rows: 1 } });
  expect(await run({ from: '2027-01-01T00:00:00+07:00' })).toMatchObject({ value: { rows: 0 } });
  writeFileSync(path.join(counter.folder, 'mine.txt'), 'precious');
  expect(await run({ file: path.join(counter.folder, 'mine.txt') })).toMatchObject({ code: 'file-exists' });
  expect(readFileSync(path.join(counter.folder, 'mine.txt'), 'utf8')).toBe('precious');
  expect(await run({ file: counter.folder })).toMatchObject({ ok: false });
  expect(await run({ file: path.join(counter.folder, 'none', 'log.csv') })).toMatchObject({ code: 'file-failed' });
  expect(await run({ file: 'relative.csv' })).toMatchObject({ code: 'bad-request' });
});

test('a thousand and one rows are all there', async () => {
  const counter = await openCounter();
  await sellTo(counter, [customers[0] ?? { number: '', name: '' }]);
  const copy = counter.db.prepare(
    `INSERT INTO quotes SELECT :id, :id, :id, created_at, expires_at, quote, memo FROM quotes LIMIT 1`,
  );
  const columns = `provider, product, customer_number, customer_name, periods, bill, admin, fee, total, commission, remaining_bills, expires_at, details, memo`;
  const more = counter.db.prepare(
    `INSERT INTO transactions (transaction_id, quote_id, provider_ref, ${columns}, status, tendered, cashier, created_at)
     SELECT :id, :id, :id, ${columns}, 'sending', tendered, cashier, created_at FROM transactions LIMIT 1`,
  );
  const settle = counter.db.prepare(
    `UPDATE transactions SET status = 'refused', refusal_code = 'not-sent', settled_at = created_at WHERE transaction_id = :id`,
  );
  counter.db.transaction(() => {
    for (let at = 0; at < 1_000; at++) for (const sql of [copy, more, settle]) sql.run({ id: `ROW${at}` });
  })();
  const file = path.join(counter.folder, 'log.csv');
  expect(await counter.must('export:run', { format: 'csv', file })).toEqual({ file, rows: 1_001 });
  expect(readFileSync(file, 'utf8').split('\r\n')).toHaveLength(1_003);
});
