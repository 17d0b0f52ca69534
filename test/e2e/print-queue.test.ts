import { expect, test, vi } from 'vitest';
import { answeringPrinter } from '../harness/answering-printer.ts';
import { loopbackPrinter } from '../harness/loopback-printer.ts';
import { openCounter, openSignedIn, type Counter } from '../harness/people-counter.ts';
import { makes } from '../harness/printer-mechanism.ts';
import { openWith, sell, textOf } from '../harness/shift-counter.ts';

// The print queue at the screen: what a cashier does when paper does not come out.

vi.setConfig({ testTimeout: 120_000 });

const minute = 60_000;

async function open() {
  const [till, office] = [await loopbackPrinter(), await loopbackPrinter()];
  const printers = [
    { id: 'kasir', transport: till.transport, columns: 32, drawer: 2 },
    { id: 'belakang', transport: office.transport, columns: 42 },
  ];
  const counter = await openCounter({ printers, movesClock: true });
  await counter.app.page.setViewportSize({ width: 1024, height: 768 });
  return { counter, till, office };
}

/** Sells one bill; its paper may come out or not. */
async function sellOne(counter: Counter, customerNumber: string): Promise<void> {
  await sell(counter, customerNumber);
  await counter.cashier.see('done-status').waitFor();
  await counter.cashier.next();
}

const rows = ({ app }: Counter): Promise<(string | null)[]> =>
  app.page.getByTestId('job-row').evaluateAll((all) => all.map((row) => row.getAttribute('data-state')));

/** In both themes; afterwards it is as before. */
async function picture(counter: Counter, name: string): Promise<void> {
  await counter.picture(`${name}-light`);
  await counter.press('Alt+T');
  await counter.press('Alt+T');
  await counter.picture(`${name}-dark`);
  await counter.press('Alt+T');
}

test('the settings said "sent" of a test page that its printer had said to be printed', async () => {
  const printer = await answeringPrinter(makes.epson);
  const counter = await openSignedIn('Ibu', { printers: [{ id: 'kasir', transport: printer.transport, columns: 32 }] });
  const { cashier } = counter;
  await counter.press('Alt+A');
  await cashier.see('settings-page-printers').click();
  await cashier.see('test-page-0').waitFor();
  await counter.press('F6');
  await expect.poll(() => textOf(counter, 'test-page-sent')).toContain('Halaman uji sudah tercetak, kata printer');
  await counter.picture('settings-test-page-told');
});

test('of a printer that tells what it printed, the screen says so, and not that nothing is confirmed', async () => {
  const printer = await answeringPrinter(makes.epson);
  const counter = await openCounter({ printers: [{ id: 'kasir', transport: printer.transport, columns: 32 }] });
  const { cashier } = counter;
  await counter.press('Alt+R');
  await cashier.see('print-queue').waitFor();
  await counter.press('F10');
  await expect.poll(() => textOf(counter, 'queue-sent')).toContain('Sudah tercetak, kata printer');
  await expect
    .poll(() => textOf(counter, 'print-queue'))
    .toContain('Printer mengabarkan kalau struknya sudah tercetak');
  await picture(counter, 'queue-told');
  await counter.press('Escape');
  await sell(counter, numbers[0]);
  await cashier.see('done-status').waitFor();
  await expect.poll(() => textOf(counter, 'print-state')).toMatch(/terkirim.*sudah tercetak, kata printer/);
  await picture(counter, 'done-told');
  await cashier.next();
  await openWith(counter, '1');
  await counter.press('Alt+L');
  await cashier.see('shift-now').waitFor();
  await counter.press('F4');
  await cashier.see('paper').waitFor();
  await counter.press('F6');
  await expect.poll(() => textOf(counter, 'report-print')).toBe('Sudah tercetak, kata printer.');
  await picture(counter, 'x-told');
});

const numbers = ['512345678901', '512345678931'] as const;

