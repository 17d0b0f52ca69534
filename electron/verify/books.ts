import { createAudit, type Audit } from './audit.ts';
import { createChain, type Short, type Tell } from './chain.ts';
import { checkDatabase, checkTexts, journalRows, lastRow, openDatabase } from './database.ts';
import { checkSeals } from './follow-seals.ts';
import { linesOf } from './lines.ts';
import { openParts, type Parts } from './parts.ts';
import { chunksOf } from './pieces.ts';
import type { Report } from './report.ts';
import { behindMax, createRows, type Rows } from './rows.ts';
import { createSlipCheck, type PrintedSlip, type SlipCheck } from './slip.ts';
import type { Piece, Snapshot } from './snapshot.ts';
import { createWitnessCheck, type WitnessFile } from './witness-file.ts';

// The journal from its first line to its last, once, with everything that is compared with it on the way.

/** A piece of the journal, with what is in it. */
export interface Source {
  /** As a person knows it: `journal/000003.jsonl.zst`. */
  readonly name: string;
  readonly number: number;
  readonly isSealed: boolean;
  readonly chunks: (tell: Tell) => Iterable<Buffer>;
}

/** The file that is read just then. */
export interface Place {
  file: string;
  /** Tells of a problem in it. */
  readonly tell: Tell;
}

/** What a journal is compared with, line by line; null where that is not there. */
export interface Beside {
  readonly rows: Rows | null;
  readonly parts: Parts | null;
  readonly audit: Audit | null;
  /** What was brought from outside: a slip's word, a stick's file. */
  readonly brought: readonly SlipCheck[];
}

/** What is in the books. */
export interface Found extends Read {
  readonly segments: number;
  /** How many payments there are, by status. */
  readonly payments: Readonly<Record<string, number>>;
  /** Sum of the paid, in rupiah. */
  readonly paid: number;
  /** The slips that carry the word that was asked about. */
  readonly printed: readonly PrintedSlip[];
  /** What is no problem and worth a word. */
  readonly notes: readonly string[];
}

export function createPlace(file: string, report: Report): Place {
  const place: Place = { file, tell: (n, what) => report(place.file, n, what) };
  return place;
}

/** What was brought from outside to be compared with the books. */
export interface Brought {
  readonly short?: Short | null;
  readonly witness?: WitnessFile | null;
}

/** Checks the books of a snapshot; everything wrong is told to `report`. Throws what the disk says against reading. */
export function checkBooks(snapshot: Snapshot, { short, witness }: Brought, report: Report): Found {
  const { journal, database, isDoubled, strangers } = snapshot;
  if (isDoubled) report('loket.journal', null, 'stands beside the segments that were made of it');
  if (database === null) report('loket.db', null, 'is missing');
  const db = database === null ? null : openDatabase(database);
  let isWhole = true;
  try {
    const place = createPlace(journal[0]?.name ?? 'loket.journal', (...problem) => {
      isWhole = false;
      report(...problem);
    });
    const audit = createAudit({ db, last: db && lastRow(db, report) }, place.tell, report);
    const beside: Beside = {
      rows: db && createRows(journalRows(db, report), place, report),
      parts: db && openParts(db, report),
      audit,
      brought: [
        ...(short ? [createSlipCheck(short, report)] : []),
        ...(witness ? [createWitnessCheck(witness, report)] : []),
      ],
    };
    const read = readJournal(journal.map(sourceOf), beside, place);
    const seals = checkSeals(audit.work, report);
    if (db) checkDatabase(db, report);
    if (db) checkTexts(db, report);
    const behind = read.behind > 0 && read.behind <= behindMax ? [behindNote(read.behind)] : [];
    const notes = [
      ...strangers.map((name) => `${name} is no part of the books`),
      // Where records are missing, that no record says so is no news.
      ...(isWhole ? seals : []),
      ...behind,
      ...audit.times.notes(),
      ...audit.work.reset.slice(-resetMax),
    ];
    const printed = beside.brought.flatMap((one) => one.printed);
    return { ...read, segments: journal.length, ...countPayments(audit.work), printed, notes };
  } finally {
    db?.close();
  }
}

function sourceOf(piece: Piece): Source {
  const { name, number, sealed } = piece;
  return { name, number, isSealed: sealed !== null, chunks: (tell) => chunksOf(piece, tell) };
}

