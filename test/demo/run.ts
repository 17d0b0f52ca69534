import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { LoketBridge } from '../../shared/api.ts';
import type { Transaction } from '../../shared/transaction.ts';
import { findBrowser } from '../host/browser.ts';
import { cashierAt } from '../harness/cashier.ts';
import { launchApp, type LaunchedApp } from '../harness/launch.ts';
import { paperText } from '../harness/printer-sink.ts';
import { runDay } from './day.ts';
import { photographer, type Shoot } from './pictures.ts';

// `npm run demo`: the built app sells through its own screen, in training mode, and leaves what it made in out/demo/. One
// till has nothing configured; a second one runs beside it with IAK set to XML, which is all its config says.

const out = path.resolve('out/demo');
const printWaitMs = 20_000;

interface Sale {
  readonly name: string;
  /** A number of a provider's own document. */
  readonly customerNumber: string;
  readonly tendered: number;
  readonly format: 'json' | 'xml';
}

interface Till {
  readonly name: string;
  /** What this till speaks with IAK; the others know only JSON. */
  readonly iakFormat: 'json' | 'xml';
  readonly sales: readonly Sale[];
}

interface Sold {
  readonly transaction: Transaction;
  readonly format: Sale['format'];
  readonly files: { readonly receiptBytes: string; readonly receiptText: string };
}

const tills: readonly Till[] = [
  {
    name: 'json',
    iakFormat: 'json',
    sales: [
      { name: 'alfakios', customerNumber: '512345678901', tendered: 300_000, format: 'json' },
      { name: 'iak', customerNumber: '530000000000', tendered: 350_000, format: 'json' },
      { name: 'iak-nontaglist', customerNumber: '3225030005901', tendered: 700_000, format: 'json' },
    ],
  },
  {
    name: 'xml',
    iakFormat: 'xml',
    sales: [
      { name: 'ayoconnect', customerNumber: '516070377775', tendered: 50_000, format: 'json' },
      { name: 'iak', customerNumber: '530000000000', tendered: 310_000, format: 'xml' },
      { name: 'iak-nontaglist', customerNumber: '3225030005901', tendered: 698_000, format: 'xml' },
    ],
  },
];

async function demo(): Promise<void> {
  const startedAt = performance.now();
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  const browser = findBrowser();
  if (!browser.ok) throw new Error(browser.problem);
  process.env.LOKET_BROWSER = browser.path;
  const [day, ...ran] = await Promise.all([runDay(out), ...tills.map(runTill)]);
  const sold = ran.flatMap((till) => till.sold);
  const summary = {
    mode: 'training',
    seconds: Math.round((performance.now() - startedAt) / 100) / 10,
    transactions: sold.map(summaryOf),
    exports: ran.map((till) => till.exported),
    day,
    screenshots: readdirSync(out).filter((file) => file.endsWith('.png')),
  };
  writeFileSync(path.join(out, 'summary.json'), `${JSON.stringify(summary, null, 2)}\n`);
  const papers = sold.map(({ files }) => readFileSync(path.join(out, files.receiptText), 'utf8'));
  process.stdout.write(`${papers.join('\n')}\n${JSON.stringify(summary, null, 2)}\n`);
}

async function runTill(till: Till): Promise<{ readonly sold: readonly Sold[]; readonly exported: string }> {
  const dataDir = path.join(out, `data-${till.name}`);
  const receipts = path.join(dataDir, 'training', 'receipts.bin');
  const config = till.iakFormat === 'xml' ? { configFile: xmlConfig(receipts) } : {};
  const app = await launchApp({ dataDir, ownBrowser: true, ...config });
  try {
    const shoot = photographer(app.page, out, till.name);
    const sold: Sold[] = [];
    for (const sale of till.sales) {
      const transaction = await sell(app, sale, shoot);
      sold.push({ transaction, format: sale.format, files: saveReceipt(receipts, `${till.name}-${sale.name}`) });
    }
    return { sold, exported: await exportLog(app, path.join(dataDir, 'training', 'export'), till.name, shoot) };
  } finally {
    await app.stop();
  }
}

function xmlConfig(receipts: string): string {
  const iak = { enabled: false, baseUrl: 'http://127.0.0.1:1', username: 'unused', apiKey: 'unused', format: 'xml' };
  const printers = [{ id: 'receipts', transport: `file:${receipts}`, columns: 42 }];
  const file = path.join(out, 'config-xml.json');
  writeFileSync(file, JSON.stringify({ training: true, providers: { iak }, printers }));
  return file;
}

async function sell({ page }: LaunchedApp, sale: Sale, shoot: Shoot): Promise<Transaction> {
  const cashier = cashierAt(page);
  await cashier.see('number-input').waitFor();
  await cashier.typeNumber(sale.customerNumber);
  await shoot(`${sale.name}-number`);
  await cashier.askForBill();
  await cashier.takeCash(sale.tendered);
  await shoot(`${sale.name}-cash`);
  await cashier.pay();
  const settled = cashier.see('done-status');
  await settled.or(cashier.see('pending-status')).waitFor();
  // Ayoconnect says "in process" first; the screen follows once the till has asked and knows.
  if (!(await settled.isVisible())) await shoot(`${sale.name}-pending`);
  await settled.waitFor({ timeout: printWaitMs });
  const transaction = await printedTransaction(page);
  await shoot(`${sale.name}-done`);
  await cashier.next();
  return transaction;
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

const taken = new Map<string, number>();

/** The printer is a file that jobs are added to; what is new in it is this sale's receipt. */
function saveReceipt(receipts: string, name: string): Sold['files'] {
  const all = readFileSync(receipts);
  const bytes = all.subarray(taken.get(receipts) ?? 0);
  taken.set(receipts, all.length);
  const files = { receiptBytes: `receipt-${name}.bin`, receiptText: `receipt-${name}.txt` };
  writeFileSync(path.join(out, files.receiptBytes), bytes);
  writeFileSync(path.join(out, files.receiptText), paperText(bytes));
  return files;
}

/** Exports the log, and lays what it wrote into the folder of the till beside the rest of the demo. */
async function exportLog({ page }: LaunchedApp, folder: string, name: string, shoot: Shoot): Promise<string> {
  const cashier = cashierAt(page);
  await page.keyboard.press('F2');
  await cashier.see('history-row').first().waitFor();
  await shoot('history');
  await page.keyboard.press('F8');
  await cashier.see('export-run').click();
  await cashier.see('export-result').waitFor();
  await shoot('export');
  const file = `log-${name}.csv`;
  const written = (await cashier.see('export-name').textContent()) ?? '';
  copyFileSync(path.join(folder, written), path.join(out, file));
  return file;
}

function summaryOf({ transaction, format, files }: Sold): object {
  const { provider, product, customerNumber, customerName, bill, admin, total, tendered, change } = transaction;
  const { transactionId, status, reference } = transaction;
  const money = { bill, admin, total, tendered, change };
  return { transactionId, provider, format, product, customerNumber, customerName, ...money, status, reference, files };
}

await demo();
