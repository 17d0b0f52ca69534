import { isUtf8 } from 'node:buffer';
import type { Prepared } from '../journal/file.ts';
import { withoutHashes } from './lines.ts';
import { pack } from './packing.ts';
import { readSealed } from './tail.ts';

/** How a segment's first line says what it follows. */
const start = /^\{"n":(\d+),"prev":"([\da-f]{64})",/;

/** Reads a sealed segment for a database that is made again. Null if something is wrong with it. Throws what the disk says, or a Misfit. */
export function prepareSegment(folder: string, number: number): Prepared | null {
  const plain = readSealed(folder, number);
  const [, n, hash] = start.exec(plain.toString('latin1', 0, 100)) ?? [];
  if (n === undefined || hash === undefined || !isUtf8(plain)) return null;
  const from = { n: Number(n) - 1, hash };
  const hashes: string[] = [];
  const found = withoutHashes(plain, from, (own) => void hashes.push(own));
  if (typeof found === 'number') return null;
  const { head, bytes: stripped } = found;
  return {
    from,
    head,
    bytes: plain.length,
    stripped,
    hashes: Buffer.from(hashes.join(''), 'hex'),
    part: pack(stripped),
  };
}
