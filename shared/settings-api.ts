import { z } from 'zod';

// The part of the till's interface that is about its settings. The rest is in api.ts.

export const settingsInputs = {
  'settings:get': z.strictObject({}),
  /**
   * `patch` has the config's keys, only those that change; null takes a key away, so that it is as if nobody had set it. A list is one
   * value. With `revision`, the one that `settings:get` answered, a save is refused if somebody else saved meanwhile (`settings-changed`).
   */
  'settings:save': z.strictObject({
    patch: z.record(z.string(), z.unknown()),
    revision: z.int().min(0).optional(),
  }),
} as const;

/** In place of a secret, which never comes out. False: it is lost, and has to be entered anew. */
export interface MaskedSecret {
  readonly set: boolean;
}

/** The config's keys as they are saved, with all defaults; every secret is a `MaskedSecret`. */
export interface Settings extends Readonly<Record<string, unknown>> {
  /** Counts the saves. */
  readonly revision: number;
  /** What comes into force at the next start only, and what counts until then; a secret is masked. */
  readonly waiting: readonly { readonly path: string; readonly inForce: unknown }[];
  /** Keys that were set at the screen, and of which the config file said something else at this start: the file won. */
  readonly overruled: readonly string[];
}

/** `restart`: something waits for one. */
export interface SavedSettings extends Settings {
  readonly restart: boolean;
}

export interface SettingsOutputs {
  'settings:get': Settings;
  'settings:save': SavedSettings;
}
