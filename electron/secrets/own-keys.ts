import { createHmac, createPrivateKey, createPublicKey, randomBytes, sign } from 'node:crypto';
import { openSecrets, secretsFile, type OpenedSecrets, type SecretStore } from './store.ts';

/** What the till proves by what is its own. */
export interface OwnKeys {
  /** The public half of the till's key: 32 bytes, in base64url. */
  readonly publicKey: string;
  /** Ed25519 over the text's UTF-8, in base64url. */
  sign(text: string): string;
  /** HMAC-SHA-256 over the text's UTF-8, in base64url. */
  mac(text: string): string;
  /** Whether the store had the key of `mac` when it was opened. */
  readonly leftMac: boolean;
  /**
   * Stores the key of `mac`. To be called once the mark carries it: then nobody can take the MAC away by saying that the till is an
   * older one. Rejects with what the disk or the keychain says; the next start then tries again.
   */
  keepMac(): Promise<void>;
}

/** 32 bytes each, in base64url: the private half of the till's key, and what only the till itself checks by. */
const names = { key: 'till.key', mac: 'books.mac' } as const;
/** What stands before the private half in its standard form (RFC 8410). */
const pkcs8Start = Buffer.from('302e020100300506032b657004220420', 'hex');

export type OpenedKeys =
  | (Extract<OpenedSecrets, { readonly ok: true }> & { readonly keys: OwnKeys })
  | Extract<OpenedSecrets, { readonly ok: false }>;

/** Opens a data folder's secrets and makes the keys that are missing. The problem is one sentence that names the file. */
export async function openKeys(...[folder, options]: Parameters<typeof openSecrets>): Promise<OpenedKeys> {
  const opened = await openSecrets(folder, options);
  if (!opened.ok) return opened;
  try {
    return { ...opened, keys: await ownKeys(opened.store) };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { ok: false, problem: `The till's secrets in ${secretsFile(folder)} can't be written: ${why}.` };
  }
}

/** The till's keys; a private half that the store lacks is made and stored. Rejects with what the disk or the keychain says. */
async function ownKeys(store: SecretStore): Promise<OwnKeys> {
  const seed = keyIn(store, names.key) ?? randomBytes(32);
  if (keyIn(store, names.key) === null) await store.set({ [names.key]: seed.toString('base64url') });
  const knownMac = keyIn(store, names.mac);
  const mac = knownMac ?? randomBytes(32);
  const privateKey = createPrivateKey({ key: Buffer.concat([pkcs8Start, seed]), format: 'der', type: 'pkcs8' });
  const { x = '' } = createPublicKey(privateKey).export({ format: 'jwk' });
  return {
    publicKey: x,
    sign: (text) => sign(null, Buffer.from(text), privateKey).toString('base64url'),
    mac: (text) => createHmac('sha256', mac).update(text).digest('base64url'),
    leftMac: knownMac !== null,
    async keepMac() {
      if (!knownMac) await store.set({ [names.mac]: mac.toString('base64url') });
    },
  };
}

function keyIn(store: SecretStore, name: string): Buffer | null {
  const bytes = Buffer.from(store.get(name) ?? '', 'base64url');
  return bytes.length === 32 ? bytes : null;
}
