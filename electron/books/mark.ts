import { lstatSync, readFileSync, renameSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import type { Identity } from './identity.ts';
import { syncFolder } from './journal/file.ts';
import type { Head } from './journal/line.ts';

// What the till knew when it last opened or closed, in a small file of its own. It shows files that were put back from a
// backup: they are older than the mark, or the mark itself is a copy. Losing it costs nothing but a person's comparison.

const shape = z.strictObject({
  epoch: z.string(),
  n: z.int().min(0),
  hash: z.string(),
  /** ms; the file's own time is set to it, so that a copy shows. */
  at: z.int(),
  /** The file's own number on its disk, which a copy does not share. */
  file: z.string(),
  /** The till's own MAC over all that; absent where an older till left the mark. */
  mac: z.string().optional(),
});

type Mark = z.output<typeof shape>;

/** What the MAC is made of. */
function textOf({ epoch, n, hash, at, file }: Omit<Mark, 'mac'>): string {
  return `loket mark v1\n${epoch}\n${n}\n${hash}\n${at}\n${file}`;
}

/** Copies that keep times keep them to the second, or to two. */
const timeSlackMs = 3_000;

/** Why the files look restored, as the end of a sentence; null if they are what this till left. `prove` is absent where nothing is proved. */
export function whyRestored(
  folder: string,
  state: { readonly epoch: string; readonly head: Head; readonly hashOf: (n: number) => string | null },
  prove?: Pick<Identity, 'mac' | 'leftMac'>,
): string | null {
  const name = markFile(folder);
  let mark: Mark;
  let stat;
  try {
    mark = shape.parse(JSON.parse(readFileSync(name, 'utf8')));
    stat = lstatSync(name, { bigint: true });
  } catch {
    return 'the mark beside them is missing';
  }
  if (prove?.leftMac && mark.mac !== prove.mac(textOf(mark))) return 'the mark beside them was not left by this till';
  if (mark.file !== String(stat.ino)) return 'they are copies';
  if (Math.abs(Number(stat.mtimeMs) - mark.at) > timeSlackMs) return 'they were written back';
  if (mark.epoch !== state.epoch || mark.n > state.head.n) return 'they are older than what was known';
  if (mark.n > 0 && state.hashOf(mark.n) !== mark.hash) return 'they are not what was known';
  return null;
}

/** Whether a till that had records left a mark here. */
export function hasMark(folder: string): boolean {
  try {
    return shape.parse(JSON.parse(readFileSync(markFile(folder), 'utf8'))).n > 0;
  } catch {
    return false;
  }
}

/** Writes the mark; at `at`, in ms. Throws what the disk says. */
export function writeMark(
  folder: string,
  state: { readonly epoch: string; readonly head: Head; readonly prove?: Pick<Identity, 'mac'> | undefined },
  at: number,
): void {
  const name = markFile(folder);
  const fresh = `${name}.new`;
  writeFileSync(fresh, '', { mode: 0o600 });
  const file = String(lstatSync(fresh, { bigint: true }).ino);
  const { n, hash } = state.head;
  const said = { epoch: state.epoch, n, hash, at, file };
  const mark: Mark = { ...said, ...(state.prove && { mac: state.prove.mac(textOf(said)) }) };
  writeFileSync(fresh, JSON.stringify(mark), { mode: 0o600, flush: true });
  utimesSync(fresh, at / 1000, at / 1000);
  renameSync(fresh, name);
  syncFolder(folder);
}

function markFile(folder: string): string {
  return path.join(folder, 'loket.mark');
}
