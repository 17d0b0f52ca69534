import { expect, test } from 'vitest';
import { rupiah } from '../../../shared/money.ts';
import type { PendingPayment } from '../../../electron/db/pending-payments.ts';
import { createDue } from '../../../electron/payment/due.ts';
import { ayoconnectFacts } from '../../../electron/providers/ayoconnect/index.ts';

// When a payment may be asked about, on a PC whose clock says what it likes.

const start = Date.parse('2026-11-21T14:32:05+07:00');
const year = 365 * 24 * 60 * 60 * 1000;

function payment(nextAskAt: number): PendingPayment {
  const order = { product: 'pln-postpaid', customerNumber: '512345678901', providerRef: 'R' } as const;
  const money = { bill: rupiah(1), admin: rupiah(0), memo: {} };
  const rest = { status: 'pending', createdAt: start, asks: 0, nextAskAt } as const;
  return { transactionId: 'T', provider: 'ayoconnect', order: { ...order, ...money }, ...rest };
}

/** A PC that has run for `ran` ms, whose clock says `ran + off`. */
function pc() {
  const state = { ran: 0, off: 0 };
  const clock = { now: () => start + state.ran + state.off, elapsed: () => state.ran, after: () => () => undefined };
  return { state, due: createDue(clock, { scale: 1, chance: () => 0 }, () => ayoconnectFacts.statusChecks) };
}

test('a PC clock that jumps ahead makes no status check early, one that is set back silences none', () => {
  for (const jump of [3_600_000, -3_600_000, -10 * year]) {
    const { state, due } = pc();
    const one = payment(start + 150_000);
    expect(due.waitMs(one)).toBe(150_000);
    state.off = jump;
    state.ran = 149_000;
    expect(due.waitMs(one)).toBe(1_000);
    state.ran = 150_000;
    expect(due.waitMs(one)).toBe(0);
  }
});

test('a time stored by a clock that was years ahead waits a pause and no more', () => {
  const { state, due } = pc();
  const one = payment(start + 10 * year);
  const longest = Math.max(...(ayoconnectFacts.statusChecks?.pausesMs ?? [])) * 1.1;
  expect(due.waitMs(one)).toBeLessThanOrEqual(longest);
  state.ran = longest;
  expect(due.waitMs(one)).toBe(0);
});

test('what the provider may have forgotten is not asked about, and two status checks keep a second apart', () => {
  const { state, due } = pc();
  const old = payment(start);
  state.ran = (ayoconnectFacts.statusChecks?.ageMaxMs ?? 0) + 1;
  expect(due.waitMs(old)).toBeNull();
  expect(due.firstOf([old])).toBeNull();
  state.ran = 0;
  due.checking();
  expect(due.waitMs(old)).toBe(1_000);
});

test('a look at a refusal waits its ten minutes whatever the clock does, and is none where the check may be what pays', () => {
  const { state, due } = pc();
  const refused = { ...payment(start + 10 * year), status: 'refused' } as const;
  expect(due.waitMs(refused)).toBe(600_000);
  state.ran = 600_000;
  expect(due.waitMs(refused)).toBe(0);
  const clock = { now: () => start, elapsed: () => 0, after: () => () => undefined };
  const rule = { pausesMs: [1], abnormalFirstMs: 1, ageMaxMs: year, mayPay: true } as const;
  const paying = createDue(clock, { scale: 1, chance: () => 0 }, () => rule);
  expect(paying.waitMs({ ...payment(start), status: 'refused' })).toBeNull();
  expect(paying.waitMs(payment(start))).toBe(0);
});
