import { hash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { Keychain } from './keychain.ts';
import type { KeyDerivation } from './passphrase.ts';
import { writeDurably } from './write-durably.ts';

// The file in which the till keeps its own secrets: encrypted by the system's keychain where there is one, or under the owner's
// passphrase, else as they are, for the file's owner alone.

/** By name. */
export type Secrets = ReadonlyMap<string, string>;

export type ReadSecrets =
  | {
      readonly ok: true;
      readonly secrets: Secrets;
      /** How they were found: `none` if there is no file. */
      readonly found: 'keychain' | 'passphrase' | 'plain' | 'none';
    }
  /** `isLost`: whoever waits gets them no more. Else they may be there once somebody has seen to it. */
  | { readonly ok: false; readonly isLost: boolean; readonly problem: string };

export const secretName = /^[a-z][a-z0-9.-]{0,63}$/;
const contents = z.record(z.string().regex(secretName), z.string().min(1).max(4_096));
const shape = z.discriminatedUnion('form', [
  /** `check` is the SHA-256 of the secrets as JSON: one letter that the disk changed would be another key. */
  z.strictObject({ version: z.literal(1), form: z.literal('plain'), secrets: contents, check: z.string() }),
  z.strictObject({ version: z.literal(1), form: z.literal('keychain'), sealed: z.base64() }),
  z.strictObject({
    version: z.literal(1),
    form: z.literal('passphrase'),
    derivation: z.strictObject({
      salt: z.string().regex(/^[\w-]{22}$/),
      n: z
        .int()
        .min(2 ** 14)
        .max(2 ** 19),
      r: z.int().min(8).max(16),
      p: z.int().min(1).max(4),
    }),
    sealed: z.base64(),
  }),
]);

/** Reads the file. The problem is one sentence that names it, and never quotes it. */
export async function readSecrets(file: string, keychain: Keychain | null): Promise<ReadSecrets> {
  const lost = (why: string): ReadSecrets => ({
    ok: false,
    isLost: true,
    problem: `The till's secrets in ${file} ${why}.`,
  });
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    const { code = 'failed' } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return { ok: true, secrets: new Map(), found: 'none' };
    return { ok: false, isLost: false, problem: `The till's secrets in ${file} can't be read (${code}).` };
  }
  const parsed = shape.safeParse(fromJson(text));
  if (!parsed.success) return lost('are damaged');
  const stored = parsed.data;
  if (stored.form === 'plain') {
    if (checkOf(stored.secrets) !== stored.check) return lost('are damaged');
    return { ok: true, secrets: new Map(Object.entries(stored.secrets)), found: 'plain' };
  }
  if (stored.form === 'passphrase') return openSealed(file, stored, keychain);
  const problem = keychain && !keychain.derivation ? await keychain.problem() : 'only the desktop app can';
  if (!keychain || problem !== null) return closed(file, problem ?? '');
  const opened = await keychain.decrypt(Buffer.from(stored.sealed, 'base64')).catch(() => '');
  const secrets = contents.safeParse(fromJson(opened));
  if (!secrets.success) return lost("are damaged, or another user's or PC's");
  return { ok: true, secrets: new Map(Object.entries(secrets.data)), found: 'keychain' };
}

/** What lies under a passphrase is never lost to whoever has another one: they may know the right one still. */
async function openSealed(
  file: string,
  { sealed, derivation }: { readonly sealed: string; readonly derivation: KeyDerivation },
  keychain: Keychain | null,
): Promise<ReadSecrets> {
  if (keychain?.derivation?.salt !== derivation.salt)
    return closed(file, "they lie under the owner's passphrase, which the desktop app asks for");
  const opened = await keychain.decrypt(Buffer.from(sealed, 'base64')).catch(() => null);
  if (opened === null) return closed(file, 'the passphrase is another one, or the file is damaged');
  const secrets = contents.safeParse(fromJson(opened));
  if (!secrets.success) return closed(file, 'they are damaged');
  return { ok: true, secrets: new Map(Object.entries(secrets.data)), found: 'passphrase' };
}

/** How the key is made under which a file's secrets lie; null if they lie under no passphrase, or the file can't be read. */
export function derivationIn(file: string): KeyDerivation | null {
  try {
    const parsed = shape.safeParse(fromJson(readFileSync(file, 'utf8')));
    return parsed.success && parsed.data.form === 'passphrase' ? parsed.data.derivation : null;
  } catch {
    return null;
  }
}

/** The keychain may be unlocked by the next start, so nothing is taken for lost. */
function closed(file: string, why: string): ReadSecrets {
  const remedy =
    "If that can't be, move the file away: the till then starts with a new key, and asks a person to compare";
  return { ok: false, isLost: false, problem: `The till's secrets in ${file} can't be opened: ${why}. ${remedy}.` };
}

/** Writes all of them, on the disk once it resolves; as they are where there is no keychain. Rejects with what the disk says. */
export async function writeSecrets(file: string, secrets: Secrets, keychain: Keychain | null): Promise<void> {
  const all = Object.fromEntries(secrets);
  const sealed = keychain ? (await keychain.encrypt(JSON.stringify(all))).toString('base64') : null;
  const stored: z.input<typeof shape> =
    sealed === null
      ? { version: 1, form: 'plain', secrets: all, check: checkOf(all) }
      : keychain?.derivation
        ? { version: 1, form: 'passphrase', derivation: keychain.derivation, sealed }
        : { version: 1, form: 'keychain', sealed };
  writeDurably(file, JSON.stringify(stored));
}

function checkOf(secrets: Readonly<Record<string, string>>): string {
  return hash('sha256', JSON.stringify(secrets), 'hex');
}

function fromJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
