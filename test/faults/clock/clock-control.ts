import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { assert } from '../../../shared/errors.ts';
import { pause, until } from '../cell.ts';
import type { ClockReading } from './moving-clock.ts';
import type { Stage } from '../stage/stage.ts';

/** The till's clock, set from outside. The providers' clocks stay right. */
export interface ClockControl {
  /** For `stage.open` or `stage.start`: a till without it has the right time. */
  readonly env: Readonly<Record<string, string>>;
  /** What the till's clock shows, in ms. */
  now(): number;
  /** Somebody sets the PC's clock by that much. */
  jump(ms: number): Promise<void>;
  /** Puts it right. */
  putRight(): Promise<void>;
  /** That much time passes at once. */
  pass(ms: number): Promise<void>;
  /** The PC sleeps; `meanwhile` happens outside. It is awake again once this answers. */
  sleep(ms: number, meanwhile?: () => unknown): Promise<void>;
}

/** How long the process really stands still while the PC sleeps, in ms. */
const stillMs = 150;

/** Takes control of the till's clock. A till that is started later finds it as it was left. */
export function controlClock(stage: Stage): ClockControl {
  const file = path.join(stage.folder, 'clock.json');
  let reading: ClockReading = { jumpedMs: 0, passedMs: 0 };
  const write = (): void => writeFileSync(file, JSON.stringify(reading));
  write();

  async function move(change: Partial<ClockReading>, asleep?: () => Promise<unknown>): Promise<void> {
    // As the system does, whose time of day has no parts of a millisecond.
    assert(Object.values(change).every(Number.isInteger), 'a clock goes in whole milliseconds');
    reading = { ...reading, ...change };
    write();
    if (!isRunning(stage)) return;
    rmSync(`${file}.read`, { force: true });
    if (asleep) stage.till.signal('SIGSTOP');
    stage.till.signal('SIGUSR2');
    await asleep?.();
    if (asleep) stage.till.signal('SIGCONT');
    const isTaken = (): boolean => textOf(`${file}.read`) === JSON.stringify(reading) || !isRunning(stage);
    for (let tries = 0; tries < 40 && !isTaken(); tries++) await pause(1);
    await until("the till looked at its clock's new time", isTaken);
  }

  return {
    env: {
      LOKET_FAULTS_CLOCK: file,
      NODE_OPTIONS: `--import ${pathToFileURL(path.join(import.meta.dirname, 'moving-clock.ts')).href}`,
    },
    now: () => Date.now() + reading.jumpedMs + reading.passedMs,
    jump: (ms) => move({ jumpedMs: reading.jumpedMs + ms }),
    putRight: () => move({ jumpedMs: 0 }),
    pass(ms) {
      stage.timePassed(ms);
      return move({ passedMs: reading.passedMs + ms });
    },
    sleep(ms, meanwhile) {
      stage.timePassed(ms);
      return move({ jumpedMs: reading.jumpedMs + ms }, async () => {
        await pause(stillMs);
        await meanwhile?.();
        await pause(stillMs);
      });
    },
  };
}

function isRunning(stage: Stage): boolean {
  try {
    return !stage.till.ended();
  } catch {
    return false;
  }
}

function textOf(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}
