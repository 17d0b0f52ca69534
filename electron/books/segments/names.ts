import { readdirSync, statSync, type Dirent } from 'node:fs';
import path from 'node:path';
import { Misfit, mustBe } from '../journal/problem.ts';

// The files of the journal's folder: `000001.jsonl` while it is plain, `000001.jsonl.zst` once it is sealed.

export interface FoundSegments {
  readonly plain: ReadonlySet<number>;
  readonly sealed: ReadonlySet<number>;
  /** The highest number; 0 if there is none. */
  readonly last: number;
}

export function plainFile(folder: string, number: number): string {
  // Not `path.join`, which costs more than to look at the file: a start names thousands.
  return `${folder}${path.sep}${String(number).padStart(6, '0')}.jsonl`;
}

export function sealedFile(folder: string, number: number): string {
  return `${plainFile(folder, number)}.zst`;
}

/**
 * What stands in the folder; other files in it are none of ours. Thousands of names are read here at every start. Throws a Misfit for a name
 * of ours that is no file: to open a pipe is to wait for ever.
 */
export function findSegments(folder: string): FoundSegments {
  const plain = new Set<number>();
  const sealed = new Set<number>();
  let last = 0;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const { name } = entry;
    const isSealed = name.endsWith('.jsonl.zst');
    if (!isSealed && !name.endsWith('.jsonl')) continue;
    const digits = name.slice(0, isSealed ? -'.jsonl.zst'.length : -'.jsonl'.length);
    if (!/^\d{6,9}$/.test(digits)) continue;
    if (!isFile(folder, entry)) throw new Misfit(mustBe('file', path.join(folder, name)));
    const number = Number(digits);
    (isSealed ? sealed : plain).add(number);
    if (number > last) last = number;
  }
  return { plain, sealed, last };
}

/** A link is what it leads to. */
function isFile(folder: string, entry: Dirent): boolean {
  if (entry.isFile()) return true;
  try {
    return entry.isSymbolicLink() && statSync(path.join(folder, entry.name)).isFile();
  } catch {
    return false;
  }
}
