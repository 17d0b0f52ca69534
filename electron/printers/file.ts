import { constants } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { AddressOf } from './address.ts';
import { codeOf, type Connection, type Open } from './connection.ts';

/** How often a device that takes nothing now is tried again, in ms. */
const busyWaitMs = 50;

/** Opens a file to add to; makes one where there is none. */
export const openFile: Open<AddressOf<'file'>> = async ({ path }, signal) => {
  const flags = constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT | (constants.O_NONBLOCK ?? 0);
  return fileConnection(await open(path, flags, 0o600), signal);
};

/** Never waits inside a system call: a device without paper would keep one of the few threads that all file access shares. */
function fileConnection(file: FileHandle, signal: AbortSignal): Connection {
  let done = 0;
  // What closing says comes too late to tell anything of the bytes.
  const close = (): Promise<void> => file.close().catch(() => undefined);
  return {
    async write(bytes) {
      for (let at = 0; at < bytes.length;) {
        const taken = await writeSome(file, bytes.subarray(at));
        at += taken;
        done += taken;
        if (at === bytes.length) return;
        signal.throwIfAborted();
        await sleep(busyWaitMs);
      }
    },
    mayBeOut: () => done > 0,
    isGone: () => false,
    listen: null,
    end: close,
    drop: () => void close(),
  };
}

/** Bytes that the device took; none if it is busy. */
async function writeSome(file: FileHandle, bytes: Buffer): Promise<number> {
  try {
    return (await file.write(bytes)).bytesWritten;
  } catch (error) {
    if (codeOf(error) === 'EAGAIN') return 0;
    throw error;
  }
}
