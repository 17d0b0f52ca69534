import { expect, test } from 'vitest';
import { openCounter, type Counter, type Options } from '../harness/counter.ts';
import { paperPrinter } from '../harness/paper-printer.ts';
import { reply } from '../harness/fake-provider.ts';
import { printForms, type Forms } from '../harness/needle-printer.ts';

// Slips on the forms of a needle printer.

const transport = 'tcp://127.0.0.1:9100';

async function shopWith(
  printer: object,
  options: Options = {},
): Promise<Counter & { readonly forms: () => readonly Forms[] }> {
  const paper = paperPrinter();
  const printers = [{ id: 'forms', transport, columns: 80, profile: 'escp', drawer: null, ...printer }];
  const counter = await openCounter({ ...options, printers, deliver: paper.deliver });
  return { ...counter, forms: () => paper.jobs.map(printForms) };
}

async function sell(shop: Counter) {
  const { quoteId } = await shop.quote();
  return shop.must('payment:pay', { quoteId, tendered: 300_000 });
}

test.each([
  [80, 22, 'single'],
  [96, 22, 'single'],
  [136, 22, 'single'],
  [136, 22, 'two-part'],
  [80, 44, 'two-part'],
  [96, 88, 'two-part'],
] as const)('a receipt lies whole on one form: %i columns, %i lines, %s', async (columns, formLines, layout) => {
  const shop = await shopWith({ columns, formLines, layout });
  const { transactionId } = await sell(shop);
  await expect.poll(() => shop.forms().length).toBe(1);
  const [slip] = shop.forms();
  expect(slip).toMatchObject({ columns, formLines });
  expect(slip?.pages).toHaveLength(1);
  const text = slip?.pages[0]?.join('\n') ?? '';
  for (const whole of [transactionId, '512345678901', 'SITI RAHAYU', 'Rp291.000', 'CETAK ASLI (CA)', 'Kode klaim'])
    expect(text).toContain(whole);
  expect(slip?.bold.join('\n')).toContain('TOTAL BAYAR');
  expect(text.includes('UNTUK LOKET')).toBe(layout === 'two-part');
});

test('a slip that is longer than its form goes on on the next one, and nothing lies on the perforation', async () => {
  const shop = await shopWith({ columns: 80, formLines: 22, layout: 'two-part' });
  const { transactionId } = await sell(shop);
  await expect.poll(() => shop.forms().length).toBe(1);
  const pages = shop.forms()[0]?.pages ?? [];
  expect(pages).toHaveLength(2);
  // At the top of each form, on the stub, and in the slip itself.
  expect(pages.map(([first]) => first?.slice(31))).toEqual([1, 2].map((nth) => `HALAMAN ${nth}/2  ${transactionId}`));
  expect(pages.flat().join('\n').split(transactionId)).toHaveLength(5);
  expect(pages.flat().join('\n')).toContain('TERIMA KASIH');
  expect(pages[0]?.join('\n')).toContain('UNTUK LOKET');
  expect(pages[1]?.join('\n')).not.toContain('UNTUK LOKET');
});

test('the middle forms of a long Z said neither of which Z they are, nor which form, nor that it was practice', async () => {
  const shop = await shopWith({ columns: 80, formLines: 22 }, { training: true });
  const { shiftId } = await shop.must('shift:open', { float: 0 });
  for (let nth = 1; nth <= 40; nth++)
    await shop.must('shift:cash', { kind: 'in', amount: nth, reason: `tukar uang ${nth}` });
  await shop.must('shift:close', { counted: 820 });
  await shop.must('shift:print', { shiftId });
  const pages = shop.forms()[0]?.pages ?? [];
  expect(pages.length).toBeGreaterThan(2);
  expect(pages.map(([first]) => first)).toEqual(
    pages.map((_page, at) => `HALAMAN ${at + 1}/${pages.length}  LATIHAN  LAPORAN Z 1`),
  );
  const all = pages.flat().join('\n');
  for (let nth = 1; nth <= 40; nth++) expect(all).toContain(`tukar uang ${nth}`);
});

test('the stub of a payment that is not certain says so, and says no more', async () => {
  const shop = await shopWith({ columns: 136, layout: 'two-part' });
  shop.payments(() => ({ raw: reply(200, 'no answer that anybody knows') }));
  const { quoteId } = await shop.quote();
  const { transactionId } = await shop.must('payment:pay', { quoteId, tendered: 300_000 });
  await shop.must('receipt:print', { transactionId });
  const text = shop.forms().at(-1)?.pages.flat().join('\n') ?? '';
  expect(text).toContain('BELUM PASTI');
  expect(text).not.toMatch(/LUNAS|CETAK ASLI/);
});

test('a test page shows where each form begins and ends, on two forms; it said 38 columns of whatever was set', async () => {
  const shop = await shopWith({ columns: 96, formLines: 44 });
  await shop.must('printer:test', { printerId: 'forms' });
  const [page] = shop.forms();
  expect(page?.pages).toHaveLength(2);
  for (const lines of page?.pages ?? []) {
    expect(lines.map((line) => line.slice(0, 3))).toEqual(
      Array.from({ length: 44 }, (_line, y) => String(y + 1).padStart(3, '0')),
    );
    expect([lines[0]?.length, lines[43]?.length]).toEqual([96, 96]);
    expect(lines.join('\n')).toContain('HALAMAN UJI');
    expect(lines.join('\n')).toMatch(/LEBAR +: 96 huruf/);
  }
});

test('an X that was composed for thermal paper does not come out of a needle printer, whose language it does not speak', async () => {
  const paper = paperPrinter();
  const thermal = { id: 'counter', transport: 'tcp://127.0.0.1:9101', columns: 32, drawer: null };
  const forms = { id: 'forms', transport, columns: 80, profile: 'escp', drawer: null };
  const shop = await openCounter({ printers: [thermal, forms], deliver: paper.deliver });
  paper.mood = 'off';
  const { shiftId } = await shop.must('shift:open', { float: 0 });
  await shop.call('shift:print', { shiftId });
  const job = (await shop.must('print:list', { state: 'queued' })).items.find(({ what }) => what === 'x');
  expect(await shop.call('print:move', { jobId: job?.jobId ?? '', printerId: 'forms' })).toMatchObject({
    code: 'paper-narrow',
  });
});
