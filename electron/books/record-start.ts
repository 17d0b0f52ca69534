import { findTillState, type TillState } from '../db/till-state.ts';
import type { CorrectedClock } from '../time/corrected-clock.ts';
import { whyNotAnchored, type Anchor, type Anchored } from './anchor.ts';
import type { Books } from './books.ts';
import type { CaughtUp } from './catch-up.ts';
import type { Identity } from './identity.ts';
import { appendMax, shortHead, type Head } from './journal/line.ts';
import type { Entry, OpenedSettings } from './journal/record.ts';
import { hasMark, whyRestored, writeMark } from './mark.ts';
import { forgetRestored, notedRestore } from './restored-note.ts';
import { openedData } from './opened-settings.ts';
import { beginClock } from './timekeeping.ts';
import { hashOfRecord } from './segments/unpack-part.ts';

// A start is a record. Before that it is asked whether these are the files that this till left.

export interface BooksStart {
  readonly clock: CorrectedClock;
  readonly newEpoch: () => string;
  readonly by: string;
  readonly version: string;
  /** Absent where nothing has to be proved. */
  readonly identity?: Identity;
  /** What the till is set to; absent where nobody asks. */
  readonly settings?: OpenedSettings;
  /** What is known of the books outside their folder; only of a till that takes customers' money. */
  readonly anchor?: Anchor | null;
  /** Bytes of a segment, at most about, that an older till's one file is split into; the most there may be if not given. */
  readonly segmentBytes?: number;
}

/** Books that begin here, on a till that takes customers' money. */
export interface Begun {
  /** What was known of the books that were in this folder before; null if nothing was. */
  readonly lost: Anchored | null;
}

interface Recorded {
  /** Why payments wait until a person has compared; null if they do not. */
  readonly restored: string | null;
  readonly begun: Begun | null;
}

/** Writes down that the till was started, and whether its files are what it left. Throws what the disk says. */
export function recordStart(folder: string, books: Books, caughtUp: CaughtUp, start: BooksStart): Recorded {
  const { by, version, clock, identity, anchor = null } = start;
  const before = findTillState(books.db);
  const clockEntries = beginClock(books, clock);
  const at = clock.now();
  const known = anchor?.read() ?? null;
  const begun = before || !anchor ? null : { lost: known };
  const why = before ? restoredWhy(folder, books, caughtUp, before, start, known) : beginsWhy(folder, books, begun);
  const epoch = before && why === null ? before.epoch : start.newEpoch();
  // Before the first record, so that a first start which dies between them is not taken for a restored one.
  if (!before && !hasMark(folder)) writeMark(folder, { epoch, head: books.head(), prove: identity }, at);
  const about = { at, transactionId: null };
  const data = { version, by, epoch, ...newIn(identity, before), ...openedData(books.db, start.settings) };
  const opened: Entry = { ...about, kind: 'opened', data };
  const restored: readonly Entry[] =
    why === null
      ? []
      : [{ ...about, kind: 'restored', data: { why, epoch, ...backupIn(folder, books, before, identity) } }];
  // The first record of all says whose books they are.
  books.keep([...clockEntries, ...(before ? [...restored, opened] : [opened, ...restored])]);
  forgetRestored(folder);
  leaveMarks(folder, books, start);
  return { restored: why, begun };
}

/** What is recorded of the backup that books came out of. A till whose key they name has its people's PINs too, and was not restored for want of them. */
function backupIn(
  folder: string,
  books: Books,
  before: TillState | null,
  identity: Identity | undefined,
): { readonly backup?: Head } {
  const backup = notedRestore(folder, books.head());
  return backup && identity && before?.publicKey !== identity.publicKey ? { backup } : {};
}

/** Leaves what the next start knows these files by. Throws what the disk says of the mark. */
export function leaveMarks(folder: string, books: Books, { clock, identity, anchor }: BooksStart): void {
  const head = books.head();
  writeMark(folder, { epoch: books.tillState().epoch, head, prove: identity }, clock.now());
  if (identity) anchor?.write(identity, head, clock.now());
}

/** What the books do not know yet of whose they are. */
function newIn(identity: Identity | undefined, before: TillState | null): Pick<Identity, 'till' | 'publicKey'> | null {
  if (!identity || (before?.till === identity.till && before.publicKey === identity.publicKey)) return null;
  const { till, publicKey } = identity;
  return { till, publicKey };
}

/** Why empty books want a person; null if they do not. */
function beginsWhy(folder: string, books: Books, begun: Begun | null): string | null {
  if (books.head().n === 0 && hasMark(folder)) return 'journal and database are gone, and the mark beside them is not';
  if (!begun) return null;
  const { lost } = begun;
  return lost ? `the books in this folder are gone: they ended at ${shortHead(lost)}` : 'the books are new';
}

function restoredWhy(
  folder: string,
  books: Books,
  { toDatabase }: CaughtUp,
  { epoch, publicKey }: TillState,
  { identity }: BooksStart,
  known: Anchored | null,
): string | null {
  // The files came from another till, or this one lost its secrets: nobody can tell, so a person must.
  if (identity && publicKey !== null && publicKey !== identity.publicKey)
    return 'this till has another key than they name';
  if (identity?.leftMac && publicKey === null) return 'this till has a key, and they name none';
  if (toDatabase > appendMax) return 'the database is older than the journal';
  const head = books.head();
  const hashOf = (n: number): string | null => hashOfRecord(books.db, n);
  return (
    whyRestored(folder, { epoch, head, hashOf }, identity) ??
    (identity ? whyNotAnchored(known, { head, publicKey, hashOf }, identity) : null)
  );
}
