import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { Input } from '../../shared/api.ts';
import { csvColumns, csvHeader } from '../../electron/export/csv.ts';
import { openCounter, type Counter } from '../harness/counter.ts';
import { customers, sellTo } from '../harness/sell-to.ts';
import { tempFolder } from '../harness/temp-folder.ts';

const format = 'csv';
type More = Pick<Input<'export:run'>, 'from' | 'to'>;

/** What a program at the headless till asks for. */
function exportTo(counter: Counter, file: string, more: More = {}): ReturnType<typeof counter.call<'export:run'>> {
  return counter.call('export:run', { format, file, ...more }, 'program');
}

/** What the page asks for. */
function exportAs(counter: Counter, name: string, place = 'own'): ReturnType<typeof counter.call<'export:run'>> {
  return counter.call('export:run', { format, place, name });
}

/** Rows beside the one that was sold, as many as asked for. */
function addRows(counter: Counter, count: number): void {
  const copy = counter.db.prepare(
    `INSERT INTO quotes SELECT :id, :id, :id, created_at, expires_at, quote, memo FROM quotes LIMIT 1`,
  );
  const columns = `provider, product, customer_number, customer_name, periods, bill, admin, fee, total, commission, remaining_bills, expires_at`;
  const more = counter.db.prepare(
    `INSERT INTO transactions (transaction_id, quote_id, ${columns}, status, tendered, cashier, created_at)
     SELECT :id, :id, ${columns}, 'sending', tendered, cashier, created_at FROM transactions LIMIT 1`,
  );
  const texts = counter.db.prepare(
    `INSERT INTO payment_texts SELECT (SELECT max(rowid) FROM transactions), :id, bills, details, memo, footer FROM payment_texts LIMIT 1`,
  );
  const settle = counter.db.prepare(
    `UPDATE transactions SET status = 'refused', refusal_code = 'not-sent', settled_at = created_at WHERE transaction_id = :id`,
  );
  counter.db.transaction(() => {
    for (let at = 0; at < count; at++) for (const sql of [copy, more, texts, settle]) sql.run({ id: `ROW${at}` });
  })();
}

async function openWithRows(count: number): Promise<Counter> {
  const counter = await openCounter();
  await sellTo(counter, customers.slice(0, 1));
  addRows(counter, count - 1);
  return counter;
}

const rowsOf = (file: string): number => readFileSync(file, 'utf8').split('\r\n').length - 2;

test('the CSV has exact values, quotes as RFC 4180 says, and no formula', async () => {
  const counter = await openCounter();
  await sellTo(counter, customers);
  const file = path.join(counter.folder, 'log.csv');
  expect(await exportTo(counter, file)).toEqual({ ok: true, value: { file, rows: 3 } });
  const text = readFileSync(file, 'utf8');
  expect(text.startsWith(`\uFEFF${csvColumns.join(',')}\r\n`)).toBe(true);
  expect(text.endsWith('\r\n')).toBe(true);
  const [, siti, formula] = text.split('\r\n');
  expect(siti).toMatch(/^[0-9A-Z]{20},[0-9A-Z]{20},2026-11-21T14:32:05\.000\+07:00,/);
  expect(siti).toContain(
    ',paid,alfakios,pln-postpaid,512345678901,SITI RAHAYU,2024-04,285000,6000,0,291000,0,300000,9000,',
  );
  const bill = '{""period"":""2024-04"",""amount"":285000,""penalty"":null,""admin"":6000,';
  const rest = '""standStart"":null,""standEnd"":null,""dueDate"":null,""usage"":null}';
  const tenders = ',0,291000,"[{""kind"":""cash"",""amount"":300000}]",,';
  expect(siti?.replace(/[2-9A-Z]{7}(?=,0,)/, '').endsWith(`,"[${bill}${rest}]",LKT01-2611-000001,${tenders}`)).toBe(
    true,
  );
  expect(siti).toMatch(/,[2-9A-Z]{7},0,/);
  expect(formula).toContain(`,"'=HYPERLINK(""http://x"")",`);
  expect(text).toContain('"BUDI, ""SANTOSO""\r\n100%"');
});

