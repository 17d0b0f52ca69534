import { expect } from 'vitest';
import type { Kit } from './kit.ts';

/** Takes note of cases. Nothing throws, so that one broken case hides none of the others. */
export interface Check {
  /** A case: what was seen is exactly what the law wants. */
  equal(what: string, seen: unknown, wanted: unknown): void;
  /** A case: what was seen holds what the law wants, and maybe more. */
  holds(what: string, seen: unknown, wanted: object): void;
}

/** What every provider owes the till. */
export interface Law {
  readonly name: string;
  run(kit: Kit, check: Check): Promise<void>;
}

export interface Verdict {
  /** Cases that were tried. */
  readonly cases: number;
  /** What went wrong, a line each; a law that tried nothing is broken too. */
  readonly problems: readonly string[];
}

/** Runs a law over one provider. */
export async function runLaw(law: Law, kit: Kit): Promise<Verdict> {
  const problems: string[] = [];
  let cases = 0;
  const note = (what: string, seen: unknown, wanted: unknown, assertion: () => void): void => {
    cases++;
    try {
      assertion();
    } catch {
      problems.push(`${what}: ${shown(seen)} instead of ${shown(wanted)}`);
    }
  };
  try {
    await law.run(kit, {
      equal: (what, seen, wanted) => note(what, seen, wanted, () => expect(seen).toEqual(wanted)),
      holds: (what, seen, wanted) => note(what, seen, wanted, () => expect(seen).toMatchObject(wanted)),
    });
  } catch (error) {
    problems.push(`threw ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  }
  if (cases === 0) problems.push('no case was tried');
  return { cases, problems };
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 400 ? `${text.slice(0, 400)}…` : text;
}
