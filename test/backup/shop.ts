import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { startHeadless, type Headless } from '../harness/headless.ts';
import { tempFolder, writeConfig } from '../harness/temp-folder.ts';

/** A shop that practises, in the built till; its secret stands in its config. */
export interface Shop {
  readonly data: string;
  readonly till: Headless;
}

export const secret = 'CANARY-KEY-51f0';
/** Small enough that a few payments fill one. */
const segmentBytes = 65_536;

/** The config stands beside the data folder, which holds the till's files alone. */
export function openShop(data = path.join(tempFolder(), 'data')): Shop {
  mkdirSync(data, { recursive: true });
  const config = writeConfig(path.dirname(data), {
    training: true,
    providers: { alfakios: { enabled: false, baseUrl: 'http://127.0.0.1:1', apiKey: secret } },
    journal: { segmentBytes },
    settleScale: 0.01,
  });
  const till = startHeadless(['--data', data, '--config', config]);
  onTestFinished(async () => {
    till.signal('SIGKILL');
    await till.exited;
  });
  return { data, till };
}

let customers = 0;

/** Sells to that many customers; once the provider's deposit is used up, payments are refused. */
export async function sell(till: Headless, many: number): Promise<void> {
  for (const last = customers + many; customers < last; customers++) {
    const { quoteId, total } = await till.must('bill:inquire', {
      product: 'pln-postpaid',
      customerNumber: `5123456${String(10_000 + customers)}`,
    });
    await till.must('payment:pay', { quoteId, tendered: total });
  }
}

/** Its exit code, and what it said. */
export function restoreInto(data: string, file: string): { readonly code: number | null; readonly said: string } {
  const { status, stderr } = spawnSync(process.execPath, ['dist/headless.js', '--data', data, '--restore', file], {
    encoding: 'utf8',
  });
  return { code: status, said: stderr };
}

/** By the independent verifier. Throws if it finds a problem. */
export function verify(folder: string): string {
  const flags = ['--disable-warning=ExperimentalWarning', 'electron/verify/verify.ts'];
  return execFileSync(process.execPath, [...flags, folder], { encoding: 'utf8' });
}

/** What that says of the payments. */
export function paymentsIn(folder: string): string | undefined {
  return /payments .*\nsum paid .*/.exec(verify(folder))?.[0];
}
