import { createHmac } from 'node:crypto';
import { cpSync, existsSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/**
 * A data folder that a test has put there is a copy, and the till would say so. Where the test means the same files, the mark
 * beside them is made to name its own file again, under the till's own key, which lies open in the folder of a headless till.
 */
export function keepMark(folder: string): void {
  for (const name of ['loket.mark', 'loket.mark.new']) {
    const file = path.join(folder, name);
    const mark = existsSync(file) ? read(file) : null;
    if (!mark) continue;
    writeFileSync(
      file,
      JSON.stringify(proved({ ...mark, file: String(statSync(file, { bigint: true }).ino) }, folder)),
    );
    utimesSync(file, mark.at / 1000, mark.at / 1000);
  }
}

/** A copy of the data folder stands in its place, as if it had never been away. */
export function putBack(copy: string, data: string): void {
  rmSync(data, { recursive: true });
  cpSync(copy, data, { recursive: true, preserveTimestamps: true });
  keepMark(data);
}

interface Mark {
  readonly epoch: string;
  readonly n: number;
  readonly hash: string;
  readonly at: number;
  readonly file: string;
  readonly mac?: string;
}

/** The mark with the MAC that belongs to it; as it is where the till has no key. */
function proved(mark: Mark, folder: string): Mark {
  const key = macKeyIn(folder);
  if (key === null) return mark;
  const { epoch, n, hash, at, file } = mark;
  const text = ['loket mark v1', epoch, n, hash, at, file].join('\n');
  return { ...mark, mac: createHmac('sha256', key).update(text).digest('base64url') };
}

function macKeyIn(folder: string): Buffer | null {
  const file = path.join(folder, 'loket.secrets');
  const { secrets } = existsSync(file)
    ? (JSON.parse(readFileSync(file, 'utf8')) as { secrets: Record<string, string> })
    : { secrets: {} };
  const key = (secrets as Record<string, string | undefined>)['books.mac'];
  return key === undefined ? null : Buffer.from(key, 'base64url');
}

/** Null where it was never finished. */
function read(file: string): Mark | null {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Mark;
  } catch {
    return null;
  }
}
