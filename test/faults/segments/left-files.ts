import { readdirSync } from 'node:fs';
import path from 'node:path';

/** The smallest segment that a config may say. */
export const segmentBytes = 65_536;

const usual = /^(loket\.((db|spool)(-wal|-shm)?|mark|secrets|settings|ballast|lock|log(\.1)?)|journal|export|backup)$/;

/** Files that no till leaves behind: half-made ones, and one of two that say the same. */
export function strayFiles(data: string): readonly string[] {
  const names = readdirSync(path.join(data, 'journal')).sort();
  const wanted = names.map(
    (_name, at) => `${String(at + 1).padStart(6, '0')}.jsonl${at + 1 < names.length ? '.zst' : ''}`,
  );
  return [
    ...readdirSync(data).filter((name) => !usual.test(name)),
    ...names.filter((name) => !wanted.includes(name)).map((name) => `journal/${name}`),
  ];
}
