import assert from 'node:assert/strict';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import Database from 'better-sqlite3';
import { expect, onTestFinished } from 'vitest';
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
  /** That much time passes for the till at once, in ms; only with `movesClock`. */
  pass(ms: number): Promise<void>;
}

export interface ShopOptions {
  /** One that takes everything, unless it is said. */
  readonly printers?: readonly object[];
  readonly movesClock?: boolean;
  /** In rupiah; the till's own unless it is said. */
  readonly ceilings?: { readonly payment: number };
}

/** `timeoutMs`: how long the till waits for the training provider. */
export async function openTrainingShop(
  timeoutMs = { inquiry: 5_000, pay: 1_500 },
  { printers, movesClock = false, ceilings }: ShopOptions = {},
): Promise<TrainingShop> {
  const data = tempFolder();
  const sink = await startPrinterSink();
  const configFile = writeConfig(data, {
    shop: { name: 'Loket Sumber Rejeki', address: 'Jl. Melati 7, Sleman', terminal: '01' },
    training: true,
    providers: { alfakios: { enabled: false, baseUrl: 'http://127.0.0.1:1', apiKey: 'CANARY-KEY', timeoutMs } },
    ...(ceilings && { ceilings }),
    printers: printers ?? [{ id: 'counter', transport: sink.transport, columns: 32, drawer: 2 }],
  });
  const clock = path.join(data, 'clock.json');
  const setClock = (passedMs: number): void => writeFileSync(clock, JSON.stringify({ jumpedMs: 0, passedMs }));
  setClock(0);
  const movingClock = pathToFileURL(path.resolve('test/faults/clock/moving-clock.ts')).href;
  const env = movesClock ? { LOKET_FAULTS_CLOCK: clock, NODE_OPTIONS: `--import ${movingClock}` } : {};
  const app = await launchApp({ dataDir: data, configFile, env });
  onTestFinished(async () => {
    await app.stop();
    await sink.close();
  });
  return {
    ...{ app, cashier: cashierAt(app.page), sink, data, configFile },
    async pass(ms) {
      assert(movesClock, 'the shop was opened with a clock that moves');
      rmSync(`${clock}.read`, { force: true });
      setClock(ms);
      app.signal('SIGUSR2');
      await expect.poll(() => existsSync(`${clock}.read`)).toBe(true);
    },
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
