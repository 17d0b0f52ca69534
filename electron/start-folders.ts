import { accessSync, constants, mkdirSync, statfsSync } from 'node:fs';
import path from 'node:path';
import type { Caller } from './caller.ts';
import { oddIn } from './books/odd-files.ts';
import { closeFolder, isOwnFile, type Closing } from './machine/own-files.ts';
import { parseTransport } from './printers/address.ts';

/** Makes the folders, for their owner alone, and closes those that `closed` is none of; a sentence if they can't be written. */
export function prepareFolder(folder: string, closed: string): Closing {
  const odd = folder === closed ? null : oddIn(folder);
  if (odd !== null) return { ok: false, problem: odd };
  const exports = path.join(folder, 'export');
  try {
    mkdirSync(exports, { recursive: true, mode: 0o700 });
    accessSync(folder, constants.W_OK);
  } catch (error) {
    return { ok: false, problem: `The data folder ${folder} can't be written: ${(error as Error).message}.` };
  }
  const outer: Closing = folder === closed ? { ok: true, foundOpen: [] } : closeFolder(folder);
  const inner = closeFolder(exports);
  if (!outer.ok || !inner.ok) return outer.ok ? inner : outer;
  return { ok: true, foundOpen: [...outer.foundOpen, ...inner.foundOpen] };
}

/** A start takes some hundred kB of journal and database, and then the room that is kept back; in bytes. */
const startBytes = 2 * 1024 * 1024;

/** Why a start is refused, and what to do where its disk has hardly any room: what the disk says of that is not always that it is full. */
export function withRoom({ problem }: { readonly problem: string }, dataDir: string): { ok: false; problem: string } {
  const free = freeOn(dataDir);
  if (free === null || free >= startBytes) return { ok: false, problem };
  const left = `The disk of ${dataDir} has only ${Math.floor(free / 1024)} KB left`;
  return { ok: false, problem: `${problem} ${left}: make room on it, then start again.` };
}

/** In bytes; null if the disk does not say. */
function freeOn(folder: string): number | null {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize;
  } catch {
    return null;
  }
}

/** Whether a printer's address is a file that the till keeps its books in. */
export function isOwn(transport: string, folders: readonly string[]): boolean {
  const to = parseTransport(transport);
  return to?.kind === 'file' && folders.some((folder) => isOwnFile(to.path, folder));
}

/**
 * Whether a printer's file may be there where somebody at that door says so: none of the books, and for the page only a `.bin` in the data folder,
 * since a file could be one that some other program runs, or a
 * printer's device.
 */
export function mayPrintTo(transport: string, door: Caller, [dataDir, folder]: readonly [string, string]): boolean {
  if (isOwn(transport, [dataDir, folder])) return false;
  const to = parseTransport(transport);
  if (to?.kind === 'device') return door === 'program' || /^\/dev\/(usb\/|loket-)?lp\d+$/.test(to.path);
  return (
    to?.kind !== 'file' || door === 'program' || (to.path.startsWith(dataDir + path.sep) && to.path.endsWith('.bin'))
  );
}
