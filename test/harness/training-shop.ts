import path from 'node:path';
import Database from 'better-sqlite3';
import { onTestFinished } from 'vitest';
import { cashierAt } from './cashier.ts';
import { launchApp, type LaunchedApp } from './launch.ts';
import { startPrinterSink, type PrinterSink } from './printer-sink.ts';
import { tempFolder, writeConfig } from './temp-folder.ts';

/** The built app in a real browser, in front of the training provider over real HTTP, with a printer over real TCP. */
export interface TrainingShop {
  readonly app: LaunchedApp;
  readonly cashier: ReturnType<typeof cashierAt>;
  readonly sink: PrinterSink;
  readonly data: string;
  readonly configFile: string;
  rows(sql: string): readonly unknown[];
}

/** `timeoutMs`: how long the till waits for the training provider. */
export async function openTrainingShop(timeoutMs = { inquiry: 5_000, pay: 1_500 }): Promise<TrainingShop> {
  const data = tempFolder();
  const sink = await startPrinterSink();
  const configFile = writeConfig(data, {
    shop: { name: 'Loket Sumber Rejeki', address: 'Jl. Melati 7, Sleman', terminal: '01' },
    training: true,
    providers: { alfakios: { enabled: false, baseUrl: 'http://127.0.0.1:1', apiKey: 'CANARY-KEY', timeoutMs } },
    printers: [{ id: 'counter', transport: sink.transport, columns: 32, drawer: 2 }],
  });
  const app = await launchApp({ dataDir: data, configFile });
  onTestFinished(async () => {
    await app.stop();
    await sink.close();
  });
  return {
    ...{ app, cashier: cashierAt(app.page), sink, data, configFile },
    rows(sql) {
      const db = new Database(path.join(data, 'training', 'loket.db'), { readonly: true });
      try {
        return db.prepare(sql).all();
      } finally {
        db.close();
      }
    },
  };
}
