import { checkConfig, type CheckedConfig, type Config, type ReadConfig } from '../config.ts';
import { addLeaves, leavesOf, textOf, valueAt, withLeaves, type Leaves } from './paths.ts';
import { isSecret } from './secret-keys.ts';
import { saidText, type Change, type Given, type StoredSettings } from './settings-file.ts';

// What counts: the config file, and above it what was set at the screen. Whoever spoke last of a key wins.

/** By the name under which it is kept; null if it is lost. */
export type SecretOf = (name: string) => string | null;

/** The paths of the secrets that are lost. */
export function lostSecrets(given: readonly Given[], secretOf: SecretOf): readonly string[] {
  return given.flatMap((one) => ('secret' in one && secretOf(one.secret) === null ? [one.path] : []));
}

/** The config file and what was set above it, not checked yet. A secret that is lost is not there. */
export function wholeOf(file: CheckedConfig, given: readonly Given[], secretOf: SecretOf): object {
  const leaves = given.map((one) => [one.path, 'secret' in one ? (secretOf(one.secret) ?? null) : one.value] as const);
  return withLeaves(file.given, new Map(leaves));
}

/**
 * Checks the config file together with what was set; printers' relative files count from the data folder. A provider whose secret is lost
 * is left out until it is entered anew; for want of it a till that took money does not practise.
 */
export function inForce(
  file: CheckedConfig,
  given: readonly Given[],
  secretOf: SecretOf,
  dataDir: string,
):
  Extract<ReadConfig, { readonly ok: true }> | { readonly ok: false; readonly problem: string; readonly path: string } {
  const whole = wholeOf(file, given, secretOf);
  const lost = new Set(lostSecrets(given, secretOf).map((path) => path.split('.').slice(0, 2).join('.')));
  const out = new Map<string, null>([...lost].map((path) => [path, null]));
  const wasOn = [...lost].some((path) => valueAt(whole, `${path}.enabled`) === true);
  const set: [string, unknown][] = wasOn && valueAt(whole, 'training') === undefined ? [['training', false]] : [];
  // A shop that nobody named keeps the name it goes by, whatever else is set of it.
  const ofShop = given.filter(({ path }) => path.startsWith('shop.'));
  if (ofShop.length > 0 && !ofShop.some(({ path }) => path === 'shop.name'))
    set.push(['shop.name', file.config.shop.name]);
  const source = given.length === 0 ? 'config' : 'the config file with the settings of the screen (loket.settings)';
  const checked = checkConfig(withLeaves(whole, new Map<string, unknown>([...out, ...set])), dataDir, source);
  return checked.ok ? { ...checked, config: withoutPractice(checked.config, file) } : checked;
}

/** A shop that somebody set up after practising has no printer before they name one. */
function withoutPractice(config: Config, { practicePrinter }: CheckedConfig): Config {
  if (config.training) return config;
  return { ...config, printers: config.printers.filter(({ transport }) => transport !== practicePrinter) };
}

/** The settings of which the config file now says something else than when they were set: it spoke last. */
export function overruled(stored: StoredSettings, file: CheckedConfig): readonly Given[] {
  return stored.given.filter(({ path, said }) => saidText(stored, valueAt(file.given, path)) !== said);
}

/** What is set once these are set too. `secretName` says where a secret goes. */
export function givenWith(
  stored: StoredSettings,
  file: CheckedConfig,
  leaves: Leaves,
  secretName: (path: string) => string,
): readonly Given[] {
  const before = new Map<string, unknown>(stored.given.map((one) => [one.path, one]));
  const after = addLeaves(before, leaves);
  return [...after].map(([path, value]) => {
    if (!leaves.has(path)) return value as Given;
    const about = { path, said: saidText(stored, valueAt(file.given, path)) };
    return isSecret(path) && value !== null ? { ...about, secret: secretName(path) } : { ...about, value };
  });
}

/** What became of each key, secrets masked. */
export function changesBetween(before: Config, after: Config): readonly Change[] {
  const [old, now] = [leavesOf(before), leavesOf(after)];
  const paths = [...new Set([...old.keys(), ...now.keys()])].sort();
  return paths
    .filter((path) => textOf(old.get(path)) !== textOf(now.get(path)))
    .map((path) => ({ path, before: shown(path, old.get(path)), after: shown(path, now.get(path)) }));
}

function shown(path: string, value: unknown): unknown {
  return isSecret(path) && value !== undefined && value !== null ? 'set' : (value ?? null);
}
