import path from 'node:path';
import type { Op } from './trace.ts';

// What a disk may hold after the power went: what was synced, and of what was not, anything.

/** Bytes that a disk writes whole or not at all. */
const sectorBytes = 512;

/** A change of a file that was not synced yet. */
type Change = { readonly at: number; readonly bytes: Buffer } | { readonly size: number };

interface FileState {
  /** What was synced, at each sync of this file: the last is the newest. The first is from before the recording. */
  readonly synced: { readonly content: Buffer; readonly sync: number }[];
  readonly changes: Change[];
}

type Names = ReadonlyMap<string, FileState>;

/** Files by name. */
export type Cut = ReadonlyMap<string, Buffer>;

export type Fate = 'whole' | 'torn' | 'lost';

/** What becomes of what was not synced. */
export interface CutKind {
  readonly name: string;
  /** Which of `count` things outlive the power; of each whether whole, not at all, or torn. */
  readonly keeps: (count: number) => readonly Fate[];
  /** How many of the folder's unsynced changes outlive it, of `count`. */
  readonly keepsNames: (count: number) => number;
  /** Which sectors of a torn write arrive. */
  readonly keepsSector: () => boolean;
}

/** A folder on a disk whose cache we can see. */
export class Disk {
  /** What the folder means to a program. */
  #names: Map<string, FileState>;
  /** What it means on the disk, and the changes since. */
  #syncedNames: Names;
  #renamings: Names[] = [];
  /** What it meant when that many syncs had been made. */
  readonly #namesAt: Names[] = [];
  /** Folders that got another name since the folder around them was synced. */
  readonly #moved: { readonly from: string; readonly to: string }[] = [];
  readonly #folder: string;
  #syncs = 0;
  #steps = 0;

  /** `files`: what was in the folder, all of it synced. */
  constructor(folder: string, files: Cut) {
    this.#folder = folder;
    this.#names = new Map([...files].map(([name, content]) => [name, { synced: [{ content, sync: 0 }], changes: [] }]));
    this.#syncedNames = new Map(this.#names);
  }

  /** Syncs so far. */
  get syncs(): number {
    return this.#syncs;
  }

  /** Rises with everything that changes what a cut would leave. */
  get steps(): number {
    return this.#steps;
  }

  /** Files that have changes which are not on the disk yet, and how many. */
  unsynced(): { readonly names: number; readonly changes: number } {
    const files = new Set(this.#names.values());
    return { names: this.#renamings.length, changes: [...files].reduce((sum, { changes }) => sum + changes.length, 0) };
  }

  /** Takes what a recorded call did. */
  do(op: Op): void {
    if (!('file' in op)) return;
    const name = op.file;
    this.#steps++;
    switch (op.kind) {
      case 'create':
        return void this.#fileAt(name);
      case 'write':
        return void this.#fileAt(name).changes.push({ at: this.#offset(op.at, name), bytes: op.bytes });
      case 'cut':
        return void this.#fileAt(name).changes.push({ size: op.size });
      case 'sync':
        return this.#sync(name);
      case 'rename':
        if (!this.#names.has(name)) this.#moved.push({ from: name, to: op.to });
        return this.#rename((names) => {
          for (const [old, file] of [...names]) {
            if (old !== name && path.dirname(old) !== name) continue;
            names.delete(old);
            names.set(op.to + old.slice(name.length), file);
          }
        });
      case 'unlink':
        return this.#rename((names) => names.delete(name));
    }
  }

  /** What is there if the power goes now. */
  cut({ keeps, keepsNames, keepsSector }: CutKind): Cut {
    const kept = keepsNames(this.#renamings.length);
    const names = kept === 0 ? this.#syncedNames : (this.#renamings[kept - 1] ?? this.#syncedNames);
    return contentsOf(names, ({ synced, changes }) => {
      const fates = keeps(changes.length);
      return applied(lastSynced(synced), changes, (at) => fates[at] ?? 'lost', keepsSector);
    });
  }

  /** Whether a program finds a file of that name below the folder. */
  has(name: string): boolean {
    return this.#names.has(path.join(this.#folder, name));
  }

  /** What is there if the last `drop` syncs of one file that it has, and all since, never reached the disk though it said so. */
  lieAbout(name: string, drop: number): Cut {
    const lied = this.#names.get(path.join(this.#folder, name));
    if (!lied) throw new Error(`there is no ${name} to lie about`);
    return contentsOf(this.#names, (file) => {
      const { synced, changes } = file;
      if (file === lied) return synced.at(-1 - drop)?.content ?? synced[0]?.content ?? Buffer.alloc(0);
      return applied(lastSynced(synced), changes, whole, () => true);
    });
  }

  /** What is there if nothing since the last `drop` syncs, of any file or folder, reached the disk. */
  lieAboutAll(drop: number): Cut {
    return contentsOf(this.#namesAt[this.#syncs - drop] ?? this.#names, ({ synced }) => {
      const last = synced.findLast(({ sync }) => sync <= this.#syncs - drop) ?? synced[0];
      return last?.content ?? Buffer.alloc(0);
    });
  }

  /** The file that a program finds under that name; made if it is not there. */
  #fileAt(name: string): FileState {
    const there = this.#names.get(name);
    if (there) return there;
    const made: FileState = { synced: [], changes: [] };
    this.#rename((names) => names.set(name, made));
    return made;
  }

