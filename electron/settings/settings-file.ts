import { hash, randomBytes } from 'node:crypto';
import { readFileSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { writeDurably } from '../secrets/write-durably.ts';
import { textOf } from './paths.ts';

// The file in which the till keeps what was set at the screen, beside the config file. It is read before any books are opened, for it
// says which ones are. Secrets are not in it, but in the till's store, under the names that it tells.

/** One setting: its value, null for none, or the name of its secret. */
export type Given = {
  readonly path: string;
  /** What the config file said of it then, as `saidText` tells it. */
  readonly said: string;
} & ({ readonly value: unknown } | { readonly secret: string });

/** What became of a key; a secret is the word `set`. Null if there is no value. */
export interface Change {
  readonly path: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** As a journal's record says it; `at` in ms. */
export interface Changed {
  readonly at: number;
  readonly by: string;
  readonly revision: number;
  readonly changes: readonly Change[];
}

export interface StoredSettings {
  /** Counts the saves. */
  readonly revision: number;
  readonly salt: string;
  readonly given: readonly Given[];
  /** In this file, and perhaps not in the journal yet. */
  readonly unrecorded: Changed | null;
}

const filed = { path: z.string(), said: z.string() };
const change = z.strictObject({ path: z.string(), before: z.unknown(), after: z.unknown() });
const shape = z.strictObject({
  version: z.literal(1),
  /** SHA-256 of the settings as JSON. */
  check: z.string(),
  settings: z.strictObject({
    revision: z.int().min(0),
    salt: z.string(),
    given: z.array(
      z.union([z.strictObject({ ...filed, value: z.unknown() }), z.strictObject({ ...filed, secret: z.string() })]),
    ),
    unrecorded: z.strictObject({ at: z.int(), by: z.string(), revision: z.int(), changes: z.array(change) }).nullable(),
  }),
});

export function settingsFile(dataDir: string): string {
  return path.join(dataDir, 'loket.settings');
}

export type ReadSettings =
  { readonly ok: true; readonly settings: StoredSettings } | { readonly ok: false; readonly problem: string };

/** Nothing is set where there is no file. The problem is one sentence that names it. */
export function readSettings(file: string): ReadSettings {
  const refuse = (why: string): ReadSettings => ({
    ok: false,
    problem: `The till's settings in ${file} ${why}. Put a copy back, or move the file away: the config file alone then counts.`,
  });
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    const { code = 'failed' } = error as NodeJS.ErrnoException;
    if (code !== 'ENOENT') return refuse(`can't be read (${code})`);
    const salt = randomBytes(16).toString('base64url');
    return { ok: true, settings: { revision: 0, salt, given: [], unrecorded: null } };
  }
  const parsed = shape.safeParse(fromJson(text));
  if (!parsed.success || checkOf(parsed.data.settings) !== parsed.data.check) return refuse('are damaged');
  const { settings } = parsed.data;
  return { ok: true, settings: { ...settings, given: settings.given.map(renamed) } };
}

/** A key that had another name when it was set. */
function renamed(one: Given): Given {
  return one.path === 'shop.overShort' ? { ...one, path: 'shift.overShort' } : one;
}

/** Writes all of it, on the disk once it returns. Throws what the disk says. */
export function writeSettings(file: string, settings: StoredSettings): void {
  writeDurably(file, JSON.stringify({ version: 1, check: checkOf(settings), settings }));
}

/**
 * Writes `next` in the place of `stored`, then does the rest of the save. If either fails the file is as it was, also on a disk
 * that takes nothing more: a name can be changed there still. Throws what failed.
 */
export function replaceSettings(file: string, stored: StoredSettings, next: StoredSettings, rest: () => void): void {
  const before = `${file}.before`;
  writeSettings(before, stored);
  try {
    // What fails may have its name already.
    writeSettings(file, next);
    rest();
  } catch (error) {
    tryTo(() => renameSync(before, file));
    throw error;
  }
  tryTo(() => rmSync(before));
}

/** What the disk refuses here is put right later, as is said where it is called. */
export function tryTo(action: () => void): void {
  try {
    action();
  } catch {
    // As above.
  }
}

/** What the config file says of a key, in a form that tells whether it still says so and not what: it may be a key of the shop. */
export function saidText({ salt }: Pick<StoredSettings, 'salt'>, value: unknown): string {
  return hash('sha256', `${salt} ${textOf(value)}`, 'base64url');
}

function checkOf(settings: object): string {
  return hash('sha256', textOf(settings), 'hex');
}

function fromJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
