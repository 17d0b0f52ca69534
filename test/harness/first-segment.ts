import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { zstdDecompressSync } from 'node:zlib';

/** The journal's file of a till that has not begun a second segment. */
export function firstSegment(folder: string): string {
  return path.join(folder, 'journal', '000001.jsonl');
}

const sealed = (folder: string): string => `${firstSegment(folder)}.zst`;

/** Whether there is a journal. Its first segment is sealed once it is full, or the day is over in which it was written. */
export function hasJournal(folder: string): boolean {
  return existsSync(firstSegment(folder)) || existsSync(sealed(folder));
}

/** What stands in the first segment, sealed or not: at midnight it is sealed under whoever reads it. */
export function firstLines(folder: string): string {
  if (existsSync(sealed(folder))) return zstdDecompressSync(readFileSync(sealed(folder))).toString('utf8');
  return readFileSync(firstSegment(folder), 'utf8');
}
