import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { Transaction } from '../../shared/transaction.ts';
import { deliver } from '../../electron/printers/transport.ts';
import { openCounter, type Counter } from '../harness/counter.ts';
import { tempFolder } from '../harness/temp-folder.ts';
import { paperText, startPrinterSink, type PrinterSink, type SinkBehaviour } from '../harness/printer-sink.ts';

async function counterWithPrinter(
  behaviour: SinkBehaviour = 'reads',
  more: { readonly drawer?: 2 | 5; readonly columns?: number } = {},
): Promise<{ counter: Counter; sink: PrinterSink }> {
  const sink = await startPrinterSink(behaviour);
  onTestFinished(() => sink.close());
  const printer = { id: 'counter', transport: sink.transport, columns: 32, ...more };
  return { counter: await openCounter({ printers: [printer] }), sink };
}

async function sell(counter: Counter): Promise<Transaction> {
  const { quoteId } = await counter.quote();
  return counter.must('payment:pay', { quoteId, tendered: 300_000 });
}

/** Until the till has told of a slip that went out. */
async function printed(counter: Counter, prints: number): Promise<void> {
  await expect.poll(() => counter.changes.some((change) => change.prints === prints), { timeout: 5_000 }).toBe(true);
}

test('the original comes out by itself, copies when asked, each with its number', async () => {
  const { counter, sink } = await counterWithPrinter();
  const { transactionId } = await sell(counter);
  await printed(counter, 1);
  await expect.poll(() => sink.jobs.length).toBe(1);
  const preview = await counter.must('receipt:preview', { transactionId });
  expect(preview.copy).toBe(1);
  const original = await counter.must('receipt:preview', { transactionId, copy: 0 });
  expect(paperText(sink.jobs[0] ?? Buffer.alloc(0)).trimEnd()).toBe(original.text);
  expect(await counter.call('receipt:preview', { transactionId, copy: 2 })).toMatchObject({ code: 'bad-request' });
  expect(await counter.must('receipt:print', { transactionId })).toMatchObject({ copy: 1 });
  expect(await counter.must('receipt:print', { transactionId })).toMatchObject({ copy: 2 });
  expect(await counter.must('transaction:get', { transactionId })).toMatchObject({ prints: 3 });
  await expect.poll(() => sink.jobs.length).toBe(3);
  const papers = sink.jobs.map(paperText);
  expect(papers[0]).toContain('CETAK ASLI (CA)');
  expect(papers[1]).toContain('CETAK ULANG (CU) ke-1');
  expect(papers[1]?.trimEnd()).toBe(preview.text);
  expect(papers[2]).toContain('CETAK ULANG (CU) ke-2');
  for (const paper of papers) expect(paper).toContain(transactionId);
});

test('the drawer opens once, with the original, and only where there is one', async () => {
  const { counter, sink } = await counterWithPrinter('reads', { drawer: 2 });
  const { transactionId } = await sell(counter);
  await printed(counter, 1);
  await counter.must('receipt:print', { transactionId });
  await expect.poll(() => sink.jobs.length).toBe(2);
  const pulses = sink.jobs.map((job) => job.includes(Buffer.from([0x1b, 0x70, 0x00, 0x19, 0xfa])));
  expect(pulses).toEqual([true, false]);

  const plain = await counterWithPrinter();
  await sell(plain.counter);
  await printed(plain.counter, 1);
  await expect.poll(() => plain.sink.jobs.length).toBe(1);
  expect(plain.sink.jobs[0]?.includes(Buffer.from([0x1b, 0x70]))).toBe(false);
});

test('a printer that is off changes nothing of the payment, and the original still comes later', async () => {
  const sink = await startPrinterSink();
  await sink.close();
  const counter = await openCounter({ printers: [{ id: 'off', transport: sink.transport, columns: 42 }] });
  const { transactionId, status } = await sell(counter);
  expect(status).toBe('paid');
  expect(await counter.call('receipt:print', { transactionId })).toMatchObject({ code: 'printer-failed' });
  expect(await counter.must('receipt:preview', { transactionId })).toMatchObject({ copy: 0 });
  expect(await counter.must('transaction:get', { transactionId })).toMatchObject({ status: 'paid', prints: 0 });
  expect((await counter.must('till:status', {})).printers).toMatchObject([
    { id: 'off', state: 'failed', cause: 'refused' },
  ]);
});

