import { parseArgs } from 'node:util';

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
    return refuse('Usage: headless --data DIR [--config FILE]. Without a config file the till is in training mode.');
  // Imported only now, for its database addon must not be loaded by an old Node.
  const [{ startTill }, { serveLines }] = await Promise.all([import('./start.ts'), import('./lines.ts')]);
  const start = await startTill(options);
  if (!start.ok) return refuse(start.problem);
  process.stdout.on('error', () => undefined);
  await serveLines(start, process.stdin, process.stdout, whenTold());
  await start.close();
  // Answers to calls that closing has just ended are written before the pipe goes.
  await new Promise<void>((resolve) => process.stdout.end(resolve));
  process.exit(0);
}

/** Resolves on the signals by which a person or a system says stop. */
function whenTold(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => resolve());
  });
}

function readArguments(): { dataDir: string; configFile: string | null } | null {
  try {
    const { values } = parseArgs({ options: { data: { type: 'string' }, config: { type: 'string' } } });
    return values.data ? { dataDir: values.data, configFile: values.config ?? null } : null;
  } catch {
    return null;
  }
}

function refuse(problem: string): void {
  process.stderr.write(`${problem}\n`);
  process.exitCode = refusedStartExitCode;
}
