/** A source of chance from 0 to below 1 (Mulberry32): the same seed gives the same numbers. */
export function chanceOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A source of chance with the draws that are often wanted: the same seed, the same numbers. */
export interface Chance {
  /** From 0 to below 1. */
  next(): number;
  /** A whole number from 0 to below `below`. */
  int(below: number): number;
  happens(probability: number): boolean;
  pick<T>(list: readonly [T, ...T[]]): T;
  bytes(size: number): Uint8Array;
}

/** `seed` is a whole number. */
export function createChance(seed: number): Chance {
  const next = chanceOf(seed);
  const int = (below: number): number => Math.floor(next() * below);
  return {
    next,
    int,
    happens: (probability) => next() < probability,
    pick: (list) => list[int(list.length)] ?? list[0],
    bytes: (size) => Uint8Array.from({ length: size }, () => int(256)),
  };
}

/** The seed of the n-th run under a seed. */
export function seedOf(seed: number, n: number): number {
  let mixed = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(n + 1, 0xc2b2ae35);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x27d4eb2f);
  return (mixed ^ (mixed >>> 13)) >>> 0;
}