test('an export takes a span, replaces an earlier export, and nothing else', async () => {
  const counter = await openCounter();
  await sellTo(counter, customers);
  const file = path.join(counter.folder, 'log.csv');
  expect(await exportTo(counter, file, { from: '2026-11-21T14:33:05+07:00' })).toMatchObject({ value: { rows: 2 } });
  expect(await exportTo(counter, file, { to: '2026-11-21T14:33:05+07:00' })).toMatchObject({ value: { rows: 1 } });
  expect(await exportTo(counter, file, { from: '2027-01-01T00:00:00+07:00' })).toMatchObject({ value: { rows: 0 } });
  // An older till knew fewer columns.
  writeFileSync(file, `\uFEFF${csvColumns.slice(0, -1).join(',')}\r\n`);
  expect(await exportTo(counter, file)).toMatchObject({ value: { rows: 3 } });
  const mine = path.join(counter.folder, 'mine.csv');
  writeFileSync(mine, 'precious');
  expect(await exportTo(counter, mine)).toMatchObject({ code: 'file-exists' });
  expect(readFileSync(mine, 'utf8')).toBe('precious');
  mkdirSync(path.join(counter.folder, 'folder.csv'));
  expect(await exportTo(counter, path.join(counter.folder, 'folder.csv'))).toMatchObject({ code: 'file-exists' });
  expect(await exportTo(counter, path.join(counter.folder, 'none', 'log.csv'))).toMatchObject({ code: 'file-failed' });
  expect(await exportTo(counter, 'relative.csv')).toMatchObject({ code: 'bad-request' });
});

test('a thousand and one rows are all there', async () => {
  const counter = await openWithRows(1_001);
  const file = path.join(counter.folder, 'log.csv');
  expect(await exportTo(counter, file)).toEqual({ ok: true, value: { file, rows: 1_001 } });
  expect(rowsOf(file)).toBe(1_001);
});

test('of two exports to one file at once, one is busy and the other says how many rows the file has', async () => {
  const counter = await openWithRows(2_505);
  const file = path.join(counter.folder, 'log.csv');
  const [first, second] = await Promise.all([
    exportTo(counter, file),
    exportTo(counter, file, { to: '2020-01-01T00:00:00Z' }),
  ]);
  expect(first).toEqual({ ok: true, value: { file, rows: 2_505 } });
  expect(second).toMatchObject({ code: 'busy' });
  expect(rowsOf(file)).toBe(2_505);
  expect(await exportTo(counter, file)).toMatchObject({ ok: true });
});

test('an export leaves another program’s FILE.part and what a link of that name points to as they are', async () => {
  const counter = await openWithRows(1);
  const folder = tempFolder();
  writeFileSync(path.join(folder, 'a.csv.part'), 'half a download');
  writeFileSync(path.join(folder, 'diary.txt'), 'dear diary');
  symlinkSync(path.join(folder, 'diary.txt'), path.join(folder, 'b.csv.part'));
  // A folder stands where the file should go, so that this one fails.
  mkdirSync(path.join(folder, 'c.csv'));
  writeFileSync(path.join(folder, 'c.csv.part'), 'of a stranger');
  expect(await exportTo(counter, path.join(folder, 'a.csv'))).toMatchObject({ ok: true });
  expect(await exportTo(counter, path.join(folder, 'b.csv'))).toMatchObject({ ok: true });
  expect(await exportTo(counter, path.join(folder, 'c.csv'))).toMatchObject({ ok: false });
  expect(readdirSync(folder).sort()).toEqual(
    ['a.csv', 'a.csv.part', 'b.csv', 'b.csv.part', 'c.csv', 'c.csv.part', 'diary.txt'].sort(),
  );
  expect(readFileSync(path.join(folder, 'a.csv.part'), 'utf8')).toBe('half a download');
  expect(readFileSync(path.join(folder, 'diary.txt'), 'utf8')).toBe('dear diary');
  expect(readFileSync(path.join(folder, 'c.csv.part'), 'utf8')).toBe('of a stranger');
  expect(statSync(path.join(folder, 'a.csv')).mode & 0o777).toBe(0o600);
});

test('an export never goes through a link, not even to an earlier export', async () => {
  const counter = await openWithRows(1);
  const folder = tempFolder();
  const file = (name: string): string => path.join(folder, name);
  writeFileSync(file('diary.txt'), 'dear diary');
  writeFileSync(file('earlier.csv'), csvHeader);
  symlinkSync(file('diary.txt'), file('to-diary.csv'));
  symlinkSync(file('earlier.csv'), file('to-earlier.csv'));
  symlinkSync(file('not-there.txt'), file('to-nothing.csv'));
  for (const name of ['to-diary.csv', 'to-earlier.csv', 'to-nothing.csv'])
    expect(await exportTo(counter, file(name)), name).toMatchObject({ code: 'file-exists' });
  expect(readFileSync(file('diary.txt'), 'utf8')).toBe('dear diary');
  expect(readFileSync(file('earlier.csv'), 'utf8')).toBe(csvHeader);
  expect(existsSync(file('not-there.txt'))).toBe(false);
});

test('exports to a pipe are refused at once, and the till goes on answering', async () => {
  const counter = await openWithRows(1);
  const folder = tempFolder();
  for (let at = 0; at < 5; at++) {
    const file = path.join(folder, `pipe-${at}.csv`);
    execFileSync('mkfifo', [file]);
    // A thread that hangs in it must not outlast the test: both ends are held open then, without waiting.
    onTestFinished(() => void execFileSync('sh', ['-c', 'exec 3<>"$1"', 'sh', file]));
    expect(await exportTo(counter, file)).toMatchObject({ code: 'file-exists' });
  }
  expect(await counter.call('till:status', {})).toMatchObject({ ok: true });
});

