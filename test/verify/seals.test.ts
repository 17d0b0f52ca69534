import type Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { checkFolder } from './check.ts';
import { openDatabase } from './folder.ts';
import { makeHistory, type History, type Told } from './history.ts';
import { signatureOf } from './seal.ts';
import { cut, fileName, segmentsFolder, toPart, withSeals } from './segments.ts';

// What the records say of sealed segments, and what the database keeps of them.

const history = withSeals(makeHistory(40), 60);
const segments = cut(history.records);
const last = segments.length;

/** By somebody who knows how to get around the database's own locks. */
const inDatabase =
  (change: (db: Database.Database) => void) =>
  (at: (name: string) => string): void => {
    const db = openDatabase(at('.'));
    change(db);
    db.close();
  };
const exec = (sql: string) => inDatabase((db) => void db.exec(sql));
/** The payment of the second segment that no other one tells of. */
const begunIn2 = (which: string): string =>
  `SELECT ${which}(payment) FROM payment_segments s WHERE segment = 2 AND (SELECT count(*) FROM payment_segments o WHERE o.payment = s.payment) = 1`;
const lastPayment = '(SELECT max(rowid) FROM transactions)';
const other = toPart({ number: 2, lines: segments[1]?.lines.with(3, segments[1].lines[4] ?? '') ?? [], rows: [] });

test.for<readonly [string, string, (at: (name: string) => string) => void]>([
  ['a part missing', 'is missing, or stands twice', exec('DELETE FROM journal_parts WHERE segment = 2')],
  [
    'a part and all rows missing',
    `journal: lacks the ${segments[1]?.lines.length} records before this one`,
    exec('DELETE FROM journal_parts WHERE segment = 2; DELETE FROM journal'),
  ],
  [
    'the last part missing',
    'is missing, or stands twice',
    exec(`DELETE FROM journal_parts WHERE segment = ${last - 1}`),
  ],
  [
    'a part that says something else',
    'journal_parts: segment 2: is not the file’s lines from here on',
    inDatabase((db) => db.prepare('UPDATE journal_parts SET data = ? WHERE segment = 2').run(other[3])),
  ],
  [
    'a part that holds more',
    'journal_parts: segment 2: goes on where the file ends',
    inDatabase((db) => {
      const more = toPart({ number: 2, lines: [...(segments[1]?.lines ?? []), 'more'], rows: [] })[3];
      db.prepare('UPDATE journal_parts SET data = ? WHERE segment = 2').run(more);
    }),
  ],
  [
    'a part that can’t be unpacked',
    'journal_parts: segment 2: can not be unpacked whole',
    exec(`UPDATE journal_parts SET data = x'00' WHERE segment = 2`),
  ],
  [
    'a part with bytes behind its frame',
    'journal_parts: segment 2: can not be unpacked whole',
    exec(`UPDATE journal_parts SET data = CAST(data || x'00' AS BLOB) WHERE segment = 2`),
  ],
  [
    'a part of a segment that is not there',
    `journal_parts: segment ${last + 7}: no file is it`,
    exec(`INSERT INTO journal_parts SELECT ${last + 7}, first_n, last_n, data FROM journal_parts WHERE segment = 2`),
  ],
  [
    'parts swapped',
    'journal_parts: segment 2: is said to begin with another record',
    exec(`UPDATE journal_parts SET segment = CASE segment WHEN 2 THEN -3 WHEN 3 THEN -2 ELSE segment END;
      UPDATE journal_parts SET segment = abs(segment)`),
  ],
  [
    'a part’s first record',
    'is said to begin with another record',
    exec('UPDATE journal_parts SET first_n = first_n + 1'),
  ],
  ['a part’s last record', 'is said to end with another record', exec('UPDATE journal_parts SET last_n = last_n - 1')],
  [
    'a row of what a part holds that says something else',
    'journal: is not the line in the file (',
    exec(`INSERT INTO journal SELECT 7, at, 'other', transaction_id, data, hash, 0 FROM journal LIMIT 1`),
  ],
  [
    'a row missing',
    'is missing, or stands twice',
    exec('DELETE FROM journal WHERE n = (SELECT max(n) - 3 FROM journal)'),
  ],
  ...['last_n = 1', `head = zeroblob(32)`, 'bytes = 1', `signature = 'x'`].map(
    (set): readonly [string, string, (at: (name: string) => string) => void] => [
      `a seal’s ${set}`,
      `segments: 2: its ${set.split(' ')[0]} is not what the records make it`,
      exec(`UPDATE segments SET ${set} WHERE number = 2`),
    ],
  ),
  [
    'a payment that is not led to a segment of its trail',
    'payment_segments: segment 2: does not name 1 payments of which records are there',
    exec(`DELETE FROM payment_segments WHERE segment = 2 AND payment = (${begunIn2('max')})`),
  ],
  [
    'a payment led to a segment without a record of it',
    'payment_segments: segment 2: names 1 payments of which no record is there',
    exec(`INSERT INTO payment_segments SELECT ${lastPayment}, 2`),
  ],
  [
    'a payment led to another one’s segment',
    'payment_segments: segment 2: names other payments than those of which records are there',
    exec(`UPDATE payment_segments SET payment = ${lastPayment} WHERE segment = 2 AND payment = (${begunIn2('max')})`),
  ],
  [
    'a segment of a payment that is none',
    'payment_segments: segment 2: names a payment that is not there',
    exec('INSERT INTO payment_segments VALUES (12345, 2)'),
  ],
  [
    'a payment led to a segment that is none',
    `payment_segments: segment ${last + 7}: names T`,
    exec(`INSERT INTO payment_segments SELECT rowid, ${last + 7} FROM transactions LIMIT 1`),
  ],
  [
    'a payment led to the open segment without a record of it',
    `payment_segments: segment ${last}: names T`,
    exec(`INSERT INTO payment_segments SELECT min(payment), ${last} FROM payment_segments WHERE segment = 1`),
  ],
  ['a seal missing', 'segments: 2: is missing', exec('DELETE FROM segments WHERE number = 2')],
  [
    'a seal that no record makes',
    'segments: 99: no record makes it',
    exec(`INSERT INTO segments VALUES (99, 1, x'', 1, '')`),
  ],
])('what is changed in the database of a journal in segments is told: %s', ([, what, change]) => {
  const { problems } = checkFolder(segmentsFolder(history, change));
  expect(problems).toContainEqual(
    expect.objectContaining({ file: 'loket.db', what: expect.stringContaining(what) as string }),
  );
});

