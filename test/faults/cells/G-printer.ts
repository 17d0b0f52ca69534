import { execFileSync } from 'node:child_process';
import { closeSync, constants, openSync, writeSync } from 'node:fs';
import path from 'node:path';
import type { Transaction } from '../../../shared/transaction.ts';
import { paperText } from '../../harness/printer-sink.ts';
import { startBlackHole } from '../wire/black-hole.ts';
import { must, pause, until, type AnyCell } from '../cell.ts';
import {
  chatty,
  freePort,
  pulledAfter,
  pulses,
  resets,
  slow,
  stuckAfter,
  swallows,
} from '../printer/printer-behaviours.ts';
import {
  answersPromptly,
  drawerAsConfigured,
  installPrinter,
  openWith,
  printed,
  printsNext,
  sellWhileItHangs,
  wholeSlips,
} from '../printer/printer-checks.ts';
import { objections, paidFor, sell } from '../stage/sales.ts';
import type { Stage } from '../stage/stage.ts';

// G: the printer, which must never have a say in what becomes of money.

async function isAbsent(stage: Stage): Promise<void> {
  const port = await freePort();
  await openWith(stage, 2, `tcp://127.0.0.1:${port}`);
  const first = await sell(stage, 'alfakios');
  must((await printed(stage, first)) === 'failed', 'a printer that is not there printed');
  const reply = await stage.call('receipt:print', { transactionId: first.transactionId });
  must(!reply.ok && reply.code === 'printer-failed', JSON.stringify(reply));
  const { printers } = await stage.must('till:status', {});
  must(printers[0]?.state === 'failed', 'the till does not say that the printer is gone');
  // Nothing answers at all, as when its cable to the network is out.
  const hole = await startBlackHole(port, '127.0.0.1');
  stage.atEnd(() => hole.close());
  const hanging = [await sellWhileItHangs(stage), await sellWhileItHangs(stage)] as const;
  await stage.stop();
  await hole.close();
  installPrinter(stage, 2);
  await stage.start();
  await printsNext(stage, first, 0);
  // Nothing of either had reached a printer when the till was closed.
  await printsNext(stage, hanging[0], 0);
  await printsNext(stage, hanging[1], 0);
  // Whoever paid had left when they came out.
  must(
    !stage.printer.jobs.some((job) => pulses(job) > 0),
    'a drawer was opened by a slip that came out after a restart',
  );
}

async function runsOutOfPaper(stage: Stage): Promise<void> {
  await openWith(stage, 2);
  const good = await sell(stage, 'alfakios');
  await printed(stage, good);
  const length = stage.printer.jobs[0]?.length ?? 0;
  for (const first of [0, 1, Math.floor(length / 2), length - 3]) {
    const stuck = stuckAfter(first);
    stage.printer.behaviour = stuck.behaviour;
    const sold = await sellWhileItHangs(stage);
    const result = await printed(stage, sold);
    must(result !== 'failed', 'bytes that the printer took are said not to have reached it');
    stage.printer.behaviour = null;
    stuck.refill();
    await stage.printer.idle();
    must(wholeSlips(stage, sold) === 1, 'after new paper the slip is not whole');
    await printsNext(stage, sold, 1);
  }
  await drawerAsConfigured(stage, 2);
  await blocksWithoutPaper(stage);
}

/** Fills a pipe to the brim and never reads from it; answers its handle. */
function jam(device: string): number {
  const fd = openSync(device, constants.O_RDWR | constants.O_NONBLOCK);
  try {
    for (;;) writeSync(fd, Buffer.alloc(4_096));
  } catch (error) {
    must((error as NodeJS.ErrnoException).code === 'EAGAIN', `the pipe can't be filled: ${String(error)}`);
  }
  return fd;
}

/** A printer on a cable is a device file that takes nothing while there is no paper. */
async function blocksWithoutPaper(stage: Stage): Promise<void> {
  const device = path.join(stage.folder, 'lp0');
  execFileSync('mkfifo', [device]);
  const jammed = jam(device);
  installPrinter(stage, 2, `file:${device}`);
  await stage.restart();
  const wrong = objections();
  const sold = [];
  // Each job gives up after 8 s. What stays behind of it must not pile up until nothing else moves.
  for (let jobs = 0; jobs < 5; jobs++) sold.push(await sellWhileItHangs(stage));
  await pause(27_000);
  await wrong.within('a device without paper', () => answersPromptly(stage));
  await wrong.within('a device without paper', async () => {
    stage.till.endInput();
    const late = pause(5_000).then(() => 'not at all');
    const code = await Promise.race([stage.till.exited, late]);
    must(code === 0, `the till ended ${code}`);
  });
  if (!stage.till.ended()) await stage.kill();
  closeSync(jammed);
  installPrinter(stage, 2);
  await stage.start();
  for (const { transactionId } of sold) await stage.must('receipt:print', { transactionId });
  wrong.raise();
}

