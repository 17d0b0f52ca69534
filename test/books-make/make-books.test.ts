import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { checkConfig } from '../../electron/config.ts';
import { openToRead } from '../../electron/db/open.ts';
import { auditRows, checkIntegrity } from '../../electron/db/audit.ts';
import { booksFiles, startBooks } from '../../electron/books/start-books.ts';
import { registry } from '../../electron/providers/index.ts';
import type { Provider } from '../../electron/providers/provider.ts';
import type { Send } from '../../electron/providers/wire/http.ts';
import { providerIds, type ProviderId } from '../../shared/product.ts';
import { wibDay } from '../../shared/time.ts';
import { createChance } from '../harness/chance.ts';
import { clockAt } from '../harness/clock-at.ts';
import { tempFolder } from '../harness/temp-folder.ts';
import { createCustomers, type Account } from './customers.ts';
import { makeBooks } from './make-books.ts';
import { readings } from './readings.ts';
import { replies, type Format } from './replies.ts';
import type { Said } from './said.ts';

const now = Date.parse('2026-11-26T12:00:00+07:00');
const settings = { baseUrl: 'https://provider.test', enabled: true };

/** Books of that many payments, and where they are. */
async function made(
  payments: number,
  more: { readonly seed?: number; readonly unsettled?: number } = {},
): Promise<string> {
  const folder = path.join(tempFolder(), 'books');
  await makeBooks(folder, { payments, seed: 7, unsettled: 0, now, ...more });
  return folder;
}

test('a till opens books that were made as its own: nothing is missing, nothing differs, nothing was put back', async () => {
  const folder = await made(900, { unsettled: 5 });
  const opened = startBooks(folder, {
    clock: clockAt(() => now),
    newEpoch: () => 'NEWS',
    by: 'owner',
    version: 'test',
  });
  if (!opened.ok) throw new Error(opened.problem);
  const { books, caughtUp, restored, guards } = opened;
  expect({ restored, guards, toDatabase: caughtUp.toDatabase, toJournal: caughtUp.toJournal }).toEqual({
    ...{ restored: null, guards: [], toDatabase: 0, toJournal: 0 },
  });
  const beside = openToRead(booksFiles.database(folder));
  expect([...auditRows(beside), ...checkIntegrity(beside)]).toEqual([]);
  beside.close();
  const count = (sql: string): unknown => books.db.prepare(`SELECT count(*) FROM ${sql}`).pluck().get();
  expect(count('transactions')).toBe(900);
  expect(count(`transactions WHERE status = 'sending'`)).toBe(5);
  for (const status of ['paid', 'refused']) expect(count(`transactions WHERE status = '${status}'`)).toBeGreaterThan(5);
  for (const kind of ['asked', 'pending', 'resolved'])
    expect(count(`journal WHERE kind = '${kind}'`)).toBeGreaterThan(0);
  for (const provider of providerIds) expect(count(`transactions WHERE provider = '${provider}'`)).toBeGreaterThan(100);
  expect(count(`transactions WHERE product = 'pln-nontaglist'`)).toBeGreaterThan(5);
  expect(count('print_jobs WHERE copy = 1')).toBeGreaterThan(5);
  expect(count(`transactions WHERE status = 'paid' AND slip_number IS NULL OR claim_code IS NULL`)).toBe(0);
  const last = books.db.prepare('SELECT max(created_at) FROM transactions').pluck().get() as number;
  expect(wibDay(last)).toBe('2026-11-25');
  opened.close();
});

test('the same making makes the same journal, another seed another one', async () => {
  const journals = (await Promise.all([made(60), made(60), made(60, { seed: 8 })])).map((folder) => {
    const journal = booksFiles.journal(folder);
    return readdirSync(journal).map((name) => readFileSync(path.join(journal, name), 'latin1'));
  });
  expect(journals[0]).toEqual(journals[1]);
  expect(journals[0]).not.toEqual(journals[2]);
});

test('books are made in a folder that is empty or not there, and in no other', async () => {
  const folder = tempFolder();
  writeFileSync(path.join(folder, 'loket.journal'), 'a shop’s own');
  await expect(makeBooks(folder, { payments: 1, seed: 7, unsettled: 0, now })).rejects.toThrow('is not empty');
  expect(readFileSync(path.join(folder, 'loket.journal'), 'utf8')).toBe('a shop’s own');
  expect(existsSync(booksFiles.database(folder))).toBe(false);
});

