import { expect, test } from 'vitest';
import { edited, type Bug } from './bug.ts';
import { verdictOf } from './verdict.ts';
import type { SeenFile, SeenTest } from './vitest.ts';

// That the zoo does not believe too much.

const file = 'test/till/pay.test.ts';
const bug: Bug = { name: 'bug', file: 'a.ts', find: 'x', replace: 'y', caughtBy: { file, test: 'it pays' } };
const saying: Bug = { ...bug, caughtBy: { ...bug.caughtBy, says: 'bill-locked' } };

function seen(one: SeenTest | null, message = ''): ReadonlyMap<string, SeenFile> {
  return new Map([[file, { message, tests: new Map(one ? [['it pays', one]] : []) }]]);
}

const failing = (...failures: readonly string[]): SeenTest => ({ status: 'failed', failures });

test.for([
  ['a test that passes', bug, seen({ status: 'passed', failures: [] })],
  ['a test that was not run', bug, seen({ status: 'skipped', failures: [] })],
  ['a test that is not there', bug, seen(null)],
  ['a file that is not there', bug, new Map<string, SeenFile>()],
  ['a file that can not be loaded', bug, seen(null, 'SyntaxError: Unexpected token')],
  ['a test that hangs', bug, null],
  ['a test that ran out of time', bug, seen(failing('Error: Test timed out in 30000ms.'))],
  ['a mistake that can not run', bug, seen(failing('ReferenceError: till is not defined'))],
  ['another failure than the one that is named', saying, seen(failing('AssertionError: expected 1 to be 2'))],
] as const)('%s has caught nothing', ([, one, result]) => {
  expect(verdictOf(one, result)).toMatchObject({ caught: false });
});

test('a failed assertion has caught the bug, and so has the failure that is named', () => {
  const assertion = failing('AssertionError: expected 1 to be 2\n    at line 3');
  expect(verdictOf(bug, seen(assertion))).toEqual({ caught: true, how: 'AssertionError: expected 1 to be 2' });
  expect(verdictOf(saying, seen(failing('Error: payment:pay failed: bill-locked')))).toMatchObject({ caught: true });
});

test('a bug whose place is gone, or is not the only one, is not planted', () => {
  const edit = { file: 'a.ts', find: 'if (x)', replace: 'if (!x)' };
  expect(edited('if (x) go();', edit)).toBe('if (!x) go();');
  expect(() => edited('go();', edit)).toThrow('stands 0 times in a.ts');
  expect(() => edited('if (x) go(); if (x) stay();', edit)).toThrow('stands 2 times');
});
