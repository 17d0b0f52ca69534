import { expect, test } from 'vitest';
import { bareBills } from '../../shared/bill.ts';
import { rupiah } from '../../shared/money.ts';
import type { Transaction } from '../../shared/transaction.ts';
import { judge, oracles, type LedgerEntry, type OracleName, type Row, type World } from './oracles.ts';
import type { Said } from '../faults/stage/till-process.ts';

// Every oracle is shown a bad world and has to object, and nobody else may object in its place without a reason.

const at = '2026-11-21T14:32:05.000+07:00';
const [id, other] = ['01M80GMAAWJ4PTWC9N5W', '01M80GMABKMGDKQ2M3CM'];

const transaction: Transaction = {
  transactionId: id,
  quoteId: 'Q1',
  provider: 'iak',
  product: 'pln-postpaid',
  customerNumber: '577700000001',
  customerName: 'SRI WAHYUNI',
  periods: ['2026-10'],
  bills: bareBills(['2026-10']),
  bill: rupiah(300_000),
  admin: rupiah(2_500),
  fee: rupiah(0),
  total: rupiah(302_500),
  commission: rupiah(600),
  remainingBills: 0,
  expiresAt: at,
  warning: null,
  paidBefore: null,
  details: { tariff: null, power: null, standStart: null, standEnd: null, penalty: null },
  status: 'paid',
  tendered: rupiah(302_500),
  change: rupiah(0),
  reference: 'ABC123',
  refusal: null,
  createdAt: at,
  settledAt: at,
  nextAskAt: null,
  prints: 1,
};

const paid: Row = { ...transaction, providerRef: 'REF1', key: '9732792' };
const open: Row = { ...paid, status: 'pending', reference: null, settledAt: null, nextAskAt: at, prints: 0 };
const entry: LedgerEntry = { provider: 'iak', ref: 'REF1', customerNumber: '577700000001', deducted: 301_900 };

const reply = (channel: string, value: unknown, input: unknown = {}): Said => ({
  run: 1,
  at: 0,
  call: { channel, input },
  message: { id: 1, ok: true, value },
});
const event = (data: unknown): Said => ({ run: 1, at: 0, call: null, message: { event: 'transaction:changed', data } });
const slip = (mark: string, of = id): Buffer => Buffer.from(`\u001b@SHOP\n    No. ${of}\n${mark}\nTOTAL BAYAR : Rp1\n`);

const good: World = {
  ledger: [entry],
  rows: [paid],
  unsettled: [],
  said: [reply('payment:pay', transaction), event(transaction), reply('transaction:list', { items: [transaction] })],
  storage: { integrity: ['ok'], brokenKeys: 0, journal: { code: 0, output: '' } },
  papers: [slip('CETAK ASLI (CA)'), slip('CETAK ULANG (CU) ke-1'), slip('CETAK ULANG (CU) ke-2')],
  payRequests: [{ provider: 'iak', key: '9732792' }],
  asksByResending: [],
  secrets: ['CANARY-KEY/1', 'short'],
  traces: [{ name: 'loket.log', bytes: Buffer.from('{"event":"started","short":"[secret]"}') }],
  listedAt: Date.parse(at),
  longestPauseMs: 660,
  exceptions: {},
};

/** Who objects to this world. */
const objecting = (change: Partial<World>): readonly string[] => {
  const names = judge({ ...good, ...change }).map((objection) => objection.split(':')[0] ?? '');
  return [...new Set(names)];
};
/** A secret where a thief would look, behind other text of every length so that base64 begins anywhere. */
const written = (text: string): Partial<World> => ({ traces: [{ name: 'loket.db', bytes: Buffer.from(text) }] });

test('nobody objects to a good world', () => {
  expect(judge(good)).toEqual([]);
  expect(judge({ ...good, rows: [open], ledger: [], unsettled: [open], said: [], papers: [] })).toEqual([]);
});

