import { readdirSync } from 'node:fs';
import path from 'node:path';

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

/** What stands in the folder; other files in it are none of ours. Thousands of names are read here at every start. */
export function findSegments(folder: string): FoundSegments {
  const plain = new Set<number>();
  const sealed = new Set<number>();
  let last = 0;
  for (const name of readdirSync(folder)) {
    const isSealed = name.endsWith('.jsonl.zst');
    if (!isSealed && !name.endsWith('.jsonl')) continue;
    const digits = name.slice(0, isSealed ? -'.jsonl.zst'.length : -'.jsonl'.length);
    if (!/^\d{6,9}$/.test(digits)) continue;
    const number = Number(digits);
    (isSealed ? sealed : plain).add(number);
    if (number > last) last = number;
  }
  return { plain, sealed, last };
}
