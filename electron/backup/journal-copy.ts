import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Head } from '../books/journal/line.ts';
import { findSegments, plainFile, sealedFile } from '../books/segments/names.ts';
import { readSealed } from '../books/segments/tail.ts';
import { lastSealed, packedHead } from '../db/segments.ts';
import type { Db } from '../db/open.ts';
import type { Entry } from './tar.ts';

/**
 * The journal's files up to the record `head`, as the database knows them: sealed segments as they lie there, for nobody changes them,
 * and of the others whole records, copied into `stage`. Throws what the disk says, and a Misfit.
 */
export function copyJournal(db: Db, journal: string, head: Head, stage: string): readonly Entry[] {
  const [packed, sealed] = [packedHead(db)?.segment ?? 0, lastSealed(db)?.number ?? 0];
  const entries: Entry[] = [];
  const add = (from: string, name = path.basename(from)): void =>
    void entries.push({ name: `books/journal/${name}`, bytes: statSync(from).size, from });
  const { last } = findSegments(journal);
  for (let number = 1; number <= last; number++) {
    if (number <= sealed) add(sealedFile(journal, number));
    // Until it is packed, the till reads the plain one; the one beside us may have taken it away by now.
    if (number <= packed || (number <= sealed && !existsSync(plainFile(journal, number)))) continue;
    const bytes = upTo(head, readPlain(journal, number));
    if (bytes.length === 0) continue;
    const copy = path.join(stage, path.basename(plainFile(journal, number)));
    writeFileSync(copy, bytes, { mode: 0o600 });
    add(copy);
  }
  return entries;
}

/** A segment that is written to, or was until just now. */
function readPlain(journal: string, number: number): Buffer {
  try {
    return readFileSync(plainFile(journal, number));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    return readSealed(journal, number);
  }
}

/** The lines of the records up to `head`: whole ones only, for the till may be in the middle of the next. */
function upTo({ n }: Head, bytes: Buffer): Buffer {
  const [, first = '1'] = /^\{"n":(\d+),/.exec(bytes.toString('latin1', 0, 40)) ?? [];
  let end = 0;
  for (let record = Number(first); record <= n; record++) {
    const newline = bytes.indexOf(10, end);
    if (newline < 0) break;
    end = newline + 1;
  }
  return bytes.subarray(0, end);
}
