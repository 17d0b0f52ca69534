import type { Batch } from './batch.ts';
import type { Player } from './player.ts';

/** Runs that a thread is given at a time. */
const batchRuns = 8;

/** How far to go. */
export interface Limits {
  readonly lifecycles: number;
  /** Asked before each batch. */
  readonly isTimeOver?: () => boolean;
  /** Hears of each batch. */
  readonly played?: (batch: Batch) => void;
}

/**
 * Plays batches of a seed from its first run on until there are enough lifecycles, one fails or the time is over. Answers them in
 * their order: the same ones however many threads play them, if the time does not end them.
 */
export async function playSeed(
  players: readonly Player[],
  seed: number,
  { lifecycles: wanted, isTimeOver = () => false, played }: Limits,
): Promise<readonly Batch[]> {
  const done = new Map<number, Batch>();
  const batches: Batch[] = [];
  let lifecycles = 0;
  let next = 0;
  const isEnough = (): boolean => lifecycles >= wanted || batches.some(({ failed }) => failed.length > 0);

  async function work(player: Player): Promise<void> {
    while (!isEnough() && !isTimeOver()) {
      const from = next;
      next += batchRuns;
      const batch = await player.runs(seed, from, batchRuns);
      done.set(from, batch);
      for (
        let one = done.get(batches.length * batchRuns);
        one && !isEnough();
        one = done.get(batches.length * batchRuns)
      ) {
        batches.push(one);
        lifecycles += one.lifecycles;
        played?.(one);
      }
    }
  }

  await Promise.all(players.map(work));
  return batches;
}
