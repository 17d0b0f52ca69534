import { execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import type { ProviderId } from '../../../shared/product.ts';
import type { Transaction } from '../../../shared/transaction.ts';
import { ayoconnectFacts } from '../../../electron/providers/ayoconnect/index.ts';
import { iakFacts } from '../../../electron/providers/iak/index.ts';
import { hasJournal } from '../../harness/first-segment.ts';
import { intentsIn } from '../../harness/packed-intents.ts';
import { shiftsIn } from '../../harness/shifts-in.ts';
import { paperText } from '../../harness/printer-sink.ts';
import type { Evidence, Row, Sent, Storage } from '../../oracles/evidence.ts';
import { slipsIn } from '../../oracles/slips.ts';
import { longestPauseMs } from '../../oracles/status-checks.ts';
import type { Seen } from '../wire/proxy.ts';
import { secretsIn } from '../wire/wire.ts';
import type { Tree } from './config-tree.ts';
import { paidKnowingly, resendsOf, statementsOf } from './said.ts';
import { seenOf } from './seen.ts';
import type { Said } from './till-process.ts';

interface Found extends Pick<Evidence, 'unsettled' | 'listedAt'> {
  /** Where the database and the journal are. */
  readonly folder: string;
  /** Where Node may keep what it compiled of the journal's verifier. */
  readonly cacheFolder: string;
  readonly rows: readonly Transaction[];
  readonly said: readonly Said[];
  readonly ledger: readonly Paid[];
  /** What came out of printers, a job each. */
  readonly papers: readonly Buffer[];
  readonly traces: Evidence['traces'];
  readonly requests: readonly (Seen & { readonly provider: ProviderId })[];
  readonly config: Tree;
  readonly secrets: readonly string[];
  readonly exceptions: Evidence['exceptions'];
}

/** A payment in a training server's books. */
export interface Paid {
  readonly provider: ProviderId;
  readonly ref: string;
  readonly customerNumber: string;
  readonly deducted: number;
  readonly isReversed?: boolean;
}

/** What there is to judge of a stage, after the till ended: what it was found to be, and what only the files show. */
export async function evidenceOf({ folder, cacheFolder, requests, config, said, ...found }: Found): Promise<Evidence> {
  const names = namesOnTheWire(folder);
  // People settle here by the inquiry's sums, so these are compared whoever settled.
  const rows = found.rows.map((row) => ({
    ...{ ...row, settledBy: null },
    ...(names.get(row.transactionId) ?? { providerRef: '', key: '' }),
  }));
  return {
    ...found,
    rows,
    // These providers have one bill a customer number.
    ledger: found.ledger.map((paid) => ({
      ...{ ...paid, bill: paid.customerNumber },
      ...(found.exceptions.unnoticed?.has(paid.ref) && { isAfterRefusal: true }),
    })),
    statements: statementsOf(said),
    allDecided: false,
    storage: await inspectStorage(folder, cacheFolder),
    shifts: shiftsOf(folder, said),
    slips: found.papers.flatMap((job) => slipsIn(paperText(job))),
    sent: sentOf(requests, rows, said, config),
    forgotten: { transactionIds: new Set(), refs: new Set() },
    secrets: [...found.secrets, ...requests.flatMap(secretsIn)],
    longestPauseMs: Math.max(...rules.map(longestPauseMs)) * (config['settleScale'] as number),
    exceptions: { ...found.exceptions, paidKnowingly: paidKnowingly(said) },
  };
}

const rules = [ayoconnectFacts.statusChecks, iakFacts.statusChecks].filter((rule) => rule !== null);

/** Pay requests as they arrived in the proxies. Where a provider documents that as its status check, they are none. */
function sentOf(
  requests: Found['requests'],
  rows: readonly Row[],
  said: readonly Said[],
  config: Tree,
): readonly Sent[] {
  const { alfakios } = config['providers'] as { readonly alfakios?: { readonly resend?: boolean } };
  const resends = resendsOf(said);
  const byName = Map.groupBy(
    requests.filter(({ call, provider }) => call === 'pay' && !(provider === 'alfakios' && alfakios?.resend)),
    ({ provider, key }) => `${provider} ${key}`,
  );
  return [...byName].flatMap(([name, all]) => {
    const [first] = all;
    const row = rows.find((one) => `${one.provider} ${one.key}` === name);
    return first ? [{ ...first, times: all.length, resends: resends.get(row?.transactionId ?? '') ?? 0 }] : [];
  });
}

export function outputOf(stdout: string, stderr: string): Evidence['traces'] {
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
    return { integrity, brokenKeys, problems: await verifyJournal(folder, cacheFolder) };
  } finally {
    db.close();
  }
}