  #rename(change: (names: Map<string, FileState>) => void): void {
    const names = new Map(this.#names);
    change(names);
    this.#names = names;
    this.#renamings.push(names);
  }

  #sync(name: string): void {
    this.#syncs++;
    this.#namesAt[this.#syncs] = this.#names;
    const file = this.#names.get(name);
    if (!file) return this.#syncNames(name);
    const content = applied(lastSynced(file.synced), file.changes, whole, () => true);
    file.changes.length = 0;
    file.synced.push({ content, sync: this.#syncs });
    if (file.synced.length > historyMax) file.synced.shift();
  }

  /** The names in one folder are on the disk as they are now; those of another folder that changed meanwhile are not. */
  #syncNames(folder: string): void {
    const isIn = (name: string): boolean => path.dirname(name) === folder;
    const moved = this.#moved.filter(({ to }) => isIn(to));
    this.#moved.splice(0, Infinity, ...this.#moved.filter((one) => !moved.includes(one)));
    // Of a folder that was moved, what stood in it on the disk has its new name there.
    const movedName = (name: string): string | null => {
      const from = path.dirname(name);
      const to = moved.find((one) => one.from === from)?.to;
      return to === undefined ? null : to + name.slice(from.length);
    };
    const arrived = [...this.#syncedNames].flatMap(([name, file]) => {
      const to = movedName(name);
      return to !== null && this.#names.get(to) === file ? [[to, file] as const] : [];
    });
    const now = [...[...this.#names].filter(([name]) => isIn(name)), ...arrived];
    const synced = (names: Names): Map<string, FileState> =>
      new Map([...[...names].filter(([name]) => !isIn(name) && movedName(name) === null), ...now]);
    this.#syncedNames = synced(this.#syncedNames);
    const isNews = (names: Names): boolean => !isSame(names, this.#syncedNames);
    this.#renamings = this.#renamings.map(synced).filter(isNews);
  }

  #offset(at: number, name: string): number {
    return at >= 0 ? at : sizeOf(this.#fileAt(name));
  }
}

function isSame(one: Names, other: Names): boolean {
  return one.size === other.size && [...one].every(([name, file]) => other.get(name) === file);
}

const whole = (): Fate => 'whole';

function lastSynced(synced: FileState['synced']): Buffer {
  return synced.at(-1)?.content ?? Buffer.alloc(0);
}

/** Syncs of one file that a lying disk may drop, and one more. */
const historyMax = 9;

function sizeOf({ synced, changes }: FileState): number {
  return changes.reduce(
    (size, change) => ('size' in change ? change.size : Math.max(size, change.at + change.bytes.length)),
    synced.at(-1)?.content.length ?? 0,
  );
}

function contentsOf(names: Names, content: (file: FileState) => Buffer): Cut {
  return new Map([...names].map(([name, file]) => [name, content(file)]));
}

/** The content with these changes made, each as its fate has it. */
function applied(
  content: Buffer,
  changes: readonly Change[],
  fates: (at: number) => Fate,
  keepsSector: () => boolean,
): Buffer {
  const most = changes.reduce(
    (size, one) => Math.max(size, 'size' in one ? one.size : one.at + one.bytes.length),
    content.length,
  );
  const whole = Buffer.alloc(most);
  content.copy(whole);
  let size = content.length;
  for (const [at, change] of changes.entries()) {
    const fate = fates(at);
    if (fate === 'lost') continue;
    if ('size' in change) {
      // What lies behind a cut is gone for good.
      whole.fill(0, change.size);
      size = change.size;
    } else if (fate === 'whole') {
      change.bytes.copy(whole, change.at);
      size = Math.max(size, change.at + change.bytes.length);
    } else size = Math.max(size, tear(whole, change, keepsSector));
  }
  return whole.subarray(0, size);
}

/** Writes those sectors that arrive; answers where the last of them ends. */
function tear(
  whole: Buffer,
  { at, bytes }: { readonly at: number; readonly bytes: Buffer },
  keepsSector: () => boolean,
): number {
  let end = 0;
  for (let from = at; from < at + bytes.length;) {
    const next = Math.min((Math.floor(from / sectorBytes) + 1) * sectorBytes, at + bytes.length);
    if (keepsSector()) end = bytes.copy(whole, from, from - at, next - at) + from;
    from = next;
  }
  return end;
}
