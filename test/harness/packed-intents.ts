import { zstdDecompressSync } from 'node:zlib';
import type Database from 'better-sqlite3';

/** What the packed records of payments' beginnings tell that is not kept in a row, by payment. */
export function intentsIn(
  db: Database.Database,
): ReadonlyMap<string, { readonly providerRef: string; readonly memo: object }> {
  const parts = db.prepare('SELECT data FROM journal_parts ORDER BY segment').pluck().all() as Buffer[];
  const lines = parts.flatMap((part) => zstdDecompressSync(part).toString().trimEnd().split('\n'));
  const records = lines.map((line) => JSON.parse(line) as Intent).filter(({ kind }) => kind === 'intent');
  return new Map(records.map(({ transactionId, data }) => [transactionId, data]));
}

interface Intent {
  readonly kind: string;
  readonly transactionId: string;
  readonly data: { readonly providerRef: string; readonly memo: object };
}
