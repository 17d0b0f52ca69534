import type { Point, Step, Strike } from './script.ts';
import type { Tally } from './tally.ts';

/** The till's process ended at this point. Whatever the dead till still does with it is of no consequence. */
export class Crash extends Error {}

export type Armed = Extract<Step, { readonly do: 'arm' }>;

/** What a till's process passes on its way, where faults strike and where it can end. One a process. */
export interface Seams {
  isAlive(): boolean;
  /** Throws if the till is dead or ends here. Answers the fault that strikes, if one does. */
  pass(point: Point): Armed | null;
  /** The same for what has just been done: throws if the till ends after it. */
  after(armed: Armed | null): void;
  /** The process ends. */
  die(armed: Pick<Armed, 'strike' | 'part' | 'offMs'>): never;
}

/** Faults that wait for their point. They outlive the process, so that one can strike in a recovery. */
export interface Arms {
  arm(armed: Armed): void;
  disarm(): void;
  /** No fault waits. */
  isQuiet(): boolean;
  /** The fault that strikes at this pass. */
  at(point: Point): Armed | null;
}

export function createArms(tally: Tally): Arms {
  let waiting: { readonly armed: Armed; skip: number }[] = [];
  return {
    arm: (armed) => void waiting.push({ armed, skip: armed.skip }),
    disarm: () => void (waiting = []),
    isQuiet: () => waiting.length === 0,
    at(point) {
      if (waiting.length === 0) return null;
      const due = waiting.find(({ armed, skip }) => armed.point === point && skip === 0);
      for (const one of waiting) if (one !== due && one.armed.point === point && one.skip > 0) one.skip--;
      if (!due) return null;
      waiting = waiting.filter((one) => one !== due);
      tally.fault(`${point} ${due.armed.strike}`);
      return due.armed;
    },
  };
}

const endings: readonly Strike[] = ['kill', 'power'];
const endingsAfter: readonly Strike[] = ['kill-after', 'power-after'];

/** `end` ends the process; it does not return. */
export function createSeams(
  arms: Arms,
  isAlive: () => boolean,
  end: (armed: Pick<Armed, 'strike' | 'part' | 'offMs'>) => void,
): Seams {
  const die = (armed: Pick<Armed, 'strike' | 'part' | 'offMs'>): never => {
    end(armed);
    throw new Crash(armed.strike);
  };
  return {
    isAlive,
    pass(point) {
      if (!isAlive()) throw new Crash('dead');
      const armed = arms.at(point);
      // A write may end in the middle of its bytes, so the disk sees to that itself.
      if (armed && point !== 'append' && endings.includes(armed.strike)) die(armed);
      return armed;
    },
    after(armed) {
      if (armed && endingsAfter.includes(armed.strike)) die(armed);
    },
    die,
  };
}
