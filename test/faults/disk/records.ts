import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Channel, Input } from '../../../shared/api.ts';
import type { Reply } from '../../../shared/errors.ts';
import { must } from '../cell.ts';
import { attach, inject } from '../process/strace.ts';
import type { Stage } from '../stage/stage.ts';

// A call that keeps one record, made while the disk fails: what the till says of it must be true of its books.

/** What a call that keeps a record is. */
export interface Keeping {
  /** The record's kind. */
  readonly kind: string;
  /** Brings about what the call needs, on a disk that is well; answers the call. It may be asked any number of times. */
  readonly prepare: (stage: Stage) => Promise<() => Promise<Reply<unknown>>>;
  /** What it is answered with though its record was kept; `ok` if not said. */
  readonly keptCode?: string;
  /** What it is answered with if it was not; `storage-failed` if not said. */
  readonly refusal?: string;
}

/** System calls that fail. */
export interface Failing {
  readonly calls: string;
  readonly what: string;
  readonly when: string;
}

/** What the till keeps its records in, and what it writes beside them before it answers. */
const files = [
  'loket.db',
  'loket.db-wal',
  'journal/000001.jsonl',
  'loket.settings',
  'loket.settings.new',
  'loket.settings.before',
  'loket.settings.before.new',
];

/** What a call was answered with, what is in the journal once the till goes on, and whether a call to the disk really failed. */
export interface Told {
  readonly hasFailed: boolean;
  readonly code: string;
  readonly before: number;
}

export const asking =
  <C extends Channel>(channel: C, input: (stage: Stage) => Input<C> | Promise<Input<C>>): Keeping['prepare'] =>
  async (stage) => {
    const asked = await input(stage);
    return () => stage.call(channel, asked);
  };

/** How many records of that kind there are. */
export function countOf(stage: Stage, kind: string): number {
  const folder = path.join(stage.data, 'journal');
  const lines = readdirSync(folder)
    .filter((name) => name.endsWith('.jsonl'))
    .flatMap((name) => readFileSync(path.join(folder, name), 'utf8').split('\n'));
  return lines.filter((line) => line.includes(`"kind":"${kind}"`)).length;
}

/** Makes the call while the disk fails. */
export async function keepWhile(stage: Stage, { kind, prepare }: Keeping, failing: Failing): Promise<Told> {
  const call = await prepare(stage);
  const before = countOf(stage, kind);
  const log = path.join(stage.folder, 'failing.trace');
  const only = files.flatMap((name) => ['-P', path.join(stage.data, name)]);
  const traced = await attach(stage.till.pid, [
    '-o',
    log,
    ...only,
    ...inject(failing.calls, failing.what, failing.when),
  ]);
  const reply = await call();
  await stage.must('till:status', {});
  await traced.detach();
  const hasFailed = readFileSync(log, 'latin1').includes('(INJECTED)');
  return { hasFailed, before, code: reply.ok ? 'ok' : reply.code };
}

/** Holds the till, which goes on, to what it said: kept once, or not at all. */
export function isAsTold(
  stage: Stage,
  { kind, keptCode = 'ok', refusal = 'storage-failed' }: Keeping,
  { code, before, hasFailed }: Told,
): void {
  const more = countOf(stage, kind) - before;
  if (code === keptCode) must(more === 1, `${kind} was told to be kept, and is there ${more} times more`);
  else {
    must(hasFailed && code === refusal, `${kind} on a failing disk was answered with ${code}`);
    must(more === 0, `${kind} was told not to be kept, and is there ${more} times more`);
  }
}

/** Makes the call on a disk that is well. False if the till does not trust that yet. */
export async function keptNow(
  stage: Stage,
  { kind, prepare, keptCode = 'ok', refusal = 'storage-failed' }: Keeping,
): Promise<boolean> {
  const call = await prepare(stage);
  const before = countOf(stage, kind);
  const reply = await call();
  const code = reply.ok ? 'ok' : reply.code;
  if (code === refusal) return false;
  must(code === keptCode, `${kind} was answered with ${code}`);
  must(countOf(stage, kind) === before + 1, `${kind} was kept ${countOf(stage, kind) - before} times`);
  return true;
}