function shiftsOf(folder: string, said: readonly Said[]): Evidence['shifts'] {
  const db = new Database(path.join(folder, 'loket.db'), { readonly: true, fileMustExist: true });
  try {
    return shiftsIn(db, seenOf(said));
  } finally {
    db.close();
  }
}

function verifyJournal(folder: string, cacheFolder: string): Promise<readonly string[]> {
  if (!hasJournal(folder) || !existsSync(verifier)) return Promise.resolve([]);
  return new Promise((resolve) => {
    const env = { ...process.env, NODE_COMPILE_CACHE: cacheFolder };
    execFile(process.execPath, [verifier, folder], { cwd: root, env }, (error, stdout, stderr) => {
      const code = error === null ? 0 : typeof error.code === 'number' ? error.code : -1;
      const output = `${stdout}${stderr}`.trim().slice(0, 500);
      resolve(code === 0 ? [] : [`the journal's verifier ended with ${code}: ${output}`]);
    });
  });
}

interface NamedRow {
  readonly transaction_id: string;
  readonly provider: ProviderId;
  readonly provider_ref: string | null;
  readonly memo: string | null;
}

/** What only the database knows of each payment: the names that providers know it by. */
export function namesOnTheWire(folder: string): ReadonlyMap<string, Pick<Row, 'providerRef' | 'key'>> {
  const db = new Database(path.join(folder, 'loket.db'), { readonly: true, fileMustExist: true });
  try {
    const rows = db.prepare('SELECT transaction_id, provider, provider_ref, memo FROM payments').all();
    const isOld = (rows as readonly NamedRow[]).some((row) => row.provider_ref === null);
    const intents = isOld ? intentsIn(db) : new Map<string, never>();
    return new Map(
      (rows as readonly NamedRow[]).map((row) => {
        // Of an old payment only its record tells.
        const old = intents.get(row.transaction_id);
        const providerRef = String(row.provider_ref ?? old?.providerRef);
        const { trId } = (row.memo === null ? old?.memo : JSON.parse(row.memo)) as { trId?: string };
        return [row.transaction_id, { providerRef, key: row.provider === 'iak' ? String(trId) : providerRef }];
      }),
    );
  } finally {
    db.close();
  }
}

const isSecrets = (name: string): boolean => path.basename(name).startsWith('loket.secrets');

/** The till's own secrets, which lie open in one file of the headless till. */
export function ownSecretsIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(isSecrets)
    .flatMap((name) => [...readFileSync(path.join(folder, name), 'utf8').matchAll(/"([\w-]{43})"/g)])
    .map(([, secret = '']) => secret);
}

/**
 * Every file below a folder with its bytes, but for the one that has the till's own secrets, and those that repeat one byte: a secret
 * can't be in ballast.
 */
export function filesIn(folder: string): Evidence['traces'] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => !isSecrets(name))
    .map((name) => ({ name, file: path.join(folder, name) }))
    .filter(({ file }) => statSync(file).isFile())
    .map(({ name, file }) => ({ name, bytes: readFileSync(file) }))
    .filter(({ bytes }) => bytes.length === 0 || !bytes.equals(Buffer.alloc(bytes.length, bytes[0])));
}
