import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { Books } from '../../../electron/books/books.ts';
import { verifyBooks } from '../../../electron/books/checks/verify-books.ts';
import { rebuild } from '../../../electron/books/rebuild.ts';
import { startBooks } from '../../../electron/books/start-books.ts';
import { keepMark } from './books-folder.ts';
import { chanceOf } from '../../harness/chance.ts';
import { clockAt } from '../../harness/clock-at.ts';

// Damages one file of a data folder at a time and opens it as the till does: it must be refused by a sentence that names a file,
// and be mended by making that file again, or everything must be as it was. Prints a Tally as JSON.
// `node test/faults/disk/damage.ts --folder DIR --file loket.db --how flip --times 200 --seed 1`

export const damages = ['flip', 'truncate', 'zero', 'garbage', 'delete'] as const;
export type Damage = (typeof damages)[number];

export interface Tally {
  readonly tried: number;
  /** Starts that were refused, those that were open for business with nothing changed, and those that asked a person first. */
  readonly refused: number;
  readonly unharmed: number;
  readonly reconcile: number;
  /** Starts with something wrong that only the check in the background finds. */
  readonly late: number;
  readonly failures: readonly Failure[];
}

export interface Failure {
  readonly where: string;
  readonly problem: string;
  readonly times: number;
}

const { values } = parseArgs({
  options: {
    folder: { type: 'string', default: '' },
    file: { type: 'string', default: 'loket.db' },
    how: { type: 'string', default: 'flip' },
    times: { type: 'string', default: '100' },
    seed: { type: 'string', default: '1' },
  },
});

const sectorBytes = 512;
const ballast = 'loket.ballast';
const ram = '/dev/shm';
const work = mkdtempSync(path.join(existsSync(ram) ? ram : tmpdir(), 'loket-damage-'));
const counts = { tried: 0, refused: 0, unharmed: 0, reconcile: 0, late: 0 };
const failures = new Map<string, Failure>();
try {
  await run(values.how as Damage, Number(values.times), chanceOf(Number(values.seed)));
  process.stdout.write(JSON.stringify({ ...counts, failures: [...failures.values()] } satisfies Tally));
} finally {
  rmSync(work, { recursive: true, force: true });
}

async function run(how: Damage, times: number, chance: () => number): Promise<void> {
  const sound = readFolder(values.folder);
  const original = sound.get(values.file);
  if (!original) throw new Error(`there is no ${values.file} in ${values.folder}`);
  const truth = truthOf(sound);
  for (let n = 0; n < times; n++) {
    const [where, harmed] = damaged(original, how, chance, n / times);
    const folder = lay(new Map(sound).set(values.file, harmed));
    counts.tried++;
    const problem = await judge(folder, truth);
    if (problem !== null) note(`${values.file} ${where}`, problem);
  }
}

/** A file with its damage, and what that was; null for a file that is gone. */
function damaged(bytes: Buffer, how: Damage, chance: () => number, part: number): readonly [string, Buffer | null] {
  const at = Math.floor(chance() * bytes.length);
  switch (how) {
    case 'flip': {
      const bit = Math.floor(chance() * 8);
      const harmed = Buffer.from(bytes);
      harmed[at] = (harmed[at] ?? 0) ^ (1 << bit);
      return [`bit ${bit} of byte ${at} flipped`, harmed];
    }
    case 'truncate': {
      // From nothing to nearly all; half of them where pages end.
      const length = Math.floor(part * bytes.length);
      const kept = chance() < 0.5 ? length : length - (length % 4096);
      return [`cut to ${kept} of ${bytes.length} bytes`, bytes.subarray(0, kept)];
    }
    case 'zero': {
      const harmed = Buffer.from(bytes);
      const from = at - (at % sectorBytes);
      harmed.fill(0, from, Math.min(harmed.length, from + sectorBytes * (1 + Math.floor(chance() * 16))));
      return [`zeros from byte ${from}`, harmed];
    }
    case 'garbage':
      return ['all garbage', randomBytes(bytes.length)];
    case 'delete':
      return ['deleted', null];
  }
}

