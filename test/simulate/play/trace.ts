import { createHash } from 'node:crypto';

/** Everything that goes in and out of a till, as one hash; as lines too, if somebody wants to read them. */
export interface Trace {
  note(what: string): void;
  digest(): string;
}

/** Characters that are hashed at one time. */
const chunk = 32_768;

export function createTrace(now: () => number, show: ((line: string) => void) | null): Trace {
  const hash = createHash('sha256');
  let text = '';
  return {
    note(what) {
      text += `${now()} ${what}\n`;
      if (text.length > chunk) {
        hash.update(text);
        text = '';
      }
      show?.(`${new Date(now()).toISOString()} ${what}`);
    },
    digest: () => hash.update(text).digest('hex'),
  };
}
