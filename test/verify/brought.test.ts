import { expect, test } from 'vitest';
import { runVerifier, type Said } from '../../electron/verify/program.ts';
import { tempFolder } from '../harness/temp-folder.ts';
import { chain, writeFolder } from './folder.ts';
import { makeHistory } from './history.ts';

// What somebody brings to the verifier from outside: the word of a slip.

const history = makeHistory(40);
const { rows } = chain(history.records);
const verify = (...args: readonly string[]): Promise<Said> => runVerifier(args, 'verify');

test('the word of a mere preview was told like that of a slip: now it is said whether a slip that carries it was printed', async () => {
  const folder = tempFolder();
  writeFolder(folder, history);
  const last = rows.at(-1);
  const preview = `${last?.[0]}-${last?.[5].slice(0, 8).toUpperCase()}`;
  expect(await verify(folder, '--short', preview)).toMatchObject({
    exitCode: 0,
    out: expect.stringContaining(
      `slip       ${preview} names a record of these books, and no slip that carries it was printed here\n`,
    ) as string,
  });
  const [, , , id, data] = rows.find(([, , kind, , text]) => kind === 'printing' && text.includes('"copy":0')) ?? [];
  const { head } = JSON.parse(data ?? '{}') as { readonly head: string };
  expect((await verify(folder, '--short', head)).out).toContain(
    `slip       ${head} names a record of these books; the original of payment ${id} carries it\n`,
  );
  expect(JSON.parse((await verify(folder, '--json', '--short', head)).out)).toMatchObject({
    slip: { word: head, printed: [{ transactionId: id, copy: 0 }] },
  });
  expect(JSON.parse((await verify(folder, '--json', '--short', preview)).out)).toMatchObject({
    slip: { word: preview, printed: [] },
  });
});
