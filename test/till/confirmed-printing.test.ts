import { expect, test } from 'vitest';
import type { Answers } from '../../shared/printer-answers.ts';
import { answeringPrinter, type AnsweringPrinter } from '../harness/answering-printer.ts';
import { asItDied } from '../harness/as-it-died.ts';
import { openCounter, type Counter } from '../harness/counter.ts';
import { makes, type Make } from '../harness/printer-mechanism.ts';

// A printer is asked on a test page what it answers. From then on it is believed that, and nothing else.

const kasir = ({ transport }: AnsweringPrinter) => ({ id: 'kasir', transport, columns: 32, drawer: null });

async function shopWith(make: Make): Promise<{ counter: Counter; printer: AnsweringPrinter }> {
  const printer = await answeringPrinter(make);
  const counter = await openCounter({ printers: [kasir(printer)] });
  return { counter, printer };
}

const confirms = async ({ must }: Counter): Promise<unknown> => (await must('till:status', {})).printers[0]?.confirms;
const lastJob = async ({ must }: Counter) => (await must('print:list', {})).items[0];

async function sell(counter: Counter): Promise<void> {
  const { quoteId } = await counter.quote();
  await counter.must('payment:pay', { quoteId, tendered: 291_000 });
}

test.for([
  ['epson', 'job', 'confirmed'],
  ['clone', 'status', 'confirmed'],
  ['liar', 'none', 'sent'],
  ['mute', 'none', 'sent'],
] as const)('a test page finds out what %s answers: %s', async ([name, found, state]) => {
  const { counter, printer } = await shopWith(makes[name]);
  expect(await confirms(counter)).toBe('none');
  await counter.must('printer:test', { printerId: 'kasir' });
  expect(await confirms(counter)).toBe(found);
  expect(await lastJob(counter)).toMatchObject({ what: 'test', state });
  await sell(counter);
  await expect.poll(() => printer.slips().length).toBe(2);
  await expect.poll(() => lastJob(counter)).toMatchObject({ what: 'receipt', state });
  expect(printer.slips()[1]).toContain('CETAK ASLI');
});

/** Its printer was asked on a test page. */
async function askedShop(make: Make): ReturnType<typeof shopWith> {
  const shop = await shopWith(make);
  await shop.counter.must('printer:test', { printerId: 'kasir' });
  return shop;
}

test.for([
  ['without paper', 'paper', (is) => (is.paper = 'out')],
  ['with an open cover', 'cover', (is) => (is.cover = 'open')],
  ['that does not say how it is', 'offline', (is) => (is.hears = false)],
] as const satisfies readonly (readonly [string, string, (is: AnsweringPrinter['is']) => void])[])(
  'a printer %s gets no byte of a slip, which waits and says why: %s',
  async ([, cause, spoil]) => {
    const { counter, printer } = await askedShop(makes.epson);
    const isWell = { ...printer.is };
    spoil(printer.is);
    await sell(counter);
    await expect.poll(() => lastJob(counter)).toMatchObject({ what: 'receipt', state: 'queued', cause });
    expect(printer.begun()).toBe('');
    Object.assign(printer.is, isWell);
    const { jobId } = (await lastJob(counter)) ?? { jobId: '' };
    expect(await counter.must('print:retry', { jobId })).toMatchObject({ state: 'confirmed', copy: 0 });
    expect(printer.slips().filter((slip) => slip.includes('CETAK ASLI'))).toHaveLength(1);
  },
);

test('paper that ends in the middle of a slip leaves it doubtful and says so, and what comes next is a marked copy', async () => {
  const { counter, printer } = await askedShop(makes.epson);
  await printer.meet({ kind: 'paper-ends', letters: 200 });
  await sell(counter);
  await expect.poll(() => lastJob(counter)).toMatchObject({ what: 'receipt', state: 'doubtful', cause: 'paper' });
  await printer.heal();
  const { jobId } = (await lastJob(counter)) ?? { jobId: '' };
  expect(await counter.must('print:retry', { jobId })).toMatchObject({ state: 'confirmed', copy: 1 });
  expect(printer.slips().at(-1)).toContain('CETAK ULANG (CU) ke-1');
});

test('a test page on a printer that hung made it one that tells nothing, and a receipt that nobody printed was sent', async () => {
  const { counter, printer } = await askedShop(makes.epson);
  printer.is.hears = false;
  const reply = await counter.call('printer:test', { printerId: 'kasir' });
  expect(reply).toMatchObject({ code: 'printer-failed', job: { state: 'doubtful' } });
  expect(await confirms(counter)).toBe('job');
  const open = async () => (await counter.must('print:list', { open: true })).items.map(({ what }) => what);
  expect(await open()).toEqual(['test']);
  await sell(counter);
  await expect.poll(() => lastJob(counter)).toMatchObject({ what: 'receipt', state: 'queued', cause: 'offline' });
  await printer.heal();
  // The next page answers for the one before.
  await counter.must('printer:test', { printerId: 'kasir' });
  await expect.poll(open, { timeout: 30_000 }).toEqual([]);
  expect(printer.slips().filter((slip) => slip.includes('CETAK ASLI'))).toHaveLength(1);
}, 60_000);

test('in the place of a printer that told stands a mute one: a person who has the test page in hand says so, and slips go out', async () => {
  const { counter, printer } = await askedShop(makes.epson);
  await printer.meet({ kind: 'deaf' });
  const reply = await counter.call('printer:test', { printerId: 'kasir' });
  await counter.must('print:seen', { jobId: reply.ok ? '' : (reply.job?.jobId ?? '') });
  expect(await confirms(counter)).toBe('none');
  await sell(counter);
  await expect.poll(() => lastJob(counter)).toMatchObject({ what: 'receipt', state: 'sent' });
}, 60_000);

test('after a new start nobody knew that a printer owed an answer, and it would have confirmed the first slip', async () => {
  const { counter, printer } = await askedShop(makes.inquired);
  await printer.meet({ kind: 'deaf' });
  await sell(counter);
  await expect.poll(() => lastJob(counter), { timeout: 20_000 }).toMatchObject({ what: 'receipt', state: 'doubtful' });
  const told: (Answers | undefined)[] = [];
  const again = await openCounter({
    folder: asItDied(counter),
    printers: [kasir(printer)],
    async deliver(_transport, _bytes, _timeoutMs, begin, asking) {
      told.push(asking?.answers);
      await begin();
      return { kind: 'sent' };
    },
  });
  await again.must('print:retry', { jobId: (await lastJob(counter))?.jobId ?? '' });
  expect(told).toEqual([{ fence: 'status', asksStatus: false, owes: 1 }]);
}, 60_000);
