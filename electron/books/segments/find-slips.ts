import { lastRow, listRows, type JournalRow } from '../../db/journal-table.ts';
import type { Db } from '../../db/open.ts';
import { findSegmentOf, packedHead } from '../../db/segments.ts';
import { emptyHead, shortHead } from '../journal/line.ts';
import { recordsOf } from './lines.ts';
import { damagedPart, hashOfRecord, unpackStripped } from './unpack-part.ts';

/** A slip that went to a printer. */
export interface PrintedSlip {
  readonly transactionId: string;
  /** 0 the original, n the n-th copy, null a slip that is no receipt. */
  readonly copy: number | null;
  /** ms. */
  readonly at: number;
}

/** What the books know of the word of a slip. */
export interface SlipsFound {
  /**
   * `here`: the record is here, and slips carried the word. `record`: the record is here, and no slip carried the word. `other`: the
   * record of that number is another one. `beyond`: the books end before it.
   */
  readonly found: 'here' | 'record' | 'other' | 'beyond';
  readonly slips: readonly PrintedSlip[];
  /** The whole hash of the record of that number, in hex; null if there is none. */
  readonly hash: string | null;
}

/** A slip is recorded right behind the record that it names. Only a disk that refused writes for a while can put others between. */
const lookAhead = 64;

/**
 * Looks for the slips that carry a word (`1024-9F3A21C4`: the `n`-th record, and how its hash begins). Throws a Misfit if the database has
 * lost what it packed.
 */
export function findSlips(db: Db, { n, word }: { readonly n: number; readonly word: string }): SlipsFound {
  const last = Math.max(lastRow(db)?.n ?? 0, (packedHead(db) ?? emptyHead).n);
  if (n > last) return { found: 'beyond', slips: [], hash: null };
  const hash = hashOfRecord(db, n);
  if (hash === null || shortHead({ n, hash }) !== word) return { found: 'other', slips: [], hash };
  const slips = recordsBehind(db, n).flatMap(({ kind, transactionId, data, at }) => {
    if (kind !== 'printing' || transactionId === null) return [];
    const { head, copy } = JSON.parse(data) as { readonly head: string | null; readonly copy: number | null };
    return head === word ? [{ transactionId, copy, at }] : [];
  });
  return { found: slips.length > 0 ? 'here' : 'record', slips, hash };
}

/** The records that follow the `n`-th, as many as can hold its slip. */
function recordsBehind(db: Db, n: number): readonly Omit<JournalRow, 'hash'>[] {
  const to = n + lookAhead;
  const found: Omit<JournalRow, 'hash'>[] = [];
  for (let from = n + 1; from <= to;) {
    const segment = findSegmentOf(db, from);
    if (segment === null) return [...found, ...listRows(db, from, to - from + 1)];
    const packed = [...recordsOf(unpackStripped(db, segment))].filter((record) => record.n >= from && record.n <= to);
    const last = packed.at(-1);
    if (!last) throw damagedPart(db, segment);
    found.push(...packed);
    from = last.n + 1;
  }
  return found;
}
