import { constants } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { PathAddress } from './address.ts';
import { codeOf, systemError, type Connection, type Open } from './connection.ts';

/** How often a device that takes or says nothing now is tried again, in ms. */
const busyWaitMs = 50;
/** How long, in ms, a device stays open after its last byte: where it is closed sooner, the system calls back what is on the cable. */
const settleMs = 500;

// Windows has no such flag.
const withoutWaiting = constants.O_NONBLOCK ?? 0;

/** Opens a file to add to; makes one where there is none. One that is a device is treated as such. */
export const openFile: Open<PathAddress> = async ({ path }, signal) => {
  const file = await open(path, constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT | withoutWaiting, 0o600);
  return connectionOn(file, (await file.stat()).isCharacterDevice(), false, signal);
};

/** Opens a device file, never any other; one that another program uses is waited for. It is heard where it may be read. */
export const openDevice: Open<PathAddress> = async ({ path }, signal) => {
  for (;;) {
    try {
      const { file, speaks } = await openToReadOrNot(path);
      if ((await file.stat()).isCharacterDevice()) return connectionOn(file, true, speaks, signal);
      await file.close();
      throw systemError('ENODEV', `${path} is no device`);
    } catch (error) {
      if (codeOf(error) !== 'EBUSY' || signal.aborted) throw error;
      await sleep(busyWaitMs);
    }
  }
};

async function openToReadOrNot(path: string): Promise<{ readonly file: FileHandle; readonly speaks: boolean }> {
  // A terminal must not become this process's own, by which its keys would end it.
  const flags = withoutWaiting | constants.O_NOCTTY;
  try {
    return { file: await open(path, constants.O_RDWR | flags), speaks: true };
  } catch (error) {
    if (!['EACCES', 'EPERM', 'EROFS', 'EINVAL'].includes(codeOf(error))) throw error;
    return { file: await open(path, constants.O_WRONLY | flags), speaks: false };
  }
}

/** Never waits inside a system call: a device without paper would keep one of the few threads that all file access shares. */
function connectionOn(file: FileHandle, isDevice: boolean, speaks: boolean, signal: AbortSignal): Connection {
  let done = 0;
  let isClosed = false;
  const close = async (): Promise<void> => {
    isClosed = true;
    // What closing says comes too late to tell anything of the bytes.
    await file.close().catch(() => undefined);
  };
  return {
    async write(bytes) {
      for (let at = 0; at < bytes.length;) {
        // The driver of a USB printer says that it took what it has only put on the cable. It takes one byte more when that has arrived.
        const held = isDevice && at < bytes.length - 1 ? 1 : 0;
        const taken = await writeSome(file, bytes.subarray(at, bytes.length - held));
        at += taken;
        done += taken;
        if (at === bytes.length) return;
        signal.throwIfAborted();
        if (taken === 0) await sleep(busyWaitMs);
      }
    },
    mayBeOut: () => done > 0,
    isGone: () => false,
    listen: speaks ? (heard) => void hear(file, heard, () => isClosed) : null,
    async end() {
      if (isDevice) await sleep(settleMs);
      await close();
    },
    drop: () => void close(),
  };
}

async function hear(file: FileHandle, heard: (bytes: Buffer) => void, isOver: () => boolean): Promise<void> {
  const room = Buffer.alloc(64);
  while (!isOver()) {
    const count = await file.read(room, 0, room.length, null).then(
      ({ bytesRead }) => bytesRead,
      () => 0,
    );
    if (count > 0) heard(Buffer.from(room.subarray(0, count)));
    else await sleep(busyWaitMs);
  }
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
