import { cpSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { ProviderId } from '../../../shared/product.ts';
import type { Transaction } from '../../../shared/transaction.ts';
import { putBack } from '../disk/books-folder.ts';
import { must, pause, until, type AnyCell, type Cell } from '../cell.ts';
import { leftOpen } from '../stage/sales.ts';
import { compiledOnce, type Stage } from '../stage/stage.ts';
import { attach, inject, needStrace } from '../process/strace.ts';
import { during, startAgain } from '../process/interruptible-stage.ts';

// The till is killed at every system call of a payment that writes, syncs or sends, one after the other until the payment runs
// through; then the same in the recovery of a killed one. A call is interrupted before it is made, so that each is also the moment
// after the one before.

const providers: readonly ProviderId[] = ['alfakios', 'ayoconnect', 'iak'];

/** Calls by which a payment leaves a trace. The database's pages go by `pwrite64`, which is most of them, so it has cells of its own. */
const paying = ['fdatasync', 'fsync', 'write', 'writev', 'connect', 'shutdown', 'close', 'pwrite64'] as const;
/** How long after a payment its signal may still come, in ms. */
const lateEndMs = 50;

/** What every payment does. */
const surely: ReadonlySet<string> = new Set(['fdatasync', 'write', 'connect', 'pwrite64']);

/** So many killed payments may be open where status checks keep their own pauses. */
const openMax = 5;

/** More of one name than any payment makes. */
const callsMax = 200;

interface Point {
  readonly provider: ProviderId;
  readonly call: string;
  readonly n: number;
  readonly isPrinting: boolean;
}

/** Kills a payment at the `n`-th such call of it; false if there were not so many. */
async function killedAt(stage: Stage, { provider, call, n, isPrinting }: Point): Promise<boolean> {
  const quote = await stage.quote(provider);
  const { till } = stage;
  const traced = await attach(till.pid, ['-o', '/dev/null', ...inject(call, 'signal=KILL', String(n))]);
  const through = stage
    .pay(quote)
    .then((reply) => (reply.ok ? isThrough(stage, reply.value, isPrinting ? 1 : 0) : `not paid: ${reply.code}`))
    .catch(() => null);
  return hasDied(stage, through, traced.detach);
}

/** Kills the till at the `n`-th such call as a person says that a payment is paid; false if there were not so many. */
async function killedDeciding(stage: Stage, call: string, n: number): Promise<boolean> {
  const { transactionId } = await leftOpen(stage, 'alfakios');
  await stage.faultsOff();
  const traced = await attach(stage.till.pid, ['-o', '/dev/null', ...inject(call, 'signal=KILL', String(n))]);
  const through = stage
    .call('payment:resolve', { transactionId, as: 'paid', reason: 'the provider says so' })
    .then((reply) => (reply.ok ? 'through' : reply.code))
    .catch(() => null);
  return hasDied(stage, through, traced.detach);
}

/** Whether the till died before something was through, which it must be otherwise. */
async function hasDied(
  { till }: Stage,
  through: Promise<string | null>,
  detach: () => Promise<unknown>,
): Promise<boolean> {
  const what = await Promise.race([through, till.exited]);
  await detach();
  if (what === 'SIGKILL' || (what === null && (await till.exited) === 'SIGKILL')) return true;
  // The last of its connections may close, and meet the signal, when the payment is through already.
  if ((await Promise.race([till.exited, pause(lateEndMs)])) === 'SIGKILL') return true;
  must(what === 'through', `an unharmed till ended with ${String(what)}`);
  return false;
}

/** Answers when nothing more will come of a payment by itself: Ayoconnect says only when asked that it is paid. */
async function isThrough(stage: Stage, { transactionId, status }: Transaction, prints: number): Promise<'through'> {
  if (status === 'pending' || prints > 0) {
    await stage.till.event(
      (one) => one['transactionId'] === transactionId && one['status'] === 'paid' && one['prints'] === prints,
    );
  }
  return 'through';
}

const paymentCells = providers.flatMap((provider) =>
  [paying.slice(0, -1), paying.slice(-1)].map((calls): Cell => ({
    id: `A2.each.${provider}.${calls.length === 1 ? calls[0] : 'others'}`,
    title: `killed at every ${calls.join(', ')} of a payment`,
    limitMs: 900_000,
    async run(stage) {
      needStrace();
      // A slip is the same whoever was paid.
      const isPrinting = provider === 'iak';
      await stage.open({
        ...{ env: compiledOnce(stage), providers: [provider], ...(isPrinting ? {} : { printers: [] }) },
        // Else questions about what was killed before are asked all the time, and their calls are counted with this payment's.
        ...(provider === 'iak' && { settleScale: 1 }),
      });
      for (const call of calls) {
        let n = 1;
        for (; n < callsMax; n++) {
          const point = { provider, call, n, isPrinting };
          if (!(await during(`at ${call} ${n}`, () => killedAt(stage, point)))) break;
          await during(`after ${call} ${n}`, () => startAgain(stage));
          // A till that lives for seconds asks about fewer than it leaves behind.
          if (isPrinting && n % openMax === 0) await stage.decideByBooks('all');
        }
        if (isPrinting) await stage.decideByBooks('all');
        must(n > 1 || !surely.has(call), `no payment was killed at ${call}`);
        must(n < callsMax, `a payment made ${n} ${call}`);
      }
    },
  })),
);

const decidingCell: Cell = {
  id: 'A2.each.decided',
  title: 'killed at every fdatasync, write, pwrite64 of a person’s word that a payment is paid',
  limitMs: 900_000,
  async run(stage) {
    needStrace();
    await stage.open({ env: compiledOnce(stage), providers: ['alfakios'], printers: [] });
    for (const call of ['fdatasync', 'write', 'pwrite64'] as const) {
      let n = 1;
      for (; n < callsMax; n++) {
        if (!(await during(`at ${call} ${n}`, () => killedDeciding(stage, call, n)))) break;
        await during(`after ${call} ${n}`, () => startAgain(stage));
      }
      must(n > 1, `nobody was killed at ${call}`);
    }
  },
};

const recovering = ['fdatasync', 'fsync', 'rename', 'unlink', 'ftruncate', 'pwrite64'] as const;

/** Two payments that a dead till left behind: one whose slip is on its way, one that is being sent. Answers a copy of the folder. */
async function leaveBehind(stage: Stage): Promise<string> {
  let isOut = false;
  stage.printer.behaviour = (socket, keep) => {
    socket.on('end', () => socket.end());
    socket.on('data', (bytes: Buffer) => {
      keep(bytes);
      isOut = true;
    });
  };
  const first = await stage.pay(await stage.quote('alfakios'));
  must(first.ok && first.value.status === 'paid', 'the first is paid');
  await until('its slip is out', () => isOut);
  let hasArrived = false;
  stage.proxy('iak').on('pay', async (exchange) => {
    await exchange.forward();
    hasArrived = true;
  });
  void stage.pay(await stage.quote('iak')).catch(() => null);
  await until('the second arrived', () => hasArrived);
  await stage.kill();
  // Else each start from the copy would print the same slip again.
  stage.configure({ printers: [] });
  const copy = path.join(stage.folder, 'left-behind');
  cpSync(stage.data, copy, { recursive: true, preserveTimestamps: true });
  return copy;
}

/** Starts the till and kills it at the `n`-th such call; false if it was open for business before. */
async function killedAtStart(stage: Stage, call: string, n: number): Promise<boolean> {
  const wrap = [needStrace(), '-f', '-o', '/dev/null', ...inject(call, 'signal=KILL', String(n))];
  const till = await stage.start({ wrap, ready: false });
  await Promise.race([till.call('till:status', {}).catch(() => null), till.exited]);
  const wasKilled = till.ended();
  if (!wasKilled) await stage.kill();
  must((await till.exited) !== 2, `the start was refused: ${till.stderr().trim()}`);
  return wasKilled;
}

const recoveryCells = [recovering.slice(0, -1), recovering.slice(-1)].map((calls): Cell => ({
  id: `A20.each.${calls.length === 1 ? calls[0] : 'others'}`,
  title: `killed at every ${calls.join(', ')} of the recovery of a killed till, and then opened`,
  limitMs: 900_000,
  async run(stage) {
    await stage.open({ env: compiledOnce(stage), providers: ['alfakios', 'iak'] });
    const copy = await leaveBehind(stage);
    for (const call of calls) {
      for (let n = 1; n < callsMax; n++) {
        putBack(copy, stage.data);
        // These books know nothing of what the till before said.
        stage.forgetSaid();
        const wasKilled = await during(`at ${call} ${n}`, () => killedAtStart(stage, call, n));
        await during(`after ${call} ${n}`, async () => {
          await startAgain(stage);
          const { items } = await stage.must('transaction:list', { limit: 500 });
          const known = items.map(({ status }) => status);
          must(known.length === 2 && known[1] === 'paid' && known[0] !== 'sending', `it knows ${known.join(', ')}`);
          await stage.kill();
        });
        if (!wasKilled) break;
      }
    }
  },
}));

const chainCell: Cell = {
  id: 'A20.chain',
  title: 'killed in its recovery, in the recovery of that, and so on, one call later each time',
  limitMs: 900_000,
  async run(stage) {
    await stage.open({ env: compiledOnce(stage), providers: ['alfakios', 'iak'] });
    await leaveBehind(stage);
    for (const call of recovering) {
      let n = 1;
      while (await during(`at ${call} ${n}`, () => killedAtStart(stage, call, n))) n++;
    }
    await startAgain(stage);
  },
};

const firstStartCell: Cell = {
  id: 'A20.first',
  title: 'killed at every call that writes of its very first start, and then opened',
  limitMs: 900_000,
  async run(stage) {
    needStrace();
    await stage.open({ env: compiledOnce(stage), providers: ['iak'], start: false });
    for (const call of ['fdatasync', 'fsync', 'rename', 'unlink'] as const) {
      for (let n = 1; n < callsMax; n++) {
        rmSync(stage.data, { recursive: true, force: true });
        const wasKilled = await during(`at ${call} ${n}`, () => killedAtStart(stage, call, n));
        await during(`after ${call} ${n}`, () => startAgain(stage));
        await stage.kill();
        if (!wasKilled) break;
      }
    }
  },
};

export const cells: readonly AnyCell[] = [...paymentCells, decidingCell, ...recoveryCells, chainCell, firstStartCell];
