import { readdirSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import type { BackupInfo } from '../../shared/backup-api.ts';
import { backupEnd } from './make.ts';
import { readManifest } from './manifest.ts';

/** Backups that are kept in one folder. */
export const keptMost = 7;

/** The backups in a folder, the newest first: by their records, for the clock may have been wrong. What can't be read, or is none, is left out. */
export function listBackups(folder: string): readonly BackupInfo[] {
  return namesIn(folder)
    .flatMap((name) => infoOf(path.join(folder, name)))
    .toSorted((one, other) => other.records - one.records || Date.parse(other.at) - Date.parse(one.at));
}

/** Removes the oldest of them above `keptMost`, never `latest`: the clock may have been put back since the others. */
export function removeOldest(folder: string, latest: string): void {
  const others = listBackups(folder).filter(({ file }) => file !== latest);
  for (const { file } of others.slice(keptMost - 1)) rmSync(file, { force: true });
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder).filter((name) => name.endsWith(backupEnd));
  } catch {
    return [];
  }
}

function infoOf(file: string): readonly BackupInfo[] {
  try {
    const stat = statSync(file);
    const manifest = stat.isFile() ? readManifest(file) : null;
    if (!manifest) return [];
    const { at, head, payments } = manifest;
    return [{ file, at, bytes: stat.size, records: head.n, payments }];
  } catch {
    return [];
  }
}
