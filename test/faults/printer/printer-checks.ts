import type { Transaction } from '../../../shared/transaction.ts';
import { paperText } from '../../harness/printer-sink.ts';
import { must, pause, until } from '../cell.ts';
import { pulses } from './printer-behaviours.ts';
import { paidFor } from '../stage/sales.ts';
import type { Stage } from '../stage/stage.ts';

// What holds at the counter whatever the printer does.

/** A call that does not wait for anything outside takes less than this, in ms, even on a busy machine. */
const promptMs = 1_500;

export type Drawer = 2 | 5 | null;

/** Opens the stage with a printer that has a drawer. */
export async function openWith(stage: Stage, drawer: Drawer, transport?: string): Promise<void> {
  await stage.open({ providers: ['alfakios', 'iak'], start: false });
  installPrinter(stage, drawer, transport);
  await stage.start();
}

export function installPrinter(stage: Stage, drawer: Drawer, transport = stage.printer.transport): void {
  stage.configure({ printers: [{ id: 'counter', transport, columns: 32, drawer }] });
}

/** Sells while a job hangs: the payment is answered all the same, and so is the question how the till is. */
export async function sellWhileItHangs(stage: Stage): Promise<Transaction> {
  const paid = await paidFor(stage, await stage.quote('alfakios'));
  must(paid.status === 'paid', `it is ${paid.status}`);
  const { events } = await stage.get(paid.transactionId);
  must(!events.some(({ kind }) => kind === 'print'), 'the payment was answered only after its slip');
  await answersPromptly(stage);
  return paid;
}

export async function answersPromptly(stage: Stage): Promise<void> {
  const late = pause(promptMs).then(() => null);
  const status = await Promise.race([stage.must('till:status', {}), late]);
  must(status?.ready, `till:status is not answered within ${promptMs} ms while the printer hangs`);
}

export type Result = 'sent' | 'failed' | 'doubtful';

/** What became of a payment's last slip, once it is known: `failed` if it waits for its printer. The payment itself is as it was. */
export async function printed(stage: Stage, { transactionId }: Transaction, jobs = 1): Promise<Result> {
  let told: readonly unknown[] = [];
  let isWaiting = false;
  await until(`${jobs} slips of ${transactionId} were over`, async () => {
    const { events, status } = await stage.get(transactionId);
    must(status === 'paid', `the printer made it ${status}`);
    told = events.filter(({ kind }) => kind === 'print').map(({ data }) => data['result']);
    isWaiting = (await waitingJobs(stage, transactionId)) > 0;
    return told.length >= jobs || isWaiting;
  });
  return isWaiting ? 'failed' : (told.at(-1) as Result);
}

/** Jobs of a payment that reached no printer and wait for it. */
async function waitingJobs(stage: Stage, transactionId: string): Promise<number> {
  const { items } = await stage.must('print:list', { state: 'queued' });
  return items.filter((job) => job.transactionId === transactionId && job.attempts > 0).length;
}

/** Prints once more, on a printer that works by now, and expects this copy; or the next, where this one waited and came out by itself. */
export async function printsNext(stage: Stage, { transactionId }: Transaction, copy: number): Promise<void> {
  const reply = await stage.call('receipt:print', { transactionId });
  const { events } = await stage.get(transactionId);
  const isOut = events.some(({ kind, data }) => kind === 'print' && data['copy'] === copy && data['result'] === 'sent');
  must(
    reply.ok && isOut && (reply.value.copy === copy || reply.value.copy === copy + 1),
    `expected copy ${copy}, got ${JSON.stringify(reply)}`,
  );
}

/** The drawer opens once with each original of a cash sale that came out at once, and with nothing else. */
export async function drawerAsConfigured(stage: Stage, drawer: Drawer): Promise<void> {
  const { items } = await stage.must('print:list', { limit: 500 });
  const atOnce = items.filter(({ copy, attempts }) => copy === 0 && attempts === 1).map((job) => job.transactionId);
  for (const job of stage.printer.jobs) {
    const text = paperText(job);
    const isOther = /CETAK ULANG|BELUM PASTI/.test(text);
    const isWhole = text.includes('CETAK ASLI') && text.includes('Jurnal');
    const count = pulses(job);
    must(count <= (drawer === null || isOther ? 0 : 1), `the drawer was opened ${count} times with\n${text}`);
    const isLate = !atOnce.some((id) => id !== null && text.includes(id));
    must(
      !isWhole || isLate || count === (drawer === null ? 0 : 1),
      `the drawer was opened ${count} times with an original`,
    );
  }
}

/** Whole slips that came out: nothing of them is missing. */
export function wholeSlips(stage: Stage, { transactionId }: Transaction): number {
  const all = stage.printer.jobs.map(paperText).filter((text) => text.includes(`No. ${transactionId}`));
  return all.filter((text) => text.includes('TOTAL BAYAR') && text.includes('KEMBALI') && text.includes('Jurnal'))
    .length;
}