test.each(
  providerIds.flatMap(
    (id) =>
      (id === 'iak'
        ? [
            [id, 'json'],
            [id, 'xml'],
          ]
        : [[id, 'json']]) as [ProviderId, Format][],
  ),
)('%s in %s: what the books say of an answer is what the adapter reads in it', async (id, format) => {
  let said = '';
  const send: Send = ({ url, body }) => {
    const exchange = {
      request: `POST ${url} ${body}`,
      result: 'reply',
      status: 200,
      text: said,
      tookMs: 5,
      serverTimeMs: null,
    } as const;
    return Promise.resolve({ kind: 'reply', status: 200, body: said, exchange });
  };
  const provider = connect(id, format, send);
  const texts = replies[id](format);
  const read = readings[id];
  for (const [at, account] of accounts(id).entries()) {
    const about: Said = {
      ref: `01ABCDEFGHIJKLMN${1000 + at}`,
      id: 2_000_000 + at,
      deposit: 400_000_000 - at,
      reference: `4212C9${at}`,
      at: '20261125143205',
    };
    const { product, customerNumber } = account;
    const inquiry = { product, customerNumber, providerRef: about.ref };
    said = texts.bill(account, about);
    expect(await provider.inquire(inquiry)).toMatchObject({ kind: 'bill', bill: read.bill(account, about) });
    const { bill, admin, memo } = read.bill(account, about);
    const order = { ...inquiry, bill, admin, memo };
    said = texts.paid(account, about);
    const paid = await provider.pay(order);
    expect(paid).toEqual({ kind: 'paid', ...read.paid(account, about), exchange: paid.exchange });
    const mask = (text: string): string =>
      text
        .replace(/"(username|sign|partnerId)":"[^"]*"/g, '"$1":"[secret]"')
        .replace(/<(username|sign)>[^<]*/g, '<$1>[secret]');
    if (format === 'json') expect(mask(paid.exchange.request)).toBe(read.request(account, about));
    said = texts.refused(account, about);
    expect(await provider.pay(order)).toMatchObject({ kind: 'refused', ...read.refused });
    if (texts.processing) {
      said = texts.processing(account, about);
      expect(await provider.pay(order)).toMatchObject({ kind: 'pending', why: 'in-process', message: read.processing });
    }
    expect(texts.checked === null).toBe(provider.checkStatus === undefined);
    if (!texts.checked || !provider.checkStatus) continue;
    said = texts.checked.paid(account, about);
    expect(await provider.checkStatus(order)).toMatchObject({ kind: 'paid', ...read.paid(account, about) });
    said = texts.checked.processing(account, about);
    expect(await provider.checkStatus(order)).toMatchObject({
      kind: 'pending',
      why: 'in-process',
      message: read.processing,
    });
  }
});

/** Bills of a month and of several, and such as have none. */
function accounts(id: ProviderId): readonly Account[] {
  const customers = createCustomers(7, createChance(7));
  const all = Array.from({ length: 150 }, (_unused, at) => customers.next(now - (150 - at) * 86_400_000));
  const [account] = all.filter(({ product }) => product === 'pln-postpaid');
  if (!account) throw new Error('nobody came');
  const [month] = account.months;
  if (!month) throw new Error('nobody owes anything');
  const before = { ...month, period: '2024-12', penalty: 3_000, from: month.from - 90, to: month.from };
  const sold = all.filter(({ product }) => product === 'pln-postpaid' || id === 'iak');
  return id === 'alfakios'
    ? sold.filter(({ months }) => months.length === 1)
    : [...sold, { ...account, months: [before, month] }];
}

function connect(id: ProviderId, format: Format, send: Send): Provider {
  const own = {
    alfakios: { ...settings, apiKey: 'key-of-a-shop' },
    ayoconnect: {
      ...settings,
      partnerId: 'partner-of-a-shop',
      apiKey: 'key-of-a-shop',
      apiSecret: 'secret-of-a-shop',
      productCodes: { 'pln-postpaid': 'product-code' },
    },
    iak: { ...settings, prepaidBaseUrl: settings.baseUrl, username: '081234567890', apiKey: 'key-of-a-shop', format },
  };
  const read = checkConfig({ providers: { [id]: own[id] } }, '.');
  if (!read.ok) throw new Error(read.problem);
  const of = read.config.providers[id];
  if (!of) throw new Error(`no ${id}`);
  return (registry[id].connect as (settings: unknown, send: Send) => Provider)(of, send);
}
