import { readFileSync, statSync } from 'node:fs';
import { isObject, parsed, type Report } from './report.ts';
import { isSigned } from './signed.ts';
import type { SlipCheck } from './slip.ts';

// The file that a till leaves on a stick: the end of its books as they were then, signed by the stick's own key.

/** What the stick knows. */
export interface WitnessFile {
  readonly n: number;
  readonly head: string;
  readonly at: string;
}

/** No such file is near this size, in bytes. */
const bytesMax = 4_096;

/** Reads it; a sentence about the file if it proves nothing. Throws what the disk says. */
export function readWitness(file: string): WitnessFile | string {
  const stat = statSync(file);
  // To open a pipe is to wait for ever.
  if (!stat.isFile() || stat.size > bytesMax) return 'is no file that a till left, and proves nothing';
  if (stat.size === 0) return 'is empty, and proves nothing';
  const kept = parsed(readFileSync(file, 'utf8'));
  if (!isObject(kept)) return 'is cut short or damaged, and proves nothing';
  const { loketWitness, till, n, head, at, signature, key } = kept;
  const isForm = loketWitness === 1 && Number.isSafeInteger(n) && typeof head === 'string' && typeof at === 'string';
  if (!isForm || !isObject(key)) return 'is no file that a till left, and proves nothing';
  const text = `loket witness v1\n${String(till)}\n${String(n)}\n${head}\n${at}`;
  if (!isSigned(text, String(key.x), String(signature))) return 'was changed since it was signed, and proves nothing';
  return { n: Number(n), head, at };
}

/** Whether the record that it signed is there, by its whole hash. */
export function createWitnessCheck({ n, head }: WitnessFile, report: Report): SlipCheck {
  let isMet = false;
  return {
    printed: [],
    next(here, hashHex) {
      if (here !== n) return;
      isMet = true;
      if (hashHex !== head) report('witness', n, 'is not the record that it signed: these are other books');
    },
    end() {
      if (!isMet) report('witness', n, 'the record that it signed is not there: these books are older, or others');
    },
  };
}
