import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { Told } from './desk.ts';

// `npm run test:printing [-- --slips 10000 --seed 1 --make epson]`: what `npm test` tries a little of, in full. So many slips on each kind
// of printer, with something that goes wrong with it for each; two kinds at a time, for a printer mostly waits.

const { values } = parseArgs({
  options: {
    slips: { type: 'string', default: '10000' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    make: { type: 'string', multiple: true, default: ['epson', 'liar', 'inquired', 'mute', 'needle', 'slow'] },
  },
});
const folder = mkdtempSync(path.join(tmpdir(), 'loket-printing-'));
const waiting = [...values.make];
console.log(`seed ${values.seed}`);
await Promise.all([work(), work()]);
rmSync(folder, { recursive: true });

async function work(): Promise<void> {
  for (let make = waiting.shift(); make !== undefined; make = waiting.shift()) {
    const file = path.join(folder, make);
    const printed = await runTest(make, file);
    if (!printed.isOk) process.exitCode = 1;
    try {
      console.log(lineOf(JSON.parse(readFileSync(file, 'utf8')) as Told));
    } catch {
      process.exitCode = 1;
      console.log(printed.text);
    }
  }
}

/** What the test of that make prints, and whether it passes; what it saw is in `file`. */
function runTest(make: string, file: string): Promise<{ readonly isOk: boolean; readonly text: string }> {
  const child = spawn(
    process.execPath,
    ['node_modules/vitest/vitest.mjs', 'run', 'test/printing', '--testNamePattern', `^${make}:`],
    {
      env: {
        ...process.env,
        ...{ LOKET_PRINTED_SLIPS: values.slips, LOKET_PRINT_SEED: values.seed, LOKET_PRINTED_TO: file },
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (text += chunk.toString()));
  return new Promise((resolve) => child.on('close', (code) => resolve({ isOk: code === 0, text })));
}

function lineOf({ name, slips, faults, ends, problems }: Told): string {
  const say = (counts: Readonly<Record<string, number>>): string =>
    Object.entries(counts)
      .toSorted()
      .map(([what, count]) => `${what} ${count}`)
      .join(', ');
  return [
    `${name}: ${slips} slips, ${problems.length} problems`,
    `  met ${say(faults)}`,
    `  presses ended ${say(ends)}`,
    ...problems.slice(0, 20).map((problem) => `  ${problem}`),
  ].join('\n');
}
