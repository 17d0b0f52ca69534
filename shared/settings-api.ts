import { z } from 'zod';
import type { Rupiah } from './money.ts';
import { providerIds, type ProviderId } from './provider-id.ts';

// The part of the till's interface that is about its settings. The rest is in api.ts.

/** Zod's own record would leave out a key `__proto__` unseen, and a save that does nothing would be answered as done. */
function isGroup(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export const settingsInputs = {
  'settings:get': z.strictObject({}),
  /**
   * `patch` has the config's keys, only those that change; null takes a key away, so that it is as if nobody had set it. A list is one
   * value. With `revision`, the one that `settings:get` answered, a save is refused if somebody else saved meanwhile (`settings-changed`).
   */
  'settings:save': z.strictObject({
    patch: z.custom<Readonly<Record<string, unknown>>>(isGroup),
    revision: z.int().min(0).optional(),
  }),
  /** An owner has seen what is set otherwise than they knew, and puts it away. */
  'settings:seen': z.strictObject({}),
  /**
   * Asks a provider what costs nothing and moves nothing, with the settings as they are saved, whether it is enabled or not. With
   * `customerNumber` also for the bill of that number, where nothing else is free (`number-needed`). It makes no quote: it can't be paid.
   */
  'provider:test': z.strictObject({ provider: z.enum(providerIds), customerNumber: z.string().max(40).optional() }),
  /** Closes the till and opens it again, with what waits for that in force; not while a payment is under way (`busy`). */
  'till:restart': z.strictObject({}),
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
  /** What was saved since the till was started, the last one at the end: for who meant to change what somebody else has changed since. */
  readonly saves: readonly SettingsSave[];
  /** Where a provider takes real payments, if its documents say so. */
  readonly officialAddresses: Readonly<Partial<Record<ProviderId, string>>>;
  /** Keys that were set at the screen, and of which the config file said something else at this start: the file won. */
  readonly overruled: readonly string[];
}

/** One save: by whom it made which revision, and what became of each key; a secret is the word `set`. */
export interface SettingsSave {
  readonly revision: number;
  readonly at: string;
  readonly by: string;
  readonly changes: readonly { readonly path: string; readonly before: unknown; readonly after: unknown }[];
}

/** `restart`: something waits for one. */
export interface SavedSettings extends Settings {
  readonly restart: boolean;
}

/** What is set otherwise in this start of the till than in the one that an owner saw last, at the screen or in the config file. */
export interface SettingsChanged {
  readonly since: string;
  /** As the config has them, null for none; a secret is the word `set`, before and after if it is another one. */
  readonly changes: readonly { readonly path: string; readonly before: unknown; readonly after: unknown }[];
}

/**
 * `well`: each question was answered as documented. `key-refused`: the provider does not know the key, the name or the account.
 * `ip-refused`: it does not serve this PC's internet address. `unreachable`: no connection. `no-reply`: connected, and no whole answer came.
 * `odd-answer`: the answer is not a documented one, so it tells nothing of the key. `number-needed`: nothing is free but to ask for
 * somebody's bill. `not-set-up`: nothing is saved for this provider.
 */
export const providerTestResults = [
  ...(['well', 'key-refused', 'ip-refused', 'unreachable'] as const),
  ...(['no-reply', 'odd-answer', 'number-needed', 'not-set-up'] as const),
] as const;
export type ProviderTestResult = (typeof providerTestResults)[number];

/** What became of asking a provider. `result` and what follows speak of the last question: a failure ends it. */
export interface ProviderTest {
  readonly provider: ProviderId;
  readonly result: ProviderTestResult;
  /** In the order in which it was asked: the list of products, the deposit, a bill. Empty if nothing was sent. */
  readonly asked: readonly ('products' | 'balance' | 'bill')[];
  /** Every host that it is reached at, as saved. */
  readonly hosts: readonly string[];
  /** HTTP status; null without an answer. */
  readonly status: number | null;
  /** The deposit in rupiah, if an answer told it. */
  readonly balance: Rupiah | null;
  /** How far the provider's clock is ahead of this PC's, in ms, to the second; null if no answer told the time. */
  readonly clockSkewMs: number | null;
  readonly tookMs: number;
  /** The provider's own words for a failure, on one line of 200 characters at most. Hostile text, to be shown as such. */
  readonly message: string | null;
}

export interface SettingsOutputs {
  'settings:get': Settings;
  'settings:save': SavedSettings;
  'settings:seen': Readonly<Record<string, never>>;
  'provider:test': ProviderTest;
  'till:restart': Readonly<Record<string, never>>;
}
