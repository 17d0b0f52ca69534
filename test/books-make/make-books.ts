import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { Entry } from '../../electron/books/journal/record.ts';
import { toLines, type Head } from '../../electron/books/journal/line.ts';
import { rebuild } from '../../electron/books/rebuild.ts';
import { plainFile } from '../../electron/books/segments/names.ts';
import { createThreads, type Threads } from '../../electron/books/segments/threads.ts';
import { segmentBytesMax } from '../../electron/books/segments/take-over.ts';
import { booksFiles, startBooks } from '../../electron/books/start-books.ts';
import { newEpoch } from '../../electron/machine/id.ts';
import { clockAt } from '../harness/clock-at.ts';
import { createChance, type Chance } from '../harness/chance.ts';
import { daysOf, type Day } from './calendar.ts';
import { createCustomers } from './customers.ts';
import { Sales, type Group, type Later, type Till } from './sale.ts';

export interface Making {
  readonly payments: number;
  readonly seed: number;
  /** How many of the payments, the last ones, a till was sending when it died. */
  readonly unsettled: number;
  /** The last day is the one before, in ms. */
  readonly now: number;
  /** Hears now and then how many payments there are. */
  readonly progress?: (made: number) => void;
}

/** Payments after which progress is told. */
const progressEvery = 10_000;
const cashiers = ['owner', 'rina', 'agus'] as const;
const version = '0.1.0';

/**
 * Makes the data folder of a till that has been selling for years: its first start, then the journal that its payment core would have
 * written, and of that the database, as `--rebuild database` makes it. The same making makes the same journal. Throws for a folder
 * that is not empty.
 */
export async function makeBooks(folder: string, making: Making): Promise<void> {
  if (existsSync(folder) && readdirSync(folder).length > 0) throw new Error(`${folder} is not empty`);
  mkdirSync(folder, { recursive: true });
  const chance = createChance(making.seed);
  const epoch = newEpoch(chance.bytes);
  const days = daysOf(making.payments, making.now, chance);
  const threads = createThreads();
  const journal = openJournal(folder, firstStart(folder, days[0]?.opensAt ?? making.now, epoch), threads);
  try {
    await sellAll({ ...making, epoch, chance, days }, journal);
    await journal.close();
  } finally {
    await threads.end();
  }
  const rebuilt = await rebuild(folder, 'database', making.now);
  if (!rebuilt.ok) throw new Error(rebuilt.problem);
}

interface Selling extends Making {
  readonly epoch: string;
  readonly chance: Chance;
  readonly days: readonly Day[];
}

async function sellAll({ chance, days, epoch, ...making }: Selling, journal: MadeJournal): Promise<void> {
  const { head, write } = journal;
  const sales = new Sales({ customers: createCustomers(making.seed, chance), chance, epoch, head });
  const settled = making.payments - making.unsettled;
  let made = 0;
  for (const [nth, { opensAt, arrivals }] of days.entries()) {
    sales.now = Math.max(sales.now, opensAt);
    if (nth > 0) await journal.endDay(sales.now);
    if (nth > 0) write([{ at: sales.now, kind: 'opened', transactionId: null, data: { version, by: 'owner', epoch } }]);
    const later: Later[] = [];
    const doLater = (until: number): void => {
      for (const due of later.filter(({ at }) => at <= until)) {
        later.splice(later.indexOf(due), 1);
        sales.now = Math.max(sales.now, due.at);
        writeAll(due.groups(), write);
      }
    };
    for (const arrival of arrivals) {
      doLater(arrival);
      sales.now = Math.max(sales.now, arrival);
      const till = tillOf(nth, arrival - opensAt);
      const left = writeAll(made < settled ? sales.sell(till) : sales.beginToSell(till), write);
      if (left) later.push(left);
      if (++made % progressEvery === 0) making.progress?.(made);
    }
    doLater(Infinity);
  }
}

/** Two cashiers share a day; and the shop changes IAK's format now and then. */
function tillOf(day: number, sinceOpen: number): Till {
  const shift = sinceOpen < 6.5 * 3_600_000 ? 0 : 1;
  return {
    cashier: cashiers[(day + shift) % cashiers.length] ?? 'owner',
    format: Math.floor(day / 90) % 2 === 0 ? 'json' : 'xml',
  };
}

/** Starts and ends the till for the first time; its mark stays, and the database is made again in the end. Answers the chain's head. */
function firstStart(folder: string, at: number, epoch: string): Head {
  const started = startBooks(folder, { clock: clockAt(() => at), newEpoch: () => epoch, by: 'owner', version });
  if (!started.ok) throw new Error(started.problem);
  const head = started.books.head();
  started.close();
  for (const end of ['', '-wal', '-shm']) rmSync(`${booksFiles.database(folder)}${end}`, { force: true });
  return head;
}

interface MadeJournal {
  readonly head: () => Head;
  readonly write: (group: Group) => void;
  /** Answers when there is room for the next day. */
  readonly endDay: (at: number) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** The journal, segment by segment: sealed when the day is over, or when it is full. */
function openJournal(folder: string, from: Head, threads: Threads): MadeJournal {
  const journal = booksFiles.journal(folder);
  let number = 1;
  let head = from;
  let texts = [readFileSync(plainFile(journal, number), 'utf8')];
  let bytes = 0;
  let room: Promise<unknown> = Promise.resolve();
  const add = (group: readonly Entry[]): void => {
    for (const line of toLines(head, group)) {
      texts.push(line.text, '\n');
      bytes += Buffer.byteLength(line.text) + 1;
      head = line;
    }
  };
  const seal = (at: number): void => {
    const plain = Buffer.from(texts.join(''));
    room = Promise.all([room, threads.write(journal, number, plain)]);
    const data = { segment: number, last: head.n, head: head.hash, bytes: plain.length, signature: null };
    texts = [];
    bytes = 0;
    number++;
    add([{ at, kind: 'sealed', transactionId: null, data }]);
  };
  return {
    head: () => head,
    write(group) {
      add(group);
      if (bytes > segmentBytesMax) seal(group.at(-1)?.at ?? 0);
    },
    async endDay(at) {
      seal(at);
      await room;
    },
    async close() {
      await threads.written();
      // The till's first start left it.
      if (number > 1) rmSync(plainFile(journal, 1));
      writeFileSync(plainFile(journal, number), texts.join(''), { mode: 0o600 });
    },
  };
}

/** Writes each group before the next one is made; answers what they return. */
function writeAll<T>(groups: Generator<Group, T>, write: (group: Group) => void): T {
  for (;;) {
    const { done, value } = groups.next();
    if (done) return value;
    write(value);
  }
}
