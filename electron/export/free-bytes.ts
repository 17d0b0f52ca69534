import { statfs } from 'node:fs/promises';

/** How long a disk may take to say how much of it is free, in ms. */
const patienceMs = 500;

/** What is free for us on the disk of a folder, in bytes; null if it doesn't say. */
export async function freeBytes(folder: string): Promise<number | null> {
  try {
    const { bavail, bsize } = await statfs(folder);
    return bavail * bsize;
  } catch {
    return null;
  }
}

/**
 * As `freeBytes`, for disks that may be dead and never answer. A question that hangs keeps one of the few threads for files, so
 * there is one at a time and never a second to the same folder.
 */
export function createPatientFreeBytes(ask = freeBytes): (folder: string) => Promise<number | null> {
  const asked = new Map<string, Promise<number | null>>();
  let last: Promise<unknown> = Promise.resolve();
  return (folder) => {
    let answer = asked.get(folder);
    if (!answer) {
      answer = last.then(() => ask(folder)).finally(() => asked.delete(folder));
      asked.set(folder, answer);
      last = answer;
    }
    return Promise.race([answer, nothingAfter(patienceMs)]);
  };
}

function nothingAfter(ms: number): Promise<null> {
  return new Promise((resolve) => setTimeout(() => resolve(null), ms).unref());
}
