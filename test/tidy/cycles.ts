import path from 'node:path';
import type { ImportLine } from './imports.ts';

/** A way along imports from a folder back to itself, the folder at both ends; null if there is none. */
export function folderCycle(lines: readonly ImportLine[]): readonly string[] | null {
  const next = new Map<string, Set<string>>();
  for (const { from, to } of lines) {
    const [folder, other] = [path.posix.dirname(from), path.posix.dirname(to)];
    if (folder !== other) next.set(folder, (next.get(folder) ?? new Set()).add(other));
  }
  const seen = new Set<string>();

  function walk(folder: string, way: readonly string[]): readonly string[] | null {
    if (way.includes(folder)) return [...way.slice(way.indexOf(folder)), folder];
    if (seen.has(folder)) return null;
    for (const other of next.get(folder) ?? []) {
      const cycle = walk(other, [...way, folder]);
      if (cycle) return cycle;
    }
    seen.add(folder);
    return null;
  }

  for (const folder of next.keys()) {
    const cycle = walk(folder, []);
    if (cycle) return cycle;
  }
  return null;
}
