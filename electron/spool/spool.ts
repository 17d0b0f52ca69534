import { assert, fail, ok, type Result } from '../../shared/errors.ts';
import type { JobState, Paper } from '../../shared/print-job.ts';
import { describeError } from '../machine/log.ts';
import type { Printer } from '../printers/printer.ts';
import { attempt, isNowOrNever, isUnkept, keepEnd, oweAfter } from './attempt.ts';
import { asks, changed as changedJob, hashOf, isFresh, isOver, isTwin, shortly } from './job.ts';
import { learn, newLane, pauseMs, type Lane, type LaneStatus } from './lane.ts';
import type { SpoolParts, Work } from './parts.ts';
import type { Job } from '../db/spool-store.ts';
import { StorageError } from '../db/storage-error.ts';

/** Jobs that are over are kept for this long, in ms. */
const keptMs = 7 * 24 * 60 * 60_000;

type Ended = (result: Result<Job>) => void;

/**
 * One queue a printer. Every job is on the disk before a byte of it leaves. What reached no printer waits, and is tried again; what may
 * be on paper is never sent again.
 */
export class Spool {
  readonly #parts: SpoolParts;
  readonly #jobs = new Map<string, Job>();
  readonly #ends = new Map<string, Ended[]>();
  readonly #lanes = new Map<string, Lane>();
  /** Jobs that were taken since the start. */
  readonly #taken = new Set<string>();
  #working = 0;
  #idle: (() => void)[] = [];
  #isClosed = false;

  /** Takes up what a till before this one left. */
  constructor(parts: SpoolParts) {
    this.#parts = parts;
    const { store, clock, mayBeOut } = parts;
    for (const job of store.unfinished()) {
      this.#jobs.set(job.jobId, job);
      if (mayBeOut(job)) this.#giveUp(job);
      else if (job.bytes && hashOf(job.bytes) !== job.hash) this.#update(job.jobId, { state: 'failed', bytes: null });
      else if (job.state === 'sending') this.#update(job.jobId, { state: 'queued' });
    }
    // What the disk does not let go stays: a till must start.
    keepEnd(() => store.forget(clock.now() - keptMs), parts.log);
  }

