// The same chances in each run.

/** Numbers below what is asked for. */
export function createChance(seed: number): (below: number) => number {
  let state = seed;
  return (below) => (state = (state * 48_271) % 2_147_483_647) % below;
}

/** Another byte in its place. */
export function spoilt(byte: number, by: number): number {
  return (byte + 1 + (by % 255)) % 256;
}
