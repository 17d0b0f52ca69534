import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import type { Head } from './journal/line.ts';

// What a restore leaves beside the books, so that the first start can record that they came out of a backup. By its absence a till that lost
// its secrets, or books that were copied by hand, are told from that.

const shape = z.strictObject({ n: z.int().min(0), hash: z.string() });

const noteFile = (folder: string): string => path.join(folder, 'loket.restored');

/** Notes with which record the restored books end. Throws what the disk says. */
export function noteRestored(folder: string, { n, hash }: Head): void {
  writeFileSync(noteFile(folder), JSON.stringify({ n, hash }), { mode: 0o600, flush: true });
}

/** The end of books that came out of a backup, where these still are as they came; null otherwise. */
export function notedRestore(folder: string, head: Head): Head | null {
  try {
    const noted = shape.parse(JSON.parse(readFileSync(noteFile(folder), 'utf8')));
    return noted.n === head.n && noted.hash === head.hash ? noted : null;
  } catch {
    // Mostly it is not there.
    return null;
  }
}

/** Once it is recorded, or the books have gone on without. What stays of it fits no books any more. */
export function forgetRestored(folder: string): void {
  try {
    rmSync(noteFile(folder), { force: true });
  } catch {
    // It stays, and does no harm.
  }
}
