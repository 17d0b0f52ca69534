import { expect, onTestFinished, test } from 'vitest';
import type { Deliver } from '../../electron/printers/transport.ts';
import { openCounter, samplePayment, type Counter } from '../harness/counter.ts';
import { reply } from '../harness/fake-provider.ts';
import { paperText } from '../harness/printer-sink.ts';

// A job is called off, given to another printer or overtaken while its printer is still being reached.

const printers = [
  { id: 'a', transport: 'tcp://127.0.0.1:1', columns: 32, drawer: null },
  { id: 'b', transport: 'tcp://127.0.0.1:2', columns: 32, drawer: null },
];

/** Printers that are reached, or not, when the test says so. */
function slowPrinters() {
  const waiting: { readonly to: string; readonly come: (isThere: boolean) => void }[] = [];
  const papers: { readonly to: string; readonly text: string }[] = [];
  let isQuick = false;
  const deliver: Deliver = async (to, bytes, _timeoutMs, begin) => {
    const isThere = isQuick || (await new Promise<boolean>((come) => waiting.push({ to, come })));
    if (!isThere) return { kind: 'failed', why: 'nobody listens', cause: 'refused' };
    if (!(await begin())) return { kind: 'failed', why: 'called off', cause: 'unknown' };
    papers.push({ to, text: paperText(bytes) });
    return { kind: 'sent' };
  };
  const comeAll = (): void => {
    isQuick = true;
    for (const { come } of waiting.splice(0)) come(true);
  };
  onTestFinished(comeAll);
  return {
    ...{ deliver, papers },
    /** How many are being reached. */
    waiting: () => waiting.length,
    /** The oldest of those is reached, or is not. */
    come: (to: string, isThere: boolean) => {
      const at = waiting.findIndex((one) => one.to.endsWith(to));
      waiting.splice(at, 1)[0]?.come(isThere);
    },
    /** From now on each is there at once. */
    comeAll,
  };
}

async function sell(counter: Counter): Promise<string> {
  const { quoteId } = await counter.quote();
  return (await counter.must('payment:pay', { quoteId, tendered: 300_000, confirmPaidBefore: true })).transactionId;
}

const openJobs = async ({ must }: Counter) => (await must('print:list', { open: true })).items;

async function shopWith(slow: ReturnType<typeof slowPrinters>, more: object = {}): Promise<Counter> {
  return openCounter({ printers, deliver: slow.deliver, ...more });
}

/** A closed shift and its Z, which somebody has printed: it waits for its printer. */
async function printZ(counter: Counter): Promise<void> {
  const { shiftId } = await counter.must('shift:open', { float: 0 });
  await counter.must('shift:close', { counted: 0 });
  void counter.call('shift:print', { shiftId });
}

test.for(['print:cancel', 'print:move'] as const)(
  'what waited behind a job that was %s while its printer was reached waited for ever',
  async (channel) => {
    const slow = slowPrinters();
    const counter = await shopWith(slow);
    await sell(counter);
    await expect.poll(slow.waiting).toBe(1);
    await printZ(counter);
    const [job] = await openJobs(counter);
    const jobId = job?.jobId ?? '';
    await (channel === 'print:cancel'
      ? counter.must(channel, { jobId })
      : counter.must(channel, { jobId, printerId: 'b' }));
    slow.come(':1', false);
    // The Z's turn has come.
    await expect.poll(slow.waiting).toBe(channel === 'print:cancel' ? 1 : 2);
    slow.comeAll();
    await expect.poll(() => slow.papers.some(({ text }) => text.includes('LAPORAN Z'))).toBe(true);
  },
);

test('a job that was called off while its printer was reached came out', async () => {
  const slow = slowPrinters();
  const counter = await shopWith(slow);
  await sell(counter);
  await expect.poll(slow.waiting).toBe(1);
  const [job] = await openJobs(counter);
  await counter.must('print:cancel', { jobId: job?.jobId ?? '' });
  slow.comeAll();
  await expect.poll(() => openJobs(counter)).toEqual([]);
  expect(slow.papers).toEqual([]);
});

test('a slip of a debt that was given to another printer while the first was reached came out at both, as the original', async () => {
  const slow = slowPrinters();
  const counter = await shopWith(slow);
  await counter.must('shift:open', { float: 100_000 });
  const { customerId } = await counter.must('customer:save', { name: 'Pak Joko', numbers: [] });
  const { quoteId, total } = await counter.quote();
  await counter.must('payment:pay', { quoteId, tenders: [{ kind: 'credit', amount: total }], customerId });
  await expect.poll(slow.waiting).toBe(1);
  slow.come(':1', true);
  await expect.poll(() => slow.papers.length).toBe(1);
  await counter.must('debt:settle', { customerId, tenders: [{ kind: 'qris', amount: 50_000 }] });
  await expect.poll(slow.waiting).toBe(1);
  const [job] = await openJobs(counter);
  await counter.must('print:move', { jobId: job?.jobId ?? '', printerId: 'b' });
  await expect.poll(slow.waiting).toBe(2);
  slow.come(':2', true);
  slow.come(':1', true);
  await expect.poll(() => openJobs(counter)).toEqual([]);
  expect(slow.papers.slice(1)).toMatchObject([{ to: printers[1]?.transport }]);
});

test('a receipt that came to wait behind the slip of its pending payment was forgotten with it', async () => {
  const slow = slowPrinters();
  const counter = await shopWith(slow, {
    providers: (baseUrl: string) => ({ alfakios: { enabled: true, baseUrl, apiKey: 'k', resend: true } }),
  });
  counter.payments(() => 'cut');
  const transactionId = await sell(counter);
  void counter.call('receipt:print', { transactionId });
  await expect.poll(slow.waiting).toBe(1);
  counter.payments((body) => ({ raw: reply(200, samplePayment(body)) }));
  counter.clock.ms += 61_000;
  expect(await counter.must('payment:resend', { transactionId, reason: 'dicek' })).toMatchObject({ status: 'paid' });
  slow.come(':1', false);
  await expect
    .poll(async () => (await openJobs(counter)).map(({ what, attempts }) => [what, attempts]))
    .toEqual([
      ['pending', 1],
      ['receipt', 0],
    ]);
  slow.comeAll();
  await expect.poll(() => slow.papers.filter(({ text }) => text.includes('CETAK ASLI')).length).toBe(1);
  expect(slow.papers).toHaveLength(1);
});

test('a receipt was called off for good because its turn came as the books were being looked at', async () => {
  const slow = slowPrinters();
  const counter = await shopWith(slow);
  await sell(counter);
  await expect.poll(slow.waiting).toBe(1);
  slow.come(':1', false);
  const state = counter.books.state.bind(counter.books);
  Object.assign(counter.books, { state: () => 'uncertain' });
  const [job] = await openJobs(counter);
  expect(await counter.call('print:retry', { jobId: job?.jobId ?? '' })).toMatchObject({ code: 'storage-failed' });
  Object.assign(counter.books, { state });
  slow.comeAll();
  await expect.poll(() => slow.papers.length).toBe(1);
});
