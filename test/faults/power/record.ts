import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { must, until } from '../cell.ts';
import { openStage } from '../stage/open-stage.ts';
import type { Stage } from '../stage/stage.ts';
import { needStrace } from '../process/strace.ts';
import type { Phase } from './phases.ts';
import { filesNow, readRun, saveRecording, type Recording } from './recording.ts';
import { recordArgs } from './trace.ts';

/** Records tills at all their work into a file; answers its name. */
export async function recordSales(runFolder: string): Promise<string> {
  const opened = openStage(runFolder);
  const { stage } = opened;
  try {
    await stage.open({ providers: ['iak', 'alfakios'], start: false });
    mkdirSync(stage.data, { recursive: true });
    const before = filesNow(stage.data);
    const runs: Recording['runs'][number][] = [];
    for (const [at, work] of [firstDay, afterKill, secondDay].entries()) {
      const file = path.join(stage.folder, `run-${at}.trace`);
      await stage.start({ wrap: [needStrace(), '--seccomp-bpf', ...recordArgs(file)] });
      await work(stage);
      runs.push(readRun(file, stage.data, 'B20' satisfies Phase));
    }
    const file = path.join(runFolder, 'sales.json');
    saveRecording(file, { folder: stage.data, before, runs });
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
