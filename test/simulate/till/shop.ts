import { checkConfig, type Config } from '../../../electron/config.ts';
import type { Clock } from '../../../electron/time/clock.ts';
import { createCorrectedClock, type CorrectedClock } from '../../../electron/time/corrected-clock.ts';
import { auditRows } from '../../../electron/db/audit.ts';
import { copyInMemory } from '../../../electron/db/open.ts';
import { isStorageError } from '../../../electron/db/storage-error.ts';
import { createNewId, newEpoch } from '../../../electron/machine/id.ts';
import type { Books } from '../../../electron/books/books.ts';
import { appendMax } from '../../../electron/books/journal/line.ts';
import { verifyBooks } from '../../../electron/books/checks/verify-books.ts';
import { findSlips } from '../../../electron/books/segments/find-slips.ts';
import { createTill, type Till } from '../../../electron/till.ts';
import type { Transaction } from '../../../shared/transaction.ts';
import { setReadOnly } from './database.ts';
import type { Files } from './disk.ts';
import { mendJournal, openShopBooks, rebuildDatabase, rebuildJournal, recordStart } from './open-books.ts';
import { sealsSegments, waitsForTrails } from './sealing.ts';
import type { Life, Shop, ShopParts } from './shop-parts.ts';
import { createArms, createSeams, Crash, type Seams } from './seams.ts';
import { watchChangeEvents } from '../judge/change-events.ts';
import { noIdentity } from '../../harness/no-identity.ts';
import { quickHashes } from '../../harness/quick-pins.ts';

/** A refused start is tried again after so long, in ms; a program that ends is started again after its own time. */
const startAgainMs = 20_000;
/** As the till closes: calls may end by themselves that long, then what they store may take that long. */
const graceMs = 2_500;
const storeWaitMs = 1_500;

/** By whether there is a printer, and whether cash is rounded. */
const configs = new Map(
  [true, false].flatMap((hasPrinter) =>
    [true, false].map((isRounded) => [`${hasPrinter} ${isRounded}`, configOf(hasPrinter, isRounded)]),
  ),
);

function configOf(hasPrinter: boolean, isRounded: boolean): Config {
  const printers = hasPrinter ? [{ id: 'kasir', transport: 'tcp://127.0.0.1:9100', columns: 32, drawer: 2 }] : [];
  const fees = { iak: { 'pln-postpaid': { policy: 'fixed', amount: 1_500 } } };
  const shop = { name: 'Loket', ...(isRounded && { rounding: { to: 500, mode: 'nearest' } }) };
  const read = checkConfig({ printers, fees, shop }, '.');
  if (!read.ok) throw new Error(read.problem);
  return { ...read.config, training: false };
}

export function createShop(parts: ShopParts): Shop {
  const { timeline, disk, coverage, trace, store } = parts;
  const arms = createArms(coverage, parts.happen);
  let life: Life | null = null;
  let starting: symbol | null = null;
  let backup: Files | null = null;
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
      const objection = /is damaged|missing or empty/.test(problem) ? mendJournal(parts, problem) : null;
      if (objection) parts.object(objection);
      again(startAgainMs);
    };
    try {
      const found = openShopBooks(parts, seams, pc.now, (db) => parts.damage.database?.(db));
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
        const copy = copyInMemory(books.db);
        const [wrong] = auditRows(copy, 1);
        copy.close();
        if (wrong) parts.object(`O5: at a start, ${wrong}`);
      }
      const told = new Map<string, Transaction>();
      const sealing = sealsSegments(parts, books, seams, { ...clock, after: (ms, act) => after(seams, ms, act) });
      const till = createLifeTill(books, seams, clock, told, () => sealing.look());
      life = { till, books, seams, sealing, openedAt: books.head().n, told, isClosing: false };
      parts.kept(books);
      trace.note(`opens ${life.openedAt}`);
      coverage.count('starts');
      sealing.look();
    } catch (error) {
      if (error instanceof Crash) return;
      if (!isStorageError(error)) throw error;
      refuse(`${error.message} (${error.code})`);
    }
  }

  function createLifeTill(
    books: Books,
    seams: Seams,
    corrected: CorrectedClock,
    told: Map<string, Transaction>,
    afterCall: () => void,
  ): Till {
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
      ...{ afterCall, books },
      identity: noIdentity,
      mustSignIn: parts.hasPeople,
      hashes: quickHashes,
      keepPepper: () => Promise.resolve(),
      verify: () => Promise.resolve(verifyBooks(books.known(), books)),
      findSlips: (name) => Promise.resolve(findSlips(books.db, name)),
      config: configs.get(`${parts.hasPrinter} ${parts.hasTenders}`) as Config,
      providers: parts.providers(seams),
      deliver: parts.damage.deliver?.(deliver) ?? deliver,
      spoolStore: parts.spoolStore,
      clock,
      newId,
      chance: parts.chance.next,
      log: { write: (event, fields) => log(seams, event, fields) },
      exportFolder: '.',
      listSticks: () => Promise.resolve([]),
      chooseFolder: null,
      trainingNumbers: [],
    });
    const till = parts.damage.till?.(waitsForTrails(honest, timeline)) ?? waitsForTrails(honest, timeline);
    const judge = watchChangeEvents(books, parts.object);
    till.onEvent((event, changed) => {
      if (!seams.isAlive() || event !== 'transaction:changed') return;
      const data = changed as Transaction;
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
      void closing.sealing.stop();
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
      backup = disk.files();
      return true;
    },
    restore(offMs) {
      if (!life || !backup) return false;
      shop.crash({ strike: 'kill', part: 0, offMs });
      store.restore();
      disk.replace(backup);
      isRestored = true;
      return true;
    },
    restoreDatabase(offMs) {
      if (!life || !backup || disk.trouble !== 'none') return false;
      shop.crash({ strike: 'kill', part: 0, offMs });
      store.restore();
      return true;
    },
    rebuild(what, offMs) {
      if (!life || disk.trouble !== 'none') return false;
      shop.crash({ strike: 'kill', part: 0, offMs });
      store.abandon();
      const objection = what === 'journal' ? rebuildJournal(parts) : rebuildDatabase(parts);
      if (objection) parts.object(objection);
      return true;
    },
    refusal: () => refusal,
  };
  return shop;
}
