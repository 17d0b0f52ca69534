import type { Stage } from './stage/stage.ts';

/** One named fault, made on a stage of its own. Whatever it throws fails the cell. */
export interface Cell {
  /** The group's letter, the fault's number, and what tells it from its siblings: `D7.pay.iak`. */
  readonly id: string;
  readonly title: string;
  /** Longest run, recovery and judging included, in ms; `cellLimitMs` if not said. */
  readonly limitMs?: number;
  /** The combination does not exist: what is shown in its place, and why. Reported at the end. */
  readonly instead?: string;
  /** Makes the fault. Afterwards the runner recovers and judges, unless the cell has called `stage.finish()` itself. */
  readonly run: (stage: Stage) => Promise<void>;
}

/** A combination that does not exist. It is counted and reported with its reason. */
export interface SkippedCell {
  readonly id: string;
  readonly title: string;
  readonly skip: string;
}

export type AnyCell = Cell | SkippedCell;

/** Ends a cell that hangs; a busy machine makes none hang. In ms. */
export const cellLimitMs = 180_000;

/** Thrown by `skip`: this machine lacks what the cell needs. Reported with its reason, never as passed. */
export class Skipped extends Error {}

/** Ends the cell as skipped. */
export function skip(reason: string): never {
  throw new Skipped(reason);
}

/** Fails the cell unless it holds; `what` says what was expected and what was found. */
export function must(holds: unknown, what: string): asserts holds {
  if (!holds) throw new Error(what);
}

/** Asks until it answers something but undefined, null or false; fails after `limitMs`, naming what was awaited. */
export async function until<T>(
  what: string,
  ask: () => Promise<T> | T,
  limitMs = 30_000,
): Promise<Exclude<T, undefined | null | false>> {
  const end = performance.now() + limitMs;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined && answer !== null && answer !== false) {
      return answer as Exclude<T, undefined | null | false>;
    }
    if (performance.now() > end) throw new Error(`${what} did not happen within ${limitMs} ms`);
    await pause(10);
  }
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