async function hasItsCoverOpen(stage: Stage): Promise<void> {
  await openWith(stage, 5);
  stage.printer.behaviour = resets('at-data');
  const sold = await sell(stage, 'alfakios');
  must((await printed(stage, sold)) === 'doubtful', 'bytes went to a printer that threw them away');
  const { transactionId } = sold;
  for (let tries = 1; tries <= 3; tries++) {
    const reply = await stage.call('receipt:print', { transactionId });
    must(!reply.ok && reply.code === 'printer-failed', JSON.stringify(reply));
    await answersPromptly(stage);
  }
  stage.printer.behaviour = null;
  await printsNext(stage, sold, 4);
  must(!stage.printer.papers().includes('CETAK ASLI'), 'an original came out after one may have');
  await drawerAsConfigured(stage, 5);
}

async function losesItsCable(stage: Stage): Promise<void> {
  await openWith(stage, 5);
  const good = await sell(stage, 'alfakios');
  await printed(stage, good);
  const length = stage.printer.jobs[0]?.length ?? 0;
  must(length > 500, 'a slip has more bytes than that');
  const step = Math.ceil(length / 20);
  const offsets = [1, 6, 7, 8, 11, 12, 13, ...Array.from({ length: 21 }, (_unused, at) => Math.min(at * step, length))];
  for (const [nth, offset] of offsets.entries()) {
    stage.printer.behaviour = pulledAfter(offset, nth % 2 === 0 ? 'reset' : 'end');
    const sold = await sell(stage, nth % 3 === 0 ? 'iak' : 'alfakios');
    const result = await printed(stage, sold);
    must(result !== 'failed' || offset === 0, `${offset} bytes came out, and the till says none did`);
    stage.printer.behaviour = null;
    await printsNext(stage, sold, result === 'failed' ? 0 : 1);
    must((await stage.get(sold.transactionId)).status === 'paid', 'the cable changed a payment');
  }
  await drawerAsConfigured(stage, 5);
}

async function isSlow(stage: Stage): Promise<void> {
  await openWith(stage, 2);
  stage.printer.behaviour = slow(960);
  const sold = [await sellWhileItHangs(stage), await sellWhileItHangs(stage)];
  for (const one of sold) must((await printed(stage, one)) === 'sent', 'a slow printer prints all the same');
  await stage.printer.idle();
  for (const one of sold) must(wholeSlips(stage, one) === 1, 'the slip of a slow printer is not whole');
  for (const one of sold) await printsNext(stage, one, 1);
  await stage.printer.idle();
  await drawerAsConfigured(stage, 2);
}

async function resetsAfterAccepting(stage: Stage): Promise<void> {
  await openWith(stage, 2);
  for (let tries = 0; tries < 3; tries++) {
    stage.printer.behaviour = resets('at-once');
    const sold = await sell(stage, tries % 2 === 0 ? 'iak' : 'alfakios');
    const result = await printed(stage, sold);
    must(result !== 'sent', 'a slip was sent to a printer that read nothing');
    stage.printer.behaviour = null;
    await printsNext(stage, sold, result === 'failed' ? 0 : 1);
  }
  await drawerAsConfigured(stage, 2);
}

async function printsNothing(stage: Stage): Promise<void> {
  await openWith(stage, 2);
  stage.printer.behaviour = swallows;
  const sold = await sell(stage, 'alfakios');
  must((await printed(stage, sold)) === 'sent', 'the bytes were handed over');
  await printsNext(stage, sold, 1);
  stage.printer.behaviour = null;
  await printsNext(stage, sold, 2);
  must(wholeSlips(stage, sold) === 1, 'the copy is not whole');
  await drawerAsConfigured(stage, 2);
}

