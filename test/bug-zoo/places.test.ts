import path from 'node:path';
import { expect, test } from 'vitest';
import { changedTexts, collectBugs } from './collect.ts';

const root = path.resolve(import.meta.dirname, '../..');

test('planted mistakes had no place any more since a change, and stopped the zoo when somebody ran it', async () => {
  const lost = (await collectBugs()).flatMap((bug) => {
    try {
      changedTexts(root, [bug]);
      return [];
    } catch (error) {
      return [`${bug.name} ${(error as Error).message}`];
    }
  });
  expect(lost).toEqual([]);
});
