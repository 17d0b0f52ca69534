import path from 'node:path';
import { fail } from '../shared/errors.ts';
import about from '../package.json' with { type: 'json' };
import { createBackups, type BackupParts, type Backups } from './backup/backups.ts';
import type { BooksFiles } from './books/checks/verify-books.ts';
import type { Identity } from './books/identity.ts';
import type { Handlers } from './handlers.ts';
import { leavesOf, withLeaves } from './settings/paths.ts';
import { isSecret } from './settings/secret-keys.ts';
import { readSettings, settingsFile } from './settings/settings-file.ts';
import type { StartedSettings } from './settings/start-settings.ts';

/** What backups are made of: the books in `folder`, and what the till is set to, without a secret. */
export function backupsOf(
  { folder, configFile }: { readonly folder: string; readonly configFile: string | null },
  { dataDir, file, config }: StartedSettings,
  {
    identity,
    books,
    ...parts
  }: Pick<BackupParts, 'clock' | 'log'> & {
    readonly identity: Identity;
    readonly books: BooksFiles;
  },
): Backups {
  const given = configFile === null ? null : file.given;
  const inFile = [...leavesOf(given ?? {}).keys()].filter(isSecret);
  const secrets = (): readonly string[] => {
    const read = readSettings(settingsFile(dataDir));
    const kept = read.ok ? read.settings.given.filter((one) => 'secret' in one).map((one) => one.path) : [];
    return [...new Set([...inFile, ...kept])];
  };
  return createBackups({
    ...parts,
    folder: path.join(folder, 'backup'),
    of: {
      books,
      beside: {
        'loket.settings': { file: settingsFile(dataDir) },
        ...(given && {
          'config-without-secrets.json': { text: `${JSON.stringify(without(given, inFile), null, 2)}\n` },
        }),
      },
      about: () => ({
        ...{ till: identity.till, publicKey: identity.publicKey, program: about.version },
        ...{ training: config.training, secrets: [...secrets()] },
      }),
    },
  });
}

function without(given: object, paths: readonly string[]): object {
  return withLeaves(given, new Map(paths.map((path) => [path, null])));
}

/** The channels of backups. */
export function createBackupHandlers({
  backups,
}: {
  readonly backups?: Backups;
}): Pick<Handlers, Extract<keyof Handlers, `backup:${string}`>> {
  return {
    'backup:run': ({ folder }, { door }) => {
      // The page is not trusted with paths.
      if (folder !== undefined && (door !== 'program' || !path.isAbsolute(folder))) return fail('bad-request');
      return backups?.run(folder ?? null) ?? fail('forbidden');
    },
    'backup:list': () => backups?.list() ?? fail('forbidden'),
    'backup:check': ({ file }, { door }) => backups?.check(file, door) ?? fail('forbidden'),
  };
}
