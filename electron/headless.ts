import { parseArgs } from 'node:util';
import type { Log } from './machine/log.ts';
import { readRebuild, rebuildUsage } from './books/rebuild-option.ts';
import { missingPart } from './machine/whole-program.ts';

// The till without a screen: JSON lines on stdin and stdout. Nothing else is ever written to stdout.

/** better-sqlite3's addon crashes older versions instead of failing. */
const nodeMajorMin = 24;
const refusedStartExitCode = 2;

const major = Number(process.versions.node.split('.')[0]);
if (major < nodeMajorMin) refuse(`Loket needs Node ${nodeMajorMin} or newer; this is ${process.versions.node}.`);
else await main();

async function main(): Promise<void> {
  const options = readArguments();
  if (!options)
    return refuse(
      `Usage: headless --data DIR [--config FILE] [--sign-in] | --data DIR ${rebuildUsage} | --data DIR --restore FILE. ` +
        'Without a config file the till is in training mode.',
    );
  const missing = missingPart(import.meta.filename);
  if (missing) return refuse(missing);
  // What the till makes is its user's alone.
  process.umask(0o077);
  // Imported only now, for its database addon must not be loaded by an old Node.
  if (options.rebuild) return rebuildAndSay(options.dataDir, options.rebuild);
  if (options.restore !== null) return restoreAndSay(options.restore, options.dataDir);
  const [{ startTill }, { serveLines }, { describeCrash }] = await Promise.all([
    import('./start.ts'),
    import('./headless-lines.ts'),
    import('./machine/log.ts'),
  ]);
  // Where nobody reads any more what it says, the till works on.
  process.stderr.on('error', () => undefined);
  let log: Log | null = null;
  process.on('uncaughtException', (error) => {
    process.stderr.write(`${describeCrash(error, log)}\n`);
    process.exit(1);
  });
  const start = await startTill(options);
  if (!start.ok) return refuse(start.problem);
  log = start.log;
  for (const notice of start.notices) process.stderr.write(`${notice}\n`);
  process.stdout.on('error', () => undefined);
  await serveLines(start, process.stdin, process.stdout, whenTold());
  await start.close();
  // Answers to calls that closing has just ended are written before the pipe goes.
  await new Promise<void>((resolve) => process.stdout.end(resolve));
  process.exit(0);
}

async function rebuildAndSay(dataDir: string, what: 'database' | 'journal'): Promise<void> {
  const { describeRebuilt, rebuild } = await import('./books/rebuild.ts');
  const done = await rebuild(dataDir, what, Date.now());
  if (!done.ok) return refuse(describeRebuilt(done));
  process.stderr.write(`${describeRebuilt(done)}\n`);
}

async function restoreAndSay(file: string, dataDir: string): Promise<void> {
  const { describeRestored, restore } = await import('./backup/restore.ts');
  const done = restore(file, dataDir);
  if (!done.ok) return refuse(done.problem);
  process.stderr.write(`${describeRestored(done.manifest).join('\n')}\n`);
}

/** Resolves on the signals by which a person or a system says stop. */
function whenTold(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => resolve());
  });
}

interface Arguments {
  readonly dataDir: string;
  readonly configFile: string | null;
  readonly rebuild: 'database' | 'journal' | null;
  /** A backup. */
  readonly restore: string | null;
  /** People sign in, as they do at the screen. */
  readonly mustSignIn: boolean;
}

function readArguments(): Arguments | null {
  try {
    const option = { type: 'string' } as const;
    const { values } = parseArgs({
      options: {
        ...{ data: option, config: option, rebuild: option, restore: option },
        'sign-in': { type: 'boolean', default: false },
      },
    });
    const { data, config = null, restore = null } = values;
    const rebuild = readRebuild(values.rebuild);
    const alone = [rebuild, restore, config].filter((one) => one);
    if (!data || rebuild === undefined || restore === '' || ((rebuild || restore) && alone.length > 1)) return null;
    return { dataDir: data, configFile: config, rebuild, restore, mustSignIn: values['sign-in'] };
  } catch {
    return null;
  }
}

function refuse(problem: string): void {
  process.stderr.write(`${problem}\n`);
  process.exitCode = refusedStartExitCode;
}
