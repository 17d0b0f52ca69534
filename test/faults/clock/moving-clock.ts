import { readFileSync, writeFileSync } from 'node:fs';

// Loaded into the till before its own code where a cell moves the till's own clock: `node --import`. The file named in
// LOKET_FAULTS_CLOCK says how far; SIGUSR2 has it read again. `clock-control.ts` is the other end.

export interface ClockReading {
  /** Somebody set the PC's clock, or the PC slept: ms by which the time of day is ahead. Nothing else notices. */
  readonly jumpedMs: number;
  /** Time that passes at once, in ms: the time of day, the time that only goes forward, and timers. */
  readonly passedMs: number;
}

const file = process.env.LOKET_FAULTS_CLOCK;
if (file !== undefined) install(file);

function install(file: string): void {
  let reading = read(file);
  const RealDate = Date;
  const realElapsed = performance.now.bind(performance);
  const now = (): number => RealDate.now() + reading.jumpedMs + reading.passedMs;
  const elapsed = (): number => realElapsed() + reading.passedMs;
  globalThis.Date = class extends RealDate {
    constructor(...args: readonly unknown[]) {
      if (args.length === 0) super(now());
      else super(...(args as ConstructorParameters<DateConstructor>));
    }
    static override now(): number {
      return now();
    }
  } as DateConstructor;
  performance.now = elapsed;
  const timers = installTimers(elapsed);
  process.on('SIGUSR2', () => {
    reading = read(file);
    timers.look();
    writeFileSync(`${file}.read`, JSON.stringify(reading));
  });
}

interface Timer {
  readonly dueAt: number;
  readonly fire: () => void;
  /** The system's own timer that will fire it. */
  real: NodeJS.Timeout;
}

/** Timers by a clock that may leap: `look` fires those that are due by now, and sets the others anew. */
function installTimers(elapsed: () => number): { readonly look: () => void } {
  const [realSet, realClear] = [setTimeout, clearTimeout];
  const timers = new Map<NodeJS.Timeout, Timer>();
  const set = (action: (...args: unknown[]) => void, ms = 0, ...args: unknown[]): NodeJS.Timeout => {
    const fire = (): void => {
      timers.delete(handle);
      action(...args);
    };
    const handle = realSet(fire, ms);
    timers.set(handle, { dueAt: elapsed() + ms, fire, real: handle });
    return handle;
  };
  const clear = (handle: NodeJS.Timeout | undefined): void => {
    const known = handle && timers.get(handle);
    if (handle) timers.delete(handle);
    realClear(known?.real ?? handle);
  };
  // Node's own promisified form is not used by the till.
  globalThis.setTimeout = set as unknown as typeof setTimeout;
  globalThis.clearTimeout = clear as typeof clearTimeout;
  return {
    look() {
      for (const [handle, timer] of [...timers].sort(([, one], [, other]) => one.dueAt - other.dueAt)) {
        if (!timers.has(handle)) continue;
        const isAwaited = timer.real.hasRef();
        realClear(timer.real);
        const waitMs = timer.dueAt - elapsed();
        if (waitMs <= 0) timer.fire();
        else timer.real = realSet(timer.fire, waitMs);
        if (!isAwaited) timer.real.unref();
      }
    },
  };
}

/** A thread that begins may find the file while it is being written. */
function read(file: string): ClockReading {
  for (;;) {
    const text = readFileSync(file, 'utf8');
    if (text.endsWith('}')) return JSON.parse(text) as ClockReading;
  }
}