test('a print that never reached a printer is no print: what comes out first is the original, not a copy', async () => {
  const papers: string[] = [];
  let isBroken = true;
  const counter = await openCounter({
    printers: [{ id: 'counter', transport: 'tcp://127.0.0.1:9100', columns: 32 }],
    deliver: async (_transport, bytes, _timeoutMs, begin) => {
      if (isBroken) throw new RangeError('Port should be > 0 and < 65536');
      await begin();
      papers.push(paperText(bytes));
      return { kind: 'sent' };
    },
  });
  const { transactionId } = await sell(counter);
  expect(await counter.call('receipt:print', { transactionId })).toMatchObject({ code: 'printer-failed' });
  expect(await counter.must('transaction:get', { transactionId })).toMatchObject({ status: 'paid', prints: 0 });
  isBroken = false;
  expect(await counter.must('receipt:print', { transactionId })).toMatchObject({ copy: 0 });
  expect(papers).toHaveLength(1);
  expect(papers[0]).toContain('CETAK ASLI (CA)');
  expect(await deliver('tcp://127.0.0.1:91000', Buffer.from('x'), 100, () => true)).toMatchObject({ kind: 'failed' });
});

test.for([
  ['file:nowhere/lp0', 'offline'],
  ['file:/sys/loket-printer', 'permission'],
  ['tcp://no-such-printer.invalid:9100', 'offline'],
] as const)('why a job did not get to %s is told as a code: %s', async ([transport, cause]) => {
  expect(
    await deliver(transport.replace('file:n', `file:${tempFolder()}/n`), Buffer.from('x'), 2_000, () => true),
  ).toMatchObject({
    kind: 'failed',
    cause,
  });
});

test('a printer that takes the connection and no bytes is told as too slow, and may have printed', async () => {
  const sink = await startPrinterSink('never-reads');
  onTestFinished(() => sink.close());
  const much = Buffer.alloc(16 * 1024 * 1024);
  expect(await deliver(sink.transport, much, 300, () => true)).toMatchObject({ kind: 'doubtful', cause: 'timeout' });
});

test('a slip that may have come out is never followed by a second original', async () => {
  const { counter } = await counterWithPrinter('resets');
  const { transactionId } = await sell(counter);
  await printed(counter, 1);
  expect(await counter.must('receipt:preview', { transactionId })).toMatchObject({ copy: 1 });
  expect(await counter.must('transaction:get', { transactionId })).toMatchObject({ status: 'paid', prints: 1 });
});

test('two prints at once are an original and a copy, in turn', async () => {
  const { counter, sink } = await counterWithPrinter();
  counter.payments(() => 'reset');
  const { transactionId } = await sell(counter);
  const slip = await counter.must('receipt:preview', { transactionId });
  expect(slip.copy).toBeNull();
  expect(slip.text).toContain('BELUM PASTI');
  const jobs = await Promise.all([1, 2].map(() => counter.must('receipt:print', { transactionId })));
  expect(jobs.map((job) => job.copy)).toEqual([null, null]);
  expect(await counter.must('transaction:get', { transactionId })).toMatchObject({ prints: 0 });
  await expect.poll(() => sink.jobs.length).toBe(2);
});

test('a refused payment has no slip', async () => {
  const { counter, sink } = await counterWithPrinter();
  const { quoteId } = await counter.quote();
  await counter.provider.close();
  const { transactionId } = await counter.must('payment:pay', { quoteId, tendered: 300_000 });
  expect(await counter.call('receipt:print', { transactionId })).toMatchObject({ code: 'no-receipt' });
  expect(await counter.call('receipt:preview', { transactionId })).toMatchObject({ code: 'no-receipt' });
  expect(sink.jobs).toHaveLength(0);
});

test('without a printer the till says so; with a file every job is added to it', async () => {
  const without = await openCounter();
  const { transactionId } = await sell(without);
  expect(await without.call('receipt:print', { transactionId })).toMatchObject({ code: 'printer-missing' });

  const counter = await openCounter({ printers: [{ id: 'file', transport: 'file:paper.bin', columns: 48 }] });
  const sold = await sell(counter);
  await printed(counter, 1);
  await counter.must('receipt:print', { transactionId: sold.transactionId });
  const paper = paperText(readFileSync(path.join(counter.folder, 'paper.bin')));
  expect(paper.indexOf('CETAK ASLI')).toBeLessThan(paper.indexOf('CETAK ULANG'));
});

test.for([
  ['refused', 'no-receipt'],
  ['paid', 'confirm-needed'],
] as const)(
  'a slip whose payment a person says is %s while it waits for its turn is not printed',
  async ([as, code]) => {
    const { counter, sink } = await counterWithPrinter();
    counter.payments(() => 'reset');
    const { transactionId } = await sell(counter);
    // Even the only slip waits for its turn, though not for long.
    const waiting = counter.call('receipt:print', { transactionId });
    await counter.must('payment:resolve', { transactionId, as, reason: 'by telephone' });
    expect(await waiting).toMatchObject({ ok: false, code });
    expect(sink.jobs).toHaveLength(0);
  },
);