async function saysHowItIs(stage: Stage): Promise<void> {
  await openWith(stage, 2);
  const wrong = objections();
  stage.printer.behaviour = chatty;
  const sold = await sell(stage, 'alfakios');
  wrong.note((await printed(stage, sold)) === 'sent', 'status bytes spoiled a slip');
  await answersPromptly(stage);
  await printsNext(stage, sold, 1);
  await stage.printer.idle();
  wrong.note(wholeSlips(stage, sold) === 2, 'slips between status bytes are not whole');
  // Slow as well: it still prints, and speaks, when the till has handed everything over.
  stage.printer.behaviour = slow(960, true);
  const slowly = await sell(stage, 'alfakios');
  const result = await printed(stage, slowly);
  await stage.printer.idle();
  const whole = wholeSlips(stage, slowly);
  wrong.note(result !== 'sent' || whole === 1, 'a slow printer that reports lost the end of a slip that was "sent"');
  stage.printer.behaviour = null;
  await printsNext(stage, slowly, 1);
  await drawerAsConfigured(stage, 2);
  wrong.raise();
}

async function isSwitchedOffAndOn(stage: Stage): Promise<void> {
  await openWith(stage, 2);
  for (const [first, offAfterMs] of [
    [300, 50],
    [300, 700],
    [0, 50],
    [0, 700],
  ] as const) {
    const stuck = stuckAfter(first);
    stage.printer.behaviour = stuck.behaviour;
    const sold = await sellWhileItHangs(stage);
    await until('the job began', () => stuck.count() > 0);
    await pause(offAfterMs);
    stuck.switchOff();
    stage.printer.behaviour = resets('at-once');
    must((await printed(stage, sold)) !== 'failed', 'half a slip came out, and the till says none did');
    const reply = await stage.call('receipt:print', { transactionId: sold.transactionId });
    must(!reply.ok && reply.code === 'printer-failed', JSON.stringify(reply));
    const last = await printed(stage, sold, 2);
    stage.printer.behaviour = null;
    await printsNext(stage, sold, last === 'failed' ? 1 : 2);
  }
  await drawerAsConfigured(stage, 2);
}

async function getsTwoJobsAtOnce(stage: Stage): Promise<void> {
  await openWith(stage, null);
  let [open, most] = [0, 0];
  stage.printer.behaviour = (socket, keep) => {
    most = Math.max(most, ++open);
    socket.on('close', () => open--);
    slow(6_000)(socket, keep);
  };
  const quotes = [];
  for (const provider of ['alfakios', 'iak', 'alfakios', 'iak'] as const) quotes.push(await stage.quote(provider));
  const sold = await Promise.all(quotes.map((quote) => paidFor(stage, quote)));
  const ids = sold.map(({ transactionId }) => transactionId);
  const again = await Promise.all(
    [...ids, ids[0] as string].map((transactionId) => stage.call('receipt:print', { transactionId })),
  );
  for (const one of sold) await printed(stage, one, 2);
  await printed(stage, sold[0] as Transaction, 3);
  await stage.printer.idle();
  const copies = again.map((reply) => (reply.ok ? reply.value.copy : reply.code));
  must(JSON.stringify(copies) === '[1,1,1,1,2]', `the copies are ${copies.join(', ')}`);
  must(most === 1, `${most} jobs were at the printer at one time`);
  must(stage.printer.jobs.length === 9, `${stage.printer.jobs.length} slips came out of 9`);
  for (const job of stage.printer.jobs) {
    const on = ids.filter((id) => paperText(job).includes(id));
    must(on.length === 1, `${on.length} payments stand on one slip`);
  }
  for (const one of sold) must(wholeSlips(stage, one) === (one === sold[0] ? 3 : 2), 'a slip is not whole');
  await drawerAsConfigured(stage, null);
}

export const cells: readonly AnyCell[] = [
  { id: 'G1', title: 'no printer there', run: isAbsent },
  { id: 'G2', title: 'out of paper, before and in the middle', run: runsOutOfPaper, limitMs: 90_000 },
  { id: 'G3', title: 'cover open', run: hasItsCoverOpen },
  { id: 'G4', title: 'its cable pulled after n bytes', run: losesItsCable },
  { id: 'G5', title: '9600 baud', run: isSlow },
  { id: 'G6', title: 'a reset once it accepted', run: resetsAfterAccepting },
  { id: 'G7', title: 'takes everything, prints nothing', run: printsNothing },
  { id: 'G8', title: 'status bytes between', run: saysHowItIs },
  { id: 'G9', title: 'switched off and on in the middle of a job', run: isSwitchedOffAndOn },
  { id: 'G10', title: 'two jobs at once', run: getsTwoJobsAtOnce },
];
