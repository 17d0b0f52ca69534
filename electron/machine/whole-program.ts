import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';

/** Written by the build beside the program: its other files, and how many bytes each has. */
export const programFiles = 'program-files.json';

/**
 * What is missing of the program that `entry` belongs to, as one sentence; null if it is whole. A part that is loaded late, like a
 * thread's, would else be missed in the middle of business. What runs from its sources was not copied and has no list.
 */
export function missingPart(entry: string): string | null {
  if (entry.endsWith('.ts')) return null;
  const folder = path.dirname(entry);
  const wrong = firstWrong(folder);
  return wrong === null ? null : `The program is not complete (${path.join(folder, wrong)}): install it again.`;
}

function firstWrong(folder: string): string | null {
  try {
    const sizes = Object.entries(JSON.parse(readFileSync(path.join(folder, programFiles), 'utf8')) as object);
    const isWhole = ([name, bytes]: [string, unknown]): boolean =>
      statSync(path.join(folder, name), { throwIfNoEntry: false })?.size === bytes;
    return sizes.find((one) => !isWhole(one))?.[0] ?? null;
  } catch {
    return programFiles;
  }
}
