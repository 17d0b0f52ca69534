import { expect, test } from 'vitest';
import { toLines, type Head } from '../../electron/books/journal/line.ts';
import type { Entry, RecordData } from '../../electron/books/journal/record.ts';
import { rupiah } from '../../shared/money.ts';
import { problemsOf } from './check.ts';

// What the verifier says of records about debts that no till writes.

const at = Date.parse('2026-11-21T14:32:05+07:00');
const about = { at, transactionId: null } as const;
const opened: Entry = { ...about, kind: 'opened', data: { version: 'test', by: 'owner', epoch: 'AAAA' } };
const customer: Entry = {
  ...about,
  kind: 'customer',
  data: { customerId: 'C1', name: 'Bu Yanti', phone: null, group: null, numbers: [], active: true, by: 'Sri' },
};
const tenders = [{ kind: 'cash' as const, amount: rupiah(5_000) }];
const paying = (more: Partial<RecordData['debt-settled']>): Entry => ({
  ...about,
  kind: 'debt-settled',
  data: {
    ...{ settlementId: 'P1', customerId: 'C1', shift: 0, amount: 5_000, tenders, change: 0, owed: -5_000, by: 'Sri' },
    ...more,
  },
});

const givenBack = { amount: -5_000, tenders: [{ kind: 'cash' as const, amount: rupiah(-5_000) }], owed: 5_000 };

const nobody: Head = { n: 0, hash: '0'.repeat(64) };

function said(entries: readonly Entry[]): readonly string[] {
  const lines = toLines(nobody, entries).map(({ text }) => `${text}\n`);
  return problemsOf(Buffer.from(lines.join(''))).map(({ what }) => what);
}

test.for<readonly [string, string, readonly Entry[]]>([
  ['more than is owed', 'pays more than is owed', [customer, paying({})]],
  ['more given back than is owed back', 'gives back more', [customer, paying(givenBack)]],
  ['a debt of nobody', 'no customer who is known', [customer, paying({ customerId: 'C2' })]],
  ['a debt that is paid in a shift that is not open', 'another shift', [customer, paying({ shift: 1 })]],
])('the verifier tells %s', ([, words, entries]) => {
  expect(said([opened, customer])).toEqual([]);
  expect(said([opened, ...entries])).toContainEqual(expect.stringContaining(words));
});
