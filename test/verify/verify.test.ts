import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { globSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { createSlipCheck } from '../../electron/verify/slip.ts';
import { tempFolder } from '../harness/temp-folder.ts';
import { importsOf } from '../tidy/imports.ts';
import { checkFolder, problemsOf } from './check.ts';
import { chain, openDatabase, toBytes, writeFolder } from './folder.ts';
import { makeHistory, type History, type Told } from './history.ts';

interface Run {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs the program itself. What it leaves in the temporary folder fails the test. */
function verify(...args: readonly string[]): Run {
  const temporary = tempFolder();
  const env = { ...process.env, TMPDIR: temporary, TEMP: temporary };
  const run = spawnSync(process.execPath, ['electron/verify/verify.ts', ...args], { encoding: 'utf8', env });
  expect(readdirSync(temporary)).toEqual([]);
  return { code: run.status, out: run.stdout, err: run.stderr };
}

/** Everything about the files of a folder that a program could change. */
function fingerprint(folder: string): unknown {
  return readdirSync(folder).map((name) => {
    const { size, mtimeMs, mode } = statSync(path.join(folder, name));
    return [
      name,
      size,
      mtimeMs,
      mode,
      createHash('sha256')
        .update(readFileSync(path.join(folder, name)))
        .digest('hex'),
    ];
  });
}

function folderOf(history: History, behind = 0): string {
  const folder = tempFolder();
  writeFolder(folder, history, behind);
  return folder;
}

const history = makeHistory(40);
const { lines, rows } = chain(history.records);

test('a good folder: exit code 0, what is in it, and nothing changed', () => {
  const folder = folderOf(history);
  const before = fingerprint(folder);
  const last = rows.at(-1);
  const short = `${last?.[0]}-${last?.[5].slice(0, 8).toUpperCase()}`;
  const run = verify(folder, '--short', short);
  const paid = history.tables.transactions.filter(({ status }) => status === 'paid');
  const sum = paid.reduce((total, row) => total + Number(row['total']), 0);
  expect(run).toMatchObject({ code: 0, err: '' });
  expect(run.out).toContain(`records    ${lines.length}\n`);
  expect(run.out).toContain(`short      ${short}\n`);
  expect(run.out).toContain(`${paid.length} paid`);
  expect(run.out.replaceAll('.', '')).toContain(`Rp${sum}\n`);
  expect(run.out).toMatch(/problems {3}0\n$/);
  expect(fingerprint(folder)).toEqual(before);
});

test('--json says the same for a program, with the same exit code', () => {
  const folder = folderOf(history);
  const last = rows.at(-1);
  const short = `${last?.[0]}-${last?.[5].slice(0, 8).toUpperCase()}`;
  const good = verify(folder, '--json');
  expect(good).toMatchObject({ code: 0, err: '' });
  expect(JSON.parse(good.out)).toMatchObject({
    ...{ ok: true, records: lines.length, head: last?.[5], short, segments: 1, problems: [], notes: [] },
  });
  truncateSync(path.join(folder, 'loket.journal'), 10);
  const bad = verify(folder, '--json', '--short', short);
  expect(bad).toMatchObject({ code: 1, err: '' });
  const said = JSON.parse(bad.out) as { readonly ok: boolean; readonly problems: readonly unknown[] };
  expect(said.ok).toBe(false);
  expect(said.problems).toContainEqual({
    ...{ file: 'loket.journal', n: null, what: 'torn: its last line will be cut off at the next start' },
  });
  expect(said.problems).toContainEqual({
    ...{ file: 'slip', n: last?.[0], what: 'the record that the slip names is not there' },
  });
});

test('a killed till leaves a log beside its database: it is read, and nothing is changed', { timeout: 120_000 }, () => {
  const folder = tempFolder();
  const [filesModule, historyModule] = ['folder', 'history'].map((name) => path.resolve(`test/verify/${name}.ts`));
  const script = `
    import { writeFileSync } from 'node:fs';
    import { chain, fillDatabase, openDatabase, toBytes } from ${JSON.stringify(filesModule)};
    import { makeHistory } from ${JSON.stringify(historyModule)};
    const history = makeHistory(40);
    const { lines, rows } = chain(history.records);
    writeFileSync('loket.journal', toBytes(lines));
    const db = openDatabase('.');
    db.pragma('wal_autocheckpoint = 0');
    fillDatabase(db, history, rows);
    process.kill(process.pid, 'SIGKILL');`;
  const killed = spawnSync(process.execPath, ['--input-type=module', '-e', script], { cwd: folder });
  expect(killed.signal).toBe('SIGKILL');
  expect(statSync(path.join(folder, 'loket.db-wal')).size).toBeGreaterThan(
    statSync(path.join(folder, 'loket.db')).size,
  );
  const before = fingerprint(folder);
  expect(verify(folder)).toMatchObject({ code: 0, err: '' });
  expect(fingerprint(folder)).toEqual(before);
  // Without the log most of the database is gone, which shows that it was read.
  rmSync(path.join(folder, 'loket.db-wal'));
  rmSync(path.join(folder, 'loket.db-shm'));
  expect(verify(folder).code).toBe(1);
});

test.for([
  [[], 'Usage'],
  [['one', 'two'], 'Usage'],
  [['one', '--short', '12'], 'Usage'],
  [['one', '--fast'], 'Usage'],
  [['no\u001b[2Jwhere'], 'no journal in no[2Jwhere'],
] as const)('%j is refused with a sentence and exit code 2', ([args, says]) => {
  const run = verify(...args);
  expect(run).toMatchObject({ code: 2, out: '' });
  expect(run.err).toContain(says);
});

test('a journal or a database that is gone is a problem', { timeout: 120_000 }, () => {
  const noDatabase = folderOf(history);
  rmSync(path.join(noDatabase, 'loket.db'));
  expect(verify(noDatabase)).toMatchObject({ code: 1, out: expect.stringContaining('loket.db: is missing') as string });
  const noJournal = folderOf(history);
  rmSync(path.join(noJournal, 'loket.journal'));
  expect(verify(noJournal).out).toContain('loket.journal record 1: truncated');
  const garbage = folderOf(history);
  writeFileSync(path.join(garbage, 'loket.db'), 'not a database'.repeat(1_000));
  expect(verify(garbage)).toMatchObject({ code: 1, out: expect.stringContaining('not a database') as string });
});

test('a journal that can not be read is no verdict', () => {
  const folder = folderOf(history);
  rmSync(path.join(folder, 'loket.journal'));
  mkdirSync(path.join(folder, 'loket.journal'));
  const run = verify(folder);
  expect(run).toMatchObject({ code: 2, out: '' });
  expect(run.err).toMatch(/can't be read: .*loket\.journal is no file/);
});

test('a torn last line, a file shorter than the database, and a database that lags', { timeout: 120_000 }, () => {
  const torn = folderOf(history);
  const file = path.join(torn, 'loket.journal');
  truncateSync(file, statSync(file).size - 1);
  const run = verify(torn);
  expect(run.out).toContain('torn: its last line will be cut off at the next start');
  expect(run.out).toContain(`loket.journal record ${lines.length}: truncated`);
  expect(run.code).toBe(1);
  const told = [...history.records];
  const restart = { at: told.at(-1)?.at ?? 0, kind: 'opened', transactionId: null };
  for (let more = 0; more < 9; more++)
    told.push({ ...restart, data: { version: '0.1.0', by: 'owner', epoch: epochNow } });
  const lagging = folderOf({ records: told.slice(0, -1), tables: history.tables }, 8);
  expect(verify(lagging)).toMatchObject({ code: 0, out: expect.stringContaining('lacks the last 8') as string });
  const tooFar = folderOf({ records: told, tables: history.tables }, 9);
  expect(verify(tooFar)).toMatchObject({ code: 1, out: expect.stringContaining('lacks the last 9 records') as string });
});

const epochNow = history.tables.till_state[0]?.['epoch'];

test('an amount changed everywhere in the file, all hashes made anew: the database gives it away', () => {
  const folder = folderOf(history);
  const paid = history.records.find(({ kind }) => kind === 'paid');
  const cheaper = history.records.map((one) => {
    if (one.transactionId !== paid?.transactionId || !one.data['quote']) return one;
    const cheap = { ...(one.data['quote'] as Told['data']), bill: 1_000, admin: 0, fee: 0, total: 1_000 };
    return { ...one, data: { ...one.data, quote: cheap } };
  });
  expect(problemsOf(toBytes(chain(cheaper).lines))).toEqual([]);
  writeFileSync(path.join(folder, 'loket.journal'), toBytes(chain(cheaper).lines));
  const run = verify(folder);
  expect(run.code).toBe(1);
  expect(run.out).toContain('journal: is not the line in the file (data)');
  expect(run.out).toContain('its total is not what the records make it');
  expect(run.out).toMatch(/and \d+ more\n$/);
  expect(run.out.split('\n').filter((line) => line.startsWith('loket.'))).toHaveLength(50);
});

// Every column that the records make, at one row each.
const edits = [
  ...['quote_id', 'provider_ref', 'created_at', 'expires_at', 'quote', 'memo'].map((name) => ['quotes', name]),
  ...[
    'provider_ref',
    'provider',
    'product',
    'customer_number',
    'customer_name',
    'periods',
    'bill',
    'admin',
    'fee',
    'total',
  ].map((name) => ['transactions', name]),
  ...[
    'tendered',
    'cashier',
    'created_at',
    'expires_at',
    'memo',
    'status',
    'reference',
    'refusal_code',
    'settled_at',
  ].map((name) => ['transactions', name]),
  ...['settled_by', 'quote_id'].map((name) => ['transactions', name]),
  ...['transaction_id', 'copy', 'printer', 'head', 'created_at', 'state'].map((name) => ['print_jobs', name]),
  ...['epoch', 'mode', 'correction_ms'].map((name) => ['till_state', name]),
  ...['at', 'kind', 'transaction_id', 'data', 'hash'].map((name) => ['journal', name]),
  ...['slip_number', 'claim_code', 'details', 'footer'].map((name) => ['transactions', name]),
] as const;

test('whatever is changed in the database is told of', () => {
  const folder = folderOf(history);
  const db = openDatabase(folder);
  db.pragma('foreign_keys = OFF');
  for (const [index, [table, name]] of edits.entries()) {
    const value = name === 'hash' ? 'zeroblob(32)' : name === 'data' ? `'{}'` : '1';
    db.exec(`UPDATE ${table} SET ${name} = ${value} WHERE rowid =
      (SELECT rowid FROM ${table} ORDER BY rowid LIMIT 1 OFFSET ${table === 'till_state' ? 0 : index % 20})`);
  }
  db.exec(`DELETE FROM print_jobs WHERE rowid = (SELECT max(rowid) FROM print_jobs)`);
  db.exec(`INSERT INTO transactions (transaction_id, status) VALUES ('Tnew' || char(27) || '[2J', 'paid')`);
  db.close();
  const told = checkFolder(folder).problems.map(({ what }) => what);
  for (const [table, name] of edits) {
    const says = table !== 'journal' ? `its ${name} is not` : name === 'hash' ? 'other hashes' : `(${name}`;
    expect(
      told.filter((line) => line.startsWith(`${table}: `) && line.includes(says)),
      `${table}.${name}`,
    ).not.toEqual([]);
  }
  expect(told).toContainEqual(expect.stringMatching(/^print_jobs: J\d+: is missing$/));
  expect(told).toContain('transactions: Tnew[2J: no record makes it');
  expect(told).toContainEqual(
    expect.stringMatching(/^transactions: row \d+ belongs to no row of quotes$|^print_jobs: row \d+ belongs/),
  );
});

test.for([
  ['quotes', `INSERT INTO quotes (quote_id, transaction_id) VALUES ('Qnew', 'Tnew')`, 'Tnew'],
  ['transactions', `INSERT INTO transactions (transaction_id, status) VALUES ('Tnew', 'paid')`, 'Tnew'],
  ['print_jobs', `INSERT INTO print_jobs (job_id) VALUES ('Jnew')`, 'Jnew'],
  ['till_state', `INSERT INTO till_state (one) VALUES (2)`, '2'],
] as const)('a row of %s that no record tells of is told', ([table, sql, id]) => {
  const folder = folderOf(history);
  const db = openDatabase(folder);
  db.exec(sql);
  db.close();
  const { problems } = checkFolder(folder);
  expect(problems).toContainEqual({ file: 'loket.db', n: null, what: `${table}: ${id}: no record makes it` });
});

test.for([
  ['the right one', 0, 0, []],
  ['another hash', 0, 1, ['is not the record that the slip names']],
  ['a record that is not there yet', 1_000_000, 0, ['the record that the slip names is not there']],
] as const)('a slip of %s', ([, later, other, told]) => {
  const [n, , , , , hash] = rows[100] ?? [0, 0, '', null, '', ''];
  const other8 = ((parseInt(hash.slice(0, 8), 16) ^ other) >>> 0).toString(16).padStart(8, '0');
  const problems: string[] = [];
  const slip = createSlipCheck({ n: n + later, hash: other8 }, (_file, _n, what) => void problems.push(what));
  expect(problemsOf(toBytes(lines), { brought: [slip] })).toEqual([]);
  expect(problems).toEqual(told);
});

test('nothing in an id moves the cursor of the terminal it is told on', () => {
  const id = 'T\u001b[2J\u0007\u202e1\n2';
  const spoilt = history.records.map((one, index) => (index === 30 ? { ...one, transactionId: id } : one));
  const folder = tempFolder();
  writeFileSync(path.join(folder, 'loket.journal'), toBytes(chain(spoilt).lines));
  const run = verify(folder);
  expect(run.out).toContain('T[2J12: ');
  expect(run.out).not.toMatch(/[^\P{C}\n]/u);
});

test('it shares no code with the till', () => {
  const files = globSync('electron/verify/*.ts');
  expect(files.length).toBeGreaterThan(1);
  const imported = files.flatMap((file) => importsOf(file, readFileSync(file, 'utf8'))).map(({ to }) => to);
  expect(imported.filter((to) => !/^(node:|electron\/verify\/)/.test(to))).toEqual([]);
});