test('the paper runs out in the middle of a busy hour: what was cut is a marked copy, what waited are originals, all by keys', async () => {
  const { counter, till } = await open();
  const { cashier } = counter;
  till.endsInTheNextSlip();
  await sellOne(counter, numbers[0]);
  await sellOne(counter, numbers[1]);
  await cashier.see('print-bar').waitFor();
  await expect.poll(() => textOf(counter, 'print-bar')).toMatch(/1 cetakan menunggu.*1 cetakan mungkin sudah keluar/);
  expect(await textOf(counter, 'print-bar')).toContain('tetap tercatat');
  await picture(counter, 'queue-1-bar');
  await counter.press('Alt+R');
  await cashier.see('print-queue').waitFor();
  await expect.poll(() => rows(counter)).toEqual(['doubtful', 'queued']);
  expect(await textOf(counter, 'job-advice')).toMatch(/F9.*F6/);
  await picture(counter, 'queue-2-doubtful');
  await counter.press('ArrowDown');
  await expect.poll(() => textOf(counter, 'job-advice')).toMatch(/lalu F6/);
  await picture(counter, 'queue-3-waiting');
  await till.go();
  await counter.press('F6');
  await expect.poll(() => till.papers().length).toBe(1);
  expect(till.papers()[0]).toContain('CETAK ASLI (CA)');
  await expect.poll(() => rows(counter)).toEqual(['doubtful']);
  await counter.press('F6');
  await expect.poll(() => till.papers().length).toBe(2);
  expect(till.papers()[1]).toContain('CETAK ULANG (CU) ke-1');
  await cashier.see('queue-empty').waitFor();
  await cashier.see('queue-sent').waitFor();
  await picture(counter, 'queue-4-empty');
  await counter.press('Escape');
  await expect.poll(() => cashier.see('print-bar').count()).toBe(0);
  expect(till.papers().filter((paper) => paper.includes('CETAK ASLI'))).toHaveLength(1);
});

test('the printer breaks for the day: what waits goes to the other one, by finger alone, and comes out as the original', async () => {
  const { counter, till, office } = await open();
  const { cashier } = counter;
  await till.stop();
  await sellOne(counter, numbers[0]);
  await cashier.see('light-printer').click();
  await cashier.see('light-print-queue').click();
  await expect.poll(() => rows(counter)).toEqual(['queued']);
  await picture(counter, 'queue-5-move');
  for (const id of ['job-move', 'job-cancel', 'job-retry', 'queue-test-1', 'job-row']) {
    const { height = 0 } = (await cashier.see(id).boundingBox()) ?? {};
    expect([id, height >= 44]).toEqual([id, true]);
  }
  await cashier.see('job-move').click();
  await expect.poll(() => office.papers().length).toBe(1);
  expect(office.papers()[0]).toContain('CETAK ASLI (CA)');
  await cashier.see('queue-empty').waitFor();
  await cashier.see('queue-test-1').click();
  await expect.poll(() => office.papers().length).toBe(2);
  expect(office.papers()[1]).toContain('HALAMAN UJI');
  await cashier.see('queue-test-0').click();
  await cashier.see('print-queue').locator('[role="alert"]').waitFor();
  expect(till.papers()).toEqual([]);
});

test('slips of customers who have left wait for a word: one is printed, one is cancelled, and in English too', async () => {
  const { counter, till } = await open();
  const { cashier } = counter;
  await till.stop();
  await sellOne(counter, numbers[0]);
  await sellOne(counter, numbers[1]);
  await expect.poll(() => textOf(counter, 'print-bar')).toContain('2 cetakan menunggu printer');
  await counter.pass(11 * minute);
  await till.go();
  await expect.poll(() => textOf(counter, 'print-bar'), { timeout: 15_000 }).toContain('2 cetakan lama menunggu Anda');
  await counter.press('Alt+B');
  await counter.press('Alt+R');
  await expect.poll(() => rows(counter)).toEqual(['asks', 'asks']);
  expect(await textOf(counter, 'job-advice')).toContain('its customer may have left');
  await picture(counter, 'queue-6-asks-english');
  const { keyboard } = counter.app.page;
  await keyboard.down('F6');
  await expect.poll(() => till.papers().length).toBe(1);
  await expect.poll(() => rows(counter)).toEqual(['asks']);
  // A key that is held prints one slip, not the next customer's too.
  await keyboard.down('F6');
  await keyboard.up('F6');
  await counter.press('F8');
  await cashier.see('queue-empty').waitFor();
  expect(till.papers()).toHaveLength(1);
});

test('a slip that is there though the printer hung up is put away with one key, and nobody is asked again', async () => {
  const { counter, till } = await open();
  const { cashier } = counter;
  till.endsInTheNextSlip();
  await sellOne(counter, numbers[0]);
  await expect.poll(() => till.cut()).toBe(1);
  await till.go();
  await cashier.see('show-print-queue').click();
  await expect.poll(() => rows(counter)).toEqual(['doubtful']);
  await counter.press('F5');
  await counter.press('F9');
  await cashier.see('queue-empty').waitFor();
  await counter.press('Escape');
  await counter.app.page.reload();
  await cashier.see('number-input').waitFor();
  await expect.poll(() => cashier.see('print-bar').count()).toBe(0);
  expect(till.papers()).toEqual([]);
});