const bad: Readonly<Record<OracleName, readonly (readonly [string, Partial<World>])[]>> = {
  O1: [['a bill paid twice', { ledger: [entry, { ...entry, ref: 'REF2' }] }]],
  O2: [
    ['money taken for a payment that is not here', { rows: [], said: [], papers: [], payRequests: [] }],
    ['money taken, pending here', { rows: [open], unsettled: [open], said: [] }],
    ['two rows for one payment', { rows: [paid, { ...paid, transactionId: other }], said: [] }],
  ],
  O3: [
    ['refused, and the money is gone', { rows: [{ ...paid, status: 'refused' }], said: [] }],
    ['paid, and no money went', { ledger: [] }],
    ['paid by another provider', { ledger: [{ ...entry, provider: 'alfakios' }] }],
  ],
  O4: [
    ['a payment that is gone', { said: [reply('payment:pay', { ...transaction, transactionId: other })] }],
    ['an event of a payment that is gone', { said: [event({ ...transaction, transactionId: other })] }],
    [
      'a listed payment that is gone',
      { said: [reply('payment:unsettled', { items: [{ ...open, transactionId: other }] })] },
    ],
    ['paid, and refused now', { rows: [{ ...paid, status: 'refused' }], ledger: [] }],
    ['pending, and sending now', { said: [event(open)], rows: [{ ...open, status: 'sending' }], ledger: [] }],
    ['another amount', { rows: [{ ...paid, tendered: rupiah(310_000) }] }],
    ['another reference', { rows: [{ ...paid, reference: 'XYZ' }] }],
    ['fewer prints', { rows: [{ ...paid, prints: 0 }] }],
    ['a line that is no JSON', { said: [{ ...event(null), message: { noJson: 'oops' } }] }],
  ],
  O5: [
    ['a damaged page', { storage: { ...good.storage, integrity: ['*** in database main ***'] } }],
    ['a row without its parent', { storage: { ...good.storage, brokenKeys: 1 } }],
    ['a broken chain', { storage: { ...good.storage, journal: { code: 1, output: 'record 7' } } }],
  ],
  O6: [
    ['two originals', { papers: [slip('CETAK ASLI (CA)'), slip('CETAK ASLI (CA)')] }],
    ['two originals in one job', { papers: [Buffer.concat([slip('CETAK ASLI (CA)'), slip('CETAK ASLI (CA)')])] }],
    ['the same copy twice', { papers: [slip('CETAK ULANG (CU) ke-1'), slip('CETAK ULANG (CU) ke-1')] }],
    ['copies that count down', { papers: [slip('CETAK ULANG (CU) ke-2'), slip('CETAK ULANG (CU) ke-1')] }],
    ['a receipt without a mark', { papers: [slip('')] }],
  ],
  O7: [
    ['another deduction', { ledger: [{ ...entry, deducted: 301_800 }] }],
    ['a difference that was not announced', { exceptions: { differs: { rupiah: 1, why: '' } } }],
  ],
  O8: [
    ['sending after a restart', { rows: [{ ...open, status: 'sending' }], ledger: [], said: [] }],
    ['pending and not listed', { rows: [open], ledger: [], said: [] }],
    ['settled and listed', { unsettled: [open] }],
    [
      'a question that should have been asked long ago',
      { rows: [open], ledger: [], said: [], unsettled: [open], listedAt: Date.parse(at) + 60_000 },
    ],
    [
      'a question beyond the schedule',
      { rows: [open], ledger: [], said: [], unsettled: [open], listedAt: Date.parse(at) - 60_000 },
    ],
  ],
  O9: [
    ['a payment sent twice', { payRequests: [...good.payRequests, ...good.payRequests] }],
    ['a request for a payment that is not here', { payRequests: [{ provider: 'iak', key: '1' }] }],
  ],
  log: [
    [
      'a bug that was caught',
      { traces: [{ name: 'loket.log', bytes: Buffer.from('{"event":"payment-threw","error":"x is undefined"}\n') }] },
    ],
  ],
  O10: [
    ['a secret as it is', written('... CANARY-KEY/1 ...')],
    ['a secret in hex', written(Buffer.from('CANARY-KEY/1').toString('hex'))],
    ['a secret in an address', written('?key=CANARY-KEY%2F1')],
    ['a secret in JSON of PHP', written('{"key":"CANARY-KEY\\/1"}')],
    ...[0, 1, 2, 3, 4, 5].flatMap((before) =>
      ['', 'z', '===', 'end of it'].map(
        (after) =>
          [
            `a secret in base64 after ${before} and before "${after}"`,
            written(Buffer.from(`${'x'.repeat(before)}CANARY-KEY/1${after}`).toString('base64')),
          ] as const,
      ),
    ),
  ],
};

test.for(Object.entries(bad).flatMap(([name, worlds]) => worlds.map(([what, world]) => [name, what, world] as const)))(
  '%s objects to %s',
  ([name, , world]) => {
    expect(objecting(world)).toContain(name);
  },
);

test('every oracle is shown a bad world', () => {
  expect(Object.keys(bad).sort()).toEqual(Object.keys(oracles).sort());
});

test('an error of the disk is no bug', () => {
  const line = '{"event":"call-threw","error":"disk I/O error","code":"SQLITE_IOERR"}\n';
  expect(objecting({ traces: [{ name: 'loket.log', bytes: Buffer.from(line) }] })).toEqual([]);
});

test('what a person did knowingly is not held against the till', () => {
  const second: Row = { ...paid, transactionId: other, providerRef: 'REF2', key: '2' };
  const again = [entry, { ...entry, ref: 'REF2' }];
  const confirmed = reply('payment:pay', { ...transaction, transactionId: other }, { confirmPaidBefore: true });
  const world = { ledger: again, rows: [paid, second], papers: [], payRequests: [] };
  expect(objecting({ ...world, said: [confirmed] })).toEqual([]);
  expect(objecting({ ...world, said: [reply('payment:pay', transaction)] })).toEqual(['O1']);
  const resent = [...good.payRequests, ...good.payRequests];
  expect(objecting({ payRequests: resent, said: [reply('payment:resend', transaction)] })).toEqual([]);
  expect(objecting({ payRequests: resent, asksByResending: ['iak'] })).toEqual([]);
});
