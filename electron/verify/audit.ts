import type { DatabaseSync } from 'node:sqlite';
import type { Tell } from './chain.ts';
import { compareDeposits, compareLines, noLines } from './counter-lines.ts';
import { attempt } from './database.ts';
import { createReader, type About } from './entry.ts';
import { comesIn, followDebited, followIntent, followPayment, followQuote } from './follow-payment.ts';
import { followPerson, followPhrase, followSession, followTried } from './follow-people.ts';
import { followDrawer, followShift, followShiftOpened, followZPrinting } from './follow-shifts.ts';
import { followAsk, followDeposit, followDepositSaid } from './follow-deposits.ts';
import { keepApproval } from './follow-approvals.ts';
import { followSealed, type Segment } from './follow-seals.ts';
import { followSettings, followSettingsSeen } from './follow-settings.ts';
import { followPrint, followPrinting } from './follow-slips.ts';
import { followTill } from './follow-till.ts';
import { createTimes, type Times } from './follow-time.ts';
import { followWitness } from './follow-witness.ts';
import { compareDebts, followCustomer, followDebtSettled, noDebts } from './follow-debts.ts';
import { createLedger } from './ledger.ts';
import { createPackedSlips } from './packed.ts';
import { createPlaces } from './places.ts';
import { clean, type Report } from './report.ts';
import { createSmallMap } from './small-map.ts';
import { createTable } from './tables.ts';
import type { Hashes, Heads, Payment, Rule, Work } from './work.ts';

// What the records say, followed one by one as an auditor would, without believing any table of the database.

export interface Audit {
  readonly work: Work;
  readonly times: Times;
  /** Follows a record. What is none is told and passed over. */
  next(record: ReadLine): void;
  /** A file of the journal was read to its end; `isPacked`: the database has its lines packed. */
  endFile(segment: Segment, isPacked: boolean): void;
  /** Compares what is not compared yet. */
  end(): void;
}

/** A line and the same as text, which is the `n`-th of the chain. */
export interface ReadLine {
  readonly line: Buffer;
  readonly text: string;
  readonly n: number;
  readonly hashHex: string;
  /** The database has it packed and in no row; a quote or a print job that it made need not be there any more. */
  readonly isPacked: boolean;
}

interface Against {
  readonly db: DatabaseSync | null;
  /** Number of the last record that it has. */
  readonly last: number | null;
}

/**
 * Follows the records, and compares the tables of a database with what they make, up to the last that the database has. Without one
 * nothing is compared.
 */
export function createAudit(against: Against, tell: Tell, report: Report): Audit {
  const work = createWork(against.db, report);
  const tables = [
    work.quotes,
    work.payments,
    work.jobs,
    work.till,
    work.seals,
    work.people,
    work.recovery,
    work.shifts,
    work.zs,
    work.customers,
    work.debtPayments,
    work.asks,
  ];
  const times = createTimes();
  const places = against.db && createPlaces(against.db, report);
  let isOver = against.db === null;
  const endTables = (): void => {
    tables.forEach((table) => table.end());
    if (against.db && !isOver) tellPackedSlips(against.db, work, report);
    if (against.db && !isOver) compareLedger(against.db, work, report);
    isOver = true;
  };
  const reader = createReader(about, tell);
  if (against.last === 0) endTables();
  return {
    work,
    times,
    next({ line, text, n, hashHex, isPacked }) {
      work.isPacked = isPacked;
      const entry = reader.read(line, text, n);
      const wrong = (what: string): void => tell(n, `${entry?.id ? `${clean(entry.id)}: ` : ''}${what}`);
      if (entry) keepApproval(work, entry, wrong);
      if (entry) work.ledger.days.during(entry);
      if (entry) rules.get(entry.kind)?.(work, entry, wrong);
      if (entry) times.next(entry);
      if (entry?.id) places?.next(entry.id, entry.kind);
      work.hashes.set(n, parseInt(hashHex.slice(0, 8), 16));
      work.heads.set(n, hashHex);
      if (n === against.last) endTables();
    },
    endFile(segment, isPacked) {
      work.segments.push(segment);
      places?.endSegment(segment.number, isPacked);
    },
    end() {
      endTables();
      places?.end();
    },
  };
}

function createWork(db: DatabaseSync | null, report: Report): Work {
  const ids = {
    quoted: createSmallMap(),
    quoteIds: createSmallMap(),
    inquiries: createSmallMap(),
    paidRefs: createSmallMap(),
    followed: createSmallMap(),
    jobIds: createSmallMap(),
    copies: createSmallMap(),
    claims: createSmallMap(),
  };
  const packedSlips = createPackedSlips();
  const mayLack = (): boolean => work.isPacked;
  const work: Work = {
    ...ids,
    isPacked: false,
    packedSlips,
    quotes: createTable({ db, name: 'quotes', key: 'transaction_id', isMade: ids.quoted.has, mayLack }, report),
    payments: createTable<Payment>(
      {
        ...{ db, name: 'transactions', key: 'transaction_id', isMade: ids.followed.has },
        met: (id, read) => (read('packed') == null ? null : packedSlips.found(id, read('slips'), read('copies'))),
      },
      report,
    ),
    jobs: createTable({ db, name: 'print_jobs', key: 'job_id', isMade: ids.jobIds.has, mayLack }, report),
    till: createTable({ db, name: 'till_state', key: 'one', isMade: (id) => id === '1' }, report),
    seals: createTable({ db, name: 'segments', key: 'number', isMade: (id) => Number(id) <= work.sealed }, report),
    people: createTable({ db, name: 'people', key: 'person_id', isMade: (id) => work.peopleIds.has(id) }, report),
    peopleIds: new Set(),
    proved: new Map(),
    lateUpTo: 0,
    recovery: createTable({ db, name: 'recovery', key: 'one', isMade: (id) => id === '1' }, report),
    ...{ signedIn: null, recovered: null, withoutPins: false, opened: null, reset: [], cashMoves: [] },
    ledger: createLedger(),
    deposits: { lines: noLines(), said: new Set(), recorded: new Set(), asks: new Set() },
    asks: createTable({ db, name: 'top_up_asks', key: 'ask_id', isMade: (id) => work.deposits.asks.has(id) }, report),
    ...createDebtTables(db, report),
    shifts: createTable(
      { db, name: 'shifts', key: 'shift_id', isMade: (id) => work.shifts.get(id) !== undefined },
      report,
    ),
    zs: createTable({ db, name: 'zs', key: 'z', isMade: (id) => Number(id) <= work.zCount }, report),
    ...{ shiftCount: 0, zCount: 0, counts: [], countsOfCloses: 0, late: [], shiftLines: new Map(), approvals: [] },
    ...{ reopenings: [], lastCountAt: 0, lastCounts: new Map(), givenBack: 0, floatDifferences: [] },
    unsettled: new Map(),
    failedCopies: new Map(),
    hashes: createHashes(),
    heads: createHeads(),
    paid: { count: 0, sum: 0 },
    segments: [],
    sealed: 0,
    signer: null,
    slips: new Map(),
  };
  return work;
}

