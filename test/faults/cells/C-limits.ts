import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { must, pause, skip, until, type AnyCell, type Cell } from '../cell.ts';
import { mended } from '../disk/failing-calls.ts';
import { objections, paidFor, sell, settledAs } from '../stage/sales.ts';
import { compiledOnce, type Stage } from '../stage/stage.ts';
import { attach, inject, needStrace } from '../process/strace.ts';
import { during, startAgain } from '../process/interruptible-stage.ts';

// C5, C6, C12, C13, C15: what is around the files fails: handles, time, permissions, another program, room for temporary files.

function works(command: string, ...args: readonly string[]): boolean {
  return spawnSync(command, args, { stdio: 'ignore' }).status === 0;
}

/** Sets how many handles a running till may have; null for as many as before. */
function allowHandles(pid: number, most: number): void {
  must(works('prlimit', '--pid', String(pid), `--nofile=${most}:`), 'its limit of handles could not be set');
}

const handlesCell: Cell = {
  id: 'C5.running',
  title: 'no handle is left for a connection or a file: nothing is lost, and all goes on once there is one',
  async run(stage) {
    if (!works('prlimit', '--version')) skip('prlimit is not on this machine');
    await stage.open({ providers: ['iak'], env: compiledOnce(stage) });
    await sell(stage, 'iak');
    const { pid } = stage.till;
    const before = /Max open files\s+(\d+)/.exec(readFileSync(`/proc/${pid}/limits`, 'utf8'))?.[1];
    const open = readdirSync(`/proc/${pid}/fd`).length;
    for (const spare of [-2, 0, 1, 2]) {
      await during(`with ${spare} handles to spare`, async () => {
        const quote = await stage.quote('iak');
        allowHandles(pid, open + spare);
        const reply = await stage.pay(quote);
        await stage.must('till:status', {});
        await stage.call('bill:inquire', { product: 'pln-postpaid', customerNumber: stage.newNumber('iak') });
        allowHandles(pid, Number(before));
        if (reply.ok && reply.value.status === 'pending') await settledAs(stage, reply.value.transactionId, 'paid');
        await mended(stage);
        await sell(stage, 'iak');
      });
    }
  },
};

/** The fewest handles with which Node runs at all. */
function engineHandles(): number {
  let most = 10;
  while (!works('prlimit', `--nofile=${most}:${most}`, process.execPath, '-e', '0')) most += 2;
  return most;
}

const fewHandlesCell: Cell = {
  id: 'C5.start',
  title: 'started with ever more handles: refused in a sentence or open for business, never half',
  limitMs: 120_000,
  async run(stage) {
    if (!works('prlimit', '--version')) skip('prlimit is not on this machine');
    await stage.open({ providers: ['iak'], env: compiledOnce(stage) });
    await sell(stage, 'iak');
    await stage.stop();
    const outcomes = { refused: 0, open: 0, engine: 0 };
    const least = engineHandles();
    for (let most = least; most <= least + 20; most += 2) {
      await during(`with ${most} handles`, async () => {
        const till = await stage.start({ wrap: ['prlimit', `--nofile=${most}:${most}`], ready: false });
        const status = await Promise.race([till.call('till:status', {}).catch(() => null), till.exited]);
        if (status !== null && typeof status === 'object') {
          outcomes.open++;
          await stage.kill();
          return;
        }
        const code = await till.exited;
        const said = till.stderr().trim();
        must(till.stdout() === '', `it said ${till.stdout()}`);
        if (code === 2 && said.split('\n').length === 1) outcomes.refused++;
        // The engine fails before a line of ours has run.
        else if (/EMFILE|too many open files|node:internal|node::/i.test(said)) outcomes.engine++;
        else throw new Error(`it ended with ${code}: ${said.slice(0, 600)}`);
      });
    }
    must(outcomes.open > 0, 'it never opened');
    console.log(`C5.start: ${outcomes.open} open, ${outcomes.refused} refused, ${outcomes.engine} ended by the engine`);
    await startAgain(stage);
    await sell(stage, 'iak');
  },
};

const slowCells = [20, 200].map((ms): Cell => ({
  id: `C6.${ms}`,
  title: `every sync takes ${ms} ms: a payment goes through, and the till answers`,
  async run(stage) {
    needStrace();
    await stage.open({ providers: ['iak', 'alfakios'], env: compiledOnce(stage) });
    const quotes = [await stage.quote('iak'), await stage.quote('alfakios')];
    const slow = inject('fsync,fdatasync', `delay_exit=${ms * 1_000}`);
    const traced = await attach(stage.till.pid, ['-o', '/dev/null', ...slow]);
    for (const quote of quotes) {
      const startedAt = performance.now();
      const paying = paidFor(stage, quote);
      await stage.must('till:status', {});
      const { transactionId } = await paying;
      await settledAs(stage, transactionId, 'paid');
      const tookMs = performance.now() - startedAt;
      must(tookMs >= 2 * ms, `no sync was slow: it took ${Math.round(tookMs)} ms`);
      await until('its slip is stored', async () => (await stage.get(transactionId)).prints === 1);
    }
    await traced.detach();
  },
}));

const nobody = 65_534;

/** A till whose user is not the one who may do everything. */
function asNobody(): readonly string[] {
  if (process.getuid?.() !== 0) return [];
  const wrap = ['setpriv', `--reuid=${nobody}`, `--regid=${nobody}`, '--clear-groups'];
  if (!works('setpriv', '--version')) skip('this is root, and setpriv is not on this machine');
  return works('setpriv', ...wrap.slice(1), process.execPath, '--version')
    ? wrap
    : skip('this is root, and another user can not run Node here');
}

