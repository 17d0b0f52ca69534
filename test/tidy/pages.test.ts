import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { linkProblem, linksOf, pages } from './pages.ts';

// The project's own pages: what they point to is there.

const problemOf = (page: string, link: string): string | null => linkProblem(page, link, existsSync);

test('every relative link of a page leads to a file, and to a heading that it names', () => {
  const links = pages().flatMap((page) => linksOf(readFileSync(page, 'utf8')).map((link) => ({ page, link })));
  expect(links.length).toBeGreaterThan(80);
  expect(links.map(({ page, link }) => problemOf(page, link)).filter((problem) => problem !== null)).toEqual([]);
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
