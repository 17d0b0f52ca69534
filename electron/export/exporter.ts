import { createHash } from 'node:crypto';
import path from 'node:path';
import type { ExportPlace, Input, Outputs } from '../../shared/api.ts';
import { fail, ok, type ErrorCode, type Result } from '../../shared/errors.ts';
import type { Caller } from '../caller.ts';
import type { Db } from '../db/open.ts';
import { describeError, type Log } from '../machine/log.ts';
import { csvStart, csvText } from './csv.ts';
import { mayBeExported } from './file-name.ts';
import { createPatientFreeBytes } from './free-bytes.ts';
import type { PlaceWitness } from './place-witness.ts';
import { putFile } from './put-file.ts';
import type { Stick } from './sticks.ts';

/** What exports need. */
export interface ExportParts {
  readonly books: { readonly db: Db };
  /** The till's own folder for exports. */
  readonly exportFolder: string;
  /** The removable disks that are mounted now. */
  readonly listSticks: () => Promise<readonly Stick[]>;
  /** Asks a person for a folder, in a dialog of the system; null if none was chosen. Null where there is no screen. */
  readonly chooseFolder: (() => Promise<string | null>) | null;
  readonly newId: () => string;
  readonly log: Log;
}

export interface Exporter {
  places(): Promise<Result<Outputs['export:places']>>;
  choose(): Promise<Result<Outputs['export:choose']>>;
  /** Whether it would go anywhere but to the till's own folder. */
  isElsewhere(input: Input<'export:run'>): boolean;
  /** Writes the payments of a span. The file is there whole or not at all. */
  run(input: Input<'export:run'>, caller: Caller): Promise<Result<Outputs['export:run']>>;
}

interface Place extends Omit<ExportPlace, 'freeBytes'> {
  readonly folder: string;
}

/** The till's exports: one at a time, to places that this process knows. `askPlace` has a place outside the till sign the books' end. */
export function createExporter(parts: ExportParts, askPlace: (folder: string) => Promise<PlaceWitness>): Exporter {
  const chosen = new Map<string, Place>();
  const freeBytes = createPatientFreeBytes();
  const runOnce = oneAtATime();
  const chooseOnce = oneAtATime();

  async function listPlaces(): Promise<readonly Place[]> {
    const sticks = await parts.listSticks();
    const own: Place = { place: 'own', kind: 'own', label: parts.exportFolder, folder: parts.exportFolder };
    return [own, ...sticks.map(({ folder, label }) => placeOf('stick', folder, label)), ...chosen.values()];
  }

  async function shown({ folder, ...place }: Place): Promise<ExportPlace> {
    return { ...place, freeBytes: await freeBytes(folder) };
  }

  async function find(id: string): Promise<Place | undefined> {
    return (await listPlaces()).find(({ place }) => place === id);
  }

  async function write(input: Input<'export:run'>): Promise<Result<Outputs['export:run']>> {
    const place = 'file' in input ? null : await find(input.place);
    if (place === undefined) return fail('place-gone');
    const file = 'file' in input ? input.file : path.join(place?.folder ?? '', input.name);
    if (!mayBeExported(file)) return fail('bad-request');
    let rows = 0;
    const count = (more: number): void => void (rows += more);
    const chunks = csvText(() => parts.books.db, input, count);
    const partial = path.join(path.dirname(file), `loket-${parts.newId()}.part`);
    try {
      const isPut = await putFile({ file, partial, start: csvStart, chunks });
      if (!isPut) return fail('file-exists');
      const witness = place && place.kind !== 'own' ? await askPlace(place.folder) : null;
      if (witness === 'differs' || witness === 'unreadable')
        parts.log.write(`witness-${witness}`, { folder: place?.folder });
      return ok({ file, rows, ...(witness && { witness }) });
    } catch (error) {
      if (!isFileError(error)) throw error;
      parts.log.write('export-failed', describeError(error));
      return fail(place && !(await find(place.place)) ? 'place-gone' : codeOf(error));
    }
  }

  async function choose(): Promise<Result<Outputs['export:choose']>> {
    if (!parts.chooseFolder) return fail('no-screen');
    const folder = await parts.chooseFolder();
    if (folder === null) return ok({ place: null });
    if (!mayBeExported(path.join(folder, 'loket.csv'))) return fail('file-failed');
    const place = placeOf('chosen', folder, folder);
    chosen.set(place.place, place);
    return ok({ place: await shown(place) });
  }

  return {
    places: async () => ok({ items: await Promise.all((await listPlaces()).map(shown)) }),
    choose: () => chooseOnce(choose),
    isElsewhere: (input) =>
      'file' in input ? path.dirname(path.resolve(input.file)) !== parts.exportFolder : input.place !== 'own',
    run(input, caller) {
      // The page is not trusted with paths: it may hold what a provider, or somebody at the window, put there.
      if ('file' in input && caller !== 'program') return Promise.resolve(fail('bad-request'));
      return runOnce(() => write(input));
    },
  };
}

function placeOf(kind: Place['kind'], folder: string, label: string): Place {
  const digest = createHash('sha256').update(folder).digest('hex').slice(0, 16);
  return { place: `${kind}-${digest}`, kind, label, folder };
}

/** Refuses as `busy` what comes while one is under way. */
function oneAtATime(): <T>(run: () => Promise<Result<T>>) => Promise<Result<T>> {
  let isRunning = false;
  return async (run) => {
    if (isRunning) return fail('busy');
    isRunning = true;
    try {
      return await run();
    } finally {
      isRunning = false;
    }
  };
}

/** Whether the system refused something about a file. */
export function isFileError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error;
}

/** Why, for a person. */
export function codeOf({ code }: NodeJS.ErrnoException): ErrorCode {
  return code === 'ENOSPC' || code === 'EDQUOT' ? 'place-full' : 'file-failed';
}
