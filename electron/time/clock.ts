/** Time as the till takes it in, so that a test or a simulation can give it another. */
export interface Clock {
  /** ms since 1970 by the PC's clock, which may be wrong and may jump. */
  readonly now: () => number;
  /** ms that only go forward. */
  readonly elapsed: () => number;
  /** Does it after that many ms; answers a function that calls it off. */
  readonly after: (ms: number, action: () => void) => () => void;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  elapsed: () => performance.now(),
  after(ms, action) {
    const timer = setTimeout(action, ms);
    return () => clearTimeout(timer);
  },
};
