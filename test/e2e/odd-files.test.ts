import { spawnSync } from 'node:child_process';
import { createHash, hash } from 'node:crypto';
import { cpSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeBooks } from '../books-make/make-books.ts';
import { tempFolder, writeConfig } from '../harness/temp-folder.ts';

// What has the name of one of the till's files and is none, and what is missing or empty: the built till refuses the start in one sentence
// that names it, and leaves everything as it is. The verifier has a sentence too, and no stack.

const posix = process.platform !== 'win32';
const root = mkdtempSync(path.join(tmpdir(), 'loket-test-'));
const books = path.join(root, 'books');

beforeAll(async () => {
  await makeBooks(books, { payments: 900, seed: 7, unsettled: 0, now: Date.parse('2026-11-21T14:00:00+07:00') });
  // What only a start makes is there too.
  expect(startAndEnd(books)).toMatchObject({ status: 0, stderr: '' });
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** Starts the built till, ends its input, and answers what it said. */
function startAndEnd(folder: string, config: unknown = { training: false }, state = tempFolderOf('state')) {
  const args = ['dist/headless.js', '--data', folder, '--config', writeConfig(tempFolderOf('config'), config)];
  const env = { ...process.env, XDG_STATE_HOME: state, LOCALAPPDATA: state };
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    input: '',
    encoding: 'utf8',
    env,
    timeout: 20_000,
  });
  return { status, stdout, stderr };
}

function tempFolderOf(name: string): string {
  return mkdtempSync(path.join(root, name));
}

function verify(folder: string) {
  const args = ['--disable-warning=ExperimentalWarning', 'electron/verify/verify.ts', folder];
  const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8', timeout: 20_000 });
  return { status, stderr };
}

/** Everything in a folder: its names, their kinds, and what the files hold. */
function treeOf(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .sort()
    .map((name) => {
      const [file, stat] = [path.join(folder, name), lstatSync(path.join(folder, name))];
      return `${name} ${stat.isDirectory() ? 'folder' : 'file'} ${stat.isFile() ? createHash('sha256').update(readFileSync(file)).digest('hex') : ''}`;
    });
}

function copied(): string {
  const folder = path.join(tempFolder(), 'data');
  cpSync(books, folder, { recursive: true, preserveTimestamps: true });
  return folder;
}

const put = {
  folder: (file: string) => void mkdirSync(file),
  pipe: (file: string) => expect(spawnSync('mkfifo', [file]).status).toBe(0),
  file: (file: string) => writeFileSync(file, ''),
} as const;

const inBooks = ['loket.db', 'loket.db-wal', 'loket.journal', 'journal/000001.jsonl.zst', 'journal/000099.jsonl'];
const others = [
  'loket.mark',
  'loket.mark.new',
  'loket.lock',
  'loket.log',
  'loket.secrets',
  'loket.ballast',
  'loket.db-shm',
];
const odd = [
  ...[...inBooks, ...others, 'journal/000001.jsonl'].map((name) => [name, 'folder'] as const),
  ...(posix ? [...inBooks, 'loket.mark', 'loket.secrets', 'journal'].map((name) => [name, 'pipe'] as const) : []),
  ...['journal', 'export', 'training'].map((name) => [name, 'file'] as const),
];

test.for(odd)('%s that is a %s ended the start with a stack trace, or never', ([name, kind]) => {
  const folder = copied();
  const file = path.join(folder, ...name.split('/'));
  rmSync(file, { recursive: true, force: true });
  put[kind](file);
  const before = treeOf(folder);
  const said = startAndEnd(folder, name === 'training' ? { training: true } : undefined);
  expect(said).toMatchObject({ status: 2, stdout: '' });
  expect(said.stderr).toBe(
    `${file} must be a ${kind === 'file' || name === 'journal' ? 'folder' : 'file'} and is something else; move it away.\n`,
  );
  expect(treeOf(folder)).toEqual(before);
  if (!inBooks.includes(name) && name !== 'journal') return;
  const verdict = verify(folder);
  expect(verdict.status).toBe(2);
  expect(verdict.stderr).toMatch(/^The files in .* can't be read: .* is no (file|folder)\.\n$/);
  expect(treeOf(folder)).toEqual(before);
});

test.for(['folder', 'pipe'] as const)(
  'a %s in the place of what is known outside the folder refuses the start',
  (kind) => {
    if (kind === 'pipe' && !posix) return;
    const [folder, state] = [copied(), tempFolder()];
    const provider = { enabled: true, baseUrl: 'https://loket.invalid', username: 'u', apiKey: 'k-at-least-8' };
    const place = path.join(state, posix ? 'loket' : 'Loket-state');
    const anchor = path.join(place, `${hash('sha256', folder, 'hex').slice(0, 32)}.json`);
    mkdirSync(place, { recursive: true });
    put[kind](anchor);
    const before = treeOf(folder);
    const said = startAndEnd(folder, { providers: { iak: provider } }, state);
    expect(said).toMatchObject({
      status: 2,
      stdout: '',
      stderr: expect.stringContaining(`${anchor} must be a file`) as string,
    });
    expect(treeOf(folder).filter((line) => !line.startsWith('loket.lock'))).toEqual(
      before.filter((line) => !line.startsWith('loket.lock')),
    );
  },
);

test.for([
  ['a database that is missing', 'loket.db', (file: string) => rmSync(file)],
  ['a database that is empty', 'loket.db', (file: string) => writeFileSync(file, '')],
  ['a journal that is missing', 'journal', (file: string) => rmSync(file, { recursive: true })],
] as const)('%s refused the start, which left new files behind', ([, name, harm]) => {
  const folder = copied();
  harm(path.join(folder, name));
  const before = treeOf(folder);
  const said = startAndEnd(folder);
  expect(said).toMatchObject({ status: 2, stdout: '' });
  expect(said.stderr).toContain(path.join(folder, name));
  expect(said.stderr.trim().split('\n')).toHaveLength(1);
  expect(treeOf(folder)).toEqual(before);
});

test('the segment that is added to is missing: the refused start leaves no empty one in its place', () => {
  const folder = copied();
  const open = readdirSync(path.join(folder, 'journal')).find((name) => name.endsWith('.jsonl')) ?? '';
  rmSync(path.join(folder, 'journal', open));
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();
  const said = startAndEnd(folder);
  if (said.status === 0) return expect(said.stderr).toBe('');
  expect(said).toMatchObject({ status: 2, stdout: '' });
  expect(readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()).toEqual(names);
});
