import {
  sealingWritings,
  shiftWritings,
  type Happening,
  type Point,
  type Strike,
  type Writing,
} from '../script/script.ts';
import type { Coverage } from '../play/coverage.ts';

/** The till's process ended at this point. Whatever the dead till still does with it is of no consequence. */
export class Crash extends Error {}

export type Armed = Extract<Happening, { readonly do: 'arm' }>;
export type Awaited = Extract<Happening, { readonly do: 'when' }>;

/** What a till's process passes on its way, where faults strike and where it can end. One a process. */
export interface Seams {
  isAlive(): boolean;
  /** Throws if the till is dead or ends here. Answers the fault that strikes, if one does. `writes` says what is written there. */
  pass(point: Point, writes?: () => Writing): Armed | null;
  /** The same for what has just been done: throws if the till ends after it. */
  after(armed: Armed | null): void;
  /** The process ends. */
  die(armed: Pick<Armed, 'strike' | 'part' | 'offMs'>): never;
}

/** Faults that wait for their point. They outlive the process, so that one can strike in a recovery. */
export interface Arms {
  arm(armed: Armed): void;
  await(awaited: Awaited): void;
  disarm(): void;
  /** No fault waits. */
  isQuiet(): boolean;
  /** The fault that strikes at this pass. */
  at(point: Point, writes?: () => Writing): Armed | null;
}

/** `happen` is told of what waited for a point that is passed now. */
export function createArms(coverage: Coverage, happen: (awaited: Awaited) => void): Arms {
  let waiting: { readonly armed: Armed; skip: number }[] = [];
  let awaiting: Awaited[] = [];

  function happenAt(point: Point): void {
    const now = awaiting.filter((one) => one.point === point);
    awaiting = awaiting.filter((one) => one.point !== point);
    for (const one of now) happen(one);
  }

  return {
    arm: (armed) => void waiting.push({ armed, skip: armed.skip }),
    await: (awaited) => void awaiting.push(awaited),
    disarm() {
      waiting = [];
      awaiting = [];
    },
    isQuiet: () => waiting.length === 0 && awaiting.length === 0,
    at(point, writes) {
      if (awaiting.length > 0) happenAt(point);
      if (waiting.length === 0) return null;
      const written = writes?.();
      const isHere = ({ point: where, of }: Armed): boolean => where === point && (of === undefined || of === written);
      const due = waiting.find(({ armed, skip }) => isHere(armed) && skip === 0);
      for (const one of waiting) if (one !== due && isHere(one.armed) && one.skip > 0) one.skip--;
      if (!due) return null;
      waiting = waiting.filter((one) => one !== due);
      const exactly = [point, written, due.armed.strike].filter(Boolean).join(' ');
      const isCounted = writtenAlone.some((one) => one === written);
      coverage.fault(isCounted ? exactly : `${point} ${due.armed.strike}`, exactly);
      return due.armed;
    },
  };
}

/** What strikes these is counted by what is written. */
const writtenAlone: readonly Writing[] = [...sealingWritings, ...shiftWritings];

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
    pass(point, writes) {
      if (!isAlive()) throw new Crash('dead');
      const armed = arms.at(point, writes);
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