/** The records with the second seal changed, and everything behind it chained anew. */
function withSeal(change: (data: Told['data'], record: Told) => readonly Told['data'][]): History {
  const records = history.records.flatMap((one) =>
    one.kind === 'sealed' && one.data['segment'] === 2
      ? change(one.data, one).map((data) => ({ ...one, data }))
      : [one],
  );
  return { ...history, records };
}

const said = (more: Told['data']): History => withSeal((data) => [{ ...data, ...more }]);
const second = { n: segments[1]?.rows.at(-1)?.[0] ?? 0, hash: segments[1]?.rows.at(-1)?.[5] ?? '' };

test.for<readonly [string, string, History]>([
  ['another last record', 'says another last record of segment 2', said({ last: 5 })],
  ['another head', 'says another head of segment 2', said({ head: '0'.repeat(64) })],
  ['another size', 'says another size of segment 2', said({ bytes: 5 })],
  ['no signature', 'its signature of segment 2 is none of this till', said({ signature: null })],
  ['another signature', 'its signature of segment 2 is none of this till', said({ signature: 'AAAA' })],
  [
    'a stranger’s signature',
    'its signature of segment 2 is none of this till',
    said({ signature: signatureOf(2, second) }),
  ],
  ['another segment', 'seals segment 99, and 1 were sealed before', said({ segment: 99 })],
])('a seal that says %s is told', ([, what, told]) => {
  const { problems } = checkFolder(segmentsFolder(told, () => undefined));
  expect(problems).toContainEqual(
    expect.objectContaining({ file: fileName(3, true), what: expect.stringContaining(what) as string }),
  );
});
