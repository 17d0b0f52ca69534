import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { startIakTraining } from '../../electron/training/iak.ts';
import { attach, findStrace } from '../faults/process/strace.ts';
import { interruptionEnv } from '../faults/process/interruption.ts';
import { startTillProcess, type TillProcess } from '../faults/stage/till-process.ts';
import { tempFolder, writeConfig } from '../harness/temp-folder.ts';

// A customer waits for exactly four syncs: intent and outcome, each once in the journal and once in the database.

const noStrace = findStrace() === null;
const reason = 'strace is not on this machine and could not be installed';
/** Commits after which the till copies the database's log back, and how long nobody must call before it does, in ms. */
const tidyAfter = 200;
const tidyMsMax = 10_000;

async function openTill(env: Readonly<Record<string, string>> = {}): Promise<{ till: TillProcess; data: string }> {
  const iak = await startIakTraining(Date.now);
  onTestFinished(() => iak.close());
  const { baseUrl, username, apiKey, productCodes } = iak;
  const config = writeConfig(tempFolder(), {
    shop: { name: 'Loket', address: '', terminal: '01' },
    providers: { iak: { enabled: true, baseUrl, prepaidBaseUrl: baseUrl, username, apiKey, productCodes } },
  });
  const data = tempFolder();
  const till = startTillProcess({ args: ['--data', data, '--config', config], env, run: 1, said: () => undefined });
  onTestFinished(async () => {
    till.signal('SIGKILL');
    await till.exited;
  });
  await till.must('till:status', {});
  return { till, data };
}

let lastNumber = 531_800_000_000;

async function inquire(till: TillProcess): Promise<{ readonly quoteId: string; readonly total: number }> {
  return till.must('bill:inquire', { product: 'pln-postpaid', customerNumber: String(++lastNumber) });
}

async function pay(till: TillProcess): Promise<void> {
  const { quoteId, total } = await inquire(till);
  expect(await till.must('payment:pay', { quoteId, tendered: total })).toMatchObject({ status: 'paid' });
}

/** Calls of all threads from reading the pay line to writing its reply. */
async function syncsOfOnePayment(till: TillProcess): Promise<readonly string[]> {
  const { quoteId, total } = await inquire(till);
  const file = path.join(tempFolder(), 'calls');
  const calls = ['-y', '-s', '200', '-o', file, '-e', 'trace=read,write,fsync,fdatasync'];
  const traced = await attach(till.pid, calls);
  expect(await till.must('payment:pay', { quoteId, tendered: total })).toMatchObject({ status: 'paid' });
  await traced.detach();
  const lines = readFileSync(file, 'latin1').split('\n');
  // A call during which another thread made one stands on two lines, what was read on the second.
  const from = lines.findIndex(
    (line) => / (read\(0[<,]|<\.{3} read resumed>)/.test(line) && line.includes('payment:pay'),
  );
  // Before its reply comes the event that its intent is stored.
  const to = lines.findIndex((line) => / write\(1[<,]/.test(line) && line.includes('\\"ok\\":'));
  expect([from >= 0, to > from]).toEqual([true, true]);
  const syncs = lines.slice(from, to).map((line) => /(fsync|fdatasync)\(\d+<[^>]*\/([^/>]+)>/.exec(line));
  return syncs.filter((found) => found !== null).map(([, name, where]) => `${name} ${where}`);
}

const four = ['fdatasync 000001.jsonl', 'fsync loket.db-wal', 'fdatasync 000001.jsonl', 'fsync loket.db-wal'];

test('the first payment after a start and the third wait for four syncs each', async ({ skip }) => {
  skip(noStrace, reason);
  const { till } = await openTill();
  expect(await syncsOfOnePayment(till)).toEqual(four);
  await pay(till);
  expect(await syncsOfOnePayment(till)).toEqual(four);
});

test('the payment right after the log was copied back waits for no sync more', async ({ skip }) => {
  skip(noStrace, reason);
  const { till, data } = await openTill();
  const written = (): number => statSync(path.join(data, 'loket.db')).mtimeMs;
  const before = written();
  for (let commits = 0; commits < tidyAfter; commits++) await inquire(till);
  await expect.poll(written, { timeout: tidyMsMax }).toBeGreaterThan(before);
  expect(await syncsOfOnePayment(till)).toEqual(four);
});

test('without looking from outside: a payment makes two synced appends and two commits, and copies nothing back', async () => {
  const moments = path.join(tempFolder(), 'moments');
  const { till } = await openTill(interruptionEnv(path.join(tempFolder(), 'never'), moments));
  await pay(till);
  await pay(till);
  const all = readFileSync(moments, 'utf8').trim().split('\n');
  const last = all.slice(all.lastIndexOf('line'), all.lastIndexOf('reply'));
  expect(last.filter((moment) => /\.(sync|commit)$|^checkpoint/.test(moment))).toEqual([
    'intent.sync',
    'intent.commit',
    'paid.sync',
    'paid.commit',
  ]);
});
