import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { tempFolder } from '../harness/temp-folder.ts';
import { makeTemplate } from './till/database.ts';
import { kindOf } from './play/finding.ts';
import { play } from './play/play.ts';
import { createPlayer } from './play/player.ts';
import { readScript } from './script/script.ts';

const threadMs = 300_000;

test(
  'a hunt ends with what it found: its seed, its lifecycles, and a short script that is kept',
  { timeout: threadMs },
  async () => {
    const folder = tempFolder();
    const broken = ['--broken', 'takes a time-out for a refusal'];
    const options = ['--minutes', '1', '--jobs', '1', '--lifecycles', '500', '--folder', folder, ...broken];
    const { status, stdout } = spawnSync(process.execPath, [path.join(import.meta.dirname, 'hunt.ts'), ...options], {
      encoding: 'utf8',
    });
    expect(status).toBe(1);
    const [, seed] = /^seed (\d+)$/m.exec(stdout) ?? [];
    expect(stdout).toMatch(new RegExp(`^seeds ${seed} \\(\\d+\\): \\d+ lifecycles, .*, [1-9]\\d* violations$`, 'm'));
    const [name = ''] = readdirSync(folder);
    expect(stdout).toContain(`npm run simulate -- --script ${path.join(folder, name)}`);
    const script = readScript(path.join(folder, name));
    expect(script.steps.length).toBeLessThan(6);
    // Only the till was wrong.
    expect((await play(script, makeTemplate())).violations).toEqual([]);
  },
);

test(
  'a hunt that finds nothing ends well, with its seeds and their lifecycles in one line',
  { timeout: threadMs },
  () => {
    const options = ['--minutes', '0.02', '--jobs', '1', '--lifecycles', '500'];
    const { status, stdout } = spawnSync(process.execPath, [path.join(import.meta.dirname, 'hunt.ts'), ...options], {
      encoding: 'utf8',
    });
    expect(stdout).toMatch(/^seeds (\d+ \(\d+\)(, )?)+: \d+ lifecycles, .*, 0 violations$/m);
    expect(status).toBe(0);
  },
);

test.for([
  ['never comes to an end', 'run: the run did not end within 8 s', 8_000],
  // On a busy machine a run takes longer than one of those seconds.
  ['ends its whole process', 'run: the run ended its thread with 7', 120_000],
  ['lets a promise fail that nobody waits for', 'run: the run threw Error: nobody waits', 120_000],
] as const)(
  'a run of a till that %s is a finding like any other',
  { timeout: threadMs },
  async ([broken, said, limitMs]) => {
    const player = createPlayer(broken, limitMs);
    const { failed } = await player.runs(1, 5, 2);
    await player.close();
    expect(failed).toEqual([{ run: 5, violations: [expect.stringContaining(said) as string] }]);
  },
);

test('two violations are of one kind whatever payment, provider and number they name', () => {
  const one = kindOf('O8: 01M6HF7QF80ZZTVBFPZT (iak) was due 7162528 ms ago');
  expect(kindOf('O8: 01M6HJNK380ZZTFW1MDP (alfakios) was due 3504733 ms ago')).toBe(one);
  expect(kindOf('O8: 01M6HJNK380ZZTFW1MDP (alfakios) is pending to the last')).not.toBe(one);
  expect(kindOf('O9: 01M6HJNK380ZZTFW1MDP (alfakios) was due 3504733 ms ago')).not.toBe(one);
});