const permissionsCell: Cell = {
  id: 'C12',
  title: 'a file or the folder may not be read or written: refused by name, and all is well once it may',
  limitMs: 120_000,
  async run(stage) {
    const wrap = asNobody();
    chmodSync(stage.folder, 0o755);
    await stage.open({ providers: ['iak'], start: false, wrap });
    mkdirSync(stage.data, { recursive: true });
    if (wrap.length > 0) chownSync(stage.data, nobody, nobody);
    await stage.start();
    await sell(stage, 'iak');
    await stage.stop();
    const cases = [
      ['', 0o500],
      ['', 0o000],
      ['loket.db', 0o000],
      ['loket.db', 0o400],
      ['journal/000001.jsonl', 0o000],
      ['journal/000001.jsonl', 0o400],
      ['loket.lock', 0o000],
    ] as const;
    const wrong = objections();
    for (const [name, mode] of cases) {
      const file = path.join(stage.data, name);
      await wrong.within(`${name || 'the folder'} with ${mode.toString(8)}`, async () => {
        const before = statSync(file).mode & 0o777;
        chmodSync(file, mode);
        const { code, stdout, stderr } = await stage.startRefused();
        chmodSync(file, before);
        must(code === 2 && stdout === '', `it ended with ${code}: ${stderr}`);
        must(stderr.trim().split('\n').length === 1, `it says more than a sentence: ${stderr}`);
        must(stderr.includes(file), `the file is not named: ${stderr}`);
        const { code: again, stderr: why } = await opened(stage);
        must(again === 0, `after it was allowed again: ${why}`);
      });
      for (const one of readdirSync(stage.data))
        if (one.startsWith('loket.')) chmodSync(path.join(stage.data, one), 0o600);
    }
    await startAgain(stage);
    await sell(stage, 'iak');
    wrong.raise();
  },
};

/** Starts the till and ends it; how that went. */
async function opened(stage: Stage): Promise<{ readonly code: number | string; readonly stderr: string }> {
  const till = await stage.start({ ready: false });
  await till.call('till:status', {}).catch(() => null);
  till.endInput();
  return { code: await till.exited, stderr: till.stderr().trim() };
}

/** Another program writes to the database and does not end. */
function lockDatabase(stage: Stage): () => void {
  const db = new Database(path.join(stage.data, 'loket.db'));
  db.exec('BEGIN EXCLUSIVE');
  return () => {
    if (db.inTransaction) db.exec('ROLLBACK');
    db.close();
  };
}

const lockedCell: Cell = {
  id: 'C13.before',
  title: 'another program holds the database: nothing is sent; once it lets go, payments are taken',
  async run(stage) {
    await stage.open({ providers: ['iak'], env: compiledOnce(stage) });
    await sell(stage, 'iak');
    const quote = await stage.quote('iak');
    const release = lockDatabase(stage);
    stage.atEnd(release);
    const reply = await stage.pay(quote);
    must(!reply.ok && reply.code === 'storage-failed', `it was answered with ${reply.ok ? 'a sale' : reply.code}`);
    must(stage.proxy('iak').count('pay') === 1, 'it was sent');
    await stage.must('till:status', {});
    release();
    await mended(stage);
    const { transactionId } = await paidFor(stage, quote);
    await settledAs(stage, transactionId, 'paid');
  },
};

const lockedAfterCell: Cell = {
  id: 'C13.answer',
  title: 'another program holds the database when the provider answers: the outcome is stored once it lets go',
  async run(stage) {
    await stage.open({ providers: ['iak'], env: compiledOnce(stage) });
    let release = (): void => undefined;
    stage.atEnd(() => release());
    stage.proxy('iak').on('pay', async (exchange) => {
      const answer = await exchange.forward();
      release = lockDatabase(stage);
      exchange.answer(answer);
    });
    const quote = await stage.quote('iak');
    const paying = stage.pay(quote);
    await pause(3_000);
    release();
    const reply = await paying;
    must(reply.ok, `it was answered with ${reply.ok ? '' : reply.code}`);
    await settledAs(stage, reply.value.transactionId, 'paid');
    await mended(stage);
    await stage.proxy('iak').clear();
    await sell(stage, 'iak');
  },
};

const mountFull =
  'mount -t tmpfs -o size=64k tmpfs "$1" && { cat /dev/zero > "$1/full" 2>/dev/null; shift; exec "$@"; }';

const temporaryCell: Cell = {
  id: 'C15',
  title: 'the disk for temporary files is small and full: sales and an export go on',
  async run(stage) {
    if (process.getuid?.() !== 0) skip('only root can mount a small disk for temporary files');
    const small = path.join(stage.folder, 'small');
    mkdirSync(small);
    const wrap = ['unshare', '-m', 'sh', '-c', mountFull, 'sh', small];
    if (!works(wrap[0] ?? '', ...wrap.slice(1), 'true')) skip('this machine lets nobody mount a disk of its own');
    await stage.open({ providers: ['iak', 'alfakios'], wrap, env: { TMPDIR: small, SQLITE_TMPDIR: small } });
    await sell(stage, 'iak');
    await sell(stage, 'alfakios');
    const file = path.join(stage.folder, 'log.csv');
    const { rows } = await stage.must('export:run', { format: 'csv', file });
    must(rows === 2, `the export has ${rows} rows`);
    must((await stage.must('transaction:list', { limit: 500 })).items.length === 2, 'the list is not whole');
    await stage.must('journal:verify', {});
  },
};

export const cells: readonly AnyCell[] = [
  handlesCell,
  fewHandlesCell,
  ...slowCells,
  permissionsCell,
  lockedCell,
  lockedAfterCell,
  temporaryCell,
];