function createDebtTables(db: DatabaseSync | null, report: Report): Pick<Work, 'customers' | 'debtPayments' | 'debts'> {
  const debts = noDebts();
  const isMade = (id: string): boolean => debts.ids.has(id);
  const isSettled = (id: string): boolean => debts.settled.has(id);
  return {
    debts,
    customers: createTable({ db, name: 'customers', key: 'customer_id', isMade }, report),
    debtPayments: createTable({ db, name: 'debt_payments', key: 'settlement_id', isMade: isSettled }, report),
  };
}

function compareLedger(db: DatabaseSync, work: Work, report: Report): void {
  const { ledger, shiftLines, deposits } = work;
  compareDebts(work, db, report);
  ledger.compare(db, report);
  ledger.days.compare(db, report);
  compareLines(shiftLines, db, report);
  compareDeposits(deposits, db, report);
}

/** Tells of payments whose packed slips are not those that were printed. Which ones is only looked for if there are some. */
function tellPackedSlips(db: DatabaseSync, { packedSlips }: Work, report: Report): void {
  if (!packedSlips.isOff()) return;
  attempt('transactions', report, () => {
    for (const { id } of db.prepare('SELECT transaction_id AS id FROM transactions').iterate())
      if (packedSlips.isOffAt(String(id)))
        report('loket.db', null, `transactions: ${clean(id)}: its packed slips are not those that were printed`);
  });
}

/** So many stand in one page; a number out of all order costs no more than that. */
const pageLength = 1 << 12;

function createHashes(): Hashes {
  const pages = new Map<number, Uint32Array>([[0, new Uint32Array(pageLength)]]);
  return {
    get: (n) => pages.get(Math.floor(n / pageLength))?.[n % pageLength],
    set(n, digits) {
      const at = Math.floor(n / pageLength);
      const page = pages.get(at) ?? new Uint32Array(pageLength);
      pages.set(at, page);
      page[n % pageLength] = digits;
    },
  };
}

/** So many records' whole hashes are kept. */
const headsKept = 1 << 16;

function createHeads(): Heads {
  const kept = Buffer.alloc(headsKept * 32);
  let last = 0;
  const at = (n: number): number => (n % headsKept) * 32;
  return {
    get: (n) => (n > 0 && n <= last && n > last - headsKept ? kept.toString('hex', at(n), at(n) + 32) : undefined),
    set(n, hashHex) {
      kept.write(hashHex, at(n), 'hex');
      last = n;
    },
  };
}

const rules: ReadonlyMap<string, Rule> = new Map([
  ...['opened', 'restored', 'reconciled', 'clock'].map((kind) => [kind, followTill] as const),
  ['sealed', followSealed],
  ['debited', followDebited],
  ['witness', followWitness],
  ['settings', followSettings],
  ['settings-seen', followSettingsSeen],
  ['person', followPerson],
  ['tried', followTried],
  ...['signed-in', 'signed-out', 'approved', 'recovered'].map((kind) => [kind, followSession] as const),
  ['phrase', followPhrase],
  ['shift-opened', followShiftOpened],
  ...['shift-cash', 'shift-counted', 'shift-closed', 'shift-reopened'].map((kind) => [kind, followShift] as const),
  ['z-printing', followZPrinting],
  ['drawer-opened', followDrawer],
  ['deposit', followDeposit],
  ['deposit-said', followDepositSaid],
  ...['top-up-asked', 'top-up-cancelled'].map((kind) => [kind, followAsk] as const),
  ['customer', followCustomer],
  ['debt-settled', followDebtSettled],
  ['quote', followQuote],
  ['intent', followIntent],
  ...Object.keys(comesIn).map((kind) => [kind, followPayment] as const),
  ['printing', followPrinting],
  ['print', followPrint],
]);

const ofTheTill: readonly Rule[] = [
  ...[followTill, followSealed, followDebited, followWitness, followSettings, followSettingsSeen],
  ...[followPerson, followTried, followSession, followPhrase],
  ...[
    followShiftOpened,
    followShift,
    followZPrinting,
    followDrawer,
    followDeposit,
    followDepositSaid,
    followAsk,
    followCustomer,
    followDebtSettled,
  ],
];

const about: About = (kind) => {
  const rule = rules.get(kind);
  return rule ? (ofTheTill.includes(rule) ? 'till' : 'payment') : null;
};
