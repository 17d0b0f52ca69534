import { parentPort, workerData } from 'node:worker_threads';
import Database from 'better-sqlite3';
import { auditRows, checkIntegrity } from './audit.ts';

// Runs in a thread of its own, for both checks read the whole file: posts what it found, one sentence each.

const db = new Database(workerData as string, { readonly: true });
parentPort?.postMessage([...checkIntegrity(db), ...auditRows(db)]);
db.close();
