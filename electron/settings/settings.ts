import { fail, ok, type Failure, type Result } from '../../shared/errors.ts';
import type { Input } from '../../shared/api.ts';
import type { SavedSettings, Settings, SettingsSave } from '../../shared/settings-api.ts';
import { plainSettings } from '../../shared/rights.ts';
import { toWib } from '../../shared/time.ts';
import type { Entry } from '../books/journal/record.ts';
import type { Caller } from '../caller.ts';
import type { Config } from '../config.ts';
import { checkAddresses, type DocumentedHosts } from './addresses.ts';
import { changesBetween, givenWith, inForce, lostSecrets, wholeOf, type SecretOf } from './in-force.ts';
import { isKnownKey } from './known-keys.ts';
import { createKeptSettings, type KeptParts, type KeptSettings } from './kept-settings.ts';
import { isAtOnce, type LiveConfig } from './live-config.ts';
import { leavesOf, leavesOfPatch, withLeaves, type Leaves } from './paths.ts';
import { isSecret, secretCharsMax, secretPrefix } from './secret-keys.ts';
import { setUpOf, type SetUp } from './set-up.ts';
import type { StoredSettings } from './settings-file.ts';
import type { StartedSettings } from './start-settings.ts';

// The settings as the screen sees and changes them.

export interface SettingsDesk {
  get(): Settings;
  setUp(): SetUp;
  /** The paths of the secrets that are lost, and have to be entered anew. */
  lost(): readonly string[];
  /** What is saved of the providers, secrets and all; the enabled ones of them count from the next start. */
  providers(): Config['providers'];
  /** Rejects with what the disk says; then nothing has changed. */
  save(input: Input<'settings:save'>, saver: Saver): Promise<Result<SavedSettings>>;
}

/** Nobody types for so many saves of others. */
const savesMax = 20;

/** Who saves, by name, and where. */
interface Saver {
  readonly by: string;
  readonly door: Caller;
  /** Nobody signs in there. */
  readonly isFree: boolean;
  /** Null if they may do that, or somebody who may has approved. */
  readonly demand: (right: 'money-settings' | 'provider-host') => Promise<Failure | null>;
  /** What was approved of so far, about the key at this path. Throws `Refused` if it may not be done any more. */
  readonly approvals: (about: string | null) => readonly Entry[];
}

interface DeskParts extends KeptParts {
  readonly live: LiveConfig;
  /** Whether a printer's file may be there, where somebody at that door says so. */
  readonly mayPrintTo: (transport: string, door: Caller) => boolean;
  readonly documentedHosts: DocumentedHosts;
  readonly officialAddresses: Settings['officialAddresses'];
  /** There is no config file, and people stand at the till: it is set up at the screen. */
  readonly isBare: boolean;
}

export function createSettingsDesk({
  live,
  mayPrintTo,
  documentedHosts,
  officialAddresses,
  isBare,
  ...parts
}: DeskParts): SettingsDesk {
  const { started } = parts;
  const kept = createKeptSettings(parts);
  let { config } = started;
  let saves: readonly SettingsSave[] = [];
  let turn: Promise<unknown> = Promise.resolve();

  async function save(
    { patch, revision }: Input<'settings:save'>,
    { by, door, isFree, demand, approvals }: Saver,
  ): Promise<Result<SavedSettings>> {
    const isOld = revision !== undefined && revision !== kept.stored().revision;
    if (isOld || kept.isStale()) return fail('settings-changed');
    const next = tried({ started, kept }, patch);
    if (!next.ok) return next;
    const { given, added, config: saved, moving } = next.value;
    const known = new Set(config.printers.map(({ transport }) => transport));
    const odd = saved.printers.findIndex(({ transport: to }) => !known.has(to) && !mayPrintTo(to, door));
    if (odd >= 0) return fail('bad-setting', { path: `printers.${odd}.transport` });
    const addresses = checkAddresses(moving, { door, isFree }, documentedHosts);
    if (!addresses.ok) return addresses;
    const [toConfirm] = addresses.toConfirm;
    const changes = changesBetween(config, saved);
    const asked = toConfirm ?? changes.find(({ path }) => !plainSettings.includes(path))?.path;
    if (asked !== undefined) {
      const refused = await demand(toConfirm === undefined ? 'money-settings' : 'provider-host');
      if (refused) return refused.code === 'not-allowed' ? { ...refused, path: asked } : refused;
    }
    if (changes.length > 0) {
      await kept.keep({ given, added, by, changes, approvals: () => approvals(asked ?? null) });
      config = saved;
      live.change(config);
      saves = [...saves, { revision: kept.stored().revision, at: toWib(parts.clock.now()), by, changes }].slice(
        -savesMax,
      );
    }
    const settings = get();
    return ok({ ...settings, restart: settings.waiting.length > 0 });
  }

  const get = (): Settings => shown(started, config, kept, { saves, officialAddresses });

  return {
    get,
    setUp: () => (isBare ? setUpOf(started) : null),
    lost: () => lostSecrets(kept.stored().given, kept.secretOf),
    providers: () => config.providers,
    save(input, saver) {
      // One after the other: a save is checked against the one before.
      const saved = turn.then(() => save(input, saver));
      turn = saved.catch(() => undefined);
      return saved;
    },
  };
}

