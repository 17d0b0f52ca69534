import { z } from 'zod';
import type { ErrorCode } from './errors.ts';

// Copies of the books, each one file.

export const backupInputs = {
  /** `folder`, absolute and there, only from a program; else it goes to the till's own folder for backups. */
  'backup:run': z.strictObject({ folder: z.string().min(1).max(4096).optional() }),
  'backup:list': z.strictObject({}),
  /** From the page only one that `backup:list` names. */
  'backup:check': z.strictObject({ file: z.string().min(1).max(4096) }),
};

/** One backup that is there. */
export interface BackupInfo {
  /** Absolute. */
  readonly file: string;
  /** When it was made, as ISO 8601. */
  readonly at: string;
  readonly bytes: number;
  /** Records of the journal in it, and payments of whatever outcome. */
  readonly records: number;
  readonly payments: number;
}

/** How the last backup is; the till's status has null where none are made. */
export interface BackupStatus {
  /**
   * `old`: the last good one was made days ago. `none`: there is none yet. `failed`: the last attempt failed, whatever there was before
   * it. One that is under way changes nothing of that.
   */
  readonly state: 'ok' | 'old' | 'none' | 'failed';
  /** When the last good one was made, as ISO 8601; null if there is none. */
  readonly at: string | null;
  /** Only of `failed`. */
  readonly cause: ErrorCode | null;
  readonly running: boolean;
}

export interface BackupOutputs {
  'backup:run': { readonly file: string };
  /** Those in the till's own folder, the newest first. */
  'backup:list': { readonly items: readonly BackupInfo[] };
  /** `problems`: a sentence each; without any it could be restored. */
  'backup:check': { readonly ok: boolean; readonly problems: readonly string[] };
}
