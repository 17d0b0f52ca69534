import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { registry } from '../../electron/providers/index.ts';
import { startTraining, type Training } from '../../electron/training/start.ts';
import { providerIds } from '../../shared/product.ts';
import { whatIsMissing } from './complete.ts';
import { kits } from './kits/index.ts';

// Adding a provider is a folder, a line in the registry, a folder of fixtures, a kit and a training server; what of it is
// missing is told by name.

async function training(): Promise<Training> {
  const started = await startTraining({}, () => 0);
  onTestFinished(() => started.close());
  return started;
}

test.for(providerIds)('%s has all that a provider needs', async (id) => {
  const given = { id, entry: registry[id], kits: kits[id], training: await training(), root: '.' };
  expect(whatIsMissing(given)).toEqual([]);
});

test('no provider stands outside the registry', () => {
  const folders = readdirSync('electron/providers', { withFileTypes: true }).filter((entry) => entry.isDirectory());
  expect(
    folders
      .map(({ name }) => name)
      .filter((name) => name !== 'wire')
      .sort(),
  ).toEqual([...providerIds].sort());
  expect(readdirSync('test/fixtures').sort()).toEqual([...providerIds].sort());
});

test('who is not all there is told what is missing, by name', async () => {
  const root = mkdtempSync(path.join(tmpdir(), 'loket-contract-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  const entry = {
    facts: { id: 'alfakios', statusChecks: null },
    codes: [{ ...registry.iak.codes[0], source: '' }],
  } as never;
  expect(whatIsMissing({ id: 'nobody', entry, kits: [], training: await training(), root })).toEqual([
    'no electron/providers/nobody/index.ts',
    'no electron/providers/nobody/messages.ts',
    'no electron/providers/nobody/bills.ts',
    'no electron/providers/nobody/answers.ts',
    'no electron/providers/nobody/codes.ts',
    'its facts call it alfakios',
    'code 00 has no source',
    'no test/fixtures/nobody/',
    'no electron/training/nobody.ts',
    'no electron/training/nobody-replies.ts',
    'no electron/training/nobody-stories.ts',
    'training does not start it on this machine',
    'training has no numbers for it',
    'no kit',
  ]);
});
