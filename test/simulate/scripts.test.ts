import { readdirSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { makeTemplate } from './till/database.ts';
import { play } from './play/play.ts';
import { readScript } from './script/script.ts';

// Scripts that once failed, each named after what went wrong then: to add one, put what a hunt kept into scripts/ under such a name.

const folder = path.join(import.meta.dirname, 'scripts');
const template = makeTemplate();

test.for(readdirSync(folder))('%s does not fail any more', async (name) => {
  const { violations, lifecycles } = await play(readScript(path.join(folder, name)), template);
  expect(violations).toEqual([]);
  expect(lifecycles).toBeGreaterThan(0);
});
