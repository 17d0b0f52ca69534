import { closeSync, fdatasyncSync, openSync, rmSync, statfsSync, statSync, writeSync } from 'node:fs';
import path from 'node:path';

/** Bytes kept back on the disk. An outcome takes at most some 150 kB of journal, database and log together. */
const ballastBytes = 1024 * 1024;

/** Room on the disk that is given up when it is full, so that what a provider answered can still be stored. */
export interface Ballast {
  /** Whether the room is there. */
  held(): boolean;
  /** Gives the room up. */
  drop(): void;
  /** Takes the room again, if the disk has plenty. False if not. */
  hold(): boolean;
}

/** Ballast as a file in the data folder. Nothing here throws. */
export function openBallast(folder: string): Ballast {
  const name = path.join(folder, 'loket.ballast');
  const held = (): boolean => statSync(name, { throwIfNoEntry: false })?.size === ballastBytes;
  const drop = (): void => rmSync(name, { force: true });
  return {
    held: () => attempt(held),
    drop: () => void attempt(() => (drop(), true)),
    hold: () =>
      attempt(() => {
        if (held()) return true;
        const { bavail, bsize } = statfsSync(folder);
        if (bavail * bsize < ballastBytes * 1.5) return false;
        return write(name) || (drop(), false);
      }),
  };
}

/** Real bytes, not a hole: a hole holds no room. */
function write(name: string): boolean {
  const fd = openSync(name, 'w', 0o600);
  try {
    const block = Buffer.alloc(ballastBytes, 0x20);
    const whole = writeSync(fd, block, 0, block.length, 0) === block.length;
    fdatasyncSync(fd);
    return whole;
  } finally {
    closeSync(fd);
  }
}

function attempt(action: () => boolean): boolean {
  try {
    return action();
  } catch {
    return false;
  }
}
