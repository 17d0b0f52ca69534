import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { beginnings, homes, rows } from './layers.ts';
import { allImports, importsOf, sourceFiles, type ImportLine } from './imports.ts';

// Who may import whom. A line that fails here belongs into another folder, or what it needs should be passed in.

const roots = ['shared', 'electron', 'renderer'];

/** What one of these names: a folder whose file it is, any folder in one, the file itself, or a package. */
function isAmong(names: readonly string[], file: string): boolean {
  const folder = path.posix.dirname(file);
  return [file, folder, anyBeside(folder)].some((name) => names.includes(name));
}

/** `shared/products/*`: the row of every folder beside this one, where each is one of a kind. */
function anyBeside(folder: string): string {
  return `${path.posix.dirname(folder)}/*`;
}

/** The name of the folder's row. */
function rowName(folder: string): string {
  return folder in rows ? folder : anyBeside(folder);
}

function problemOf({ from, to }: ImportLine): string | null {
  const home = homes[to];
  if (home && !isAmong(home, from)) return `${from} imports ${to}, which lives in ${home.join(' and ')}`;
  const folder = path.posix.dirname(from);
  const row = rows[rowName(folder)];
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
    const imported = lines.filter(({ from }) => rowName(path.posix.dirname(from)) === folder).map(({ to }) => to);
    return row.filter((name) => !imported.some((to) => isAmong([name], to))).map((name) => `${folder}: ${name}`);
  });
  expect(unused).toEqual([]);
});

/**
 * What a file counts for when folders must not import each other in a circle: its folder. Where folders stand below that one, each
 * of its files counts for itself: there stand what those are made of and what puts them together.
 */
function roomOf(file: string, folders: ReadonlySet<string>): string {
  const folder = path.posix.dirname(file);
  return [...folders].some((other) => other.startsWith(`${folder}/`)) ? file : folder;
}

/** The imports by which a folder imports, itself or over others, what imports it back. */
function circles(lines: readonly ImportLine[]): readonly string[] {
  const inside = lines.filter(({ to }) => roots.some((root) => to.startsWith(`${root}/`)));
  const folders = new Set(inside.map(({ from }) => path.posix.dirname(from)));
  const next = new Map<string, Set<string>>();
  for (const { from, to } of inside) {
    const room = roomOf(from, folders);
    next.set(room, (next.get(room) ?? new Set()).add(roomOf(to, folders)));
  }
  const reached = (room: string, seen = new Set<string>()): Set<string> => {
    for (const one of next.get(room) ?? []) if (!seen.has(one)) reached(one, seen.add(one));
    return seen;
  };
  return inside
    .filter(({ from, to }) => path.posix.dirname(from) !== path.posix.dirname(to))
    .filter(({ from, to }) => reached(roomOf(to, folders)).has(roomOf(from, folders)))
    .map(({ from, to }) => `${from} -> ${to}`);
}

test('no folder imports what imports it back', () => {
  expect(circles(allImports(roots))).toEqual([]);
});

test('a circle over three folders is seen, and so is one of types alone', () => {
  const lines = [
    ...importsOf('electron/db/open.ts', `import type { Head } from '../books/journal/line.ts';`),
    ...importsOf('electron/books/journal/line.ts', `import { now } from '../../time/clock.ts';`),
    ...importsOf('electron/time/clock.ts', `import { prepared } from '../db/open.ts';`),
    ...importsOf('electron/till.ts', `import { now } from './time/clock.ts';`),
    ...importsOf('electron/time/clock.ts', `import { till } from '../providers/iak/index.ts';`),
    ...importsOf('electron/providers/iak/index.ts', `import type { Provider } from '../provider.ts';`),
    ...importsOf('electron/providers/index.ts', `import { iak } from './iak/index.ts';`),
  ];
  expect(circles(lines)).toEqual([
    'electron/db/open.ts -> electron/books/journal/line.ts',
    'electron/books/journal/line.ts -> electron/time/clock.ts',
    'electron/time/clock.ts -> electron/db/open.ts',
  ]);
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
  ['electron/db/open.ts', `import type { Head } from '../books/journal/line.ts';`],
  ['electron/payment/pay.ts', `import Database from 'better-sqlite3';`],
  ['electron/printing/receipt.ts', `import { now } from '../start.ts';`],
  ['electron/verify/verify.ts', `import { hashOf } from '../books/journal/line.ts';`],
  ['electron/books/checks/verify-books.ts', `import { audit } from '../../verify/audit.ts';`],
  ['electron/till.ts', `import { runVerifier } from './verify/program.ts';`],
  ['electron/main.ts', `import { checkBooks } from './verify/books.ts';`],
  ['electron/nobody/knows.ts', `import { now } from './this.ts';`],
] as const)('in %s the line %s is refused', ([from, line]) => {
  expect(importsOf(from, line).map(problemOf)).toEqual([expect.any(String)]);
});
