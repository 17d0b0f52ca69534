import { Refused } from '../../shared/errors.ts';
import type { Books } from '../books/books.ts';
import { hasRecord } from '../books/apply-record.ts';
import type { Entry } from '../books/journal/record.ts';
import { StorageError } from '../db/storage-error.ts';
import { describeError, type Log } from '../machine/log.ts';
import type { SecretStore } from '../secrets/store.ts';
import type { Clock } from '../time/clock.ts';
import { changesBetween, type SecretOf } from './in-force.ts';
import { secretPrefix } from './secret-keys.ts';
import {
  readSettings,
  replaceSettings,
  settingsFile,
  tryTo,
  writeSettings,
  type Change,
  type Changed,
  type StoredSettings,
} from './settings-file.ts';
import type { StartedSettings } from './start-settings.ts';

// What was set, on the disk: secrets in their store, all else in the file, each change in the journal.

export interface KeptSettings {
  stored(): StoredSettings;
  readonly secretOf: SecretOf;
  /** Another till on this data folder, in training or not, changed the file meanwhile. */
  isStale(): boolean;
  /** Whole or not at all: rejects with what the disk says, or why it may not be done any more, and then all is as it was. */
  keep(saved: Saved): Promise<void>;
}

interface Saved {
  readonly given: StoredSettings['given'];
  /** New secrets, by the name under which they are kept. */
  readonly added: Readonly<Record<string, string>>;
  readonly by: string;
  readonly changes: readonly Change[];
  /** Who approved of it, asked where it is written. Throws `Refused` if nobody may any more. */
  readonly approvals?: () => readonly Entry[];
}

export interface KeptParts {
  readonly started: StartedSettings;
  readonly books: Books;
  readonly clock: Clock;
  readonly log: Log;
  /** Where secrets are kept; rejects with what that says. */
  readonly store: () => Promise<SecretStore>;
}

/** Puts first into the books what is not there yet: a save that was cut off, and what the config file overruled. */
export function createKeptSettings({ started, books, clock, log, store }: KeptParts): KeptSettings {
  const path = settingsFile(started.dataDir);
  let { stored } = started;
  let secrets: SecretStore | null = null;

  function record({ at, ...data }: Changed): void {
    const entry: Entry = { at, kind: 'settings', transactionId: null, data };
    if (!hasRecord(books.db, entry)) books.keep([entry]);
  }

  /** What a save that was cut off left to be recorded. */
  function settle(): void {
    if (!stored.unrecorded) return;
    record(stored.unrecorded);
    stored = { ...stored, unrecorded: null };
  }

  /** What dies in the middle is finished by the next start. */
  function write({ given, by, changes, approvals }: Omit<Saved, 'added'>): void {
    const next = { ...stored, revision: stored.revision + 1, given };
    const changed = { at: clock.now(), by, revision: next.revision, changes };
    // Before the file, which the next start takes as it finds it.
    const approved = approvals?.() ?? [];
    if (approved.length > 0) books.keep(approved);
    replaceSettings(path, stored, { ...next, unrecorded: changed }, () => record(changed));
    stored = next;
    // If the disk refuses it, the next start finds the record in the journal.
    tryTo(() => writeSettings(path, next));
  }

  function begin(): void {
    const had = stored.unrecorded;
    settle();
    if (started.overruled.length > 0) {
      write({ given: stored.given, by: 'config', changes: changesBetween(started.before, started.config) });
      log.write('settings-overruled', { paths: started.overruled });
    } else if (had) writeSettings(path, stored);
  }

  try {
    begin();
  } catch (error) {
    // What is in force is right all the same, and the next start or save tries again.
    log.write('settings-unrecorded', describeError(error));
  }
  return {
    stored: () => stored,
    secretOf: (name) => secrets?.get(name) ?? started.secretOf(name),
    isStale() {
      const there = readSettings(path);
      return !there.ok || there.settings.revision !== stored.revision;
    },
    async keep(saved) {
      try {
        settle();
        secrets ??= await store();
        if (Object.keys(saved.added).length > 0) await secrets.set(saved.added);
        write(saved);
      } catch (error) {
        // What it would have been entered for is not done.
        if (error instanceof Refused && secrets) await forget(secrets, stored);
        throw StorageError.from(error);
      }
      await forget(secrets, stored);
    },
  };
}

/** Drops the secrets that no setting names any more; what the disk refuses now goes with the next save. */
async function forget(secrets: SecretStore, { given }: StoredSettings): Promise<void> {
  const named = new Set(given.flatMap((one) => ('secret' in one ? [one.secret] : [])));
  const left = secrets.names().filter((name) => name.startsWith(secretPrefix) && !named.has(name));
  if (left.length > 0) await secrets.set({}, left).catch(() => undefined);
}
