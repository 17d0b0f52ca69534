// What comes again and again must not push everything else out of the log: it is counted.

/** Lines of one kind that are written within a period; more are counted. */
const linesMax = 50;
export const periodMs = 10 * 60_000;

interface Kind {
  readonly kind: string;
  /** ms. */
  readonly since: number;
  lines: number;
  counted: number;
  /** By which everything that was only counted is found. */
  logId: string;
}

/** How often something of a kind happened since a time in ms, beyond what was written. */
export type Repeated = Pick<Kind, 'kind' | 'since' | 'counted' | 'logId'>;

export interface Repeats {
  /** Takes note of one more of a kind. Null if it is to be written; otherwise it is the `counted`-th that is not. */
  note(kind: string, now: number): Repeated | null;
  /** What was counted in periods that are over at `now`, in ms, or in all; each is told once. */
  over(now: number | null): readonly Repeated[];
}

export function createRepeats(newId: () => string): Repeats {
  const kinds = new Map<string, Kind>();
  return {
    note(name, now) {
      let kind = kinds.get(name);
      if (!kind) kinds.set(name, (kind = { kind: name, since: now, lines: 0, counted: 0, logId: '' }));
      if (kind.lines < linesMax) {
        kind.lines++;
        return null;
      }
      if (kind.counted === 0) kind.logId = newId();
      kind.counted++;
      return { ...kind };
    },
    over(now) {
      // A clock that was set back ends a period too.
      const ended = [...kinds.values()].filter(({ since }) => now === null || now < since || now - since >= periodMs);
      for (const { kind } of ended) kinds.delete(kind);
      return ended.filter(({ counted }) => counted > 0);
    },
  };
}
