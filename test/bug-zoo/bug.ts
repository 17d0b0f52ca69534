/** One place of a mistake. */
export interface Edit {
  /** `electron/payment/pay.ts`. */
  readonly file: string;
  /** Stands in the file exactly once. */
  readonly find: string;
  readonly replace: string;
}

/** A mistake that a reasonable engineer could make, and the test that must notice it. It compiles; only what it does is wrong. */
export interface Bug extends Edit {
  /** What the till does wrong. */
  readonly name: string;
  /** Further places that belong to the same mistake. */
  readonly also?: readonly Edit[];
  readonly caughtBy: {
    readonly file: string;
    /** The test's name, exactly. */
    readonly test: string;
    /** What the failure says, where it is no assertion of the test's own that fails. */
    readonly says?: string;
  };
}

export function editsOf(bug: Bug): readonly Edit[] {
  return [bug, ...(bug.also ?? [])];
}

/** The text with the mistake in it. Throws unless its place is there exactly once. */
export function edited(text: string, { file, find, replace }: Edit): string {
  const parts = text.split(find);
  if (parts.length !== 2) throw new Error(`stands ${parts.length - 1} times in ${file}: ${find}`);
  return parts.join(replace);
}
