import { copyFileSync, existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

/** A file that is read from its start. */
export interface Extent {
  readonly path: string;
  /** How much of it there was; a till that runs may add to it meanwhile. */
  readonly bytes: number;
}

/** A piece of the journal: the single file of an older till, or a segment, which may be there plain, sealed, or both. */
export interface Piece {
  /** As a person knows it: `loket.journal`, `journal/000003.jsonl`, `journal/000003.jsonl.zst`. */
  readonly name: string;
  /** The segment's number; 1 for the single file. */
  readonly number: number;
  readonly plain: Extent | null;
  readonly sealed: Extent | null;
}

/** The files as they were at one moment. */
export interface Snapshot {
  /** By rising numbers. */
  readonly journal: readonly Piece[];
  /** Whether an older till's single file stands beside segments. */
  readonly isDoubled: boolean;
  /** What is in the folder of segments and is none. */
  readonly strangers: readonly string[];
  /** The database as an address for SQLite; null if there is none. */
  readonly database: string | null;
  /** Where a copy is, to be removed. */
  readonly temporary: string | null;
}

/** Something else has the name of one of the books' files. */
export class NotAFile extends Error {
  readonly code = 'ENOTFILE';

  constructor(name: string, kind: 'file' | 'folder') {
    super(`${name} is no ${kind}`);
  }
}

type Look = Readonly<Record<string, readonly [bytes: number, changedAt: number]>>;

const single = 'loket.journal';
const database = 'loket.db';
const logs = [`${database}-wal`, `${database}-journal`];

/**
 * Finds the files and changes none of them. A database with a log beside it, of a till that runs or was killed, can't be
 * opened without writing there, so it is copied; one without is opened as a file that nobody changes. Null if there is
 * neither journal nor database. Throws what the disk says, and a `NotAFile`.
 */
export function takeSnapshot(folder: string): Snapshot | null {
  for (;;) {
    const before = lookAt(folder);
    const journal = { ...findPieces(folder, before), isDoubled: isDoubled(before) };
    if (!before[database]) return journal.journal.length > 0 ? { ...journal, database: null, temporary: null } : null;
    if (logs.every((log) => !before[log]?.[0])) {
      const address = `${pathToFileURL(path.join(folder, database)).href}?immutable=1`;
      return { ...journal, database: address, temporary: null };
    }
    const temporary = mkdtempSync(path.join(tmpdir(), 'loket-verify-'));
    for (const file of [database, ...logs].filter((name) => existsSync(path.join(folder, name))))
      copyFileSync(path.join(folder, file), path.join(temporary, file));
    // While a till is at work the copies may not fit together.
    const isStill = JSON.stringify(lookAt(folder)) === JSON.stringify(before);
    if (isStill) return { ...journal, database: pathToFileURL(path.join(temporary, database)).href, temporary };
    rmSync(temporary, { recursive: true });
  }
}

export function removeSnapshot({ temporary }: Snapshot): void {
  if (temporary) rmSync(temporary, { recursive: true, force: true });
}

function lookAt(folder: string): Look {
  const journal = statSync(path.join(folder, 'journal'), { throwIfNoEntry: false });
  if (journal && !journal.isDirectory()) throw new NotAFile(path.join(folder, 'journal'), 'folder');
  const segments = journal ? readdirSync(path.join(folder, 'journal')).map((name) => `journal/${name}`) : [];
  const found = [single, database, ...logs, ...segments.sort()].flatMap((name) => {
    const stat = statSync(path.join(folder, name), { throwIfNoEntry: false });
    // To open a pipe is to wait for ever.
    if (stat && !stat.isFile() && (!name.includes('/') || segmentName.test(name)))
      throw new NotAFile(path.join(folder, name), 'file');
    return stat ? [[name, [stat.size, stat.mtimeMs] as const] as const] : [];
  });
  return Object.fromEntries(found);
}

const segmentName = /^journal\/(\d{6}|[1-9]\d{6,8})\.jsonl(\.zst)?$/;

function isDoubled(look: Look): boolean {
  return single in look && Object.keys(look).some((name) => segmentName.test(name));
}

function findPieces(folder: string, look: Look): Pick<Snapshot, 'journal' | 'strangers'> {
  const extent = (name: string): Extent | null =>
    look[name] ? { path: path.join(folder, name), bytes: look[name][0] } : null;
  const inFolder = Object.keys(look).filter((name) => name.startsWith('journal/'));
  const numbers = new Set(inFolder.flatMap((name) => segmentName.exec(name)?.[1] ?? []));
  const segments = [...numbers]
    .sort((one, other) => Number(one) - Number(other))
    .map((digits) => {
      const [plain, sealed] = [extent(`journal/${digits}.jsonl`), extent(`journal/${digits}.jsonl.zst`)];
      return { name: `journal/${digits}.jsonl${sealed ? '.zst' : ''}`, number: Number(digits), plain, sealed };
    });
  const old: Piece = { name: single, number: 1, plain: extent(single), sealed: null };
  return {
    journal: segments.length > 0 ? segments : old.plain ? [old] : [],
    strangers: inFolder.filter((name) => !segmentName.test(name)),
  };
}
