import { expect, test } from 'vitest';
import { answeringPrinter } from '../harness/answering-printer.ts';
import { asItDied } from '../harness/as-it-died.ts';
import { openCounter, type Counter, type Options } from '../harness/counter.ts';
import { makes, type Make } from '../harness/printer-mechanism.ts';

// A slip breaks off, and its printer goes on where it stands: what comes next must be a slip of its own.

const escpos = { columns: 32 };
const escp = { columns: 80, profile: 'escp', formLines: 44 };

async function shopWith(make: Make, paper: object, options: Options = {}) {
  const printer = await answeringPrinter(make);
  const printers = [{ id: 'kasir', transport: printer.transport, drawer: null, ...paper }];
  return { counter: await openCounter({ printers, ...options }), printer, printers };
}

const lastState = async ({ must }: Counter) => (await must('print:list', {})).items[0]?.state;
const firstLine = (slip = ''): string | undefined => slip.split('\n')[0]?.trim();

async function sell(counter: Counter): Promise<string> {
  const { quoteId } = await counter.quote();
  return (await counter.must('payment:pay', { quoteId, tendered: 291_000 })).transactionId;
}

/** Sells a bill whose original breaks off after so many bytes. */
async function sellBroken({ counter, printer }: Awaited<ReturnType<typeof shopWith>>, at: number): Promise<string> {
  await printer.meet({ kind: 'resets', at });
  const transactionId = await sell(counter);
  await expect.poll(() => lastState(counter)).toBe('doubtful');
  await printer.heal();
  return transactionId;
}

// Before anything, in the first commands, in a line, and before, in and behind `ESC E 1`.
test.for([0, 1, 5, 100, 238, 239, 240, 241, 260])(
  'a slip that broke off after %d bytes left its lines, or a command without its end, on the next one',
  async (at) => {
    const shop = await shopWith(makes.mute, escpos);
    const transactionId = await sellBroken(shop, at);
    await shop.counter.must('receipt:print', { transactionId });
    expect(shop.printer.slips()).toHaveLength(2);
    const { text } = await shop.counter.must('receipt:preview', { transactionId, copy: 1 });
    expect(shop.printer.slips()[1]?.trim()).toBe(text.trim());
    // Once is enough.
    await shop.counter.must('receipt:print', { transactionId });
    expect(shop.printer.slips()).toHaveLength(3);
  },
);

test('a slip that broke off as the till died left its lines on the first one after the start', async () => {
  const shop = await shopWith(makes.mute, escpos);
  const transactionId = await sellBroken(shop, 260);
  const { printers } = shop;
  const next = await openCounter({ printers, folder: asItDied(shop.counter) });
  await next.must('receipt:print', { transactionId });
  expect(shop.printer.slips()).toHaveLength(2);
  expect(firstLine(shop.printer.slips()[1])).toBe('LOKET SUMBER REJEKI');
});

test('a form on which a slip broke off was printed on by the next one', async () => {
  const shop = await shopWith(makes.needle, escp);
  const transactionId = await sellBroken(shop, 420);
  await shop.counter.must('receipt:print', { transactionId });
  expect(shop.printer.slips()).toHaveLength(2);
  expect(shop.printer.slips()[1]).toMatch(/^ *LOKET SUMBER REJEKI .*\n/);
  expect(shop.printer.unknown).toEqual([]);
});

test('a test page behind a slip that broke off finds out what the printer answers', async () => {
  const shop = await shopWith(makes.epson, escpos);
  await sellBroken(shop, 260);
  await shop.counter.must('printer:test', { printerId: 'kasir' });
  expect((await shop.counter.must('till:status', {})).printers[0]?.confirms).toBe('job');
  expect(firstLine(shop.printer.slips()[1])).toBe('LOKET SUMBER REJEKI');
});
