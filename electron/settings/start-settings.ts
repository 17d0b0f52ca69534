import type { CheckedConfig, Config } from '../config.ts';
import type { Keychain } from '../secrets/keychain.ts';
import { readSecrets } from '../secrets/secret-file.ts';
import { secretsFile } from '../secrets/store.ts';
import { inForce, lostSecrets, overruled, type SecretOf } from './in-force.ts';
import { readSettings, settingsFile, type StoredSettings } from './settings-file.ts';

/** What a till is started with. */
export interface StartedSettings {
  readonly dataDir: string;
  /** The config file, or what stands in for it. */
  readonly file: CheckedConfig;
  /** The two together. */
  readonly config: Config;
  readonly stored: StoredSettings;
  readonly secretOf: SecretOf;
  /** Secrets that have to be entered anew, by path. */
  readonly lost: readonly string[];
  /** What would be in force if the config file had overruled nothing. */
  readonly before: Config;
  /** The paths of what it overruled. */
  readonly overruled: readonly string[];
}

/** Reads what was set, and what the config file says now. The problem is one sentence that names the file. */
export async function startSettings(
  dataDir: string,
  file: CheckedConfig,
  keychain: Keychain | null,
): Promise<({ readonly ok: true } & StartedSettings) | { readonly ok: false; readonly problem: string }> {
  const read = readSettings(settingsFile(dataDir));
  if (!read.ok) return read;
  const all = read.settings.given;
  const secrets = all.some((one) => 'secret' in one) ? await readSecrets(secretsFile(dataDir), keychain) : null;
  // Those that are lost are asked for anew. These are only closed.
  if (secrets && !secrets.ok && !secrets.isLost) return secrets;
  const secretOf: SecretOf = (name) => (secrets?.ok ? (secrets.secrets.get(name) ?? null) : null);
  const gone = new Set(overruled(read.settings, file));
  const given = all.filter((one) => !gone.has(one));
  const now = inForce(file, given, secretOf, dataDir);
  if (!now.ok) return now;
  const before = gone.size === 0 ? now : inForce(file, all, secretOf, dataDir);
  return {
    ok: true,
    ...{ dataDir, file, secretOf, config: now.config, stored: { ...read.settings, given } },
    lost: lostSecrets(given, secretOf),
    before: before.ok ? before.config : now.config,
    overruled: [...gone].map(({ path }) => path),
  };
}

/** What of the settings a person should hear as the till starts: a sentence each. */
export function tellStart({ overruled: won, lost }: StartedSettings): readonly string[] {
  return [
    ...(won.length > 0
      ? [`The config file was changed: it wins over what was set at the screen (${won.join(', ')}).`]
      : []),
    ...(lost.length > 0 ? [`These secrets are lost, and have to be entered anew: ${lost.join(', ')}.`] : []),
  ];
}
