import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { formatRupiah } from '../../shared/money.ts';
import type { LoketBridge } from '../../shared/api.ts';
import type { Transaction } from '../../shared/transaction.ts';
import { findBrowser } from '../host/browser.ts';
import { cashierAt } from '../harness/cashier.ts';
import { launchApp, type LaunchedApp } from '../harness/launch.ts';
import { paperText } from '../harness/printer-sink.ts';

// `npm run demo`: the built app, nothing configured, sells through its own screen and leaves what it made in out/demo/.

const out = path.resolve('out/demo');
/** The customer of the provider's own sample document. */
const customerNumber = '512345678901';
const tendered = 300_000;
const printWaitMs = 10_000;

interface Sold {
  readonly transaction: Transaction;
  readonly receipt: { readonly bytes: string; readonly text: string };
}

async function demo(): Promise<void> {
  const startedAt = performance.now();
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  const browser = findBrowser();
  if (!browser.ok) throw new Error(browser.problem);
  process.env.LOKET_BROWSER = browser.path;
  const app = await launchApp({ dataDir: path.join(out, 'data') });
  let sold: Sold;
  let exported: string;
  try {
    sold = await sell(app);
    exported = await exportLog(app);
  } finally {
    await app.stop();
  }
  const summary = {
    mode: 'training',
    seconds: Math.round((performance.now() - startedAt) / 100) / 10,
    transactions: [summaryOf(sold)],
    export: exported,
    screenshots: readdirSync(out).filter((file) => file.endsWith('.png')),
  };
  writeFileSync(path.join(out, 'summary.json'), `${JSON.stringify(summary, null, 2)}\n`);
  process.stdout.write(
    `${readFileSync(path.join(out, sold.receipt.text), 'utf8')}\n${JSON.stringify(summary, null, 2)}\n`,
  );
}

async function sell({ page }: LaunchedApp): Promise<Sold> {
  const cashier = cashierAt(page);
  const shoot = picture(page);
  await cashier.see('number-input').waitFor();
  await shoot('number-empty');
  await cashier.typeNumber(customerNumber);
  await shoot('number');
  await cashier.askForBill();
  await shoot('bill');
  await cashier.takeCash(tendered);
  await shoot('cash');
  await cashier.pay();
  await cashier.see('done-status').waitFor();
  const transaction = await printedTransaction(page);
  await shoot('done');
  const receipt = saveReceipt(transaction);
  await cashier.next();
  await shoot('next-customer');
  return { transaction, receipt };
}

/** The newest payment, once its receipt went out. */
async function printedTransaction(page: LaunchedApp['page']): Promise<Transaction> {
  const deadline = performance.now() + printWaitMs;
  for (;;) {
    const found = await page.evaluate(async () => {
      const { loket } = window as unknown as { loket: LoketBridge };
      const reply = await loket.call('transaction:list', { limit: 1 });
      return reply.ok ? reply.value.items[0] : undefined;
    });
    if (found?.prints) return found;
    if (performance.now() > deadline) throw new Error(`no receipt came out: ${JSON.stringify(found)}`);
    await page.waitForTimeout(50);
  }
}

/** The default printer is a file in the data folder; what it holds is this sale's receipt. */
function saveReceipt(transaction: Transaction): Sold['receipt'] {
  const bytes = readFileSync(path.join(out, 'data', 'training', 'receipts.bin'));
  const names = { bytes: `receipt-${transaction.transactionId}.bin`, text: `receipt-${transaction.transactionId}.txt` };
  writeFileSync(path.join(out, names.bytes), bytes);
  writeFileSync(path.join(out, names.text), paperText(bytes));
  return names;
}

async function exportLog({ page }: LaunchedApp): Promise<string> {
  const cashier = cashierAt(page);
  const shoot = picture(page);
  await page.keyboard.press('F2');
  await cashier.see('history-row').first().waitFor();
  await shoot('history');
  await page.keyboard.press('F8');
  await cashier.see('export-file').fill(path.join(out, 'log.csv'));
  await cashier.see('export-run').click();
  await cashier.see('export-result').waitFor();
  await shoot('export');
  statSync(path.join(out, 'log.csv'));
  return 'log.csv';
}

let pictures = 0;

function picture(page: LaunchedApp['page']): (name: string) => Promise<void> {
  return async (name) => {
    const file = `${String(++pictures).padStart(2, '0')}-${name}.png`;
    await page.screenshot({ path: path.join(out, file) });
  };
}

function summaryOf({ transaction, receipt }: Sold): object {
  const { provider, product, customerNumber: number, bill, admin, total, change, status, reference } = transaction;
  return {
    transactionId: transaction.transactionId,
    provider,
    product,
    customerNumber: number,
    customerName: transaction.customerName,
    bill,
    admin,
    total,
    tendered: transaction.tendered,
    change,
    status,
    reference,
    shown: formatRupiah(total),
    files: { receiptBytes: receipt.bytes, receiptText: receipt.text },
  };
}

await demo();
