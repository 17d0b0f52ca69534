import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { startFakeProvider, reply } from '../harness/fake-provider.ts';
import { sampleInquiry, samplePayment } from '../harness/counter.ts';
import { startHeadless, type Headless } from '../harness/headless.ts';
import { paperText, startPrinterSink } from '../harness/printer-sink.ts';
import { tempFolder, writeConfig } from '../harness/temp-folder.ts';

// The built till as a program outside drives it: JSON lines, a config file, a data folder.

const number = '512345678901';

function start(args: readonly string[], more: Parameters<typeof startHeadless>[1] = {}): Headless {
  const headless = startHeadless(args, more);
  onTestFinished(async () => {
    headless.signal('SIGKILL');
    await headless.exited;
  });
  return headless;
}

test('with nothing configured it sells in training mode, on screen, database and paper', async () => {
  const data = tempFolder();
  const till = start(['--data', data]);
  const quote = await till.must('bill:inquire', { product: 'pln-postpaid', customerNumber: number });
  const sold = await till.must('payment:pay', { quoteId: quote.quoteId, tendered: 300_000 });
  expect(sold).toMatchObject({ status: 'paid', total: 291_000, change: 9_000 });
  await till.event((one) => one['prints'] === 1);
  expect(await till.end()).toBe(0);

  const paper = paperText(readFileSync(path.join(data, 'training', 'receipts.bin')));
  expect(paper).toContain('LATIHAN');
  expect(paper).toContain('CETAK ASLI (CA)');
  expect(paper).toContain(sold.transactionId);
  const db = new Database(path.join(data, 'training', 'loket.db'), { readonly: true });
  expect(db.prepare('SELECT status, total FROM transactions').all()).toEqual([{ status: 'paid', total: 291_000 }]);
  db.close();
  expect(existsSync(path.join(data, 'loket.db'))).toBe(false);
});

test('a till whose messages nobody read any more, for its terminal was closed, stopped at the next of them', async () => {
  const speaks = 'data:text/javascript,setInterval(() => process.stderr.write("a warning\\n"), 20).unref()';
  const till = start(['--data', tempFolder()], {
    wrap: ['bash', '-c', 'exec "$@" 2> >(exit)', 'bash'],
    nodeArgs: ['--import', speaks],
  });
  for (const bill of [number, '512345678902']) {
    const quote = await till.must('bill:inquire', { product: 'pln-postpaid', customerNumber: bill });
    expect(await till.must('payment:pay', { quoteId: quote.quoteId, tendered: 900_000 })).toMatchObject({
      status: 'paid',
    });
  }
  expect(await till.end()).toBe(0);
});

test('a configured provider is paid over real HTTP, and a TCP printer prints', async () => {
  const { provider, sink, config } = await realCounter();
  const till = start(['--data', tempFolder(), '--config', config]);
  const quote = await till.must('bill:inquire', { product: 'pln-postpaid', customerNumber: number });
  const sold = await till.must('payment:pay', { quoteId: quote.quoteId, tendered: 291_000 });
  expect(sold).toMatchObject({ status: 'paid', reference: 'REF-PLN-20240501', change: 0 });
  await till.event((one) => one['prints'] === 1);
  expect(paperText(sink.jobs[0] ?? Buffer.alloc(0))).toContain('PLN menyatakan struk ini sebagai');
  expect(provider.arrived).toHaveLength(2);
  expect(await till.end()).toBe(0);
});

test.for([
  ['nothing of the till’s: it sells on', 'CREATE TABLE stranger (x); DROP TABLE stranger', 'paid'],
  [
    'a payment’s sum: it sells no more',
    'DROP TRIGGER transactions_keep_their_money; UPDATE transactions SET tendered = tendered + 1',
    'storage-failed',
  ],
] as const)('another program writes %s, once a thread has compared everything', async ([, sql, then]) => {
  const data = tempFolder();
  const till = start(['--data', data]);
  const sell = async (customerNumber: string): Promise<string> => {
    const quote = await till.call('bill:inquire', { product: 'pln-postpaid', customerNumber });
    if (!quote.ok) return quote.code;
    const paid = await till.call('payment:pay', {
      ...{ quoteId: quote.value.quoteId, tendered: 300_000 },
      confirmPaidBefore: true,
    });
    return paid.ok ? paid.value.status : paid.code;
  };
  expect(await sell(number)).toBe('paid');
  await till.event((one) => one['prints'] === 1);
  const db = new Database(path.join(data, 'training', 'loket.db'));
  db.exec(sql);
  db.close();
  expect(await sell('512345678931')).toBe('storage-failed');
  const log = (): string => readFileSync(path.join(data, 'loket.log'), 'utf8');
  await expect.poll(log, { timeout: 20_000 }).toMatch(/books-(touched|disagree)/);
  expect(await sell('512345678931')).toBe(then);
  expect(await till.end()).toBe(0);
});

test('lines that are no calls are answered, and the till goes on', async () => {
  const till = start(['--data', tempFolder()]);
  for (const line of [
    'not json',
    '[]',
    'null',
    '{}',
    '{"id":{}}',
    '{"channel":"till:status"}',
    'x'.repeat(1_100_000),
  ]) {
    expect(await till.raw(line, null)).toMatchObject({ id: null, ok: false, code: 'bad-request' });
    (till.messages as unknown[]).length = 0;
  }
  expect(await till.raw('{"id":"a","channel":"no:such"}', 'a')).toMatchObject({ code: 'unknown-channel' });
  expect(await till.raw('{"id":"b","channel":"till:status","input":{"x":1}}', 'b')).toMatchObject({
    code: 'bad-request',
  });
  expect(await till.call('till:status', {})).toMatchObject({ ok: true, value: { training: true, unsettled: 0 } });
});

