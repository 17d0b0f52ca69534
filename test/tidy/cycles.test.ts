import { expect, test } from 'vitest';
import { folderCycle } from './cycles.ts';
import { allImports } from './imports.ts';

test.for(['renderer'])('the folders of %s import each other one way only', (root) => {
  const lines = allImports([root]);
  expect(lines.length).toBeGreaterThan(100);
  expect(folderCycle(lines)).toBeNull();
});

test('a way back through another folder is found', () => {
  const lines = [
    { from: 'renderer/App.vue', to: 'renderer/sale/sale.ts' },
    { from: 'renderer/sale/sale.ts', to: 'renderer/ui/problem.ts' },
    { from: 'renderer/ui/problem.ts', to: 'renderer/words/id/id.ts' },
    { from: 'renderer/words/id/id.ts', to: 'renderer/ui/keys.ts' },
    { from: 'renderer/ui/keys.ts', to: 'vue' },
  ];
  expect(folderCycle(lines)).toEqual(['renderer/ui', 'renderer/words/id', 'renderer/ui']);
  expect(folderCycle(lines.filter(({ from }) => !from.startsWith('renderer/words')))).toBeNull();
});