function readFolder(folder: string): Map<string, Buffer | null> {
  const names = readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((one) => one.isFile() && one.name !== 'loket.log')
    .map((one) => path.relative(folder, path.join(one.parentPath, one.name)));
  return new Map(names.map((name) => [name, readFileSync(path.join(folder, name))]));
}

function lay(files: ReadonlyMap<string, Buffer | null>): string {
  const folder = path.join(work, 'data');
  mkdirSync(folder, { recursive: true });
  for (const name of readdirSync(folder)) {
    if (name !== ballast) rmSync(path.join(folder, name), { recursive: true });
  }
  for (const [name, bytes] of files) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    if (bytes !== null && !(name === ballast && existsSync(path.join(folder, name))))
      writeFileSync(path.join(folder, name), bytes);
  }
  keepMark(folder);
  return folder;
}

function start(folder: string): ReturnType<typeof startBooks> {
  return startBooks(folder, { clock: clockAt(Date.now), newEpoch: () => 'HARM', by: 'owner', version: 'harm' });
}

/** Everything about money that a sound start knows. */
function truthOf(sound: ReadonlyMap<string, Buffer | null>): string {
  const started = start(lay(sound));
  if (!started.ok) throw new Error(`the sound folder is refused: ${started.problem}`);
  const truth = factsOf(started.books);
  started.close();
  return truth;
}

function factsOf({ db }: Books): string {
  const tables = [
    ...['transactions ORDER BY transaction_id', 'quotes ORDER BY quote_id', 'print_jobs ORDER BY job_id'],
    ...['people', 'recovery', 'shifts', 'shift_lines', 'zs', 'ledger', 'customers', 'debts', 'debt_payments'],
    ...['deposit_lines', 'top_up_asks'],
  ];
  return JSON.stringify(tables.map((table) => db.prepare(`SELECT * FROM ${table}`).all()));
}

/** What is wrong with how a damaged folder was opened; null if nothing is. */
async function judge(folder: string, truth: string): Promise<string | null> {
  try {
    const started = start(folder);
    if (!started.ok) {
      counts.refused++;
      return await mendAsTold(folder, started.problem, truth);
    }
    const { books, restored, close } = started;
    try {
      const found = verifyBooks(books.known(), books).problems;
      const facts = readable(() => factsOf(books));
      const isSame = facts === truth;
      if (restored !== null) counts.reconcile++;
      else if (found.length > 0) counts.late++;
      else counts.unharmed++;
      return isSame || found.length > 0
        ? null
        : `it opened, and something is not as it was: ${difference(truth, facts)}`;
    } finally {
      close();
    }
  } catch (error) {
    return `it threw: ${error instanceof Error ? error.message : String(error)}`;
  }
}

/** The first place in which two texts differ. */
function difference(truth: string, found: string): string {
  let at = 0;
  while (at < truth.length && truth[at] === found[at]) at++;
  const around = (text: string): string => text.slice(Math.max(0, at - 30), at + 20);
  return `${around(truth)} became ${around(found)}`;
}

function readable(read: () => string): string {
  try {
    return read();
  } catch {
    return 'unreadable';
  }
}

/** The person makes the file again that the sentence names. */
async function mendAsTold(folder: string, problem: string, truth: string): Promise<string | null> {
  const named = /loket\.(db)\b|\/(journal)\/\d+\.jsonl/
    .exec(problem)
    ?.slice(1)
    .find((one) => one !== undefined);
  if (named === undefined) return `no file is named: ${problem}`;
  const done = await rebuild(folder, named === 'db' ? 'database' : 'journal', Date.now());
  if (!done.ok) return `refused (${problem}), and so is the rebuild: ${done.problem}`;
  keepMark(folder);
  const again = start(folder);
  if (!again.ok) return `refused (${problem}), and after the rebuild too: ${again.problem}`;
  const isSame = factsOf(again.books) === truth;
  again.close();
  return isSame ? null : `after the rebuild something is not as it was (${problem})`;
}

function note(where: string, problem: string): void {
  const kind = problem.replace(/[0-9A-HJKMNP-TV-Z]{20}|\d+/g, '#');
  const before = failures.get(kind);
  failures.set(kind, {
    where: before?.where ?? where,
    problem: before?.problem ?? problem,
    times: (before?.times ?? 0) + 1,
  });
}
