import type { DatabaseSync } from 'node:sqlite';
import { attempt, hasTable } from './database.ts';
import { unpack } from './pieces.ts';
import { clean, type Report } from './report.ts';

// What the database has of the sealed segments: the lines of each, packed, without their `"prev":"…",`, which the chain gives.

export interface Parts {
  /** What there is of a segment; null if nothing. */
  open(segment: number): Part | null;
  /** Tells of what there is of segments that were not opened. */
  end(): void;
}

export interface Part {
  /** Whether it holds this line, which is the record of that number. */
  next(n: number, line: Buffer): boolean;
  end(): void;
}

const prevBytes = `"prev":"${'0'.repeat(64)}",`.length;
const newline = 10;
const comma = 44;

export function openParts(db: DatabaseSync, report: Report): Parts {
  const isThere = attempt('journal_parts', report, () => hasTable(db, 'journal_parts')) ?? false;
  const opened = new Set<number>();
  return {
    open(segment) {
      opened.add(segment);
      if (!isThere) return null;
      return attempt('journal_parts', report, () => {
        const row = db.prepare('SELECT first_n, last_n, data FROM journal_parts WHERE segment = ?').get(segment);
        if (!row) return null;
        const tell = (n: number | null, what: string): void =>
          report('loket.db', n, `journal_parts: segment ${segment}: ${what}`);
        const bytes = row.data instanceof Uint8Array ? unpack(row.data) : null;
        if (!bytes) tell(null, 'can not be unpacked whole');
        return createPart({ bytes, first: row.first_n, last: row.last_n }, tell);
      });
    },
    end() {
      if (!isThere) return;
      attempt('journal_parts', report, () => {
        for (const { segment } of db.prepare('SELECT segment FROM journal_parts').iterate())
          if (!opened.has(Number(segment)))
            report('loket.db', null, `journal_parts: segment ${clean(segment)}: no file is it`);
      });
    },
  };
}

interface Kept {
  /** Null if they can't be told. */
  readonly bytes: Buffer | null;
  readonly first: unknown;
  readonly last: unknown;
}

function createPart({ bytes, first, last }: Kept, tell: (n: number | null, what: string) => void): Part {
  let at = 0;
  let met = 0;
  let lastMet = 0;
  // The first difference is told; behind it nothing stands where it should.
  let isOver = bytes === null;
  const differs = (n: number, what: string): void => {
    if (!isOver) tell(n, what);
    isOver = true;
  };
  return {
    next(n, line) {
      if (met++ === 0 && first !== n) differs(n, 'is said to begin with another record');
      lastMet = n;
      if (bytes && !isOver) {
        const cut = line.indexOf(comma) + 1;
        const rest = at + cut;
        const end = rest + line.length - cut - prevBytes;
        const isSame =
          end >= rest &&
          bytes[end] === newline &&
          line.compare(bytes, at, rest, 0, cut) === 0 &&
          line.compare(bytes, rest, end, cut + prevBytes) === 0;
        if (!isSame) differs(n, 'is not the file’s lines from here on');
        at = end + 1;
      }
      return true;
    },
    end() {
      if (last !== lastMet) differs(lastMet, 'is said to end with another record');
      if (bytes && at !== bytes.length) differs(lastMet, 'goes on where the file ends');
    },
  };
}
