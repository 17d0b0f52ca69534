import { expect, test } from 'vitest';
import { rupiah } from '../../shared/money.ts';
import type { Transaction } from '../../shared/transaction.ts';
import type { Evidence, Row } from './evidence.ts';
import { at, entry, good, id, number, open, other, paid, said, second, sent, transaction } from './good-evidence.ts';
import { badShifts, goodShifts } from './shift-worlds.ts';
import { judge, oracles, type OracleName } from './oracles.ts';
import { createStatements, type Statements } from './statements.ts';

// Every oracle is shown a bad world and has to object, and nobody else may object in its place without a reason.

const pressed = (quoteId: string, ...ids: readonly (string | null)[]): Statements => {
  const statements = said(transaction);
  for (const transactionId of ids) {
    statements.pressing(quoteId);
    const value = { ...transaction, transactionId: transactionId ?? '' };
    statements.pressed(
      quoteId,
      transactionId === null ? { ok: false, code: 'internal', logId: 'L1' } : { ok: true, value },
    );
  }
  return statements;
};
const nonsense = (): Statements => {
  const statements = said(transaction);
  statements.nonsense('stdout had a line that is no JSON');
  return statements;
};

/** Who objects to this world. */
const objecting = (change: Partial<Evidence>): readonly string[] => {
  const names = judge({ ...good, ...change }).map((objection) => objection.split(':')[0] ?? '');
  return [...new Set(names)];
};
/** A secret where a thief would look, behind other text of every length so that base64 begins anywhere. */
const written = (text: string): Partial<Evidence> => ({ traces: [{ name: 'loket.db', bytes: Buffer.from(text) }] });

const silent = said();
const slips = (...copies: readonly (number | null)[]): Partial<Evidence> => ({
  slips: copies.map((copy) => ({ transactionId: id, copy, isReceipt: true, slipNumber: number })),
});

test('nobody objects to good evidence', () => {
  expect(judge(good)).toEqual([]);
  expect(judge({ ...good, rows: [open], ledger: [], unsettled: [open], statements: silent, slips: [] })).toEqual([]);
});

const slip = { transactionId: id, copy: 0, isReceipt: true, slipNumber: number };
const numbered = (slipNumber: string): Partial<Evidence> => ({
  ...{ rows: [{ ...paid, slipNumber }], statements: silent, slips: [] },
});