test('an export can’t be a config, a script or anything else that a system or a program would obey', async () => {
  const counter = await openWithRows(1);
  const folder = tempFolder();
  for (const name of [
    'config.json',
    'run.bat',
    '.bash_profile',
    '.csv',
    '.hidden.csv',
    'log.csv.js',
    'con.csv',
    'a:b.csv',
  ])
    expect(await exportTo(counter, path.join(folder, name)), name).toMatchObject({ code: 'bad-request' });
  expect(readdirSync(folder)).toEqual([]);
});

test('the page that names a path gets nothing written anywhere', async () => {
  const counter = await openWithRows(1);
  const folder = tempFolder();
  const file = path.join(folder, 'log.csv');
  expect(await counter.call('export:run', { format, file })).toMatchObject({ code: 'bad-request' });
  for (const name of [
    '../log.csv',
    file,
    'a/b.csv',
    'a\\b.csv',
    '.log.csv',
    'config.json',
    'nul.csv',
    'log.csv:x',
    'log',
    '',
  ])
    expect(await exportAs(counter, name), name).toMatchObject({ code: 'bad-request' });
  for (const place of ['/', folder, 'nowhere', '..'])
    expect(await exportAs(counter, 'log.csv', place), place).toMatchObject({ code: 'place-gone' });
  expect(readdirSync(folder)).toEqual([]);
  expect(readdirSync(counter.folder).filter((name) => !name.startsWith('loket.'))).toEqual(['journal']);
});

test('the page exports to the till’s own folder and to a stick, until it is pulled', async () => {
  const stick = tempFolder();
  const sticks = [{ folder: stick, label: 'KINGSTON' }];
  const counter = await openCounter({ sticks });
  await sellTo(counter, customers);
  const { items } = await counter.must('export:places', {});
  expect(items).toEqual([
    { place: 'own', kind: 'own', label: counter.folder, freeBytes: expect.any(Number) as number },
    { place: expect.any(String) as string, kind: 'stick', label: 'KINGSTON', freeBytes: expect.any(Number) as number },
  ]);
  const place = items[1]?.place ?? '';
  expect(await exportAs(counter, 'loket-semua.csv')).toMatchObject({ value: { rows: 3 } });
  const file = path.join(stick, 'loket-semua.csv');
  expect(await exportAs(counter, 'loket-semua.csv', place)).toEqual({
    ok: true,
    value: { file, rows: 3, witness: 'signed' },
  });
  expect(readFileSync(file)).toEqual(readFileSync(path.join(counter.folder, 'loket-semua.csv')));

  // The folder it was mounted on often stays behind: nothing may be written into that.
  for (const name of readdirSync(stick)) rmSync(path.join(stick, name));
  sticks.length = 0;
  expect(await exportAs(counter, 'loket-semua.csv', place)).toMatchObject({ code: 'place-gone' });
  expect(readdirSync(stick)).toEqual([]);
});

test('a folder that a person chose is a place for as long as the till runs, and a program has no dialog', async () => {
  const folder = tempFolder();
  const answers = [null, folder];
  const counter = await openCounter({ chooseFolder: () => Promise.resolve(answers.shift() ?? null) });
  expect(await counter.must('export:choose', {})).toEqual({ place: null });
  const { place } = await counter.must('export:choose', {});
  expect(place).toMatchObject({ kind: 'chosen', label: folder });
  expect((await counter.must('export:places', {})).items).toMatchObject([
    { place: 'own' },
    // Room comes and goes.
    { ...place, freeBytes: expect.any(Number) as number },
  ]);
  expect(await exportAs(counter, 'loket.csv', place?.place)).toMatchObject({ ok: true });
  expect(readdirSync(folder)).toEqual(['loket-saksi-LKT01.json', 'loket.csv']);
  const headless = await openCounter();
  expect(await headless.call('export:choose', {})).toMatchObject({ code: 'no-screen' });
});

test('a long export adds no listener per batch and lets the till answer meanwhile', async () => {
  const warnings: Error[] = [];
  const warned = (warning: Error): void => void warnings.push(warning);
  process.on('warning', warned);
  onTestFinished(() => void process.off('warning', warned));
  const counter = await openWithRows(15_000);
  const answered: string[] = [];
  const exporting = exportAs(counter, 'log.csv').then(() => answered.push('export'));
  await counter.must('till:status', {}).then(() => answered.push('status'));
  await exporting;
  await new Promise((resolve) => setImmediate(resolve));
  expect(answered).toEqual(['status', 'export']);
  expect(warnings.map(({ name }) => name)).toEqual([]);
});
