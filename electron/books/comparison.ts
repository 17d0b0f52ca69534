import type { Known } from './checks/verify-books.ts';

/** What is wrong with the books, up to what is known; null if nobody waits for that any more. */
export type Compare = (known: Known) => Promise<readonly string[] | null>;

/** Comparing all of the books, which is made elsewhere and takes its time. The one that began last counts. */
export interface Comparison {
  isUnderWay(): boolean;
  /** `here` finds the same where that can't be made elsewhere. */
  begin(elsewhere: ReturnType<Compare>, here: () => readonly string[]): void;
}

/** `judge` hears what was found. */
export function createComparison(judge: (problems: readonly string[]) => void): Comparison {
  let last: ReturnType<Compare> | null = null;
  return {
    isUnderWay: () => last !== null,
    begin(elsewhere, here) {
      last = elsewhere;
      const end = (find: () => readonly string[] | null): void => {
        if (last !== elsewhere) return;
        const problems = find();
        if (problems === null) return;
        last = null;
        judge(problems);
      };
      elsewhere.then(
        (problems) => end(() => problems),
        () => end(here),
      );
    },
  };
}
