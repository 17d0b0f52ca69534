import { cpSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { writeMark } from '../../electron/books/mark.ts';
import type { Counter } from './counter.ts';
import { tempFolder } from './temp-folder.ts';

/** The till's files as they are on the disk at this moment, as if it died now, in a folder that a till takes for its own. */
export function asItDied({ folder, books, clock, identity }: Counter): string {
  const left = tempFolder();
  for (const name of readdirSync(folder)) cpSync(path.join(folder, name), path.join(left, name), { recursive: true });
  writeMark(left, { epoch: books.tillState().epoch, head: books.head(), prove: identity }, clock.ms);
  return left;
}
