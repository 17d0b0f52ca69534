import { setTimeout as sleep } from 'node:timers/promises';
import { readSaid, type Said } from './answers.ts';
import type { Connection } from './connection.ts';

/** What a printer has said on a connection. */
export interface Ears {
  readonly said: () => readonly Said[];
  /** Forgets what was said so far. */
  readonly clear: () => void;
  /** Answers as soon as `isEnough`, and at the latest after `ms`. */
  readonly waitFor: (isEnough: (said: readonly Said[]) => boolean, ms: number) => Promise<boolean>;
}

/** More than any answer of a printer; what goes on for longer tells nothing. In bytes. */
const heardMax = 4_096;
/** How often is looked whether it has said enough, in ms. */
const lookMs = 10;

/** Null where this way can't be heard. */
export function listenTo({ listen }: Connection): Ears | null {
  if (!listen) return null;
  let heard = Buffer.alloc(0);
  listen((bytes) => (heard = Buffer.concat([heard, bytes]).subarray(0, heardMax)));
  const said = (): readonly Said[] => readSaid(heard);
  return {
    said,
    clear: () => void (heard = Buffer.alloc(0)),
    async waitFor(isEnough, ms) {
      const until = performance.now() + ms;
      while (!isEnough(said()) && performance.now() < until) await sleep(lookMs);
      return isEnough(said());
    },
  };
}
