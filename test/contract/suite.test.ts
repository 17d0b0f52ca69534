import { expect, test } from 'vitest';
import { broken } from './break.ts';
import { breaks } from './breaks.ts';
import { kits } from './kits/index.ts';
import { runLaw, type Law } from './law.ts';
import { laws } from './laws.ts';
import { checkTable } from './laws/answers.ts';
import { registry } from '../../electron/providers/index.ts';

// That the suite can fail: adapters broken on purpose are caught by the law that is about what they do.

function lawOf(start: string): Law {
  const found = laws.filter(({ name }) => name.startsWith(start));
  if (!found[0] || found.length > 1) throw new Error(`${found.length} laws start with "${start}"`);
  return found[0];
}

test.for(breaks)('an adapter that $what is caught by: $law', async (one) => {
  const law = lawOf(one.law);
  const sound = await runLaw(law, one.kit);
  const { problems } = await runLaw(law, broken(one));
  // The law finds more than it finds with the adapter as it is, and it does not merely stumble.
  const fresh = problems.filter((problem) => !sound.problems.includes(problem));
  expect(fresh).not.toEqual([]);
  expect(fresh.filter((problem) => problem.startsWith('threw'))).toEqual([]);
});

test('every law has caught something, but for the one that reads tables', () => {
  const caught = new Set(breaks.map(({ law }) => lawOf(law).name));
  expect(laws.map(({ name }) => name).filter((name) => !caught.has(name))).toEqual([
    'the table says no more than the document',
  ]);
});

test('a law that tries nothing is broken, and so is one that throws', async () => {
  const idle = await runLaw({ name: 'idle', run: async () => undefined }, kits.iak[0]);
  expect(idle).toEqual({ cases: 0, problems: ['no case was tried'] });
  const throwing = await runLaw({ name: 'throwing', run: () => Promise.reject(new Error('oops')) }, kits.iak[0]);
  expect(throwing.problems[0]).toContain('oops');
});

test.for([
  ['calls a pending code final', '39', { atPay: 'rejected' }],
  ['calls a failure paid', '37', { atStatus: 'paid' }],
  ['forgets a success', '00', { atPay: 'unknown-code' }],
  ['does not say where it has it from', '11', { source: '' }],
  ['leaves a code out', '12', null],
] as const)('a table that %s is caught', async ([, code, change]) => {
  const rows = registry.iak.codes.map((row) => (row.code === code ? { ...row, ...change } : row));
  const said = { source: 'here', success: ['00'], pending: ['39'], failed: ['11', '37', ...(change ? [] : [code])] };
  const law = {
    name: 'table',
    run: async (_kit: unknown, check: Parameters<Law['run']>[1]) => checkTable(rows, said, check),
  };
  expect((await runLaw(law, kits.iak[0])).problems).not.toEqual([]);
  expect((await runLaw(lawOf('the table'), kits.iak[0])).problems).toEqual([]);
});
