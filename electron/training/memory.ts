import { hash } from 'node:crypto';

// What the training servers still know after the till was started anew: a payment that was pending then is asked about now. A real
// provider never forgets one.

/** Where it is kept. Neither throws. */
export interface MemoryFile {
  /** Null if there is none. */
  read(): string | null;
  write(text: string): void;
}

/** What one server remembers, by the reference of each payment. */
export interface Memory {
  /** What it knew when the till was started. */
  readonly known: ReadonlyMap<string, unknown>;
  /** Keeps what is known now, beside what was known before. */
  keep(payments: ReadonlyMap<string, unknown>): void;
}

/** Remembers nothing. */
export const noMemory: Memory = { known: new Map(), keep: () => undefined };

/** Payments of each server that are remembered, the newest. */
const keptMax = 100;
/** Changes with what the servers keep: what an older till left is forgotten. */
const form = 1;

/** Opens what was kept; each server takes its own by its name. What can't be read, or was written by somebody else, is forgotten. */
export function openMemory(file: MemoryFile): (name: string) => Memory {
  let text = file.read() ?? '';
  const all = new Map(readAll(text));
  return (name) => {
    const known = all.get(name) ?? new Map<string, unknown>();
    return {
      known,
      keep(payments) {
        all.set(name, new Map([...known, ...payments].slice(-keptMax)));
        const fresh = textOf(all);
        if (fresh !== text) file.write(fresh);
        text = fresh;
      },
    };
  };
}

type Kept = readonly (readonly [server: string, payments: readonly (readonly [string, unknown])[]])[];

function textOf(all: ReadonlyMap<string, ReadonlyMap<string, unknown>>): string {
  const kept: Kept = [...all].map(([name, payments]) => [name, [...payments]]);
  return JSON.stringify({ form, check: checkOf(kept), kept });
}

function readAll(text: string): readonly (readonly [string, ReadonlyMap<string, unknown>])[] {
  try {
    const said = JSON.parse(text) as { readonly form: unknown; readonly check: unknown; readonly kept: Kept };
    if (said.form !== form || said.check !== checkOf(said.kept)) return [];
    return said.kept.map(([name, payments]) => [name, new Map(payments)]);
  } catch {
    return [];
  }
}

/** Of what a server kept itself it can answer; of anything else, who knows. */
function checkOf(kept: Kept): string {
  return hash('sha256', JSON.stringify(kept), 'hex');
}
