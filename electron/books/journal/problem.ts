/** Why the books can't be used: one sentence that names the file, and the record if it is one. */
export interface BooksProblem {
  readonly ok: false;
  readonly problem: string;
}

/** What to do about a damaged file, as the end of a sentence. */
export function remedy(what: 'database' | 'journal'): string {
  return `--rebuild=${what} makes it again from the ${what === 'journal' ? 'database' : 'journal'}`;
}

/** A folder, a pipe or a link to nowhere has the name of one of the till's files, or something else that of a folder. */
export function mustBe(kind: 'file' | 'folder', name: string): string {
  return `${name} must be a ${kind} and is something else; move it away.`;
}

/** A record that one of the two can't take from the other, or a file of the journal that is not what it must be. */
export class Misfit extends Error {}
