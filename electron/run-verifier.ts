import path from 'node:path';
import { pathToFileURL } from 'node:url';

/** What the verifier is asked, as it was typed. */
export interface AskedToVerify {
  /** The short form of a head, as it stands on a slip. */
  readonly short?: string | undefined;
  readonly json?: boolean | undefined;
}

/**
 * Runs the independent verifier on a data folder, and answers its exit code once it has said what it found: 0, 1 with problems, or 2. It
 * is a program of its own that was built beside this one and shares no code with it, so it is told like any program: by arguments.
 */
export async function runVerifier(folder: string, { short, json }: AskedToVerify): Promise<number> {
  const program = path.join(import.meta.dirname, 'verify.js');
  const options = [...(short === undefined ? [] : ['--short', short]), ...(json ? ['--json'] : [])];
  process.argv.splice(1, Infinity, program, path.resolve(folder), ...options);
  await import(/* @vite-ignore */ pathToFileURL(program).href);
  return Number(process.exitCode ?? 0);
}
