import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { sourceFiles } from './imports.ts';
import { filesNamedIn, linkProblem, linksOf, pages } from './pages.ts';

// The project's own pages: what they point to is there, a large folder has one, and it is short.

const roots = ['shared', 'electron', 'renderer', 'test'];
/** A folder of more source files than this is large. */
const largeFrom = 6;
const linesMax = 40;
/** Pages below the roots to look things up in, and not to read from top to bottom. */
const longReferences = ['test/faults/STAGE.md'];

const problemOf = (page: string, link: string): string | null => linkProblem(page, link, existsSync);

/** Whether a folder has a page, or the folder above has one that names it. */
function hasPage(folder: string): boolean {
  const above = path.posix.join(folder, '..', 'README.md');
  const name = `\`${path.posix.basename(folder)}/`;
  return (
    existsSync(path.posix.join(folder, 'README.md')) ||
    (existsSync(above) && readFileSync(above, 'utf8').includes(name))
  );
}

test('every relative link of a page leads to a file, and to a heading that it names', () => {
  const links = pages().flatMap((page) => linksOf(readFileSync(page, 'utf8')).map((link) => ({ page, link })));
  expect(links.length).toBeGreaterThan(80);
  expect(links.map(({ page, link }) => problemOf(page, link)).filter((problem) => problem !== null)).toEqual([]);
});

test('every source file that a page names is there', () => {
  const files = sourceFiles(roots);
  // A decision tells what was so on its day.
  const named = pages()
    .filter((page) => !page.startsWith('decisions/'))
    .flatMap((page) => filesNamedIn(readFileSync(page, 'utf8')).map((file) => ({ page, file })));
  expect(named.length).toBeGreaterThan(200);
  const isThere = (name: string): boolean => files.some((file) => `/${file}`.endsWith(`/${name}`));
  expect(named.filter(({ file }) => !isThere(file)).map(({ page, file }) => `${page}: ${file}`)).toEqual([]);
});

test.for(['CONTRIBUTONG.md', 'DECISIONS.md#what-is-promised', '#no-such-part', 'electron/no-such-folder/'])(
  'a link to %s is refused',
  (link) => {
    expect(problemOf('README.md', link)).not.toBeNull();
  },
);

test('a link in code is none', () => {
  expect(linksOf('[a](b.md) `[x](y.md)`\n```ts\n[c](d.md)\n```\n[e](https://example.org)')).toEqual(['b.md']);
});

test('a file in passing is found with the folder that it names, without dots', () => {
  expect(filesNamedIn('`books.ts` and `../window/ipc.ts`, `scripts/` and `npm run x.ts`')).toEqual([
    'books.ts',
    'window/ipc.ts',
  ]);
});

test('every large folder of code has a page, or is named by the page above it', () => {
  const folders = sourceFiles(roots).map((file) => path.posix.dirname(file));
  const large = [...new Set(folders)].filter((folder) => folders.filter((it) => it === folder).length >= largeFrom);
  expect(large.length).toBeGreaterThan(20);
  expect(large.filter((folder) => !hasPage(folder))).toEqual([]);
});

test(`no page of a folder is longer than ${linesMax} lines, but for references`, () => {
  const below = pages().filter((page) => roots.some((root) => page.startsWith(`${root}/`)));
  const long = below.filter((page) => readFileSync(page, 'utf8').trimEnd().split('\n').length > linesMax);
  expect(long.filter((page) => !longReferences.includes(page))).toEqual([]);
  expect(longReferences.filter((page) => !long.includes(page))).toEqual([]);
});
