import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { startHeadless, type Headless } from '../harness/headless.ts';
import { runApp, runtime } from '../harness/launch.ts';
import { tempFolder } from '../harness/temp-folder.ts';

// The packed app brings the verifier: `--verify [DIR] [--short WORD] [--json]`.

/** A till's data folder with one payment, which was practised; its books are in `training/`. */
async function sell(dataDir: string): Promise<Headless> {
  const till = startHeadless(['--data', dataDir]);
  onTestFinished(() => till.signal('SIGKILL'));
  const bill = { product: 'pln-postpaid', customerNumber: '512345678901' } as const;
  const { quoteId, total } = await till.must('bill:inquire', bill);
  const { status } = await till.must('payment:pay', { quoteId, tendered: total });
  expect(status).toBe('paid');
  return till;
}

/** The word that a slip carried, and the same with one digit of its hash changed. */
function wordsOf(out: string): readonly [string, string] {
  const short = /^short {6}(\d+-[0-9A-F]{8})$/m.exec(out)?.[1] ?? '';
  return [short, short.replace(/.$/, (last) => (last === '0' ? '1' : '0'))];
}

/** Electron itself may say something on stderr. */
const nothing = runtime === 'electron' ? (expect.any(String) as string) : '';

async function soundBooks(): Promise<string> {
  const folder = tempFolder();
  expect(await (await sell(folder)).end()).toBe(0);
  return folder;
}

test('sound books: what is in them, exit code 0, and no till starts', async () => {
  const sound = await soundBooks();
  const before = readdirSync(sound);
  const named = await runApp(['--verify', sound], tempFolder());
  expect(named).toMatchObject({ code: 0, err: nothing });
  expect(named.out).toContain('payments   1 paid, 0 refused, 0 pending, 0 sending\n');
  expect(named.out).toMatch(/problems {3}0\n$/);
  expect(readdirSync(sound)).toEqual(before);
  // Without a name it is the till's own folder.
  expect((await runApp(['--verify'], sound)).out).toBe(named.out);
});

test('--short and --json: the word of a slip is there or is not', async () => {
  const sound = await soundBooks();
  const [short, other] = wordsOf((await runApp(['--verify', sound], sound)).out);
  const good = await runApp(['--verify', '--short', short, '--json'], sound);
  expect(good).toMatchObject({ code: 0, err: nothing });
  expect(JSON.parse(good.out)).toMatchObject({ ok: true, short, problems: [] });
  const bad = await runApp(['--verify', sound, '--json', '--short', other], sound);
  expect(bad).toMatchObject({ code: 1, err: nothing });
  expect(JSON.parse(bad.out)).toMatchObject({
    ok: false,
    problems: [{ file: 'slip', n: Number(short.split('-')[0]), what: 'is not the record that the slip names' }],
  });
});

test('damaged books: exit code 1, and the file and the record are named', async () => {
  const damaged = await soundBooks();
  const journal = path.join(damaged, 'training/journal/000001.jsonl');
  writeFileSync(journal, readFileSync(journal, 'utf8').replace('"kind":"paid"', '"kind":"pais"'));
  const found = await runApp(['--verify', damaged], damaged);
  expect(found).toMatchObject({ code: 1, err: nothing });
  expect(found.out).toMatch(/^journal\/000001\.jsonl record \d+: is of no known kind$/m);
});

test('no books, or arguments that are none: one sentence, exit code 2', async () => {
  const empty = tempFolder();
  const none = await runApp(['--verify', path.join(empty, 'not there')], empty);
  expect(none).toMatchObject({ code: 2, out: '', err: expect.stringContaining('There is no journal in') as string });
  const wrong = await runApp(['--verify', empty, '--fast'], empty);
  expect(wrong).toMatchObject({ code: 2, out: '', err: expect.stringContaining('Usage: loket --verify') as string });
  expect(existsSync(path.join(empty, 'not there'))).toBe(false);
});

test('a till that sells from the same folder is neither held up nor in the way', async () => {
  const dataDir = tempFolder();
  const till = await sell(dataDir);
  expect(await runApp(['--verify'], dataDir)).toMatchObject({ code: 0, err: nothing });
  expect((await till.must('till:status', {})).ready).toBe(true);
  expect(await till.end()).toBe(0);
});
