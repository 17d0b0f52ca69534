import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { expect, test } from 'vitest';
import { spellings } from '../contract/spellings.ts';
import { tempFolder } from '../harness/temp-folder.ts';
import { openShop, paymentsIn, restoreInto, secret, sell, verify } from './shop.ts';

test('a backup that is made while the till sells is whole, and holds up to the check', async () => {
  const { till, data } = openShop();
  await sell(till, 40);
  const selling = sell(till, 30);
  const { file } = await till.must('backup:run', {});
  await selling;
  expect(path.dirname(file)).toBe(path.join(data, 'training', 'backup'));
  expect(await till.must('backup:check', { file })).toEqual({ ok: true, problems: [] });
  const { items } = await till.must('backup:list', {});
  expect(items).toMatchObject([{ file, bytes: statSync(file).size }]);
  expect(items[0]?.payments).toBeGreaterThanOrEqual(40);
  expect(readdirSync(path.dirname(file))).toEqual([path.basename(file)]);
});

test('a backup is a tar archive that any program opens, for its user alone, and no secret is in it', async () => {
  const { till, data } = openShop();
  await sell(till, 3);
  const { file } = await till.must('backup:run', {});
  const listed = execFileSync('tar', ['-tf', file], { encoding: 'utf8' }).trim().split('\n');
  expect(listed).toEqual([
    ...['backup.json', 'books/loket.db', 'books/journal/000001.jsonl'],
    'config-without-secrets.json',
  ]);
  const out = tempFolder();
  execFileSync('tar', ['-xf', file, '-C', out]);
  expect(verify(path.join(out, 'books'))).toContain('problems   0');
  expect(statSync(file).mode & 0o777).toBe(0o600);
  const own = JSON.parse(readFileSync(path.join(data, 'training', 'loket.secrets'), 'utf8')) as {
    readonly secrets: Readonly<Record<string, string>>;
  };
  const text = readFileSync(file, 'latin1');
  expect(Object.keys(own.secrets)).not.toEqual([]);
  for (const each of [secret, ...Object.values(own.secrets)])
    for (const { text: spelled } of spellings(each)) expect(text).not.toContain(spelled);
});

test('a backup goes into another folder only where that is there, and one at a time', async () => {
  const { till } = openShop();
  const stick = tempFolder();
  const both = await Promise.all([
    till.call('backup:run', { folder: stick }),
    till.call('backup:run', { folder: stick }),
  ]);
  expect(both.map((reply) => (reply.ok ? 'ok' : reply.code))).toEqual(['ok', 'busy']);
  expect(readdirSync(stick)).toHaveLength(1);
  expect(await till.call('backup:run', { folder: path.join(stick, 'gone') })).toMatchObject({ code: 'file-failed' });
  expect(await till.call('backup:run', { folder: 'stick' })).toMatchObject({ code: 'bad-request' });
  const file = path.join(stick, readdirSync(stick)[0] ?? '');
  expect(await till.must('backup:check', { file })).toEqual({ ok: true, problems: [] });
});

test('the eighth backup takes the place of the oldest', async () => {
  const { till } = openShop();
  const made: string[] = [];
  for (let nth = 0; nth < 8; nth++) made.push((await till.must('backup:run', {})).file);
  const { items } = await till.must('backup:list', {});
  expect(items).toHaveLength(7);
  expect(items.map(({ file }) => file)).toContain(made.at(-1));
  expect(existsSync(made[0] ?? '')).toBe(false);
});

test('a backup that is cut, changed or none is found out, and nothing is restored of it', async () => {
  const { till } = openShop();
  await sell(till, 2);
  const { file } = await till.must('backup:run', {});
  const other = tempFolder();
  const bytes = readFileSync(file);
  const damaged = {
    cut: () => truncateSync(path.join(other, 'cut'), bytes.length - 20_000),
    beheaded: () => truncateSync(path.join(other, 'beheaded'), 700),
    changed: () => writeFileSync(path.join(other, 'changed'), bytes.fill(0, 60_000, 60_100)),
    none: () => writeFileSync(path.join(other, 'none'), 'id,amount\n1,2\n'),
  };
  for (const [name, damage] of Object.entries(damaged)) {
    const copy = path.join(other, name);
    copyFileSync(file, copy);
    damage();
    const { ok, problems } = await till.must('backup:check', { file: copy });
    expect([name, ok, problems.length]).toEqual([name, false, 1]);
    // Neither the folder nor those around it.
    expect(restoreInto(path.join(other, 'new', 'deep', 'data'), copy).code).toBe(2);
    expect(existsSync(path.join(other, 'new'))).toBe(false);
  }
  expect(readdirSync(other)).toHaveLength(4);
});

test('a pipe in the place of a backup was read for ever', async () => {
  const { till } = openShop();
  const folder = tempFolder();
  const pipe = path.join(folder, 'pipe');
  execFileSync('mkfifo', [pipe]);
  expect(await till.must('backup:check', { file: pipe })).toMatchObject({ ok: false });
  expect(restoreInto(path.join(folder, 'data'), pipe).code).toBe(2);
  expect(readdirSync(folder)).toEqual(['pipe']);
});

test('a till that was restored has every payment of the backup, and pays nothing before a person has compared', async () => {
  const { till, data: old } = openShop();
  await sell(till, 90);
  const { file } = await till.must('backup:run', {});
  const before = await till.must('till:status', {});
  await till.end();
  const books = paymentsIn(path.join(old, 'training'));
  const data = path.join(tempFolder(), 'shop', 'data');
  const { code, said } = restoreInto(data, file);
  expect([code, said]).toEqual([0, expect.stringContaining('providers.alfakios.apiKey')]);
  expect(readdirSync(data).toSorted()).toEqual(['config-without-secrets.json', 'training']);
  expect(paymentsIn(path.join(data, 'training'))).toBe(books);
  expect(restoreInto(data, file)).toMatchObject({ code: 2, said: expect.stringContaining('is not empty') as string });
  expect(readdirSync(path.dirname(data))).toEqual(['data']);

  const again = openShop(data).till;
  const status = await again.must('till:status', {});
  expect([status.mode, status.today]).toEqual(['reconcile', before.today]);
  expect(status.till.epoch).not.toBe(before.till.epoch);
  const quote = await again.must('bill:inquire', { product: 'pln-postpaid', customerNumber: '512345678901' });
  expect(await again.call('payment:pay', { quoteId: quote.quoteId, tendered: quote.total })).toMatchObject({
    code: 'reconcile',
  });
  expect(await again.must('till:reconciled', { reason: 'compared with their list' })).toMatchObject({ mode: 'normal' });
  await sell(again, 1);
  await again.end();
  expect(paymentsIn(path.join(data, 'training'))).not.toBe(books);
});

test('a backup is not restored into a folder that has something in it', () => {
  const data = tempFolder();
  mkdirSync(path.join(data, 'letters'));
  expect(restoreInto(data, '/nowhere/backup.tar').code).toBe(2);
  expect(readdirSync(data)).toEqual(['letters']);
});
