import { copyFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { openAnchor } from '../../electron/books/anchor.ts';
import { tempFolder } from '../harness/temp-folder.ts';
import {
  decides,
  sellsAtAnotherTime,
  started,
  startedNotices,
  startsWith,
  touchedLive,
  verified,
  type Notice,
} from './notices.ts';
import {
  empty,
  forgeBooks,
  forgeMark,
  linesOf,
  putOlderFolder,
  putOlderPair,
  remakeDatabase,
  soldShop,
  sql,
  writeLines,
  type Shop,
} from './shop.ts';

// What an owner of the PC can do to the files, and what notices it. A row that says "nothing" is as much a promise as the others: it is
// run, and fails if something notices after all. Found by an audit; what a row can't show is in DECISIONS.md, "What is not promised".

interface Attack {
  readonly attack: string;
  readonly noticed: readonly Notice[];
  /** Where nothing notices, or only some of them do. */
  readonly why?: string;
  /** On the files of a till that is closed. */
  readonly files?: (shop: Shop) => void | Promise<void>;
  /** While it runs, or starts otherwise; answers what of it was noticed beside the usual. */
  readonly live?: (shop: Shop) => Promise<readonly Notice[]>;
}

const firstPayment = '(SELECT min(transaction_id) FROM transactions)';
const beforeLast = (shop: Shop): string => linesOf(shop)[8] ?? '';

const attacks: readonly Attack[] = [
  {
    attack: 'database: a payment is said to be refused',
    noticed: ['refused', 'verify'],
    files: (shop) => sql(shop, `UPDATE transactions SET status = 'refused' WHERE transaction_id = ${firstPayment}`),
  },
  {
    attack: 'database: an amount is changed',
    noticed: ['refused', 'verify'],
    files: (shop) =>
      sql(shop, `UPDATE transactions SET tendered = tendered + 1 WHERE transaction_id = ${firstPayment}`),
  },
  {
    attack: 'database: a payment is deleted',
    noticed: ['refused', 'verify'],
    files: (shop) => sql(shop, `DELETE FROM transactions WHERE transaction_id = ${firstPayment}`),
  },
  {
    attack: 'database: a slip is said to have failed, for a second original',
    noticed: ['refused', 'verify'],
    files: (shop) => sql(shop, `UPDATE print_jobs SET state = 'failed'`),
  },
  {
    attack: 'journal: a name is changed',
    noticed: ['refused', 'verify'],
    files: (shop) =>
      writeLines(
        shop,
        linesOf(shop).map((line) => line.replace('"cashier":"owner"', '"cashier":"other"')),
      ),
  },
  {
    attack: 'journal: a line is taken out',
    noticed: ['refused', 'verify'],
    files: (shop) =>
      writeLines(
        shop,
        linesOf(shop).filter((line) => line !== beforeLast(shop)),
      ),
  },
  {
    attack: 'journal: the last 12 lines are cut off',
    noticed: ['refused', 'verify', 'slip'],
    files: (shop) => writeLines(shop, linesOf(shop).slice(0, -12)),
  },
  {
    attack: 'journal and database: both end 12 records earlier',
    noticed: ['reconcile', 'slip'],
    files: async (shop) => {
      const lines = linesOf(shop).slice(0, -12);
      // What was written together stays together.
      while (/^\{"n":\d+,"prev":"\w+","more"/.test(lines.at(-1) ?? '')) lines.pop();
      writeLines(shop, lines);
      await remakeDatabase(shop);
    },
  },
  {
    attack: 'the database is deleted',
    noticed: ['refused', 'verify'],
    files: ({ file }) => ['', '-wal', '-shm'].forEach((end) => rmSync(file(`loket.db${end}`), { force: true })),
  },
  {
    attack: 'the journal is deleted',
    noticed: ['refused', 'verify', 'slip'],
    files: ({ file }) => rmSync(file('journal/000001.jsonl')),
  },
  {
    attack: 'journal: the last 3 lines are cut off',
    noticed: ['verify', 'slip'],
    why: 'The next start puts them back from the database: nothing is lost.',
    files: (shop) => writeLines(shop, linesOf(shop).slice(0, -3)),
  },
  {
    attack: 'an older pair of journal and database is put back',
    noticed: ['reconcile', 'slip'],
    files: putOlderPair,
  },
  {
    attack: 'the whole folder is written over in place from an older copy, mark and times and all',
    noticed: ['reconcile', 'slip'],
    why: 'The mark fits. The anchor outside the folder does not.',
    files: putOlderFolder,
  },
  { attack: 'the mark is deleted', noticed: ['reconcile'], files: ({ file }) => rmSync(file('loket.mark')) },
  {
    attack: 'an older pair, and a mark that fits it, by what everybody knows',
    noticed: ['reconcile', 'slip'],
    files: (shop) => (putOlderPair(shop), forgeMark(shop, 'what everybody knows')),
  },
  {
    attack: 'an older pair, and a mark under the till’s own key, which lies open on a headless till',
    noticed: ['reconcile', 'slip'],
    why: 'The anchor outside the folder ends later.',
    files: (shop) => (putOlderPair(shop), forgeMark(shop, 'the open key')),
  },
  {
    attack: 'a whole forgery in which a payment never was, by what everybody knows',
    noticed: ['reconcile', 'slip'],
    files: async (shop) => {
      await forgeBooks(shop);
      forgeMark(shop, 'what everybody knows');
    },
  },
  {
    attack: 'the same with a mark under the till’s own key',
    noticed: ['reconcile', 'slip'],
    why: 'The anchor outside the folder knows another head.',
    files: async (shop) => {
      await forgeBooks(shop);
      forgeMark(shop, 'the open key');
    },
  },
  {
    attack: 'the same, and the anchor is deleted too',
    noticed: ['slip'],
    why: 'Who has the till’s key and the anchor is the till. Only paper, a witness and the provider’s list know better.',
    files: async (shop) => {
      await forgeBooks(shop);
      forgeMark(shop, 'the open key');
      empty(shop.place);
    },
  },
  {
    attack: 'the till’s secrets are deleted',
    noticed: ['reconcile'],
    files: ({ file }) => rmSync(file('loket.secrets')),
  },
  {
    attack: 'the till’s secrets are another till’s',
    noticed: ['reconcile'],
    files: async ({ file }) => copyFileSync((await soldShop()).file('loket.secrets'), file('loket.secrets')),
  },
  {
    attack: 'the anchor is deleted',
    noticed: [],
    why: 'Alone it does no harm, and users tidy up.',
    files: ({ place }) => empty(place),
  },
  { attack: 'everything is deleted', noticed: ['reconcile', 'paper'], files: ({ folder }) => empty(folder) },
  {
    attack: 'everything is deleted, and the anchor too',
    noticed: ['reconcile', 'paper'],
    why: 'The slip does not say which books are gone, but that these are new.',
    files: ({ folder, place }) => (empty(folder), empty(place)),
  },
  {
    attack: 'a second data folder sells for an evening',
    noticed: ['reconcile', 'paper'],
    live: async (shop) => {
      const papers = shop.sink.jobs.length;
      const folder = tempFolder();
      const till = await shop.open({ folder, anchor: openAnchor(shop.place, folder) });
      return startedNotices(till, shop, papers);
    },
  },
  {
    attack: 'the log is deleted',
    noticed: [],
    why: 'It is for whoever mends the till. Nothing about money is only there.',
    files: ({ file }) => rmSync(file('loket.log'), { force: true }),
  },
  {
    attack: 'config: a fee of 1,000 for the own pocket',
    noticed: [],
    why: 'It stands in each quote and on each slip as the shop’s own; who may change the config comes with people.',
    live: (shop) =>
      startsWith(shop, { more: { fees: { alfakios: { 'pln-postpaid': { policy: 'fixed', amount: 1_000 } } } } }),
  },
  {
    attack: 'config: the printer is a file',
    noticed: [],
    why: 'The shop says where it prints.',
    live: (shop) => startsWith(shop, { printers: [{ id: 'counter', transport: 'file:slips.bin', columns: 32 }] }),
  },
  {
    attack: 'config: the provider is a program of the owner’s',
    noticed: [],
    why: 'Each `sent` record has the address; a provider’s statement does not have the payment.',
    live: (shop) => startsWith(shop, {}),
  },
  {
    attack: 'the PC’s clock is set back by a day',
    noticed: ['light', 'note'],
    live: (shop) => sellsAtAnotherTime(shop, -86_400_000),
  },
  {
    attack: 'the PC’s clock is set back by ten minutes',
    noticed: ['light', 'note'],
    live: (shop) => sellsAtAnotherTime(shop, -600_000),
  },
  {
    attack: 'the PC’s clock is set forward by 30 days',
    noticed: [],
    why: 'A shop may have been closed. Only the provider’s time, in each payment’s record, knows better.',
    live: (shop) => sellsAtAnotherTime(shop, 30 * 86_400_000),
  },
  {
    attack: 'a pending payment is decided to be refused, and the cash kept',
    noticed: ['trail'],
    why: 'A person’s word is believed, and stands there with the name.',
    live: (shop) => decides(shop, 'refused'),
  },
  {
    attack: 'a pending payment is decided to be paid, for an original',
    noticed: ['trail'],
    why: 'As above.',
    live: (shop) => decides(shop, 'paid'),
  },
  {
    attack: 'live database: a slip is said to have failed, for a second original',
    noticed: ['running', 'verify'],
    live: (shop) => touchedLive(shop, () => sql(shop, `UPDATE print_jobs SET state = 'failed'`)),
  },
  {
    attack: 'live database: an amount is changed on the screen and in the export',
    noticed: ['running', 'verify'],
    live: (shop) => touchedLive(shop, () => sql(shop, 'UPDATE transactions SET tendered = tendered + 1')),
  },
  {
    attack: 'live journal: a byte is changed in place',
    noticed: ['running', 'verify'],
    live: (shop) =>
      touchedLive(shop, () =>
        writeFileSync(
          shop.file('journal/000001.jsonl'),
          readFileSync(shop.file('journal/000001.jsonl'), 'utf8').replace('"cashier":"owner"', '"cashier":"other"'),
        ),
      ),
  },
];

test.for(attacks.map((one) => [one.attack, one] as const))('%s', async ([, { noticed, files, live }]) => {
  const shop = await soldShop();
  expect(verified(shop)).toEqual([]);
  await files?.(shop);
  const found = live ? await live(shop) : [...verified(shop), ...(await started(shop))];
  expect([...found].sort()).toEqual([...noticed].sort());
});

test('there are 32 attacks and more, and of each that something does not notice it is said why', () => {
  expect(attacks.length).toBeGreaterThanOrEqual(32);
  expect(attacks.filter(({ noticed, why }) => noticed.length === 0 && !why)).toEqual([]);
});
