import { parentPort } from 'node:worker_threads';
import { assert } from '../../../shared/errors.ts';
import { isStorageError, StorageError } from '../../db/storage-error.ts';
import { Misfit } from '../journal/problem.ts';
import { pack } from './packing.ts';
import { prepareSegment } from './prepare.ts';
import { writeSealed } from './seal.ts';

// Runs in a thread of its own, beside a rebuild: does one job after the other, and answers in that order. It ends once it is told
// null. A bug ends it at once.

/** What a thread is to do. */
export type Job =
  | { readonly what: 'prepare'; readonly folder: string; readonly number: number }
  | { readonly what: 'write'; readonly folder: string; readonly number: number; readonly plain: Uint8Array };

/** What came of it, or what the disk said. */
export type Answer = { readonly done: unknown } | { readonly message: string; readonly code: string };

const port = parentPort;
assert(port, 'this runs in a thread');
port.on('message', (job: Job | null) => {
  if (job) port.postMessage(answer(job));
  else port.close();
});

function answer(job: Job): Answer {
  try {
    return { done: work(job) };
  } catch (thrown) {
    const error = StorageError.from(thrown);
    if (!isStorageError(error)) throw error;
    return { message: error.message, code: error.code };
  }
}

function work(job: Job): unknown {
  const { folder, number } = job;
  if (job.what === 'prepare') return preparedOrNothing(folder, number);
  const plain = Buffer.from(job.plain.buffer, job.plain.byteOffset, job.plain.byteLength);
  writeSealed(folder, number, pack(plain), plain);
  return null;
}

/** What is not as it must be is read once more by who asked, and can say why. */
function preparedOrNothing(folder: string, number: number): unknown {
  try {
    return prepareSegment(folder, number);
  } catch (error) {
    if (error instanceof Misfit || isStorageError(error)) return null;
    throw error;
  }
}