const bad: Readonly<Record<OracleName, readonly (readonly [string, Partial<Evidence>])[]>> = {
  O1: [['a bill paid twice', { ledger: [entry, { ...entry, ref: 'REF2' }] }]],
  O2: [
    ['money taken for a payment that is not here', { rows: [], statements: silent, slips: [], sent: [] }],
    ['money taken, pending here', { rows: [open], unsettled: [open], statements: silent }],
    ['two rows for one payment', { rows: [paid, { ...paid, transactionId: other }], statements: silent }],
  ],
  O3: [
    ['refused, and the money is gone', { rows: [{ ...paid, status: 'refused' }], statements: silent }],
    ['paid, and no money went', { ledger: [] }],
    ['paid by another provider', { ledger: [{ ...entry, provider: 'alfakios' }] }],
    ['paid with a reference that is not the provider’s', { ledger: [{ ...entry, reference: 'XYZ' }] }],
    ['paid without the provider’s reference', { rows: [{ ...paid, reference: null }], statements: silent }],
  ],
  O4: [
    ['a payment that is gone', { statements: said({ ...transaction, transactionId: other }) }],
    ['an open payment that is gone', { statements: said({ ...transaction, ...open, transactionId: other }) }],
    ['paid, and refused now', { rows: [{ ...paid, status: 'refused' }], ledger: [] }],
    ['paid, and said to be refused later', { statements: said(transaction, { ...transaction, status: 'refused' }) }],
    ['paid, and said to be pending later', { statements: said(transaction, { ...transaction, status: 'pending' }) }],
    [
      'pending, and sending now',
      { statements: said({ ...transaction, ...open }), rows: [{ ...open, status: 'sending' }], ledger: [] },
    ],
    ['another amount', { rows: [{ ...paid, tendered: rupiah(310_000) }] }],
    ['another reference', { rows: [{ ...paid, reference: 'XYZ' }] }],
    ['fewer prints', { rows: [{ ...paid, prints: 0 }] }],
    ['one quote that became two payments', { statements: pressed('Q1', id, other) }],
    ['a payment that was refused to be made, and was sent', { statements: pressed('Q1', null) }],
    ['a line that is no JSON', { statements: nonsense() }],
  ],
  O5: [
    ['a damaged page', { storage: { ...good.storage, integrity: ['*** in database main ***'] } }],
    ['a row without its parent', { storage: { ...good.storage, brokenKeys: 1 } }],
    ['a broken chain', { storage: { ...good.storage, problems: ['record 7 is damaged'] } }],
  ],
  O6: [
    ['two originals', slips(0, 0)],
    ['the same copy twice', slips(1, 1)],
    ['copies that count down', slips(2, 1)],
    ['a receipt without a mark', slips(null)],
  ],
  O7: [
    ['another deduction', { ledger: [{ ...entry, deducted: 301_800 }] }],
    ['money taken that is nowhere here', { ledger: [entry, { ...entry, ref: 'REF2', bill: 'other' }] }],
    ['a difference that was not announced', { exceptions: { differs: { rupiah: 1, why: '' } } }],
  ],
  O8: [
    ['sending after a restart', { rows: [{ ...open, status: 'sending' }], ledger: [], statements: silent }],
    ['pending and not listed', { rows: [open], ledger: [], statements: silent }],
    ['settled and listed', { unsettled: [open] }],
    [
      'open when everything was decided',
      { rows: [open], ledger: [], statements: silent, unsettled: [open], allDecided: true },
    ],
    [
      'a question that should have been asked long ago',
      { rows: [open], ledger: [], statements: silent, unsettled: [open], listedAt: Date.parse(at) + 60_000 },
    ],
    [
      'a question beyond the schedule',
      { rows: [open], ledger: [], statements: silent, unsettled: [open], listedAt: Date.parse(at) - 60_000 },
    ],
  ],
  O9: [
    ['a payment sent twice', { sent: [{ ...sent, times: 2 }] }],
    ['a payment sent once more than a person wanted', { sent: [{ ...sent, times: 3, resends: 1 }] }],
    ['a request for a payment that is not here', { sent: [sent, { ...sent, key: '1' }] }],
    ['a request that names no payment', { sent: [sent, { ...sent, key: null }] }],
  ],
  O14: [
    [
      'a payment that was refused, is paid after all, and is refused here',
      { ledger: [{ ...entry, isAfterRefusal: true }], rows: [{ ...paid, status: 'refused' }], statements: silent },
    ],
    [
      'a refusal that turned, and there was none',
      { ledger: [{ ...entry, isAfterRefusal: false }], rows: [{ ...paid, warning: 'refused-then-paid' }] },
    ],
  ],
  O12: badShifts,
  O13: [
    ['a number left out', numbered('LKT01-2611-000002')],
    ['a number that is not the first', numbered('LKT01-2611-000003')],
    ['a number of another month', numbered('LKT01-2612-000001')],
    ['one number for two payments', { rows: [paid, { ...second, slipNumber: number }] }],
    ['one claim code for two payments', { rows: [paid, { ...second, claimCode: paid.claimCode }] }],
    ['paid without a number', { rows: [{ ...paid, slipNumber: null }], statements: silent, slips: [] }],
    ['pending with a number', { rows: [{ ...open, slipNumber: number }], statements: silent }],
    ['a claim code that is mistyped', { rows: [{ ...paid, claimCode: '2222223' }], statements: silent }],
    ['another number than was said', { statements: said({ ...transaction, slipNumber: 'LKT01-2611-000002' }) }],
    ['another claim code than was said', { statements: said({ ...transaction, claimCode: '2222239' }) }],
    ['another number than the receipt says', { slips: [{ ...slip, slipNumber: 'LKT01-2611-000002' }] }],
    ['a receipt without the number', { slips: [{ ...slip, slipNumber: null }] }],
  ],
  threw: [
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
  const twice = { ledger: [entry, { ...entry, ref: 'REF2' }], rows: [paid, second] };
  expect(objecting(twice)).toEqual(['O1']);
  expect(objecting({ ...twice, exceptions: { paidKnowingly: new Map([[entry.bill, 1]]) } })).toEqual([]);
  expect(objecting({ sent: [{ ...sent, times: 2, resends: 1 }] })).toEqual([]);
  expect(objecting({ ledger: [{ ...entry, isReversed: true }] })).toEqual([]);
  const decided = said(transaction);
  decided.personDecides(id);
  decided.told({ ...transaction, status: 'refused', reference: null });
  const refused: Row = { ...paid, status: 'refused', reference: null };
  expect(objecting({ statements: decided, rows: [refused], ledger: [] })).toEqual([]);
});

