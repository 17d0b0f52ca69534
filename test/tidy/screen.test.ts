import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { id } from '../../renderer/words/id/id.ts';
import { deadWords, givenIds, isGiven, soughtIds, type Source } from './screen.ts';

// What the screen says is shown somewhere, and what tests look for on it is there.

function read(pattern: string, without: string): readonly Source[] {
  const files = globSync(pattern).map((file) => file.replaceAll('\\', '/'));
  return files.filter((file) => !file.startsWith(without)).map((file) => [file, readFileSync(file, 'utf8')]);
}

const page = read('renderer/**/*.{ts,vue}', 'renderer/words/');
const tests = read('test/**/*.ts', 'test/tidy/');

test('every sentence of the screen is shown somewhere', () => {
  expect(page.length).toBeGreaterThan(50);
  expect(deadWords(id, page)).toEqual([]);
});

test('every test id that a test looks for is on the page', () => {
  const given = givenIds(page);
  const sought = soughtIds(tests);
  expect(sought.length).toBeGreaterThan(40);
  expect(sought.filter((one) => !isGiven(one, given))).toEqual([]);
});

test('a sentence that nothing shows is found, and so is an id that nothing has', () => {
  const sources: readonly Source[] = [
    ['a.vue', `{{ words.bill.month }} const { total: sum } = words.value.bill; :data-testid="\`light-\${light.id}\`"`],
    ['b.vue', `{{ words.number.title }} data-testid="total" hook: 'next-button'`],
  ];
  const words = { bill: { month: '', total: '', title: '' }, number: { title: '' }, none: '' };
  expect(deadWords(words, sources)).toEqual(['bill.title', 'none']);
  const given = givenIds(sources);
  const sought = soughtIds([
    ['x.ts', `see('total') armed('next-button') getByTestId('light-disk') see('light') see('totals')`],
  ]);
  expect(sought.filter((one) => !isGiven(one, given))).toEqual(['light', 'totals']);
});
