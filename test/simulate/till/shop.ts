import { checkConfig, type Config } from '../../../electron/config.ts';
import type { Clock } from '../../../electron/time/clock.ts';
import { createCorrectedClock, type CorrectedClock } from '../../../electron/time/corrected-clock.ts';
import { auditRows } from '../../../electron/db/audit.ts';
import type { Db } from '../../../electron/db/open.ts';
import { isStorageError } from '../../../electron/db/storage-error.ts';
import { createNewId, newEpoch } from '../../../electron/machine/id.ts';
import type { Books } from '../../../electron/books/books.ts';
import { appendMax } from '../../../electron/books/journal/line.ts';
import { verifyBooks } from '../../../electron/books/checks/verify-books.ts';
import { findSlips } from '../../../electron/books/segments/find-slips.ts';
import type { Deliver } from '../../../electron/printing/transport.ts';
import type { Provider } from '../../../electron/providers/provider.ts';
import { createTill, type Till } from '../../../electron/till.ts';
import type { ProviderId } from '../../../shared/product.ts';
import type { Transaction } from '../../../shared/transaction.ts';
import type { Chance } from '../../harness/chance.ts';
import { setReadOnly, type Store } from './database.ts';
import type { Disk, Trouble } from './disk.ts';
import { openShopBooks, rebuildJournal, recordStart } from './open-books.ts';
import { createArms, createSeams, Crash, type Arms, type Armed, type Awaited, type Seams } from './seams.ts';
import type { Coverage } from '../play/coverage.ts';
import { watchChangeEvents } from '../judge/change-events.ts';
import type { Timeline } from '../world/timeline.ts';
import type { Trace } from '../play/trace.ts';
import type { Network } from '../world/network.ts';
import { noIdentity } from '../../harness/no-identity.ts';

/** One process of a till. */
export interface Life {
  readonly till: Till;
  readonly books: Books;
  readonly seams: Seams;
  /** The books' last record when it was ready. */
  readonly openedAt: number;
  /** Each payment as it was last told to those who listen. */
  readonly told: ReadonlyMap<string, Transaction>;
  isClosing: boolean;
}

/** The shop's PC: starts tills, and sees them die. */
export interface Shop {
  /** The till that runs, if one does. */
  life(): Life | null;
  readonly arms: Arms;
  /** ms by which the PC's clock is wrong. */
  clockError: number;
  start(): void;
  crash(how: Pick<Armed, 'strike' | 'part' | 'offMs'>): void;
  /** Ends it as a shop closes in the evening. */
  close(offMs: number): void;
  trouble(trouble: Trouble): void;
  backup(): boolean;
  /** Puts the backup's files in the place of today's. */
  restore(offMs: number): boolean;
  /** Why the last start was refused. */
  refusal(): string | null;
}

/** What a mutilated till is mutilated with. */
export interface Damage {
  readonly provider?: (provider: Provider) => Provider;
  readonly deliver?: (deliver: Deliver) => Deliver;
  readonly database?: (db: Db) => void;
  readonly till?: (till: Till) => Till;
}

export interface ShopParts {
  readonly store: Store;
  readonly timeline: Timeline;
  readonly disk: Disk;
  readonly network: Network;
  readonly chance: Chance;
  readonly trace: Trace;
  readonly coverage: Coverage;
  readonly hasPrinter: boolean;
  readonly providers: (seams: Seams) => ReadonlyMap<ProviderId, Provider>;
  readonly deliver: (seams: Seams) => Deliver;
  readonly told: (transaction: Transaction) => void;
  /** The till's clock jumped, by a provider's word. */
  readonly clockMoved: () => void;
  /** Something that must not happen. */
  readonly object: (objection: string) => void;
  readonly damage: Damage;
  /** Something waited for a point that the till passes now. */
  readonly happen: (awaited: Awaited) => void;
}

/** A refused start is tried again after so long, in ms; a program that ends is started again after its own time. */
const startAgainMs = 20_000;
/** As the till closes: calls may end by themselves that long, then what they store may take that long. */
const graceMs = 2_500;
const storeWaitMs = 1_500;

const configs = [true, false].map((hasPrinter): Config => {
  const printers = hasPrinter ? [{ id: 'kasir', transport: 'tcp://127.0.0.1:9100', columns: 32 }] : [];
  const read = checkConfig({ printers, fees: { iak: { 'pln-postpaid': { policy: 'fixed', amount: 1_500 } } } }, '.');
  if (!read.ok) throw new Error(read.problem);
  return { ...read.config, training: false };
});

