import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { anchorOf, linksOf } from './pages.ts';

// How decisions are written down; CONTRIBUTING.md says it in words.

interface Decision {
  readonly file: string;
  readonly number: string;
  readonly title: string;
  /** The whole heading, without its `##`. */
  readonly heading: string;
  readonly text: string;
}

function decisionsOf(file: string): readonly Decision[] {
  const parts = readFileSync(file, 'utf8').split(/^## /m).slice(1);
  return parts.map((part) => {
    const heading = part.split('\n', 1)[0] ?? '';
    const [, number = '', title = ''] = /^(\d{3}) (.+) \(\d{4}-\d{2}-\d{2}\)$/.exec(heading) ?? [];
    return { file, number, title, heading, text: part };
  });
}

const files = globSync('decisions/*.md')
  .map((file) => file.replaceAll('\\', '/'))
  .sort();
const decisions = files.flatMap(decisionsOf);

test('a decision has a number of its own, a title, a date, and its three parts', () => {
  expect(decisions.length).toBeGreaterThan(70);
  const parts = ['**Context.**', '**Choice.**', '**Not chosen.**'];
  const unfit = decisions.filter(({ number, text }) => number === '' || parts.some((part) => !text.includes(part)));
  expect(unfit.map(({ file, heading }) => `${file}: ${heading}`)).toEqual([]);
  const numbers = decisions.map(({ number }) => number);
  expect(numbers.filter((number, at) => numbers.indexOf(number) !== at)).toEqual([]);
});

test('the numbers of all decisions leave no gap, so that the next free one is the last plus one', () => {
  const numbers = decisions.map(({ number }) => Number(number)).sort((a, b) => a - b);
  expect(numbers).toEqual(numbers.map((_, at) => at + 1));
});

test('the index names every decision once, by number and title', () => {
  const index = readFileSync('DECISIONS.md', 'utf8');
  const lines = decisions.map((it) => `- [${it.number} ${it.title}](${it.file}#${anchorOf(it.heading)})`);
  const written = index.split('\n').filter((line) => line.startsWith('- [') && line.includes('](decisions/'));
  expect([...written].sort()).toEqual([...lines].sort());
  expect(linksOf(index).filter((link) => link.startsWith('decisions/')).length).toBe(lines.length);
});
