import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { cellLimitMs, Skipped, type AnyCell, type Cell } from './cell.ts';
import { shortCells } from './short.ts';
import { openStage, type OpenStage } from './stage/open-stage.ts';
import { tableOf, type Result } from './table.ts';
import { dist } from './stage/till-process.ts';

// `npm run test:faults [-- --group D,E] [--cell D7.pay.iak] [--short] [--jobs 3]`: makes every named fault around the built till and
// judges what is left afterwards. `--short` makes the few of `short.ts`. One line a failing cell, a table at the end, exit code 1 if any failed.

const { values } = parseArgs({
  options: {
    group: { type: 'string', multiple: true },
    cell: { type: 'string', multiple: true },
    short: { type: 'boolean', default: false },
    jobs: { type: 'string', default: '3' },
    verbose: { type: 'boolean', default: false },
  },
});

if (!existsSync(path.join(dist, 'headless.js'))) {
  console.error(`There is no built till in ${dist}: npm run build makes one.`);
  process.exit(2);
}

const all = await collectCells();
const wanted = all.filter(isWanted);
if (wanted.length === 0) {
  console.error('No cell has such a name.');
  process.exit(2);
}
const runFolder = mkdtempSync(path.join(tmpdir(), 'loket-faults-'));
const startedAt = performance.now();
const results: Result[] = [];
const open = new Set<OpenStage>();
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    void Promise.all([...open].map((one) => one.close())).then(() => {
      rmSync(runFolder, { recursive: true, force: true });
      process.exit(1);
    });
  });
}
try {
  const queue = [...wanted];
  await Promise.all(Array.from({ length: Number(values.jobs) }, () => work(queue)));
} finally {
  rmSync(runFolder, { recursive: true, force: true });
}
const seconds = Math.round((performance.now() - startedAt) / 100) / 10;
console.log(tableOf(results));
console.log(`${results.length} cells in ${seconds} s`);
process.exit(results.some(({ outcome }) => outcome === 'failed') ? 1 : 0);

/** Every cell of every file in `cells/`; one name twice is a mistake. */
async function collectCells(): Promise<readonly AnyCell[]> {
  const folder = path.join(import.meta.dirname, 'cells');
  const files = readdirSync(folder).filter((name) => /^[A-Z].*\.ts$/.test(name) && !name.endsWith('.test.ts'));
  const cells: AnyCell[] = [];
  for (const file of files.sort()) {
    const module = (await import(path.join(folder, file))) as { readonly cells?: readonly AnyCell[] };
    cells.push(...(module.cells ?? []));
  }
  const ids = cells.map(({ id }) => id);
  const twice = ids.find((id, at) => ids.indexOf(id) !== at);
  if (twice !== undefined) throw new Error(`two cells are called ${twice}`);
  const unknown = Object.keys(shortCells).find((id) => !ids.includes(id));
  if (unknown !== undefined) throw new Error(`short.ts names ${unknown}, and no cell is called so`);
  return cells;
}

function isWanted({ id }: AnyCell): boolean {
  const groups = values.group?.flatMap((names) => names.split(','));
  const names = values.cell?.flatMap((cells) => cells.split(','));
  return (
    (!values.short || id in shortCells) &&
    (groups === undefined || groups.includes(id.charAt(0))) &&
    (names === undefined || names.some((name) => id === name || id.startsWith(`${name}.`)))
  );
}

async function work(queue: AnyCell[]): Promise<void> {
  for (let cell = queue.shift(); cell; cell = queue.shift()) {
    const result =
      'skip' in cell ? ({ id: cell.id, outcome: 'skipped', why: cell.skip, tookMs: 0 } as const) : await run(cell);
    results.push(result);
    if (result.outcome === 'failed') console.log(`FAILED ${cell.id} (${cell.title}): ${result.why}`);
    else if (values.verbose) console.log(`${result.outcome} ${cell.id} ${result.tookMs} ms`);
  }
}

async function run(cell: Cell): Promise<Result> {
  const limitMs = cell.limitMs ?? cellLimitMs;
  const cellStartedAt = performance.now();
  const opened = openStage(runFolder);
  open.add(opened);
  let timer: NodeJS.Timeout | undefined;
  const outOfTime = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`it was not over after ${limitMs} ms`)), limitMs);
  });
  const told = (outcome: Result['outcome'], why: string | null): Result => ({
    id: cell.id,
    outcome,
    why,
    ...(cell.instead !== undefined && { instead: cell.instead }),
    tookMs: Math.round(performance.now() - cellStartedAt),
  });
  try {
    const whole = cell.run(opened.stage).then(() => (opened.finished() ? undefined : opened.stage.finish()));
    // What goes on after the limit fails into nothing.
    whole.catch(() => undefined);
    await Promise.race([whole, outOfTime]);
    return told('passed', null);
  } catch (error) {
    if (error instanceof Skipped) return told('skipped', error.message);
    return told('failed', error instanceof Error ? error.message : String(error));
  } finally {
    clearTimeout(timer);
    await opened.close();
    open.delete(opened);
  }
}
