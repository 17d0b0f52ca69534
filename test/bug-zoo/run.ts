import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import compileOnce from '../harness/compile-once.ts';
import type { Bug } from './bug.ts';
import { changedTexts, collectBugs, type Texts } from './collect.ts';
import { compilerSays } from './compiles.ts';
import { copyProject, type Copy } from './copy.ts';
import { shortBugs } from './short.ts';
import { tableOf, type Result } from './table.ts';
import { verdictOf, type Verdict } from './verdict.ts';
import { runTests } from './vitest.ts';

// `npm run bug-zoo [-- --bug NAME] [--short] [--jobs 2]`: plants known mistakes, one at a time, in a copy of the project, and wants each
// of them caught by the test that is named beside it. `--short` plants the few of `short.ts`. Exit code 1 unless all were caught.

const root = path.resolve(import.meta.dirname, '../..');
/** A test that takes longer for a mistake to show, in ms, hangs. */
const limitMs = 90_000;
/** For all named tests on an unspoilt copy. */
const soundLimitMs = 10 * 60_000;

const { values } = parseArgs({
  options: {
    bug: { type: 'string', multiple: true },
    short: { type: 'boolean', default: false },
    jobs: { type: 'string', default: '2' },
  },
});
compileOnce();
const startedAt = performance.now();
const all = await collectBugs();
const named = values.short ? Object.keys(shortBugs) : values.bug;
const bugs = all.filter(({ name }) => named?.includes(name) ?? true);
const strangers = named?.filter((wanted) => !all.some(({ name }) => name === wanted)) ?? [];
stopIf(strangers.map((name) => `No bug is called "${name}".`));

const folder = mkdtempSync(path.join(tmpdir(), 'loket-zoo-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(2));

const first = copyProject(root, path.join(folder, '0'));
const planted = plantAll(bugs);
stopIf(await wrongWithTests(bugs));
const others = Array.from({ length: Math.min(Number(values.jobs) || 1, bugs.length) - 1 }, (_unused, at) =>
  copyProject(first.folder, path.join(folder, String(at + 1))),
);

const results: Result[] = [];
const queue = [...bugs];
await Promise.all([first, ...others].map((copy) => work(copy)));
results.sort((one, other) => bugs.indexOf(one.bug) - bugs.indexOf(other.bug));
console.log(tableOf(results, (performance.now() - startedAt) / 1000));
process.exit(results.every(({ verdict }) => verdict.caught) ? 0 : 1);

/** The changed texts of each bug. One that has no place in the sources any more, or does not compile, stops the zoo. */
function plantAll(wanted: readonly Bug[]): ReadonlyMap<Bug, Texts> {
  const texts = new Map<Bug, Texts>();
  const wrong: string[] = [];
  for (const bug of wanted) {
    try {
      texts.set(bug, changedTexts(first.folder, [bug]));
    } catch (error) {
      wrong.push(`"${bug.name}" ${(error as Error).message}`);
    }
  }
  for (const [{ name }, said] of compilerSays(first.folder, [...texts.keys()]))
    wrong.push(`"${name}" does not compile: ${said.join('; ')}`);
  stopIf(wrong);
  return texts;
}

/** What is wrong with the named tests themselves: each has to be there, and to pass while nothing is spoilt. */
async function wrongWithTests(wanted: readonly Bug[]): Promise<readonly string[]> {
  const cases = wanted.map(({ caughtBy }) => caughtBy);
  if (wanted.some(needsBuild)) await first.build();
  const files = [...new Set(cases.map(({ file }) => file))];
  const names = [...new Set(cases.map(({ test }) => test))];
  const workers = Number(values.jobs) || 1;
  const seen = await runTests(first.folder, files, names, { workers, limitMs: soundLimitMs, patience: 'sound' });
  if (!seen) return ['The named tests do not end.'];
  const wrong = cases.flatMap(({ file, test }) => {
    const { status = 'not there', failures = [] } = seen.get(file)?.tests.get(test) ?? {};
    return status === 'passed' ? [] : [`Without any bug, "${test}" of ${file} is ${status}. ${failures[0] ?? ''}`];
  });
  return [...new Set(wrong)];
}

/** Tests of the program as it is built see a bug only once it is built. */
function needsBuild({ caughtBy }: Bug): boolean {
  return caughtBy.file.startsWith('test/e2e/');
}

async function work(copy: Copy): Promise<void> {
  for (let bug = queue.shift(); bug; bug = queue.shift()) {
    const plantedAt = performance.now();
    const verdict = await hunt(copy, bug);
    results.push({ bug, verdict, seconds: (performance.now() - plantedAt) / 1000 });
    if (!verdict.caught) console.log(`NOT CAUGHT ${bug.name}: ${verdict.why}`);
    else if (values.bug) console.log(`${bug.name}: ${verdict.how}`);
  }
}

async function hunt(copy: Copy, bug: Bug): Promise<Verdict> {
  const { file, test } = bug.caughtBy;
  const putRight = copy.change(planted.get(bug) ?? new Map());
  try {
    if (needsBuild(bug)) await copy.build();
    return verdictOf(bug, await runTests(copy.folder, [file], [test], { workers: 1, limitMs, patience: 'planted' }));
  } finally {
    putRight();
  }
}

function stopIf(wrong: readonly string[]): void {
  if (wrong.length === 0) return;
  console.error(wrong.join('\n'));
  process.exit(1);
}