/** Of the starts that found other settings the last ones are told. */
const resetMax = 5;

const behindNote = (records: number): string =>
  `the database lacks the last ${records}, and is brought up at the next start`;

export interface Read {
  /** Number and hash of the last record. */
  readonly n: number;
  readonly head: string;
  /** Records at the end that the database does not have. */
  readonly behind: number;
}

/** Reads the journal from its first line to its last, once, and everything beside it. */
export function readJournal(sources: readonly Source[], { rows, parts, audit, brought }: Beside, place: Place): Read {
  const chain = createChain(place.tell);
  const left = [...sources];
  for (const [index, { number }] of sources.entries()) {
    const before = sources[index - 1]?.number ?? 0;
    if (number !== before + 1) tellGap(before + 1, number - 1, place);
    const { source, chunks } = takeNext(left, chain.n + 1, place);
    if (source.number !== number) place.tell(null, `holds the records of segment ${number}`);
    const isLast = index === sources.length - 1;
    const part = parts?.open(number) ?? null;
    let bytes = 0;
    for (const line of linesOf(chunks, () => tellTorn(isLast && !source.isSealed, place))) {
      bytes += line.length + 1;
      const text = chain.next(line);
      const isHeld = part?.next(chain.n, line) ?? false;
      const isAtHand = rows?.next(chain.n, chain.head, text, isHeld) ?? true;
      audit?.next({ line, text, n: chain.n, hashHex: chain.head, isPacked: isHeld && !isAtHand });
      for (const one of brought) one.next(chain.n, chain.head, text);
    }
    chain.endFile();
    part?.end();
    const { n: last, head } = chain;
    audit?.endFile({ ...source, number, last, head, bytes }, part !== null);
  }
  const behind = rows?.end() ?? 0;
  brought.forEach((one) => one.end());
  parts?.end();
  audit?.end();
  return { n: chain.n, head: chain.head, behind };
}

/**
 * Takes what is read now: the first that is left, unless another one begins with record `n` and the first does not. So files that were
 * exchanged are told once each, and not record by record.
 */
function takeNext(
  left: Source[],
  n: number,
  place: Place,
): { readonly source: Source; readonly chunks: Iterable<Buffer> } {
  const [first, ...others] = left;
  if (!first) throw new RangeError('as many are read as there are');
  place.file = first.name;
  const chunks = first.chunks(place.tell)[Symbol.iterator]();
  const { value: begin } = chunks.next() as { readonly value: Buffer | undefined };
  const isNext = (chunk: Buffer | undefined): boolean =>
    chunk?.toString('latin1', 0, 30).startsWith(`{"n":${n},`) ?? false;
  const other = begin && !isNext(begin) ? others.find((source) => isNext(firstChunk(source))) : undefined;
  left.splice(other ? left.indexOf(other) : 0, 1);
  if (!other) return { source: first, chunks: again(begin, chunks) };
  chunks.return?.();
  place.file = other.name;
  return { source: other, chunks: other.chunks(place.tell) };
}

/** What is wrong with it is told when it is read. */
function firstChunk({ chunks }: Source): Buffer | undefined {
  for (const chunk of chunks(() => undefined)) return chunk;
  return undefined;
}

function* again(begin: Buffer | undefined, rest: Iterator<Buffer>): Generator<Buffer> {
  if (begin) yield begin;
  yield* { [Symbol.iterator]: () => rest };
}

function tellGap(from: number, to: number, place: Place): void {
  place.file = `journal/${String(from).padStart(6, '0')}.jsonl`;
  place.tell(null, to > from ? `is missing, and all up to ${to}` : 'is missing');
}

function tellTorn(isOpen: boolean, { tell }: Place): void {
  tell(null, isOpen ? 'torn: its last line will be cut off at the next start' : 'torn: its last line does not end');
}

function countPayments({ payments: open, paid }: Audit['work']): Pick<Found, 'payments' | 'paid'> {
  const payments: Record<string, number> = { paid: paid.count, refused: 0, pending: 0, sending: 0 };
  let sum = paid.sum;
  for (const { row } of open.values()) {
    const status = String(row.status);
    payments[status] = (payments[status] ?? 0) + 1;
    if (status === 'paid') sum += Number(row.total);
  }
  return { payments, paid: sum };
}
