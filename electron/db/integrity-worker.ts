import { parentPort, workerData } from 'node:worker_threads';
import Database from 'better-sqlite3';
import { auditRows, checkIntegrity } from './audit.ts';

// Runs in a thread of its own, for both checks read the whole file: posts what it found, one sentence each. It is never ended
// from outside, which could crash the program in the middle of SQLite's code; it looks between the checks whether to go on.

const { file, stopped } = workerData as { readonly file: string; readonly stopped: Int32Array };
const found: string[] = [];
for (const check of [checkIntegrity, auditRows]) {
  if (Atomics.load(stopped, 0) === 1) break;
  const db = new Database(file, { readonly: true });
  found.push(...check(db));
  db.close();
}
parentPort?.postMessage(found);
