import { expect, test, vi } from 'vitest';
import { answeringPrinter } from '../harness/answering-printer.ts';
import { loopbackPrinter } from '../harness/loopback-printer.ts';
import { openCounter, type Counter } from '../harness/people-counter.ts';
import { makes } from '../harness/printer-mechanism.ts';
import { openWith, sell, textOf } from '../harness/shift-counter.ts';

// What each screen says of paper is what became of its job, while it is in sight.

vi.setConfig({ testTimeout: 120_000 });

const at = (transport: string) => ({ printers: [{ id: 'kasir', transport, columns: 32, drawer: 2 }] });
const stateOf = ({ cashier }: Counter, testId = 'print-state') => cashier.see(testId).getAttribute('data-state');

test('a receipt that was cut off was said to be sent, and its copy too, while that waited for a printer that was off', async () => {
  const till = await loopbackPrinter();
  const counter = await openCounter(at(till.transport));
  const { cashier } = counter;
  till.endsInTheNextSlip();
  await sell(counter, '512345678931');
  await cashier.see('done-status').waitFor();
  await expect.poll(() => stateOf(counter)).toBe('doubtful');
  expect(await textOf(counter, 'print-state')).toMatch(/Struk mungkin sudah keluar.*F6/);
  await counter.picture('said-cut-off');
  await counter.press('F6');
  await expect.poll(() => stateOf(counter)).toBe('waiting');
  expect(await textOf(counter, 'print-state')).toContain('Salinan ke-1 belum tercetak: menunggu printer');
  await counter.picture('said-waits');
  await till.go();
  await counter.press('F6');
  await expect.poll(() => stateOf(counter), { timeout: 40_000 }).toBe('sent');
  expect(await textOf(counter, 'print-state')).toContain('Salinan ke-1 terkirim');
  // It is out: nothing says any more that a printer does not take it.
  await expect.poll(() => cashier.see('problem').count()).toBe(0);
  await counter.press('F2');
  await cashier.see('history-search').waitFor();
  await cashier.enter();
  await cashier.see('history-detail').waitFor();
  await expect.poll(() => textOf(counter, 'trail')).toContain('mungkin sudah keluar');
  // That copy is out; the next one would be another.
  await expect.poll(() => textOf(counter, 'history-detail')).toMatch(/CU\) ke-1[^]*Salinan ke-1/);
  expect(await textOf(counter, 'history-detail')).not.toContain('Cetakan berikutnya');
});

test('a slip of a pending payment that was cut off was said not to be printed', async () => {
  const till = await loopbackPrinter();
  const counter = await openCounter(at(till.transport));
  const { cashier } = counter;
  till.endsInTheNextSlip();
  await sell(counter, '512345678922');
  await cashier.see('pending-status').waitFor({ timeout: 40_000 });
  await cashier.see('slip-doubtful').waitFor({ timeout: 40_000 });
  expect(await textOf(counter, 'slip-doubtful')).toContain('Slip mungkin sudah keluar');
  expect(await cashier.see('problem').count()).toBe(0);
  await expect.poll(() => textOf(counter, 'trail'), { timeout: 15_000 }).toContain('mungkin sudah keluar');
  await counter.picture('said-pending-cut-off');
});

test('of a report whose paper ended in its middle the page said that it waits, and went on saying so of one that had come out since', async () => {
  const printer = await answeringPrinter(makes.epson);
  const counter = await openCounter(at(printer.transport));
  const { cashier } = counter;
  await counter.press('Alt+R');
  await cashier.see('print-queue').waitFor();
  await counter.press('F10');
  await cashier.see('queue-sent').waitFor();
  await counter.press('Escape');
  await openWith(counter, '1');
  await counter.press('Alt+L');
  await cashier.see('shift-now').waitFor();
  await counter.press('F4');
  await cashier.see('paper').waitFor();
  await printer.meet({ kind: 'paper-ends', letters: 200 });
  await counter.press('F6');
  await expect.poll(() => stateOf(counter, 'report-print'), { timeout: 15_000 }).toBe('doubtful');
  expect(await textOf(counter, 'report-print')).toMatch(/Mungkin sudah keluar.*Lihat kertas.*F6/);
  await counter.picture('said-report-cut-off');
  // The paper has ended: the next one waits, and comes out once there is some.
  await counter.press('F6');
  await expect.poll(() => stateOf(counter, 'report-print'), { timeout: 15_000 }).toBe('not');
  expect(await textOf(counter, 'problem')).toContain('Yang menunggu keluar sendiri');
  await printer.heal();
  await expect.poll(() => textOf(counter, 'report-print'), { timeout: 40_000 }).toBe('Sudah tercetak, kata printer.');
});

test('of a test page that reached no printer it was said that it waits and comes out by itself', async () => {
  const till = await loopbackPrinter();
  const counter = await openCounter(at(till.transport));
  await till.stop();
  await counter.press('Alt+R');
  await counter.cashier.see('print-queue').waitFor();
  await counter.press('F10');
  await expect.poll(() => textOf(counter, 'print-queue')).toContain('Halaman uji tidak tercetak');
  expect(await textOf(counter, 'print-queue')).not.toContain('keluar sendiri');
});
