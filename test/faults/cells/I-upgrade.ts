import { cpSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { must, until, type AnyCell } from '../cell.ts';
import { objections, outOfOrder, paidFor, sell, settledAs, turnedAway } from '../stage/sales.ts';
import { compiledOnce, type Stage } from '../stage/stage.ts';
import { during } from '../process/interruptible-stage.ts';
import {
  bytesIn,
  mustVerify,
  openOldTill,
  paidBeforeOf,
  reading,
  touchedFiles,
  type OldPayment,
} from '../upgrade/upgrade-books.ts';
import { dieInUpgrade } from '../upgrade/upgrade-kills.ts';
import { startsFromHalfCopy } from '../upgrade/upgrade-program.ts';

// I: a new version takes over an old one's files, or an old version finds a new one's.

const minute = 60_000;

/** A start must be refused in one sentence that names the database, and touch nothing but the lock that every start takes. */
async function refusesNewer(stage: Stage, what: string, mayTouch: readonly string[] = []): Promise<void> {
  const before = bytesIn(stage.data);
  const { code, stdout, stderr } = await stage.startRefused();
  must(code === 2, `${what}: it ended with ${code}: ${stderr}`);
  must(stdout === '', `${what}: stdout has ${stdout}`);
  must(stderr.trim().split('\n').length === 1, `${what}: it says more than a sentence: ${stderr}`);
  must(stderr.includes(path.join(stage.data, 'loket.db')), `${what}: the file is not named: ${stderr}`);
  must(/newer/.test(stderr), `${what}: it does not say why: ${stderr}`);
  const touched = touchedFiles(before, stage.data).filter((name) => ![...mayTouch, 'loket.lock'].includes(name));
  must(touched.length === 0, `${what}: touched ${touched.join(', ')}`);
}

function withDatabase<T>(stage: Stage, use: (db: Database.Database) => T): T {
  const db = new Database(path.join(stage.data, 'loket.db'));
  try {
    return use(db);
  } finally {
    db.close();
  }
}

const newer = 9_990;

/** Every row of every table, what the search's index is kept in too, and the version. */
function contentOf(db: Database.Database): string {
  const names = db
    .prepare(`SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT GLOB 'CREATE VIRTUAL*' ORDER BY name`)
    .pluck()
    .all() as string[];
  const version = Number(db.pragma('user_version', { simple: true }));
  return [
    `version ${version}`,
    ...names.map((name) => JSON.stringify(db.prepare(`SELECT * FROM "${name}"`).all())),
  ].join('\n');
}

async function refusesDowngrade(stage: Stage): Promise<void> {
  await stage.open({ env: compiledOnce(stage) });
  await sell(stage, 'alfakios');
  await stage.stop();
  const own = withDatabase(stage, (db) => Number(db.pragma('user_version', { simple: true })));
  withDatabase(stage, (db) => db.pragma(`user_version = ${newer}`));
  const wrong = objections();
  await wrong.within('ended', () => refusesNewer(stage, 'a database of a newer till'));
  await wrong.within('again', () => refusesNewer(stage, 'the same once more'));
  withDatabase(stage, (db) => db.pragma(`user_version = ${own}`));
  // The newer till was killed: its last commits are in the log beside the database.
  await stage.start();
  await sell(stage, 'iak');
  await stage.kill();
  const copy = path.join(stage.folder, 'killed');
  withDatabase(stage, (db) => {
    db.pragma('wal_autocheckpoint = 0');
    db.pragma(`user_version = ${newer}`);
    cpSync(stage.data, copy, { recursive: true, preserveTimestamps: true });
  });
  // In the same folder, or the mark would tell that the files were moved.
  for (const name of ['loket.db', 'loket.db-wal'])
    cpSync(path.join(copy, name), path.join(stage.data, name), { preserveTimestamps: true });
  const content = reading(copy, contentOf);
  must(content.includes(`version ${newer}`), 'the version is not in the log');
  // Whoever opens such files last, SQLite moves its log into the file; what stands there stays the same.
  const moved = ['loket.db', 'loket.db-wal', 'loket.db-shm'];
  await wrong.within('killed', () => refusesNewer(stage, 'a database of a newer till that was killed', moved));
  wrong.note(reading(stage.data, contentOf) === content, 'a refused start changed what stands in the database');
  withDatabase(stage, (db) => db.pragma(`user_version = ${own}`));
  wrong.raise();
}

interface LeftByOld {
  readonly sold: readonly OldPayment[];
  /** The provider has the money, and nobody at the counter knows. */
  readonly open: readonly OldPayment[];
  /** Never arrived, and left as being sent. */
  readonly unsent: OldPayment;
  readonly trails: ReadonlyMap<string, readonly { readonly at: number; readonly kind: string }[]>;
}

/** Payments as an old till left them: paid, pending with questions and without, and being sent. */
async function leftByOld(stage: Stage): Promise<LeftByOld> {
  const till = openOldTill(stage);
  const { books } = till;
  const since = stage.now() - 20 * minute;
  let at = since;
  const next = (): number => (at += minute);
  const sold: OldPayment[] = [];
  const open: OldPayment[] = [];
  for (const provider of ['alfakios', 'ayoconnect', 'iak'] as const) {
    const paid = await till.intend(provider, next());
    let outcome = await paid.send();
    books.outcome(paid.id, outcome, { sentAt: at + 3, at: at + 900, nextAskAt: at + 2_000 });
    if (outcome.kind === 'pending') {
      outcome = await until('the provider is through', async () => {
        const asked = await paid.ask();
        return asked.kind === 'paid' && asked;
      });
      books.outcome(paid.id, outcome, { sentAt: null, at: at + 2_100 });
    }
    must(outcome.kind === 'paid', `the old till's sale at ${provider} is ${outcome.kind}`);
    for (const copy of [0, 1]) {
      const job = { jobId: `${paid.id}${copy}`, transactionId: paid.id, copy, at: at + 3_000 + copy * 1_000 };
      books.printing(job);
      books.printed(job, 'sent', job.at + 500);
    }
    sold.push(paid);
    const nextAskAt = provider === 'alfakios' ? null : at + 5 * minute;
    const lost = { kind: 'pending', why: 'no-reply', message: null } as const;
    const unasked = await till.intend(provider, next(), paidBeforeOf(paid));
    const { exchange } = await unasked.send();
    books.outcome(unasked.id, { ...lost, exchange }, { sentAt: at + 3, at: at + 30_000, nextAskAt });
    open.push(unasked);
    if (nextAskAt !== null) {
      const asked = await till.intend(provider, next());
      const answer = await asked.send();
      books.outcome(asked.id, { ...lost, exchange: answer.exchange }, { sentAt: at + 3, at: at + 30_000, nextAskAt });
      for (const nth of [1, 2, 3])
        books.asked(asked.id, { ...lost, exchange: answer.exchange }, at + nth * 40_000, nextAskAt + nth * minute);
      open.push(asked);
    }
    const sending = await till.intend(provider, next());
    await sending.send();
    open.push(sending);
  }
  const unsent = await till.intend('iak', next());
  const events = books.db.prepare('SELECT at, kind FROM transaction_events WHERE transaction_id = ? ORDER BY event_id');
  const trailOf = ({ id }: OldPayment): [string, { at: number; kind: string }[]] => [
    id,
    events.all(id) as { at: number; kind: string }[],
  ];
  const trails = new Map([...sold, ...open, unsent].map(trailOf));
  till.close();
  return { sold, open, unsent, trails };
}

async function takesOverOpenPayments(stage: Stage): Promise<void> {
  await stage.open({ env: compiledOnce(stage), start: false });
  const left = await leftByOld(stage);
  for (const provider of ['ayoconnect', 'iak'] as const)
    stage.proxy(provider).on('status', (exchange) => exchange.answer(outOfOrder));
  await stage.start();
  const wrong = objections();
  const { mode, unsettled, storage } = await stage.must('till:status', {});
  wrong.note(mode === 'normal' && storage.ok, `the till is ${mode} with storage ${JSON.stringify(storage)}`);
  const open = [...left.open, left.unsent];
  wrong.note(unsettled === open.length, `${unsettled} are unsettled of ${open.length}`);
  const { items } = await stage.must('payment:unsettled', {});
  for (const { id, provider, customerNumber } of open) {
    await wrong.within(`${provider} ${id}`, async () => {
      const item = items.find(({ transactionId }) => transactionId === id);
      must(item?.status === 'pending', `it is not listed as pending: ${JSON.stringify(item)}`);
      must((item.nextAskAt === null) === (provider === 'alfakios'), `it is asked about next ${item.nextAskAt}`);
      const other = provider === 'alfakios' ? 'iak' : 'alfakios';
      await turnedAway(stage, await stage.quote(other, customerNumber));
    });
  }
  await wrong.within('before anything is settled', () => keptStories(stage, left));
  await stage.stop();
  await wrong.within('before anything is settled', () => mustVerify(stage.data));
  await stage.faultsOff();
  await stage.start();
  for (const { id, provider } of left.open) {
    if (provider === 'alfakios') continue;
    await wrong.within(`${provider} ${id}`, () => settledAs(stage, id, 'paid'));
  }
  await wrong.within('settled', () => keptStories(stage, left));
  for (const { id, provider, customerNumber } of left.sold) {
    await wrong.within(`${provider} ${id}`, async () => {
      const { copy } = await stage.must('receipt:print', { transactionId: id });
      must(copy === 2, `the third slip is copy ${copy}`);
      const other = provider === 'alfakios' ? 'iak' : 'alfakios';
      const quote = await stage.quote(other, customerNumber);
      must(quote.paidBefore?.transactionId === id, `paid before is ${JSON.stringify(quote.paidBefore)}`);
    });
  }
  await wrong.within('new business', async () => {
    for (const provider of ['alfakios', 'ayoconnect', 'iak'] as const)
      await settledAs(stage, (await paidFor(stage, await stage.quote(provider))).transactionId, 'paid');
  });
  await stage.stop();
  await wrong.within('after all', () => mustVerify(stage.data));
  await stage.start();
  wrong.raise();
}

/** Trail, slips and the earlier payment of every old payment are what the old till wrote. */
async function keptStories(stage: Stage, { sold, open, trails }: LeftByOld): Promise<void> {
  for (const [id, trail] of trails) {
    const { events, asks, prints, paidBefore } = await stage.get(id).then((one) => ({
      ...one,
      asks: one.events.filter(({ kind }) => kind === 'asked').length,
    }));
    const now = events.map(({ at, kind }) => ({ at: Date.parse(at), kind }));
    const begins = JSON.stringify(now.slice(0, trail.length)) === JSON.stringify(trail);
    must(begins, `the trail of ${id} was ${JSON.stringify(trail)} and is ${JSON.stringify(now)}`);
    must(asks >= trail.filter(({ kind }) => kind === 'asked').length, `${id} was asked about ${asks} times`);
    const nth = sold.findIndex((one) => one.id === id);
    if (nth >= 0) must(prints === 2, `${id} was printed twice, now ${prints} times`);
    const before = open.find((one) => one.id === id) && paidBefore?.transactionId;
    if (before !== undefined)
      must(
        sold.some((one) => one.id === before),
        `${id} has ${before} as paid before`,
      );
  }
  const kept = await Promise.all(open.map(({ id }) => stage.get(id)));
  const withBefore = kept.filter(({ paidBefore }) => paidBefore !== null).length;
  must(withBefore === sold.length, `${withBefore} of ${sold.length} know of the payment before`);
}

export const cells: readonly AnyCell[] = [
  {
    id: 'I1.calls',
    title: 'killed at each sync, rename, cut and delete of the upgrade, and started again',
    limitMs: 240_000,
    run: (stage) => during('at a call', () => dieInUpgrade(stage, 'calls')),
  },
  {
    id: 'I1.writes',
    title: 'killed within each row of writes of the upgrade, and started again',
    limitMs: 240_000,
    run: (stage) => during('at a write', () => dieInUpgrade(stage, 'writes')),
  },
  {
    id: 'I1.moments',
    title: 'killed within a write to the journal of the upgrade, and started again',
    limitMs: 240_000,
    run: (stage) => during('at a moment', () => dieInUpgrade(stage, 'moments')),
  },
  { id: 'I2', title: 'an older version finds the files of a newer one', run: refusesDowngrade },
  { id: 'I3', title: 'a new version finds open payments of an old one', run: takesOverOpenPayments, limitMs: 120_000 },
  { id: 'I4', title: 'the program was copied by half', run: startsFromHalfCopy, limitMs: 120_000 },
];
