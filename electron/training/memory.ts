import { hash } from 'node:crypto';

// What the training servers still know after the till was started anew: a payment that was pending then is asked about now, and the
// deposit is what was left of it. A real provider forgets neither.

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
  /** What was left of the deposit then, in rupiah; null if nothing was kept. */
  readonly deposit: number | null;
  /** Keeps what is known now, payments beside those that were known before. */
  keep(payments: ReadonlyMap<string, unknown>, deposit: number): void;
}

/** Remembers nothing. */
export const noMemory: Memory = { known: new Map(), deposit: null, keep: () => undefined };

/** Payments of each server that are remembered, the newest. */
const keptMax = 100;
/** Changes with what the servers keep: what an older till left is forgotten. */
const form = 2;

/** Opens what was kept; each server takes its own by its name. What can't be read, or was written by somebody else, is forgotten. */
export function openMemory(file: MemoryFile): (name: string) => Memory {
  let text = file.read() ?? '';
  const all = new Map(readAll(text));
  return (name) => {
    const { payments: known, deposit } = all.get(name) ?? { payments: new Map<string, unknown>(), deposit: null };
    return {
      known,
      deposit,
      keep(payments, left) {
        all.set(name, { payments: new Map([...known, ...payments].slice(-keptMax)), deposit: left });
        const fresh = textOf(all);
        if (fresh !== text) file.write(fresh);
        text = fresh;
      },
    };
  };
}

/** What one server knows, as it is in memory. */
interface Known {
  readonly payments: ReadonlyMap<string, unknown>;
  readonly deposit: number | null;
}

type Kept = readonly (readonly [
  server: string,
  payments: readonly (readonly [string, unknown])[],
  deposit: number | null,
])[];

function textOf(all: ReadonlyMap<string, Known>): string {
  const kept: Kept = [...all].map(([name, { payments, deposit }]) => [name, [...payments], deposit]);
  return JSON.stringify({ form, check: checkOf(kept), kept });
}

function readAll(text: string): readonly (readonly [string, Known])[] {
  try {
    const said = JSON.parse(text) as { readonly form: unknown; readonly check: unknown; readonly kept: Kept };
    if (said.form !== form || said.check !== checkOf(said.kept)) return [];
    return said.kept.map(([name, payments, deposit]) => [name, { payments: new Map(payments), deposit }]);
  } catch {
    return [];
  }
}

/** Of what a server kept itself it can answer; of anything else, who knows. */
function checkOf(kept: Kept): string {
  return hash('sha256', JSON.stringify(kept), 'hex');
}
