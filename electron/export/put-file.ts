import { constants, createWriteStream } from 'node:fs';
import { link, lstat, open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';

/** A file that is to be there whole or not at all. */
export interface NewFile {
  /** Absolute. */
  readonly file: string;
  /** A name that nothing has, in the same folder. */
  readonly partial: string;
  /** How every file of this kind begins: only a file that does is ever replaced. */
  readonly start: string;
  readonly chunks: AsyncIterable<string> | Iterable<string>;
}

/**
 * Writes the file beside its place, and gives it its name once it is whole and synced. Never writes through a link, into a
 * device or a pipe, or over what does not begin as this file does: then it answers false and all is as it was. Throws the
 * system's errors; what was written is removed.
 */
export async function putFile({ file, partial, start, chunks }: NewFile): Promise<boolean> {
  if ((await whatStands(file, start)) === 'foreign') return false;
  // `wx` makes a file or fails; it follows no link either. So what is removed in the end is what was made here.
  const handle = await open(partial, 'wx', 0o600);
  try {
    await pipeline(chunks, createWriteStream(partial, { fd: handle, flush: true }));
    const isPut = await giveName(partial, file, start);
    if (isPut) await syncFolder(path.dirname(file));
    return isPut;
  } finally {
    await rm(partial, { force: true }).catch(() => undefined);
  }
}

/** Looks once more, for the writing took its time. */
async function giveName(partial: string, file: string, start: string): Promise<boolean> {
  const stands = await whatStands(file, start);
  if (stands === 'foreign') return false;
  if (stands === 'nothing') {
    try {
      // Unlike a renaming, a link replaces nothing.
      await link(partial, file);
      return true;
    } catch (error) {
      if (codeOf(error) === 'EEXIST') return false;
      // Most sticks' file systems have no links. What else may be wrong shows in the renaming.
      if ((await whatStands(file, start)) !== 'nothing') return false;
    }
  }
  await rename(partial, file);
  return true;
}

async function whatStands(file: string, start: string): Promise<'nothing' | 'ours' | 'foreign'> {
  try {
    if (!(await lstat(file)).isFile()) return 'foreign';
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return 'nothing';
    throw error;
  }
  // Should it have been exchanged since: a link is not followed, and a pipe is not waited for. (On Windows both are undefined.)
  const handle = await open(file, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  try {
    if (!(await handle.stat()).isFile()) return 'foreign';
    const expected = Buffer.from(start);
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(expected.length), 0, expected.length, 0);
    return expected.equals(buffer.subarray(0, bytesRead)) ? 'ours' : 'foreign';
  } finally {
    await handle.close();
  }
}

/** Makes the name last too: a stick is often pulled as soon as the screen says it is done. Not every system can. */
async function syncFolder(folder: string): Promise<void> {
  try {
    const handle = await open(folder, 'r');
    await handle.sync().finally(() => handle.close());
  } catch {
    // The file is there all the same.
  }
}

function codeOf(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException).code;
}