/** What is saved, every secret masked. */
function shown(
  started: StartedSettings,
  config: Config,
  kept: KeptSettings,
  beside: Pick<Settings, 'saves' | 'officialAddresses'>,
): Settings {
  const { given, revision } = kept.stored();
  const masks = new Map<string, unknown>();
  for (const at of leavesOf(config).keys()) if (isSecret(at)) masks.set(at, { set: true });
  for (const at of lostSecrets(given, kept.secretOf)) masks.set(at, { set: false });
  const waiting = changesBetween(started.config, config).filter(({ path }) => !isAtOnce(path));
  return {
    ...withLeaves(config, masks),
    ...beside,
    revision,
    waiting: waiting.map(({ path, before }) => ({ path, inForce: before })),
    overruled: started.overruled,
  };
}

/** What a patch makes of the settings. */
interface Tried {
  readonly given: StoredSettings['given'];
  /** New secrets, by name. */
  readonly added: Readonly<Record<string, string>>;
  readonly config: Config;
  readonly moving: Parameters<typeof checkAddresses>[0];
}

/** Checks a patch together with all the rest; nothing is changed by that. */
function tried(
  { started, kept }: { readonly started: StartedSettings; readonly kept: KeptSettings },
  patch: object,
): Result<Tried> {
  const { dataDir, file } = started;
  const stored = kept.stored();
  const found = leavesOfPatch(patch);
  if ('wrong' in found) return fail('bad-setting', { path: found.wrong });
  const unknown = [...found.leaves].find(([path, value]) => value === null && !isKnownKey(path));
  if (unknown) return fail('bad-setting', { path: unknown[0] });
  const secrets = secretsIn(found.leaves, stored.revision + 1);
  if ('wrong' in secrets) return fail('bad-setting', { path: secrets.wrong });
  const { names, added } = secrets;
  const given = givenWith(stored, file, found.leaves, (at) => names.get(at) ?? '');
  const secretOf: SecretOf = (name) => added[name] ?? kept.secretOf(name);
  const checked = inForce(file, given, secretOf, dataDir);
  if (!checked.ok) return fail('bad-setting', { path: checked.path });
  const moving = {
    before: wholeOf(file, stored.given, secretOf),
    after: wholeOf(file, given, secretOf),
    entered: names,
  };
  return ok({ given, added, config: checked.config, moving });
}

/** New secrets under names of their own, so that a save that dies in the middle leaves the ones before as they were. */
function secretsIn(
  leaves: Leaves,
  revision: number,
):
  | { readonly names: ReadonlyMap<string, string>; readonly added: Readonly<Record<string, string>> }
  | { readonly wrong: string } {
  const names = new Map<string, string>();
  const added: Record<string, string> = {};
  for (const [path, value] of leaves) {
    if (!isSecret(path) || value === null) continue;
    if (typeof value !== 'string' || value === '' || value.length > secretCharsMax) return { wrong: path };
    const key = path.replace('providers.', '').replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
    const name = `${secretPrefix}${revision}.${key}`;
    names.set(path, name);
    added[name] = value;
  }
  return { names, added };
}