  /** Goes on with what waits. */
  start(): void {
    for (const { printerId } of this.#jobs.values()) this.#wake(printerId);
  }

  /** Takes a job, and sends it in its turn. `ended` answers when it went out, or was tried in vain. */
  add(work: Work): { readonly job: Job; readonly ended: Promise<Result<Job>> } {
    const { clock, newId } = this.#parts;
    const now = clock.now();
    const job: Job = {
      wantedAt: now,
      ...work,
      // Whoever wanted it hears at once what became of it.
      seen: isNowOrNever(work.what),
      ...{ jobId: newId(), state: 'queued', cause: null, attempts: 0, createdAt: now, updatedAt: now, hash: null },
    };
    this.#jobs.set(job.jobId, job);
    this.#taken.add(job.jobId);
    this.#update(job.jobId, {});
    const ended = this.#endOf(job.jobId);
    this.#wake(job.printerId);
    return { job, ended };
  }

  /** Sends a job that waits, now. Null if it does not wait. */
  retry(jobId: string): Promise<Result<Job>> | null {
    const job = this.#jobs.get(jobId);
    if (!job) return null;
    this.#update(jobId, { wantedAt: this.#parts.clock.now() });
    const ended = this.#endOf(jobId);
    this.#wake(job.printerId);
    return ended;
  }

  /** Takes back a job that waits; null if it does not. Throws what the disk says where it does not keep that. */
  cancel(jobId: string): Job | null {
    if (this.#jobs.get(jobId)?.state !== 'queued') return null;
    const job = this.#update(jobId, { state: 'cancelled' }, true);
    this.#end(job, fail('job-over'));
    return job;
  }

  /** Gives a job that waits to another printer; null if it does not wait. */
  move(jobId: string, printerId: string): Job | null {
    if (this.#jobs.get(jobId)?.state !== 'queued') return null;
    const job = this.#update(jobId, { printerId, wantedAt: this.#parts.clock.now() });
    this.#wake(printerId);
    return job;
  }

  /** What waits or is on its way, and what is doubtful or failed and nobody saw to yet; the oldest first. */
  open(): readonly Job[] {
    const troubled = this.#parts.store.troubled().filter(({ jobId }) => !this.#jobs.has(jobId));
    return [...troubled, ...this.live()].toSorted((one, other) => one.createdAt - other.createdAt);
  }

  /** A person has seen to a job that is doubtful or failed; null if it is neither. */
  see(jobId: string): Job | null {
    const { store, changed, clock } = this.#parts;
    const found = this.#jobs.has(jobId) ? null : store.find(jobId);
    if (found?.state !== 'doubtful' && found?.state !== 'failed') return null;
    const job = { ...found, seen: true, updatedAt: clock.now() };
    store.save(job);
    changed(job);
    return job;
  }

  find(jobId: string): Job | null {
    return this.#jobs.get(jobId) ?? this.#parts.store.find(jobId);
  }

  /** The newest first; those before `cursor`, a job's id. */
  list(state: JobState | null, cursor: string | null, limit: number): readonly Job[] {
    return this.#parts.store.list(state, cursor, limit);
  }

  /** The jobs that are not over, in their order. */
  live(): readonly Job[] {
    return [...this.#jobs.values()];
  }

  /** A slip of this payment that its printer did not take yet: a receipt, or what is none. */
  waitingFor(transactionId: string, isReceipt: boolean): Job | null {
    return this.held((job) => job.transactionId === transactionId && (job.copy !== null) === isReceipt);
  }

  /** Such a job that its printer did not take yet. */
  held(isIt: (job: Job) => boolean): Job | null {
    const now = this.#parts.clock.now();
    const isHeld = (job: Job): boolean =>
      job.attempts > 0 || this.#laneOf(job.printerId).failures > 0 || asks(job, now);
    return this.live().find((job) => job.state === 'queued' && isIt(job) && isHeld(job)) ?? null;
  }

  /** Whether such a slip of this payment is a job, over or not. */
  knows(transactionId: string, what: Paper): boolean {
    return this.#parts.store.knows(transactionId, what);
  }

  status(printerId: string): LaneStatus & { readonly queued: number } {
    return { ...this.#laneOf(printerId).seen, queued: this.live().filter((job) => job.printerId === printerId).length };
  }

  /** Answers when nothing is on its way. */
  async idle(): Promise<void> {
    if (this.#working > 0) await new Promise<void>((resolve) => this.#idle.push(resolve));
  }

  /** Sends what can be sent now and no more; what waits stays so until the next start. */
  async close(): Promise<void> {
    this.#isClosed = true;
    for (const lane of this.#lanes.values()) lane.stopWaiting?.();
    await this.idle();
    this.#parts.store.close();
  }

  /** Of what a dead till sent the answer may come yet. */
  #giveUp({ jobId, printerId, what }: Job): void {
    const at = this.#parts.printers().find(({ id }) => id === printerId);
    this.#update(jobId, { state: 'doubtful' });
    if (at) keepEnd(() => oweAfter(this.#parts, at, what === 'test'), this.#parts.log);
  }

  #laneOf(printerId: string): Lane {
    const lane = this.#lanes.get(printerId) ?? newLane(this.#parts.store.isLeftBroken(printerId));
    this.#lanes.set(printerId, lane);
    return lane;
  }

  #wake(printerId: string): void {
    const lane = this.#laneOf(printerId);
    lane.isWanted = true;
    if (lane.isWorking || this.#isClosed) return;
    lane.stopWaiting?.();
    lane.stopWaiting = null;
    lane.isWorking = true;
    this.#working++;
    this.#work(printerId, lane)
      .catch((error: unknown) => {
        this.#parts.log.write('print-threw', describeError(error));
        lane.failures++;
        this.#waitThen(printerId, lane);
      })
      .finally(() => {
        lane.isWorking = false;
        if (--this.#working > 0) return;
        for (const tell of this.#idle.splice(0)) tell();
      });
  }

  async #work(printerId: string, lane: Lane): Promise<void> {
    // Of what the disk takes no word nothing goes out now. What is behind it does not wait for that.
    const unkept = new Set<string>();
    for (;;) {
      // What was asked for in this very moment is there first.
      await Promise.resolve();
      const now = this.#parts.clock.now();
      const isNext = (one: Job): boolean => one.printerId === printerId && one.state === 'queued' && !asks(one, now);
      const job = this.live().find((one) => isNext(one) && !unkept.has(one.jobId));
      if (!job && unkept.size === 0) return;
      if (!job && !lane.isWanted) return this.#waitThen(printerId, lane);
      if (!job) unkept.clear();
      lane.isWanted = false;
      const next = job ? await this.#attempt(job, lane) : 'next';
      if (job && next === 'unkept') unkept.add(job.jobId);
      if (next === 'wait' && !lane.isWanted) return this.#waitThen(printerId, lane);
    }
  }

  /** Answers whether the next one may follow; `unkept` where this one waits and the next one may. */
  async #attempt(job: Job, lane: Lane): Promise<'next' | 'wait' | 'unkept'> {
    const { printers, clock } = this.#parts;
    const { jobId, printerId } = job;
    const printer = printers().find(({ id }) => id === printerId);
    if (!printer) {
      this.#end(this.#update(jobId, { state: 'failed', cause: 'unknown' }), fail('printer-missing'));
      return 'next';
    }
    const turn = { isFresh: this.#taken.has(jobId) && isFresh(job, clock.now()), isAfterBroken: lane.isBroken };
    // Until its first byte it may be taken back, or given to another printer.
    const isGone = (): boolean => this.#jobs.get(jobId)?.printerId !== printerId;
    const update = (id: string, change: Partial<Job>): Job => this.#update(id, change);
    const claim = (id: string, change: Partial<Job>): Job => this.#update(id, change, true);
    const tried = await attempt({ ...this.#parts, isGone, update, claim }, job, printer, turn);
    if (tried === null) return 'next';
    const { result, waits } = tried;
    learn(lane, tried, clock.now());
    const isHeld = isUnkept(tried);
    // It comes out elsewhere: whoever waits for it hears what becomes of it there.
    if (waits && !isHeld && this.#failOver(tried.job, printer)) return 'next';
    this.#end(tried.job, result);
    if (isHeld) return 'unkept';
    if (waits) this.#keepWaiting(tried.job, result);
    return waits ? 'wait' : 'next';
  }

  /**
   * Gives a job of which no byte left, and what waits behind it, to the printer that the shop named for that. Not where that one takes
   * nothing either: they would throw it to and fro.
   */
  #failOver(tried: Job, { id, failOver }: Printer): boolean {
    const { printers, clock, mayGo } = this.#parts;
    const other = printers().find((printer) => printer.id === failOver);
    if (!other || other.id === id || this.#laneOf(other.id).failures > 0 || !mayGo(tried, other)) return false;
    for (const job of this.live()) {
      const waits = job.printerId === id && job.state === 'queued' && !asks(job, clock.now());
      // A pulse is for the drawer at this printer, and a test for this printer.
      if (waits && !isNowOrNever(job.what) && mayGo(job, other)) this.#update(job.jobId, { printerId: other.id });
    }
    this.#wake(other.id);
    return true;
  }

  /** Whoever waits behind a job that reached no printer hears that, too. The same slip once more would come out beside it later. */
  #keepWaiting(tried: Job, result: Result<object>): void {
    for (const job of this.live()) {
      if (job.printerId !== tried.printerId || job.state !== 'queued' || job.jobId === tried.jobId) continue;
      const isNeedless = isTwin(job, tried) || isNowOrNever(job.what);
      this.#end(isNeedless ? this.#update(job.jobId, { state: 'cancelled' }) : job, result);
    }
  }

  #waitThen(printerId: string, lane: Lane): void {
    if (this.#isClosed) return;
    lane.stopWaiting = this.#parts.clock.after(pauseMs(lane.failures), () => this.#wake(printerId));
  }

  /** What the disk does not take stays so in memory: the slip is not kept from its customer. Where it must be kept, it throws what the disk says. */
  #update(jobId: string, change: Partial<Job>, mustBeKept = false): Job {
    const { store, clock, log, changed } = this.#parts;
    const before = this.#jobs.get(jobId);
    assert(before, `print job ${jobId} must not be over`);
    const job = changedJob(before, change, clock.now());
    try {
      store.save(job);
    } catch (error) {
      log.write('print-job-unstored', describeError(error));
      if (mustBeKept)
        throw new StorageError('the file of print jobs took no word', String((error as { code?: unknown }).code));
    }
    if (isOver(job)) this.#jobs.delete(jobId);
    else this.#jobs.set(jobId, job);
    changed(job);
    return job;
  }

  #endOf(jobId: string): Promise<Result<Job>> {
    return new Promise((resolve) => this.#ends.set(jobId, [...(this.#ends.get(jobId) ?? []), resolve]));
  }

  #end(job: Job, result: Result<object>): void {
    for (const tell of this.#ends.get(job.jobId) ?? []) tell(result.ok ? ok(job) : { ...result, job: shortly(job) });
    this.#ends.delete(job.jobId);
  }
}
