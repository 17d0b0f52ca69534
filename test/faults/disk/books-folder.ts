import { cpSync, existsSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/**
 * A data folder that a test has put there is a copy, and the till would say so. Where the test means the same files, the mark
 * beside them is made to name its own file again.
 */
export function keepMark(folder: string): void {
  for (const name of ['loket.mark', 'loket.mark.new']) {
    const file = path.join(folder, name);
    const mark = existsSync(file) ? read(file) : null;
    if (!mark) continue;
    writeFileSync(file, JSON.stringify({ ...mark, file: String(statSync(file, { bigint: true }).ino) }));
    utimesSync(file, mark.at / 1000, mark.at / 1000);
  }
}

/** A copy of the data folder stands in its place, as if it had never been away. */
export function putBack(copy: string, data: string): void {
  rmSync(data, { recursive: true });
  cpSync(copy, data, { recursive: true, preserveTimestamps: true });
  keepMark(data);
}

/** Null where it was never finished. */
function read(file: string): { readonly at: number } | null {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as { readonly at: number };
  } catch {
    return null;
  }
}
