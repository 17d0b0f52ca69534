import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { BackupInfo, BackupOutputs, BackupStatus } from '../../shared/backup-api.ts';
import { fail, ok, type ErrorCode, type Result } from '../../shared/errors.ts';
import { toWib } from '../../shared/time.ts';
import { runInThread, ThreadError, type Running } from '../books/checks/thread.ts';
import type { Caller } from '../caller.ts';
import { describeError, type Log } from '../machine/log.ts';
import type { Answer, Job } from './backup-worker.ts';
import { listBackups, removeOldest } from './kept.ts';
import type { ToMake } from './make.ts';
import { createTimetable, dayMs } from './timetable.ts';

/** What backups need. */
export interface BackupParts {
  /** The till's own folder for them; it is made when the first one is. */
  readonly folder: string;
  readonly clock: { readonly now: () => number; readonly after: (ms: number, action: () => void) => () => void };
  readonly log: Log;
  /** What they are made of. */
  readonly of: Pick<ToMake, 'books' | 'beside'> & { readonly about: () => ToMake['about'] };
}

export interface Backups {
  /** Makes one, in the till's own folder if `folder` is null. At most one is under way (`busy`). */
  run(folder: string | null): Promise<Result<BackupOutputs['backup:run']>>;
  list(): Result<BackupOutputs['backup:list']>;
  /** Unpacks one and looks whether it could be restored. The page names only those of the list. */
  check(file: string, caller: Caller): Promise<Result<BackupOutputs['backup:check']>>;
  status(): BackupStatus;
  /** Has one made when nobody waits for anything: a shift was closed. */
  readonly soon: () => void;
  /** Ends what is under way, and makes no more. */
  readonly stop: () => Promise<void>;
}

/** From when on the last one is said to be old, in ms. */
const oldMs = 3 * dayMs;

export function createBackups(parts: BackupParts): Backups {
  const { folder, clock, log } = parts;
  const thread = createThread(log);
  let last: Pick<BackupInfo, 'at'> | null = listBackups(folder)[0] ?? null;
  let failed: ErrorCode | null = null;

  /** What went wrong stays to be seen until one is made. */
  async function run(elsewhere: string | null): Promise<Result<BackupOutputs['backup:run']>> {
    const atMs = clock.now();
    const made = await make(parts, thread, elsewhere ?? folder, atMs);
    if (made.ok) {
      last = { at: toWib(atMs) };
      failed = null;
    } else if (made.code !== 'closing' && made.code !== 'busy') failed = made.code;
    return made;
  }

  /** Of a date that is still to come nobody knows how old it is: that is too old. */
  const isOlder = ({ at }: Pick<BackupInfo, 'at'>, ms: number): boolean => {
    const age = clock.now() - Date.parse(at);
    return age < 0 || age >= ms;
  };
  const timetable = createTimetable({
    clock,
    isDue: () => !last || isOlder(last, dayMs),
    isBusy: () => thread.isBusy(),
    run: () => void run(null).catch((error: unknown) => log.write('backup-failed', describeError(error))),
  });

  return {
    run,
    list: () => ok({ items: listBackups(folder) }),
    check: (file, caller) => check(parts, thread, file, caller),
    status: () => ({
      state: failed ? 'failed' : !last ? 'none' : isOlder(last, oldMs) ? 'old' : 'ok',
      at: last?.at ?? null,
      cause: failed,
      running: thread.isBusy(),
    }),
    soon: timetable.soon,
    async stop() {
      timetable.stop();
      await thread.stop();
    },
  };
}

async function make(
  parts: BackupParts,
  thread: Thread,
  into: string,
  atMs: number,
): Promise<Result<BackupOutputs['backup:run']>> {
  const { folder, log } = parts;
  try {
    if (into === folder) mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch (error) {
    log.write('backup-failed', describeError(error));
    return fail('file-failed');
  }
  const done = await thread.run({ what: 'make', to: toMake(parts, into, atMs) });
  if (!done.ok) return done;
  const answer = done.value;
  if (!('file' in answer)) {
    log.write('backup-failed', { ...answer });
    return fail('refused' in answer ? answer.refused : 'backup-bad');
  }
  log.write('backup-made', { ...answer });
  try {
    if (into === folder) removeOldest(folder, answer.file);
  } catch (error) {
    log.write('backups-not-removed', describeError(error));
  }
  return ok({ file: answer.file });
}

async function check(
  parts: BackupParts,
  thread: Thread,
  file: string,
  caller: Caller,
): Promise<Result<BackupOutputs['backup:check']>> {
  const { folder } = parts;
  const isOurs = (): boolean => listBackups(folder).some((one) => one.file === file);
  if (!path.isAbsolute(file) || (caller !== 'program' && !isOurs())) return fail('bad-request');
  const done = await thread.run({ what: 'check', file, into: path.join(folder, workName(parts, 'check')) });
  if (!done.ok) return done;
  if ('refused' in done.value) return fail(done.value.refused);
  const problems = 'problems' in done.value ? done.value.problems : [];
  return ok({ ok: problems.length === 0, problems });
}

interface Thread {
  isBusy(): boolean;
  run(job: Job): Promise<Result<Answer>>;
  /** Nothing runs any more, and nothing will. */
  stop(): Promise<void>;
}

/** One job at a time, in a thread. */
function createThread(log: Log): Thread {
  let running: Running<Answer> | null = null;
  let stopped = false;
  return {
    isBusy: () => running !== null,
    async run(job) {
      if (stopped || running) return fail(stopped ? 'closing' : 'busy');
      running = start(job);
      try {
        const answer = await running.found;
        return answer ? ok(answer) : fail('closing');
      } catch (error) {
        if (!(error instanceof ThreadError)) throw error;
        log.write('backup-failed', describeError(error));
        return fail('thread-failed');
      } finally {
        running = null;
      }
    },
    async stop() {
      stopped = true;
      await running?.stop();
    },
  };
}

function toMake({ of }: BackupParts, folder: string, atMs: number): ToMake {
  const about = of.about();
  const stamp = toWib(atMs).slice(0, 19).replace('T', '-').replaceAll(':', '');
  return {
    ...{ folder, atMs, about, books: of.books, beside: of.beside },
    work: workName({ of }, 'make'),
    name: `loket-${about.till}-${stamp}`,
  };
}

/** The same at every start of this till, and no other till's. */
function workName({ of }: Pick<BackupParts, 'of'>, what: Job['what']): string {
  return `.loket-${what}-${of.about().publicKey.slice(0, 8)}`;
}

function start(job: Job): Running<Answer> {
  // Beside this file as we write it; what is built lies in one folder.
  const name = import.meta.filename.endsWith('.ts') ? './backup-worker.ts' : './backup-worker.js';
  return runInThread(new URL(name, import.meta.url), job);
}
