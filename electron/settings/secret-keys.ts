import type { Config } from '../config.ts';

// Which keys of the config hold secrets.

/** Every secret of the config, for the log to take out. */
export function secretsOf({ providers }: Pick<Config, 'providers'>): readonly string[] {
  const fields = Object.values(providers).flatMap((settings) => Object.entries(settings ?? {}));
  return fields.flatMap(([name, value]) => (typeof value === 'string' && !isPlain.has(name) ? [value] : []));
}

/** Whether the key at this path holds a secret. */
export function isSecret(at: string): boolean {
  const [top, , name, ...more] = at.split('.');
  return top === 'providers' && name !== undefined && more.length === 0 && !isPlain.has(name);
}

/** The keys of a provider's settings that are no secrets; any other may be one. */
const isPlain: ReadonlySet<string> = new Set(
  'enabled baseUrl prepaidBaseUrl productCodes timeoutMs resend version format body'.split(' '),
);

/** How the names begin under which the till's store keeps them. */
export const secretPrefix = 'settings.';
/** As many characters as the config allows. */
export const secretCharsMax = 500;
