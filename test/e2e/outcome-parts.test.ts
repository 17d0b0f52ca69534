import { expect, test, vi } from 'vitest';
import { loopbackPrinter } from '../harness/loopback-printer.ts';
import { openSignedIn, type Counter } from '../harness/people-counter.ts';
import { write } from '../harness/shift-counter.ts';

// What came of a payment in several kinds of money, on the smallest screen that a counter has.

vi.setConfig({ testTimeout: 120_000 });

/** The bill of the number is paid by QRIS, card and the rest in cash that gives change. */
async function payInParts(counter: Counter, number: string): Promise<void> {
  const { cashier, press } = counter;
  await cashier.typeNumber(number);
  await cashier.askForBill();
  await press('F5');
  await cashier.see('tenders-dialog').waitFor();
  for (const [hook, sum] of [
    ['kind-qris', '50000'],
    ['kind-debit', '40000'],
    ['kind-cash', '400000'],
  ] as const) {
    await cashier.see(hook).click();
    await write(counter, sum);
    await cashier.armed('tender-take');
    await cashier.enter();
  }
}

const at = (counter: Counter, width: number) => counter.app.page.setViewportSize({ width, height: 768 });

/** Each of them can be read as the page stands, at both widths of a counter. */
async function allInSight(counter: Counter, name: string, hooks: readonly string[]): Promise<void> {
  for (const width of [1024, 1366]) {
    await at(counter, width);
    await counter.picture(`${name}-${width}`);
    for (const hook of hooks) expect.soft(await counter.cashier.isInSight(hook), `${name} ${hook} ${width}`).toBe(true);
  }
}

const seen = ['done-status', 'done-change', 'handed-cash', 'print-state', 'next-button'];
const stateOf = ({ cashier }: Counter) => cashier.see('print-state').getAttribute('data-state');

test('with three kinds of money the change, or what became of the slip, lay below the fold of a low screen', async () => {
  const till = await loopbackPrinter();
  const printers = [{ id: 'kasir', transport: till.transport, columns: 32, drawer: 2 }];
  const counter = await openSignedIn('Ibu', { printers });
  const { cashier } = counter;
  await payInParts(counter, '512345678930');
  await cashier.see('done-status').waitFor();
  await expect.poll(() => stateOf(counter)).toBe('sent');
  await allInSight(counter, 'parts-done', seen);
  await cashier.next();

  till.endsInTheNextSlip();
  await payInParts(counter, '512345678931');
  await expect.poll(() => stateOf(counter)).toBe('doubtful');
  await cashier.see('print-bar').waitFor({ timeout: 40_000 });
  await allInSight(counter, 'parts-doubtful', seen);
  await cashier.next();

  await payInParts(counter, '512345678901');
  await expect.poll(() => stateOf(counter)).toBe('waiting');
  await allInSight(counter, 'parts-off', seen);
  await cashier.next();
});

test('with three kinds of money what is to be done about a pending payment lay below the fold of a low screen', async () => {
  const till = await loopbackPrinter();
  const printers = [{ id: 'kasir', transport: till.transport, columns: 32, drawer: 2 }];
  const counter = await openSignedIn('Ibu', { printers });
  const { cashier } = counter;
  till.endsInTheNextSlip();
  await payInParts(counter, '512345678922');
  await cashier.see('pending-status').waitFor();
  await cashier.see('slip-doubtful').waitFor({ timeout: 40_000 });
  await cashier.see('print-bar').waitFor({ timeout: 40_000 });
  const hooks = ['pending-status', 'slip-doubtful', 'pending-claim', 'pending-steps', 'handed-cash', 'pending-change'];
  await allInSight(counter, 'parts-pending', [...hooks, 'next-button']);
});
