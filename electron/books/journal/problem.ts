/** Why the books can't be used: one sentence that names the file, and the record if it is one. */
export interface BooksProblem {
  readonly ok: false;
  readonly problem: string;
}

/** What to do about a damaged file, as the end of a sentence. */
export function remedy(what: 'database' | 'journal'): string {
  return `--rebuild=${what} makes it again from the ${what === 'journal' ? 'database' : 'journal'}`;
}

/** A record that one of the two can't take from the other. */
export class Misfit extends Error {}
