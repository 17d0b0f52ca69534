import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { beginnings, homes, rows } from './layers.ts';
import { allImports, importsOf, sourceFiles, type ImportLine } from './imports.ts';

// Who may import whom. A line that fails here belongs into another folder, or what it needs should be passed in.

const roots = ['shared', 'electron', 'renderer'];

/** What one of these names: a folder whose file it is, the file itself, or a package. */
function isAmong(names: readonly string[], file: string): boolean {
  return names.includes(file) || names.includes(path.posix.dirname(file));
}

function problemOf({ from, to }: ImportLine): string | null {
  const home = homes[to];
  if (home && !isAmong(home, from)) return `${from} imports ${to}, which lives in ${home.join(' and ')}`;
  const folder = path.posix.dirname(from);
  const row = rows[folder];
  if (!row) return `${folder} has no row`;
  const isProject = roots.some((root) => to.startsWith(`${root}/`));
  if (isProject ? isAmong([folder, ...row], to) : row.includes(to)) return null;
  return `${from} may not import ${to}`;
}

test('every import keeps to its layer', () => {
  const lines = allImports(roots);
  expect(lines.length).toBeGreaterThan(100);
  expect(lines.map(problemOf).filter((problem) => problem !== null)).toEqual([]);
});

test('no row allows what nobody imports', () => {
  const lines = allImports(roots);
  const unused = Object.entries(rows).flatMap(([folder, row]) => {
    const imported = lines.filter(({ from }) => path.posix.dirname(from) === folder).map(({ to }) => to);
    return row.filter((name) => !imported.some((to) => isAmong([name], to))).map((name) => `${folder}: ${name}`);
  });
  expect(unused).toEqual([]);
});

test('every file is imported by another one, or a program begins with it', () => {
  const imported = new Set(allImports(roots).map(({ to }) => to));
  const html = readFileSync('renderer/index.html', 'utf8');
  expect(html).toContain('main.ts');
  expect(sourceFiles(roots).filter((file) => !imported.has(file) && !beginnings.includes(file))).toEqual([]);
});

test.for([
  ['shared/money.ts', `import fs from 'node:fs';`],
  ['shared/money.ts', `import { till } from '../electron/till.ts';`],
  ['renderer/till/call.ts', `import { openDatabase } from '../electron/db/open.ts';`],
  ['renderer/till/call.ts', `const fs = await import('node:fs');`],
  ['electron/till.ts', `import App from '../renderer/App.vue';`],
  ['electron/till.ts', `import { app } from 'electron';`],
  ['electron/db/migrations/020-x.ts', `import { assert } from '../../../shared/errors.ts';`],
  ['electron/providers/iak/index.ts', `import { alfakios } from '../alfakios/index.ts';`],
  ['electron/providers/iak/index.ts', `import { findQuote } from '../../db/quotes.ts';`],
  ['electron/providers/iak/index.ts', `export { pay } from '../../payment/pay.ts';`],
  ['electron/payment/pay.ts', `import Database from 'better-sqlite3';`],
  ['electron/printing/receipt.ts', `import { now } from '../start.ts';`],
  ['electron/verify/verify.ts', `import { hashOf } from '../books/line.ts';`],
  ['electron/nobody/knows.ts', `import { now } from './this.ts';`],
] as const)('in %s the line %s is refused', ([from, line]) => {
  expect(importsOf(from, line).map(problemOf)).toEqual([expect.any(String)]);
});
