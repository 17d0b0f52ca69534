import type { OpenedSettings } from '../books/journal/record.ts';
import type { Config } from '../config.ts';
import { leavesOf, textOf } from './paths.ts';
import { isSecret } from './secret-keys.ts';

/** Characters of a MAC that tell one secret from another. */
const keyMarkChars = 16;

/** What the record of a start says of the settings. `mac` is the till's: without its key nobody can try what a secret is. */
export function openedSettings(config: Config, mac: (text: string) => string): OpenedSettings {
  const leaves = [...leavesOf(config)].filter(([, value]) => value !== undefined);
  const secrets = leaves.filter(([path]) => isSecret(path));
  return {
    digest: mac(`settings ${textOf(config)}`),
    values: Object.fromEntries(leaves.map(([path, value]) => [path, isSecret(path) && value !== null ? 'set' : value])),
    keys: Object.fromEntries(
      secrets.map(([path, value]) => [path, mac(`setting ${path} ${textOf(value)}`).slice(0, keyMarkChars)]),
    ),
  };
}