export function createShop(parts: ShopParts): Shop {
  const { timeline, disk, coverage, trace, store } = parts;
  const arms = createArms(coverage, parts.happen);
  let life: Life | null = null;
  let starting: symbol | null = null;
  let backup: { readonly journal: Buffer } | null = null;
  let isRestored = false;
  let refusal: string | null = null;

  function again(ms: number): void {
    // Not while the PC sleeps.
    timeline.after(ms, 'till', () => void (life ?? start()));
  }

  /** Seams of a process that begins. */
  function newSeams(): { readonly seams: Seams; readonly end: () => void } {
    const name = Symbol('process');
    starting = name;
    const end = (): void => {
      starting = null;
      life = null;
    };
    const seams = createSeams(
      arms,
      () => starting === name,
      (armed) => {
        end();
        trace.note(`dies ${armed.strike}`);
        coverage.count('crashes');
        if (armed.strike.startsWith('power')) disk.losePower(armed.part);
        again(armed.offMs);
      },
    );
    return { seams, end };
  }

  function start(): void {
    store.abandon();
    const { seams, end } = newSeams();
    const refuse = (problem: string): void => {
      end();
      refusal = problem;
      trace.note(`refused: ${problem}`);
      coverage.count('refused starts');
      store.abandon();
      const objection = /is damaged|missing or empty/.test(problem) ? rebuildJournal(parts, problem) : null;
      if (objection) parts.object(objection);
      again(startAgainMs);
    };
    try {
      const found = openShopBooks(parts, seams, (db) => parts.damage.database?.(db));
      if (!found.ok) return refuse(found.problem);
      const { books, caughtUp } = found;
      const clock = createCorrectedClock({ ...pc, after: (ms, action) => after(seams, ms, action) });
      const why = isRestored ? 'they are copies' : caughtUp.toDatabase > appendMax ? 'the database is older' : null;
      recordStart(books, clock, why, () => newEpoch(parts.chance.bytes));
      if (why !== null) coverage.count('restored starts');
      isRestored = false;
      refusal = null;
      if (caughtUp.toDatabase + caughtUp.toJournal + caughtUp.torn > 0) {
        coverage.count('caught up');
        const [wrong] = auditRows(books.db, 1);
        if (wrong) parts.object(`O5: at a start, ${wrong}`);
      }
      const told = new Map<string, Transaction>();
      const till = createLifeTill(books, seams, clock, told);
      life = { till, books, seams, openedAt: books.head().n, told, isClosing: false };
      trace.note(`opens ${life.openedAt}`);
      coverage.count('starts');
    } catch (error) {
      if (error instanceof Crash) return;
      if (!isStorageError(error)) throw error;
      refuse(`${error.message} (${error.code})`);
    }
  }

  function createLifeTill(books: Books, seams: Seams, corrected: CorrectedClock, told: Map<string, Transaction>): Till {
    const clock: CorrectedClock = {
      ...corrected,
      set(correction) {
        coverage.count('clock corrections');
        parts.clockMoved();
        corrected.set(correction);
      },
    };
    const newId = createNewId(clock.now, parts.chance.bytes, books.tillState().epoch);
    const deliver = parts.deliver(seams);
    const honest = createTill({
      books,
      identity: noIdentity,
      verify: () => Promise.resolve(verifyBooks(books.known(), books)),
      findSlips: (name) => Promise.resolve(findSlips(books.db, name)),
      config: parts.hasPrinter ? (configs[0] as Config) : (configs[1] as Config),
      providers: parts.providers(seams),
      deliver: parts.damage.deliver?.(deliver) ?? deliver,
      clock,
      newId,
      chance: parts.chance.next,
      log: { write: (event, fields) => log(seams, event, fields) },
      exportFolder: '.',
      listSticks: () => Promise.resolve([]),
      chooseFolder: null,
      trainingNumbers: [],
    });
    const till = parts.damage.till?.(honest) ?? honest;
    const judge = watchChangeEvents(books, parts.object);
    till.onEvent((_event, data) => {
      if (!seams.isAlive()) return;
      trace.note(`changed ${data.transactionId} ${data.status} ${data.prints}`);
      told.set(data.transactionId, data);
      parts.told(data);
      judge(data);
    });
    return till;
  }

  const pc: Clock = {
    now: () => Math.floor(timeline.now() + shop.clockError),
    elapsed: timeline.elapsed,
    after: () => () => undefined,
  };

  function after(seams: Seams, ms: number, action: () => void): () => void {
    if (!seams.isAlive()) return () => undefined;
    return timeline.after(ms, 'till', () => {
      if (!seams.isAlive()) return;
      try {
        action();
      } catch (error) {
        if (error instanceof Crash) return;
        // Nobody catches what a timer throws: the program ends.
        parts.object(`threw: a timer threw ${error instanceof Error ? error.stack : String(error)}`);
        shop.crash({ strike: 'kill', part: 0, offMs: startAgainMs });
      }
    });
  }

  function log(seams: Seams, event: string, fields: Readonly<Record<string, unknown>> = {}): string {
    const { code, error, stack } = fields as { code?: string; error?: string; stack?: string };
    const isBug = event.endsWith('-threw') && !/^(E[A-Z]+|SQLITE_.*)$/.test(code ?? '');
    if (isBug && seams.isAlive()) parts.object(`threw: ${event}: ${error} ${stack}`);
    return 'log';
  }

  const shop: Shop = {
    life: () => life,
    arms,
    clockError: 0,
    start,
    crash(how) {
      try {
        life?.seams.die(how);
      } catch (error) {
        if (!(error instanceof Crash)) throw error;
      }
    },
    close(offMs) {
      const closing = life;
      if (!closing || closing.isClosing) return;
      closing.isClosing = true;
      trace.note('closes');
      coverage.fault('closed');
      const finish = (): void => {
        if (life !== closing || !closing.seams.isAlive()) return;
        closing.books.close();
        starting = null;
        life = null;
        trace.note('closed');
        again(offMs);
      };
      timeline.after(graceMs, 'till', () => void (life === closing && parts.network.cut()));
      timeline.after(graceMs + storeWaitMs, 'till', finish);
      closing.till.drain().then(finish, (error: unknown) => {
        if (!(error instanceof Crash)) parts.object(`threw: closing threw ${String(error)}`);
      });
    },
    trouble(trouble) {
      disk.trouble = trouble;
      if (life) setReadOnly(life.books.db, trouble === 'read-only');
    },
    backup() {
      if (!life || life.books.state() === 'uncertain' || disk.trouble !== 'none') return false;
      store.backUp();
      backup = { journal: disk.copy() };
      return true;
    },
    restore(offMs) {
      if (!life || !backup) return false;
      shop.crash({ strike: 'kill', part: 0, offMs });
      store.restore();
      disk.replace(backup.journal);
      isRestored = true;
      return true;
    },
    refusal: () => refusal,
  };
  return shop;
}
