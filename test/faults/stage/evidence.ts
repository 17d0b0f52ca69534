import { execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import type { ProviderId } from '../../../shared/product.ts';
import type { Transaction } from '../../../shared/transaction.ts';
import type { Row, Storage, World } from '../../oracles/oracles.ts';
import type { Seen } from '../wire/proxy.ts';
import type { Tree } from './config-tree.ts';
import { secretsIn } from '../wire/wire.ts';

/** The longest pause of any provider's schedule, in ms before scaling, and the part that chance adds. */
const longestPauseMs = 300_000 * 1.1;

interface Found extends Pick<World, 'ledger' | 'unsettled' | 'listedAt' | 'said' | 'exceptions' | 'papers'> {
  /** Where the database and the journal are. */
  readonly folder: string;
  /** Where Node may keep what it compiled of the journal's verifier. */
  readonly cacheFolder: string;
  readonly rows: readonly Transaction[];
  readonly traces: World['traces'];
  readonly requests: readonly (Seen & { readonly provider: ProviderId })[];
  readonly config: Tree;
  readonly secrets: readonly string[];
}

/** The world of a stage, after the till ended: what it was found to be, and what only the files show. */
export async function worldOf({ folder, cacheFolder, requests, config, ...found }: Found): Promise<World> {
  const names = namesOnTheWire(folder);
  const { alfakios } = config['providers'] as { readonly alfakios?: { readonly resend?: boolean } };
  return {
    ...found,
    rows: found.rows.map((row) => ({ ...row, ...(names.get(row.transactionId) ?? { providerRef: '', key: '' }) })),
    storage: await inspectStorage(folder, cacheFolder),
    payRequests: requests.filter(({ call }) => call === 'pay'),
    asksByResending: alfakios?.resend ? ['alfakios'] : [],
    secrets: [...found.secrets, ...requests.flatMap(secretsIn)],
    longestPauseMs: longestPauseMs * (config['settleScale'] as number),
  };
}

export function outputOf(stdout: string, stderr: string): World['traces'] {
  return [
    { name: 'stdout', bytes: Buffer.from(stdout) },
    { name: 'stderr', bytes: Buffer.from(stderr) },
  ];
}

const root = path.resolve(import.meta.dirname, '../../..');
const verifier = path.join(root, 'electron/verify/verify.ts');

/** SQLite's own checks, and the journal's where there is one. */
async function inspectStorage(folder: string, cacheFolder: string): Promise<Storage> {
  const db = new Database(path.join(folder, 'loket.db'), { readonly: true, fileMustExist: true });
  try {
    const integrity = (db.pragma('integrity_check') as readonly { integrity_check: string }[]).map(
      (row) => row.integrity_check,
    );
    const brokenKeys = (db.pragma('foreign_key_check') as readonly unknown[]).length;
    return { integrity, brokenKeys, journal: await verifyJournal(folder, cacheFolder) };
  } finally {
    db.close();
  }
}

function verifyJournal(folder: string, cacheFolder: string): Promise<Storage['journal']> {
  if (!existsSync(path.join(folder, 'loket.journal')) || !existsSync(verifier)) return Promise.resolve(null);
  return new Promise((resolve) => {
    const env = { ...process.env, NODE_COMPILE_CACHE: cacheFolder };
    execFile(process.execPath, [verifier, folder], { cwd: root, env }, (error, stdout, stderr) => {
      const code = error === null ? 0 : typeof error.code === 'number' ? error.code : -1;
      resolve({ code, output: `${stdout}${stderr}`.trim().slice(0, 500) });
    });
  });
}

/** What only the database knows of each payment: the names that providers know it by. */
export function namesOnTheWire(folder: string): ReadonlyMap<string, Pick<Row, 'providerRef' | 'key'>> {
  const db = new Database(path.join(folder, 'loket.db'), { readonly: true, fileMustExist: true });
  try {
    const rows = db.prepare('SELECT transaction_id, provider, provider_ref, memo FROM transactions').all();
    return new Map(
      (rows as readonly { transaction_id: string; provider: ProviderId; provider_ref: string; memo: string }[]).map(
        ({ transaction_id, provider, provider_ref: providerRef, memo }) => {
          const { trId } = JSON.parse(memo) as { trId?: string };
          return [transaction_id, { providerRef, key: provider === 'iak' ? String(trId) : providerRef }];
        },
      ),
    );
  } finally {
    db.close();
  }
}

/** Every file below a folder with its bytes, but for those that repeat one byte: a secret can't be in ballast. */
export function filesIn(folder: string): World['traces'] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => ({ name, file: path.join(folder, name) }))
    .filter(({ file }) => statSync(file).isFile())
    .map(({ name, file }) => ({ name, bytes: readFileSync(file) }))
    .filter(({ bytes }) => bytes.length === 0 || !bytes.equals(Buffer.alloc(bytes.length, bytes[0])));
}
