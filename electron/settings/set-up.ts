import type { StartedSettings } from './start-settings.ts';

/**
 * How far setting up at the screen is, of a till without a config file: `new` while nobody has said whether it practises or is a shop's,
 * `begun` once it was opened as a shop's that somebody said so of at the screen; null where neither is the case.
 */
export type SetUp = 'new' | 'begun' | null;

export function setUpOf({ config, stored }: Pick<StartedSettings, 'config' | 'stored'>): SetUp {
  // What was taken away again is not said.
  const said = stored.given.find((one) => one.path === 'training' && !('value' in one && one.value === null));
  if (!config.training) return said && 'value' in said && said.value === false ? 'begun' : null;
  return said ? null : 'new';
}
