import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { must, until } from '../cell.ts';
import {
  isSealed,
  latestReading,
  openFullShop,
  packedSegments,
  putBackFull,
  type FullShop,
} from '../segments/full-shop.ts';
import { openStage } from '../stage/open-stage.ts';
import type { Stage } from '../stage/stage.ts';
import { attach, needStrace } from '../process/strace.ts';
import type { Phase } from './phases.ts';
import { filesNow, readRun, saveRecording, type Recording } from './recording.ts';
import { recordArgs } from './trace.ts';

/** No answer of a machine that also writes every call down comes later. In ms. */
const limits = { inquiry: 10_000, pay: 10_000, status: 10_000 };

/** What a till does from one start to its end. Whoever plays it ends it. */
export type Day = (stage: Stage) => Promise<void>;

/** Records tills at all their work into a file; answers its name. */
export function recordSales(runFolder: string): Promise<string> {
  return recordDays(runFolder, 'sales', [firstDay, afterKill, secondDay]);
}

/** Records one start of a till after the other, each at its day's work, into the file of that name; answers where that is. */
export async function recordDays(
  runFolder: string,
  name: string,
  days: readonly Day[],
  args: readonly string[] = [],
): Promise<string> {
  const opened = openStage(runFolder);
  const { stage } = opened;
  try {
    await stage.open({ providers: ['iak', 'alfakios'], timeoutMs: limits, start: false });
    const { transport } = stage.printer;
    stage.configure({ printers: [{ id: 'counter', transport, columns: 32, drawer: 2 }] });
    mkdirSync(stage.data, { recursive: true });
    const before = filesNow(stage.data);
    const runs: Recording['runs'][number][] = [];
    for (const [at, work] of days.entries()) {
      const file = path.join(stage.folder, `run-${at}.trace`);
      await stage.start({ wrap: [needStrace(), '--seccomp-bpf', ...recordArgs(file)], args });
      await work(stage);
      runs.push(readRun(file, stage.data, 'B20' satisfies Phase));
    }
    const file = path.join(runFolder, `${name}.json`);
    saveRecording(file, { folder: stage.data, before, runs });
    return file;
  } finally {
    await opened.close();
  }
}

/** Records a till that seals and packs a full journal. Answers the file's name. */
export function recordSealing(runFolder: string): Promise<string> {
  return recordFull(runFolder, 'B21', (stage, shop) => {
    putBackFull(stage, shop);
    return startRecorded(stage, shop, 'B21');
  });
}

/** Records a till that finds the long journal of an older one. Answers the file's name. */
export function recordTakeOver(runFolder: string): Promise<string> {
  return recordFull(runFolder, 'B22', (stage, shop) => {
    putBackFull(stage, shop, true);
    return startRecorded(stage, shop, 'B22');
  });
}

/** Records a running till that reads again what it sealed, as midnight passes. Answers the file's name. */
export function recordReading(runFolder: string): Promise<string> {
  return recordFull(runFolder, 'B23', async (stage, shop) => {
    await stage.start({ env: shop.env });
    await until('all is sealed', () => isSealed(stage));
    const reply = await stage.pay(await stage.quote('iak'));
    must(reply.ok && reply.value.status === 'paid', 'a payment is taken');
    const [read, packed] = [latestReading(stage.data), packedSegments(stage.data)];
    const before = filesNow(stage.data);
    const file = path.join(stage.folder, 'reading.trace');
    const [, ...args] = recordArgs(file);
    const traced = await attach(stage.till.pid, args);
    await shop.clock.pass(moreThanADayMs);
    await until('it noted what it read', () => latestReading(stage.data) > read);
    await until('yesterday is packed', () => packedSegments(stage.data) > packed);
    await traced.detach();
    return { before, runs: [readRun(file, stage.data, 'B23')] };
  });
}

/** Longer than a till lets what it sealed go unread, and midnight is in it. */
const moreThanADayMs = 25 * 3_600_000;

/** A start in the folder as it is, up to where all is sealed, and the end of the till. */
async function startRecorded(
  stage: Stage,
  { env }: FullShop,
  phase: Phase,
): Promise<Pick<Recording, 'before' | 'runs'>> {
  const before = filesNow(stage.data);
  const file = path.join(stage.folder, 'full.trace');
  await stage.start({ env, wrap: [needStrace(), '--seccomp-bpf', ...recordArgs(file)] });
  await until('all is sealed', () => isSealed(stage));
  await stage.stop();
  return { before, runs: [readRun(file, stage.data, phase)] };
}

async function recordFull(
  runFolder: string,
  phase: Phase,
  play: (stage: Stage, shop: FullShop) => Promise<Pick<Recording, 'before' | 'runs'>>,
): Promise<string> {
  const opened = openStage(runFolder);
  const { stage } = opened;
  try {
    const shop = await openFullShop(stage);
    const played = await play(stage, shop);
    const file = path.join(runFolder, `${phase}.json`);
    const { payments, short } = shop;
    const aheadMs = shop.clock.now() - Date.now();
    saveRecording(file, { folder: stage.data, ...played, known: { payments, short }, aheadMs });
    return file;
  } finally {
    await opened.close();
  }
}

/** The very first start, sales of every kind, and the end of a killed till with two things under way. */
async function firstDay(stage: Stage): Promise<void> {
  await sell(stage, 'paid');
  await sell(stage, 'paid');
  stage.proxy('iak').on('pay', async (exchange) => {
    await exchange.forward();
    exchange.reset();
  });
  await sell(stage, 'pending');
  await stage.proxy('iak').clear();
  await stage.must('export:run', { format: 'csv', file: path.join(stage.folder, 'log.csv') });
  stage.printer.behaviour = (socket) => void socket.on('data', () => undefined);
  const quote = await stage.quote('iak');
  await stage.pay(quote);
  stage.proxy('alfakios').on('pay', () => undefined);
  void stage.pay(await stage.quote('alfakios')).catch(() => null);
  await until('it arrived', () => stage.proxy('alfakios').count('pay') > 0);
  await stage.kill();
  await stage.faultsOff();
}

async function afterKill(stage: Stage): Promise<void> {
  await sell(stage, 'paid');
  await stage.stop();
}

async function secondDay(stage: Stage): Promise<void> {
  await sell(stage, 'paid');
  await stage.stop();
}

async function sell(stage: Stage, status: string): Promise<void> {
  const reply = await stage.pay(await stage.quote('iak'));
  must(reply.ok && reply.value.status === status, `a payment is ${status}`);
  const { transactionId } = reply.value;
  await until('its slip is stored', async () => (await stage.get(transactionId)).prints === 1);
}