test('a person who settles may know neither the reference nor the commission', () => {
  const byPerson: Row = { ...paid, settledBy: 'person', reference: null, commission: null };
  expect(objecting({ rows: [byPerson], statements: silent })).toEqual([]);
  expect(objecting({ rows: [{ ...byPerson, settledBy: 'provider' }], statements: silent })).toEqual(['O3', 'O7']);
});

test('a provider’s refusal that turned out paid is told so, and nothing else is taken back by it', () => {
  const refusal = (code: 'rejected' | 'not-sent' | 'resolved'): Transaction => {
    return { ...transaction, status: 'refused', reference: null, refusal: { code, message: null }, prints: 0 };
  };
  const turned: Transaction = { ...transaction, warning: 'refused-then-paid' };
  const ledger = [{ ...entry, isAfterRefusal: true }];
  const rows: readonly Row[] = [{ ...paid, warning: 'refused-then-paid' }];
  expect(objecting({ ledger, rows, statements: said(refusal('rejected'), turned) })).toEqual([]);
  // The till died before it told.
  expect(objecting({ ledger, rows, statements: said(refusal('rejected')), slips: [] })).toEqual([]);
  expect(objecting({ ledger, rows, statements: said(refusal('rejected'), transaction) })).toEqual(['O4']);
  for (const code of ['not-sent', 'resolved'] as const)
    expect(objecting({ ledger, rows, statements: said(refusal(code), turned) })).toEqual(['O4']);
  // The same bill, paid anew in between.
  const anew: Row = { ...second, customerNumber: paid.customerNumber };
  const twice = { ledger: [...ledger, { ...entry, ref: 'REF2' }], rows: [...rows, anew] };
  const sentBoth = { sent: [sent, { ...sent, key: '2' }], statements: said(refusal('rejected'), turned) };
  expect(objecting({ ...twice, ...sentBoth })).toEqual([]);
  const unseen = { ledger, rows: [{ ...paid, status: 'refused' as const }], statements: silent, slips: [] };
  expect(objecting(unseen)).toEqual(['O2', 'O3', 'O7', 'O14']);
  expect(objecting({ ...unseen, exceptions: { unnoticed: new Set([entry.ref]) } })).toEqual([]);
});

test('what happened as a shift was closed may be in it or not', () => {
  for (const world of goodShifts) expect(objecting(world)).toEqual([]);
});

test('what a backup that was put back can’t know is not held against the till', () => {
  const lost = { rows: [], statements: said({ ...transaction, transactionId: id }), sent: [{ ...sent, key: 'REF1' }] };
  expect(objecting(lost)).toEqual(['O2', 'O4', 'O7', 'O9']);
  const forgotten = { transactionIds: new Set([id]), refs: new Set(['REF1']) };
  expect(objecting({ ...lost, slips: [...good.slips, ...good.slips], forgotten })).toEqual([]);
  const statements = createStatements();
  const before = statements.remember();
  statements.told(transaction);
  expect(statements.forgetSince(before)).toEqual(new Set([id]));
  statements.told({ ...transaction, status: 'refused' });
  expect(statements.objections()).toEqual([]);
});
