import { linesOf, newline, type Prepared } from '../journal/file.ts';
import { readLine, type Head } from '../journal/line.ts';
import { withoutHash } from './lines.ts';
import { pack } from './packing.ts';
import { readSealed } from './tail.ts';

/** How a segment's first line says what it follows. */
const start = /^\{"n":(\d+),"prev":"([\da-f]{64})",/;

/** Reads a sealed segment for a database that is made again. Null if something is wrong with it. Throws what the disk says, or a Misfit. */
export function prepareSegment(folder: string, number: number): Prepared | null {
  const plain = readSealed(folder, number);
  const [, n, hash] = start.exec(plain.toString('latin1', 0, 100)) ?? [];
  if (n === undefined || hash === undefined) return null;
  const from = { n: Number(n) - 1, hash };
  let head: Head = from;
  const texts: string[] = [];
  const hashes: string[] = [];
  for (const bytes of linesOf({ chunks: () => [plain] })) {
    const read = bytes.at(-1) === newline ? readLine(head, bytes.toString('utf8', 0, bytes.length - 1)) : null;
    if (!read) return null;
    texts.push(withoutHash(read.line));
    hashes.push(read.line.hash);
    head = { n: read.line.n, hash: read.line.hash };
  }
  const stripped = Buffer.from(texts.join(''));
  return {
    from,
    head,
    bytes: plain.length,
    stripped,
    hashes: Buffer.from(hashes.join(''), 'hex'),
    part: pack(stripped),
  };
}
