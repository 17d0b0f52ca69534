import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { checkBooks, type Found } from './books.ts';
import { shortOf, type Short } from './chain.ts';
import { clean, reportTo, type Problems } from './report.ts';
import { removeSnapshot, takeSnapshot, type Snapshot } from './snapshot.ts';

// A second opinion on a data folder: shares no code with the till and changes nothing there.

const usage = 'Usage: npm run verify -- DIR [--short 1024-9F3A21C4] [--json]';

interface Options {
  readonly folder: string;
  readonly short: Short | null;
  readonly json: boolean;
}

/** Nearly all that is made is forgotten at once; more room would only be filled with it. */
const resourceLimits = { maxYoungGenerationSizeMb: 12 };

interface Job {
  readonly snapshot: Snapshot;
  readonly short: Short | null;
}

interface Answer {
  readonly found: Found;
  readonly problems: Problems;
}

// A thread reads, so that this one hears when it is told to stop.
if (isMainThread) await main();
else parentPort?.postMessage(check(workerData as Job));

function check({ snapshot, short }: Job): Answer {
  const problems: Problems = { named: [], count: 0 };
  return { found: checkBooks(snapshot, short, reportTo(problems)), problems };
}

async function main(): Promise<void> {
  const options = readArguments();
  if (!options) return refuse(usage);
  // A till that was only practised with has its books in the folder for that.
  const snapshot = takeSnapshot(options.folder) ?? takeSnapshot(join(options.folder, 'training'));
  if (!snapshot) return refuse(`There is no journal in ${clean(options.folder)}.`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => {
      removeSnapshot(snapshot);
      process.exit(2);
    });
  try {
    const job: Job = { snapshot, short: options.short };
    const worker = new Worker(new URL(import.meta.url), { workerData: job, resourceLimits });
    const { found, problems } = await new Promise<Answer>((resolve, reject) =>
      worker.once('message', resolve).once('error', reject),
    );
    process.stdout.write(`${options.json ? asJson(found, problems) : asText(found, problems)}\n`);
    process.exitCode = problems.count === 0 ? 0 : 1;
  } catch (error) {
    // Of the disk or of SQLite; a bug has no code.
    if (!(error instanceof Error) || !('code' in error)) throw error;
    refuse(`The files in ${clean(options.folder)} can't be read: ${clean(error.message)}.`);
  } finally {
    removeSnapshot(snapshot);
  }
}

function readArguments(): Options | null {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: { short: { type: 'string' }, json: { type: 'boolean', default: false } },
    });
    const [folder, ...more] = positionals;
    const [, n, hash] = /^(0|[1-9]\d{0,14})-([0-9A-F]{8})$/i.exec(values.short ?? '') ?? [];
    if (!folder || more.length > 0 || (values.short !== undefined && !hash)) return null;
    return { folder, short: n && hash ? { n: Number(n), hash } : null, json: values.json };
  } catch {
    return null;
  }
}

function refuse(sentence: string): void {
  process.stderr.write(`${sentence}\n`);
  process.exitCode = 2;
}

function asText({ n, head, segments, payments, paid, notes }: Found, { count, named }: Problems): string {
  return [
    `records    ${n}`,
    `head       ${head}`,
    `short      ${shortOf(n, head)}`,
    `segments   ${segments}`,
    `payments   ${Object.entries(payments)
      .map(([status, many]) => `${many} ${status}`)
      .join(', ')}`,
    `sum paid   Rp${paid.toLocaleString('id-ID')}`,
    `problems   ${count}`,
    ...notes.map((note) => `note: ${clean(note)}`),
    ...named.map(({ file, n, what }) => `${file}${n === null ? '' : ` record ${n}`}: ${what}`),
    ...(count > named.length ? [`and ${count - named.length} more`] : []),
  ].join('\n');
}

function asJson({ n, head, segments, payments, paid, notes }: Found, { count, named }: Problems): string {
  const short = shortOf(n, head);
  return JSON.stringify({
    ...{ ok: count === 0, records: n, head, short, segments, payments, paid },
    ...{ problems: named, moreProblems: count - named.length, notes },
  });
}
