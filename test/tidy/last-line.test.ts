import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { expect, test } from 'vitest';
import { tempFolder } from '../harness/temp-folder.ts';

const vitest = path.join(createRequire(import.meta.url).resolve('vitest/package.json'), '../vitest.mjs');

/** The last line of a run of vitest that believes it may use colours. */
function lastLine(...args: string[]): string | undefined {
  const env = { ...process.env, FORCE_COLOR: '1' };
  return spawnSync(process.execPath, [vitest, 'run', ...args], { encoding: 'utf8', env })
    .stdout.split('\n')
    .at(-2);
}

test('a run of the tests ended with coloured sums that no program could read', () => {
  expect(lastLine('test/tidy/decisions.test.ts')).toMatch(/^\d+ passed, \d+ failed$/);
});

test('what could not be loaded, and what fails outside a test, is not passed over in the last line', () => {
  const folder = tempFolder();
  writeFileSync(
    path.join(folder, 'good.test.js'),
    `test('a', () => {}); test('b', () => {}); test.skip('c', () => {});`,
  );
  writeFileSync(path.join(folder, 'bad.test.js'), `test('a', () => { throw new Error('no'); });`);
  writeFileSync(path.join(folder, 'lost.test.js'), `import './nothing.js'; test('a', () => {});`);
  writeFileSync(path.join(folder, 'hook.test.js'), `beforeAll(() => { throw new Error('no'); }); test('a', () => {});`);
  writeFileSync(path.join(folder, 'late.test.js'), `test('a', () => void Promise.reject(new Error('no')));`);
  const reporters = ['default', path.resolve('test/harness/last-line.ts')].flatMap((name) => ['--reporter', name]);
  expect(lastLine('--root', folder, '--globals', ...reporters)).toBe('3 passed, 4 failed, 2 skipped');
});