test('status is answered while a payment hangs; the end of input leaves it pending and exits in time', async () => {
  const { provider, config } = await realCounter();
  provider.answer((at) => (at.endsWith('inquiry') ? { raw: reply(200, sampleInquiry()) } : 'hang'));
  const data = tempFolder();
  const till = start(['--data', data, '--config', config]);
  const { quoteId } = await till.must('bill:inquire', { product: 'pln-postpaid', customerNumber: number });
  const paying = till.must('payment:pay', { quoteId, tendered: 291_000 });
  await expect.poll(() => provider.arrived.length).toBe(2);
  expect(await till.must('till:status', {})).toMatchObject({ unsettled: 1 });
  const startedAt = Date.now();
  expect(await till.end()).toBe(0);
  expect(Date.now() - startedAt).toBeLessThan(5_000);
  expect(await paying).toMatchObject({ status: 'pending' });
  expect(statusesIn(data)).toEqual(['pending']);
});

test('killed while paying, it comes back with the payment pending, its bill locked, and sends nothing', async () => {
  const { provider, config } = await realCounter();
  provider.answer((at) => (at.endsWith('inquiry') ? { raw: reply(200, sampleInquiry()) } : 'hang'));
  const data = tempFolder();
  const first = start(['--data', data, '--config', config]);
  const { quoteId } = await first.must('bill:inquire', { product: 'pln-postpaid', customerNumber: number });
  void first.call('payment:pay', { quoteId, tendered: 291_000 }).catch(() => undefined);
  await expect.poll(() => provider.arrived.length).toBe(2);
  first.signal('SIGKILL');
  await first.exited;
  expect(statusesIn(data)).toEqual(['sending']);

  const second = start(['--data', data, '--config', config]);
  expect(await second.must('till:status', {})).toMatchObject({ unsettled: 1 });
  const again = await second.must('payment:pay', { quoteId, tendered: 291_000 });
  expect(again).toMatchObject({ status: 'pending' });
  const other = await second.must('bill:inquire', { product: 'pln-postpaid', customerNumber: number });
  expect(await second.call('payment:pay', { quoteId: other.quoteId, tendered: 291_000 })).toMatchObject({
    code: 'bill-locked',
  });
  const { events } = await second.must('transaction:get', { transactionId: again.transactionId });
  expect(events.map((event) => event.kind)).toEqual(['intent', 'interrupted']);
  expect(provider.arrived.filter(({ head }) => head.includes('/transaction'))).toHaveLength(1);
  expect(await second.end()).toBe(0);
});

test('SIGTERM ends it in order', async () => {
  const till = start(['--data', tempFolder()]);
  await till.must('till:status', {});
  till.signal('SIGTERM');
  expect(await till.exited).toBe(0);
});

test('a refused start says why in one sentence and nothing on stdout', async () => {
  const refusal = async (args: readonly string[]): Promise<string> => {
    const till = start(args);
    expect(await till.exited).toBe(2);
    expect(till.messages).toEqual([]);
    expect(till.stderr().trim().split('\n')).toHaveLength(1);
    return till.stderr();
  };
  const folder = tempFolder();
  expect(await refusal(['--data', folder, '--config', writeConfig(folder, { printrs: [] })])).toContain('printrs');
  expect(await refusal(['--data', folder, '--config', path.join(folder, 'none.json')])).toContain('none.json');
  expect(await refusal([])).toContain('--data');

  const running = start(['--data', folder]);
  await running.must('till:status', {});
  expect(await refusal(['--data', folder])).toContain(folder);
  await running.end();

  const file = path.join(folder, 'training', 'loket.db');
  rmSync(`${file}-wal`, { force: true });
  writeFileSync(file, 'garbage '.repeat(2_000));
  expect(await refusal(['--data', folder])).toContain(file);

  const blocked = path.join(folder, 'blocked');
  writeFileSync(blocked, '');
  expect(await refusal(['--data', path.join(blocked, 'data')])).toContain(blocked);
});

test('the data folder is the owner’s alone', async () => {
  const data = path.join(tempFolder(), 'new');
  const till = start(['--data', data]);
  await till.must('till:status', {});
  await till.end();
  expect(statSync(data).mode & 0o077).toBe(0);
  expect(statSync(path.join(data, 'loket.log')).mode & 0o077).toBe(0);
  mkdirSync(data, { recursive: true });
});

async function realCounter(): Promise<{
  provider: Awaited<ReturnType<typeof startFakeProvider>>;
  sink: Awaited<ReturnType<typeof startPrinterSink>>;
  config: string;
}> {
  const [provider, sink] = await Promise.all([startFakeProvider(), startPrinterSink()]);
  onTestFinished(async () => {
    await Promise.all([provider.close(), sink.close()]);
  });
  provider.answer((at, body) => {
    const request = JSON.parse(body) as Record<string, string>;
    return { raw: reply(200, at.endsWith('inquiry') ? sampleInquiry() : samplePayment(request)) };
  });
  const config = writeConfig(tempFolder(), {
    shop: { name: 'Loket Sumber Rejeki', address: 'Jl. Melati 7', terminal: '01' },
    providers: { alfakios: { enabled: true, baseUrl: provider.baseUrl, apiKey: 'apk_live_x' } },
    printers: [{ id: 'tcp', transport: sink.transport, columns: 42 }],
  });
  return { provider, sink, config };
}

function statusesIn(data: string): readonly unknown[] {
  const db = new Database(path.join(data, 'loket.db'), { readonly: true });
  try {
    return db.prepare('SELECT status FROM transactions').pluck().all();
  } finally {
    db.close();
  }
}
