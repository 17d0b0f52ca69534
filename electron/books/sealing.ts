import { wibDay } from '../../shared/time.ts';
import { findHash, firstAfter } from '../db/journal-table.ts';
import { listToPack, packPayments } from '../db/old-payments.ts';
import {
  deleteRows,
  findSegment,
  insertPart,
  lastSealed,
  listIdleRows,
  notePayments,
  packedHead,
  setMark,
} from '../db/segments.ts';
import type { Clock } from '../time/clock.ts';
import type { Books } from './books.ts';
import { emptyHead, type Head } from './journal/line.ts';
import { handyFrom } from './segments/at-hand.ts';
import { sealedFile } from './segments/names.ts';
import { fileMark } from './segments/tail.ts';
import type { Sealed } from './segments/seal.ts';

/** Seals the journal's segments while the till runs. */
export interface Sealing {
  /** Begins the next segment if it is time, and seals what nobody adds to any more. To be called often, when nobody waits. */
  look(): void;
  /** Ends it; answers when nothing is under way any more. */
  stop(): Promise<void>;
}

interface SealingParts {
  readonly books: Books;
  readonly clock: Clock;
  /** Bytes from which on a segment is full. */
  readonly segmentBytes: number;
  /** Seals a segment's file in a thread, its chain going on from `from`. Null if it was stopped. */
  readonly seal: (number: number, from: Head) => Promise<Sealed | null>;
  /** The till's signature over `sealText`; null if it has no key. */
  readonly sign: (seal: { readonly segment: number; readonly last: number; readonly head: string }) => string | null;
  /** Hears when a segment is put away. */
  readonly sealed: () => void;
  readonly failed: (error: unknown) => void;
}

/** How often midnight is looked for, in ms. */
const lookMs = 30_000;
/** After a failure nothing is tried for so long, in ms. */
const pauseMs = 60_000;
/** Records and rows that are looked at together, so that nobody waits for more than some ms. */
const atOnce = 500;
/** Payments that are packed together, for the same reason. */
const packedAtOnce = 100;

/** What a till signs of a segment that it seals. */
export function sealText(
  till: string,
  seal: { readonly segment: number; readonly last: number; readonly head: string },
): string {
  return `loket segment v1\n${till}\n${seal.segment}\n${seal.last}\n${seal.head}`;
}

/** Whether the work may go on, and a moment for everybody else. */
interface Going {
  readonly mayGoOn: () => boolean;
  readonly turn: () => Promise<void>;
}

export function createSealing(parts: SealingParts): Sealing {
  const { books, clock } = parts;
  let working: Promise<void> | null = null;
  let stopped = false;
  /** By the clock that only goes forward: a clock that was ahead and is set right would make the pause last for days. */
  let notBefore = -Infinity;
  /** The rows of what was settled before this moment are gone. */
  let sweptFor = 0;
  const going: Going = {
    mayGoOn: () => !stopped && books.state() === 'ready',
    turn: () => new Promise((resolve) => void clock.after(0, resolve)),
  };
  const again = (): (() => void) =>
    clock.after(lookMs, () => {
      look();
      if (!stopped) callOff = again();
    });
  let callOff = again();

  function look(): void {
    if (stopped || working || clock.elapsed() < notBefore || books.state() !== 'ready') return;
    try {
      if (isTime(books, clock.now(), parts.segmentBytes)) books.file.rollOver();
    } catch (error) {
      return rest(error);
    }
    const isIdle = !isSealDue(books) && !books.file.hasLeftovers() && sweptFor >= handyFrom(clock.now());
    if (isIdle) return;
    working = work()
      .catch(rest)
      .finally(() => (working = null));
  }

  function rest(error: unknown): void {
    notBefore = clock.elapsed() + pauseMs;
    parts.failed(error);
  }

  async function work(): Promise<void> {
    books.file.clearLeftovers();
    while (going.mayGoOn() && isSealDue(books)) {
      await sealNext(parts, going);
      sweptFor = 0;
    }
    const before = handyFrom(clock.now());
    await sweep(books, before, going);
    if (going.mayGoOn()) sweptFor = before;
  }

  return {
    look,
    async stop() {
      stopped = true;
      callOff();
      await working;
    },
  };
}

function nextToSeal(books: Books): number {
  return (packedHead(books.db)?.segment ?? 0) + 1;
}

function isSealDue(books: Books): boolean {
  return nextToSeal(books) < books.file.open().number;
}

/** Each step can be the last one before a till dies: the next one finds what is done, and does the rest. */
async function sealNext(parts: SealingParts, { mayGoOn, turn }: Going): Promise<void> {
  const { books, clock } = parts;
  const number = nextToSeal(books);
  const from = packedHead(books.db) ?? emptyHead;
  const sealed = await parts.seal(number, { n: from.n, hash: from.hash });
  if (!sealed || !mayGoOn()) return;
  const { n: last, hash: head } = sealed.head;
  if (findHash(books.db, last) !== head) throw new Error(`segment ${number} is not what the database has`);
  if (!findSegment(books.db, number)) {
    const seal = { segment: number, last, head, bytes: sealed.bytes };
    books.write([
      { at: clock.now(), kind: 'sealed', transactionId: null, data: { ...seal, signature: parts.sign(seal) } },
    ]);
  }
  for (let first = from.n + 1; first <= last; first += atOnce) {
    await turn();
    if (!mayGoOn()) return;
    books.arrange(({ db }) => notePayments(db, number, first, Math.min(first + atOnce - 1, last)));
  }
  const file = fileMark(sealedFile(books.file.name, number));
  books.arrange(({ db }) => {
    insertPart(db, { segment: number, first: from.n + 1, last, data: Buffer.from(sealed.part) });
    setMark(db, { number, file, readAt: clock.now() });
  });
  books.file.letGo();
  books.file.clearLeftovers();
  parts.sealed();
}

/** Takes the rows of old payments' records away, which are packed, and packs those payments. */
async function sweep(books: Books, before: number, { mayGoOn, turn }: Going): Promise<void> {
  for (let from = 1; ;) {
    await turn();
    if (!mayGoOn()) return;
    const idle = listIdleRows(books.db, { from, before, most: atOnce });
    if (idle.length > 0) books.arrange(({ db }) => deleteRows(db, idle));
    if (idle.length < atOnce) break;
    from = (idle.at(-1) ?? 0) + 1;
  }
  await packIdle(books, before, { mayGoOn, turn });
}

/** Packs the payments whose records have no rows any more; quotes that were never paid go. */
async function packIdle(books: Books, before: number, { mayGoOn, turn }: Going): Promise<void> {
  for (let isMore = true; isMore;) {
    await turn();
    if (!mayGoOn()) return;
    const idle = listToPack(books.db, before, packedAtOnce);
    isMore = idle.length === packedAtOnce;
    if (idle.length > 0) books.arrange(({ db }) => packPayments(db, idle));
  }
}

/** Whether the open segment is full, or of another day. One that holds nothing but the seal of the one before goes on. */
function isTime(books: Books, now: number, segmentBytes: number): boolean {
  const { db, file } = books;
  const { number, bytes } = file.open();
  if (bytes >= segmentBytes) return true;
  const sealed = lastSealed(db);
  if (bytes === 0 || number !== (sealed?.number ?? 0) + 1) return false;
  const first = firstAfter(db, sealed?.last ?? 0);
  if (!first || wibDay(first.at) >= wibDay(now)) return false;
  return first.kind !== 'sealed' || books.head().n > first.n;
}
