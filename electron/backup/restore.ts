import { existsSync, mkdirSync, readdirSync, renameSync, rmdirSync } from 'node:fs';
import path from 'node:path';
import { syncFolder } from '../books/journal/file.ts';
import { noteRestored } from '../books/restored-note.ts';
import { isStorageError, StorageError } from '../db/storage-error.ts';
import { unpackAndCheck } from './check.ts';
import type { Manifest } from './manifest.ts';
import { leaveFolder, removeFolder } from './remove-folder.ts';

export type Restored =
  | { readonly ok: true; readonly manifest: Manifest }
  /** One sentence. */
  | { readonly ok: false; readonly problem: string };

/**
 * Puts a backup's files into a data folder that is empty or not there: all of them at once, after all of it was checked, or nothing. The mark
 * that a till leaves beside its books is not among them, so that the next start asks a person to compare.
 */
export function restore(file: string, dataDir: string): Restored {
  const place = path.resolve(dataDir);
  const work = path.join(path.dirname(place), `.loket-restore-${path.basename(place)}`);
  let made: string | undefined;
  let isDone = false;
  try {
    if (existsSync(place) && readdirSync(place).length > 0)
      return refuse(`The folder ${place} is not empty. A backup is restored into an empty one, beside what there is`);
    made = mkdirSync(path.dirname(place), { recursive: true });
    removeFolder(work);
    const { manifest, problems } = unpackAndCheck(file, work);
    if (!manifest || problems[0] !== undefined)
      return refuse(`The backup ${file} can't be restored. ${problems[0] ?? ''}`);
    const whole = arrange(work, manifest);
    if (existsSync(place)) rmdirSync(place);
    renameSync(whole, place);
    isDone = true;
    syncFolder(path.dirname(place));
    return { ok: true, manifest };
  } catch (thrown) {
    const error = StorageError.from(thrown);
    if (!isStorageError(error)) throw error;
    return refuse(`The backup ${file} can't be restored into ${place}: ${error.message}`);
  } finally {
    leaveFolder(work);
    if (made !== undefined && !isDone) removeEmpty(path.dirname(place), made);
  }
}

/** Removes a folder and those around it, up to `last`, as far as nothing else was put into them. */
function removeEmpty(folder: string, last: string): void {
  try {
    rmdirSync(folder);
    if (folder !== last) removeEmpty(path.dirname(folder), last);
  } catch {
    // What is there stays.
  }
}

function refuse(problem: string): Restored {
  return { ok: false, problem: problem.endsWith('.') ? problem : `${problem}.` };
}

/** Puts the unpacked files as a data folder has them: books that were practised with have a folder of their own. */
function arrange(work: string, { files, training, head }: Manifest): string {
  const whole = path.join(work, 'whole');
  if (training) mkdirSync(whole, { mode: 0o700 });
  const books = path.join(work, 'books');
  noteRestored(books, head);
  renameSync(books, training ? path.join(whole, 'training') : whole);
  for (const { name } of files.filter((one) => !one.name.includes('/')))
    renameSync(path.join(work, name), path.join(whole, name));
  return whole;
}

const byPhrase = 'People get new PINs: the owner signs in by the recovery phrase.';
const byRestore =
  'People get new PINs. No recovery phrase counts, so whoever is first at the screen may give one owner a new PIN, once: do that now, then make a new phrase.';

/** What a person is told, a sentence each. */
export function describeRestored({ at, head, payments, secrets, files, people, phrase }: Manifest): readonly string[] {
  const hasConfig = files.some(({ name }) => name === 'config-without-secrets.json');
  return [
    `Restored: ${payments} payments, ${head.n} records, as they were at ${at}.`,
    'What was paid after that is not in it: the till starts by comparing with the list of each provider, and pays nothing before.',
    ...(hasConfig ? ['The config file of that till is there as config-without-secrets.json.'] : []),
    ...(secrets.length > 0 ? [`These secrets have to be entered anew: ${secrets.join(', ')}.`] : []),
    ...(people ? [phrase === 'kept' ? byPhrase : byRestore] : []),
    'The till makes itself a new key.',
  ];
}
