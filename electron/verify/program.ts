import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import type { Brought, Found } from './books.ts';
import { shortOf, type Short } from './chain.ts';
import type { Answer, Job } from './check-thread.ts';
import { clean, reportTo, type Problems } from './report.ts';
import { removeSnapshot, takeSnapshot, type Snapshot } from './snapshot.ts';
import { readWitness } from './witness-file.ts';

// A second opinion on a data folder: shares no code with the till and changes nothing there.

const usage = 'DIR [--short 1024-9F3A21C4] [--witness FILE] [--json]';

/** What the program has to say. */
export interface Said {
  /** 0 for good books, 1 where something is wrong, 2 where they can't be read. */
  readonly exitCode: 0 | 1 | 2;
  /** For stdout; empty for none. */
  readonly out: string;
  /** For stderr, one sentence; empty for none. */
  readonly err: string;
}

interface Options {
  readonly folder: string;
  readonly short: Short | null;
  /** The file that a till left on a stick. */
  readonly witness: string | null;
  readonly json: boolean;
}

/** Nearly all that is made is forgotten soon. With less room the rows of a batch would be kept for long, and tidied up at length. */
const resourceLimits = { maxYoungGenerationSizeMb: 24 };

/** Checks what the arguments name (`DIR`, `--short`, `--witness`, `--json`). `how` says how the program was started. A bug rejects. */
export async function runVerifier(args: readonly string[], how: string): Promise<Said> {
  const options = readArguments(args);
  if (!options) return refusal(`Usage: ${how} ${usage}`);
  try {
    // A till that was only practised with has its books in the folder for that.
    const snapshot = takeSnapshot(options.folder) ?? takeSnapshot(join(options.folder, 'training'));
    return snapshot
      ? await checkSnapshot(snapshot, options)
      : refusal(`There is no journal in ${clean(options.folder)}.`);
  } catch (error) {
    // Of the disk or of SQLite; a bug has no code.
    if (!(error instanceof Error) || !('code' in error)) throw error;
    return refusal(`The files in ${clean(options.folder)} can't be read: ${clean(error.message)}.`);
  }
}

async function checkSnapshot(snapshot: Snapshot, options: Options): Promise<Said> {
  const stop = (): never => {
    removeSnapshot(snapshot);
    process.exit(2);
  };
  const signals = ['SIGINT', 'SIGTERM'] as const;
  for (const signal of signals) process.once(signal, stop);
  try {
    const witness = options.witness === null ? null : readWitness(options.witness);
    const brought = { short: options.short, witness: typeof witness === 'string' ? null : witness };
    const { found, problems } = await checkInThread({ snapshot, brought });
    if (typeof witness === 'string') reportTo(problems)('witness', null, witness);
    const out = options.json ? asJson(found, problems, brought) : asText(found, problems, brought);
    return { exitCode: problems.count === 0 ? 0 : 1, out: `${out}\n`, err: '' };
  } finally {
    for (const signal of signals) process.off(signal, stop);
    removeSnapshot(snapshot);
  }
}

/** A thread reads, so that this one hears when it is told to stop. */
function checkInThread(job: Job): Promise<Answer> {
  // Beside this file, both as we write it and as it is built.
  const name = import.meta.filename.endsWith('.ts') ? './check-thread.ts' : './check-thread.js';
  const worker = new Worker(new URL(name, import.meta.url), { workerData: job, resourceLimits });
  return new Promise((resolve, reject) => worker.once('message', resolve).once('error', reject));
}

function readArguments(args: readonly string[]): Options | null {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { short: { type: 'string' }, witness: { type: 'string' }, json: { type: 'boolean', default: false } },
    });
    const [folder, ...more] = positionals;
    const [, n, hash] = /^(0|[1-9]\d{0,14})-([0-9A-F]{8})$/i.exec(values.short ?? '') ?? [];
    if (!folder || more.length > 0 || (values.short !== undefined && !hash)) return null;
    const short = n && hash ? { n: Number(n), hash } : null;
    return { folder, short, witness: values.witness ?? null, json: values.json };
  } catch {
    return null;
  }
}

function refusal(sentence: string): Said {
  return { exitCode: 2, out: '', err: `${sentence}\n` };
}

function asText(
  { n, head, segments, payments, paid, printed, notes }: Found,
  { count, named }: Problems,
  { short, witness }: Brought,
): string {
  // What could not be read is in no sum.
  const of = count > 0 ? ' of what could be read' : '';
  const isHere = (what: string): boolean => !named.some(({ file }) => file === what) && count === named.length;
  return [
    `records    ${n}`,
    `head       ${head}`,
    `short      ${shortOf(n, head)}`,
    `segments   ${segments}`,
    `payments   ${Object.entries(payments)
      .map(([status, many]) => `${many} ${status}`)
      .join(', ')}${of}`,
    `sum paid   Rp${paid.toLocaleString('id-ID')}${of}`,
    ...(short && isHere('slip') ? slipLines(shortOf(short.n, short.hash), printed) : []),
    ...(witness && isHere('witness')
      ? [`witness    signed record ${witness.n} of these books at ${clean(witness.at)}`]
      : []),
    `problems   ${count}`,
    ...notes.map((note) => `note: ${clean(note)}`),
    ...named.map(({ file, n, what }) => `${file}${n === null ? '' : ` record ${n}`}: ${what}`),
    ...(count > named.length ? [`and ${count - named.length} more`] : []),
  ].join('\n');
}

/** A preview on the screen, an export and a stick name records too: that one is here says of no slip that it was printed. */
function slipLines(word: string, printed: Found['printed']): readonly string[] {
  const here = `slip       ${word} names a record of these books`;
  if (printed.length === 0) return [`${here}, and no slip that carries it was printed here`];
  return printed.map(({ transactionId, copy }) => {
    const what = copy === null ? 'a slip that is no receipt' : copy === 0 ? 'the original' : `copy ${clean(copy)}`;
    return `${here}; ${what} of payment ${clean(transactionId)} carries it`;
  });
}

function asJson(
  { n, head, segments, payments, paid, printed, notes }: Found,
  { count, named }: Problems,
  { short: asked, witness }: Brought,
): string {
  const short = shortOf(n, head);
  return JSON.stringify({
    ...{ ok: count === 0, records: n, head, short, segments, payments, paid },
    ...(asked && { slip: { word: shortOf(asked.n, asked.hash), printed } }),
    ...(witness && { witness }),
    ...{ problems: named, moreProblems: count - named.length, notes },
  });
}
