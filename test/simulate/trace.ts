import { createHash } from 'node:crypto';

/** Everything that goes in and out of a till, as one hash; as lines too, if somebody wants to read them. */
export interface Trace {
  note(what: string): void;
  digest(): string;
}

export function createTrace(now: () => number, show: ((line: string) => void) | null): Trace {
  const hash = createHash('sha256');
  return {
    note(what) {
      hash.update(`${now()} ${what}\n`);
      show?.(`${new Date(now()).toISOString()} ${what}`);
    },
    digest: () => hash.digest('hex'),
  };
}
