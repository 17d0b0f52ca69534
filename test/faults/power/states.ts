import { hash, randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { chanceOf } from '../../harness/chance.ts';
import { check, lay, type State } from './check.ts';
import { Disk, type Cut, type Fate, type CutKind } from './disk.ts';
import { isUnbroken, PhaseFollower, type Phase } from './phases.ts';
import { PromiseKeeper, type Promises } from './promises.ts';
import { loadRecording, type Recording } from './recording.ts';

// Cuts the power at every event of one phase of a recording, in many ways, and checks what is left. Prints a Tally as JSON.
// `node test/faults/power/states.ts --recording FILE --phase B2 --states 500 --seed 1 --keep DIR`

export interface Tally {
  /** Events at which the power was cut. */
  readonly points: number;
  /** States that were opened and checked, and those that were the same as one before. */
  readonly states: number;
  readonly same: number;
  readonly failures: readonly Failure[];
}

export interface Failure {
  readonly where: string;
  readonly problem: string;
  readonly times: number;
}

/** Cuts that every point gets, and the most syncs that a lying disk drops. */
const fixedCuts = 3;
const liesMax = 8;
/** Files about which alone a disk may lie. */
const liedAbout = [
  'loket.db-wal',
  'journal/000001.jsonl',
  'loket.db',
  'journal/000001.jsonl.zst',
  'journal/000002.jsonl',
];
/** So many states, of a disk that did not lie, are kept for a whole till to be started in. */
const kept = 4;
/** Every so manieth state is opened twice. */
const twiceEvery = 8;
const shmBytes = 32_768;
const digests = new WeakMap<Buffer, string>();

const { values } = parseArgs({
  options: {
    recording: { type: 'string', default: '' },
    phase: { type: 'string', default: '' },
    states: { type: 'string', default: '500' },
    seed: { type: 'string', default: '1' },
    keep: { type: 'string' },
  },
});
// A disk that is memory, where there is one: what is written here is to be read by nobody but this process.
const ram = '/dev/shm';
const work = mkdtempSync(path.join(existsSync(ram) ? ram : tmpdir(), 'loket-power-'));
try {
  const recording = loadRecording(values.recording);
  process.stdout.write(
    JSON.stringify(await run(recording, values.phase as Phase, Number(values.states), Number(values.seed))),
  );
} finally {
  rmSync(work, { recursive: true, force: true });
}

async function run(recording: Recording, phase: Phase, states: number, seed: number): Promise<Tally> {
  const chance = chanceOf(seed);
  const seen = new Set<string>();
  const failures = new Map<string, Failure>();
  const { points, possible, randoms } = await countStates(recording, phase, states, chance);
  const counted = { points, states: 0, same: 0 };
  // Many of them turn out to be the same.
  const share = (2 * states) / possible;
  const folder = path.join(work, 'data');
  const how = { aheadMs: recording.aheadMs ?? 0, seals: isUnbroken(phase) };
  await walk(recording, phase, async (point) => {
    for (const [name, make] of statesAt(point, randoms, chance)) {
      if (chance() >= share || counted.states >= states) continue;
      const state = make();
      const key = digest(state.cut, point.promised);
      if (seen.has(key)) {
        counted.same++;
        continue;
      }
      seen.add(key);
      counted.states++;
      const shm = chance() < 0.5 ? null : randomBytes(shmBytes);
      if (values.keep !== undefined && !state.isLying && counted.states % Math.ceil(states / kept) === 1)
        lay(path.join(values.keep, String(counted.states)), { ...state, shm });
      const opensTwice = counted.states % twiceEvery === 0;
      const problems = await check(folder, { ...state, shm, opensTwice, ...how });
      if (problems.length > 0) note(failures, `after event ${point.at}, ${name}`, problems);
    }
  });
  return { ...counted, failures: [...failures.values()] };
}

/** One of a kind is shown, and counted how many there were. */
function note(failures: Map<string, Failure>, where: string, problems: readonly string[]): void {
  const said = problems.join('; ');
  const kind = said.replace(/[0-9A-HJKMNP-TV-Z]{20}|\d+/g, '#');
  const before = failures.get(kind);
  failures.set(kind, {
    where: before?.where ?? where,
    problem: before?.problem ?? said,
    times: (before?.times ?? 0) + 1,
  });
}

interface Point {
  readonly at: string;
  readonly disk: Disk;
  readonly promises: Promises;
  /** Promises given so far. */
  readonly promised: number;
  /** As they were when that many syncs had been made. */
  readonly promisesAt: (sync: number) => Promises;
  readonly isSync: boolean;
}

/** How many states there are to choose from, and how many of them a point gets by chance. */
async function countStates(
  recording: Recording,
  phase: Phase,
  states: number,
  chance: () => number,
): Promise<{ readonly points: number; readonly possible: number; readonly randoms: number }> {
  let points = 0;
  await walk(recording, phase, () => points++);
  const randoms = Math.max(2, Math.floor(states / Math.max(1, points)) - fixedCuts);
  let possible = 0;
  await walk(recording, phase, (point) => (possible += [...statesAt(point, randoms, chance)].length));
  return { points, possible, randoms };
}

async function walk(
  { folder, before, runs, known }: Recording,
  phase: Phase,
  visit: (point: Point) => unknown,
): Promise<void> {
  const disk = new Disk(folder, before);
  const keeper = new PromiseKeeper(known);
  const atSync: Promises[] = [keeper.promises()];
  let promised = 0;
  for (const [runAt, { start, ops }] of runs.entries()) {
    const follower = new PhaseFollower(start);
    for (const [at, op] of ops.entries()) {
      disk.do(op);
      if (keeper.hear(op)) promised++;
      const now = follower.after(op);
      if (op.kind === 'sync') atSync[disk.syncs] = keeper.promises();
      if (now !== phase) continue;
      await visit({
        at: `${runAt + 1}.${at} (${op.kind}${'file' in op ? ` ${path.basename(op.file)}` : ''})`,
        ...{ disk, promised, promises: keeper.promises(), isSync: op.kind === 'sync' },
        promisesAt: (sync) => atSync[Math.max(0, sync)] ?? keeper.promises(),
      });
    }
  }
}

type Named = readonly [string, () => Pick<State, 'cut' | 'isLying' | 'promises'>];

function* statesAt(point: Point, randoms: number, chance: () => number): Generator<Named> {
  const { disk, promises } = point;
  const { names, changes } = disk.unsynced();
  const honest = (kind: CutKind): Named => [kind.name, () => ({ cut: disk.cut(kind), isLying: false, promises })];
  yield honest(all('nothing lost', 'whole', (count) => count));
  if (changes + names > 0) yield honest(all('all that was not synced lost', 'lost', () => 0));
  if (names > 0) yield honest(all('the folder’s changes lost', 'whole', () => 0));
  const many = Math.min(randoms, 2 ** Math.min(20, changes) * (names + 1));
  for (let n = 0; n < many && changes + names > 0; n++) yield honest(anything(chance));
  if (!point.isSync) return;
  for (let drop = 1; drop <= liesMax; drop++) {
    for (const name of liedAbout.filter((one) => disk.has(one)))
      yield [`${drop} syncs of ${name} were lies`, () => ({ cut: disk.lieAbout(name, drop), isLying: true, promises })];
    const early = point.promisesAt(disk.syncs - drop);
    yield [`${drop} syncs were lies`, () => ({ cut: disk.lieAboutAll(drop), isLying: true, promises: early })];
  }
}

function all(name: string, fate: Fate, keepsNames: CutKind['keepsNames']): CutKind {
  return { name, keeps: (count) => Array<Fate>(count).fill(fate), keepsNames, keepsSector: () => true };
}

/** Some of what was not synced arrives, in any order, some of it in part. */
function anything(chance: () => number): CutKind {
  const tears = chance() < 0.5;
  const share = chance();
  const fate = (): Fate => (chance() < share ? (tears && chance() < 0.3 ? 'torn' : 'whole') : 'lost');
  return {
    name: tears ? 'some of it torn' : 'some of it lost',
    keeps: (count) => Array.from({ length: count }, fate),
    keepsNames: (count) => Math.floor(chance() * (count + 1)),
    keepsSector: () => chance() < 0.5,
  };
}

/** What makes a state the same as another one. */
function digest(cut: Cut, promised: number): string {
  const files = [...cut].map(([name, bytes]) => {
    const known = digests.get(bytes) ?? hash('sha1', bytes, 'base64');
    digests.set(bytes, known);
    return `${name} ${known}`;
  });
  return `${promised} ${files.join(' ')}`;
}
