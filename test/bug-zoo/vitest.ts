import { spawn } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';

const report = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      message: z.string().default(''),
      assertionResults: z.array(
        z.object({ fullName: z.string(), status: z.string(), failureMessages: z.array(z.string()).default([]) }),
      ),
    }),
  ),
});

/** A test file as vitest saw it. */
export interface SeenFile {
  /** Why it could not be loaded; empty if it was. */
  readonly message: string;
  /** Each test by its name. */
  readonly tests: ReadonlyMap<string, SeenTest>;
}

export interface SeenTest {
  /** `passed`, `failed`, or `skipped` if it was not among those asked for. */
  readonly status: string;
  readonly failures: readonly string[];
}

/**
 * How long, in ms, an assertion asks again before it fails: where nothing is planted a busy machine may take its time, and what a planted
 * mistake keeps away need not be waited for.
 */
export const patienceMs = { sound: 15_000, planted: 1_000 } as const;

/**
 * Runs the tests of these names in these files, in a process of its own. The files by their paths in the project; null if it
 * was not over after `limitMs`.
 */
export async function runTests(
  folder: string,
  files: readonly string[],
  names: readonly string[],
  how: { readonly workers: number; readonly limitMs: number; readonly patience: keyof typeof patienceMs },
): Promise<ReadonlyMap<string, SeenFile> | null> {
  const out = path.join(folder, 'bug-zoo.json');
  rmSync(out, { force: true });
  const wanted = `^(?:${names.map((name) => name.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')).join('|')})$`;
  const args = [
    ...[path.join(folder, 'node_modules/vitest/vitest.mjs'), 'run', ...files, '--testNamePattern', wanted],
    ...['--config', 'test/bug-zoo/vitest.config.ts', '--maxWorkers', String(how.workers)],
    `--expect.poll.timeout=${patienceMs[how.patience]}`,
    ...['--reporter', 'json', '--outputFile', out],
  ];
  if (!(await ended(folder, args, how.limitMs))) return null;
  const { testResults } = report.parse(JSON.parse(readFileSync(out, 'utf8')));
  return new Map(
    testResults.map(({ name, message, assertionResults }) => {
      const tests = assertionResults.map(
        ({ fullName, status, failureMessages }) => [fullName, { status, failures: failureMessages }] as const,
      );
      return [path.relative(folder, name).replaceAll('\\', '/'), { message, tests: new Map(tests) }];
    }),
  );
}

/** Whether the process ended by itself; if not, it and all that it started are ended, also if the zoo itself is stopped. */
function ended(folder: string, args: readonly string[], limitMs: number): Promise<boolean> {
  return new Promise((resolve) => {
    // A group of its own, to be ended as a whole.
    const child = spawn(process.execPath, args, { cwd: folder, stdio: 'ignore', detached: true });
    let late = false;
    const stop = (): void => {
      late = true;
      if (process.platform === 'win32' || child.pid === undefined) child.kill();
      else process.kill(-child.pid, 'SIGKILL');
    };
    const timer = setTimeout(stop, limitMs);
    process.once('exit', stop);
    child.once('exit', () => {
      clearTimeout(timer);
      process.removeListener('exit', stop);
      resolve(!late);
    });
  });
}
