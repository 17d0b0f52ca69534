import { expect, test } from 'vitest';
import { alarmsOf, otherPayment } from '../../../../renderer/trail/alarms.ts';
import { trailLines } from '../../../../renderer/trail/trail.ts';
import { en } from '../../../../renderer/words/en/en.ts';
import { id } from '../../../../renderer/words/id/id.ts';
import type { TransactionEvent } from '../../../../shared/transaction.ts';

const at = '2026-11-21T14:32:05.123+07:00';
const alarm = (data: TransactionEvent['data']): TransactionEvent => ({ at, kind: 'alarm', data });
const texts = (data: TransactionEvent['data']) =>
  [id, en].map((words) => alarmsOf({ events: [alarm(data)] }, words)[0]?.what);

test('a late answer says what it said, in both languages', () => {
  expect(texts({ late: { kind: 'paid', reference: 'REF-1\u202e' }, exchange: {} })).toEqual([
    'jawaban terlambat: lunas, referensi REF-1',
    'a late answer says: paid, reference REF-1',
  ]);
  expect(texts({ late: { kind: 'paid', reference: null } })).toEqual([
    'jawaban terlambat: lunas, tanpa referensi',
    'a late answer says: paid, without a reference',
  ]);
  expect(texts({ late: { kind: 'refused', code: 'deposit-low' } })).toEqual([
    'jawaban terlambat: gagal. Deposit di penyedia tidak cukup.',
    'a late answer says: refused. The deposit at the provider is not enough.',
  ]);
  expect(texts({ late: { kind: 'pending', why: 'in-process' } })).toEqual([
    'jawaban terlambat: belum pasti; masih diproses oleh penyedia',
    'a late answer says: not certain; the provider is still processing it',
  ]);
});

test('an answer that can’t be says why it is one', () => {
  expect(texts({ why: 'other-payment' })).toEqual([
    'jawabannya untuk pembayaran lain',
    'the answer is for another payment',
  ]);
});

test('what is not known is not made up', () => {
  expect(texts({ late: { kind: 'gone' } })).toEqual([
    'jawaban terlambat: isinya tidak dikenal',
    'a late answer says: something unknown',
  ]);
  expect(texts({})).toEqual(['', '']);
});

test('the trail marks alarms, those among the questions too', () => {
  const events: readonly TransactionEvent[] = [
    { at, kind: 'asked', data: { why: 'in-process', alarm: false } },
    { at, kind: 'asked', data: { why: 'contradiction', alarm: true } },
    alarm({ late: { kind: 'paid', reference: 'REF-1' } }),
  ];
  expect(trailLines(events, id).map(({ what, note, alarm: marked }) => `${marked} ${what}: ${note}`)).toEqual([
    'false ditanyakan: masih diproses oleh penyedia',
    'true ditanyakan: jawabannya saling bertentangan',
    'true perlu diperiksa: jawaban terlambat: lunas, referensi REF-1',
  ]);
});

test('a refusal that turned says so, and names the other payment of its bill', () => {
  const data = { why: 'refused-then-paid', other: '01AB\u202e' };
  expect(texts(data)).toEqual([
    'Penyedia semula menyatakan gagal, lalu tetap membayarnya.',
    'The provider refused it first and paid it after all.',
  ]);
  expect(otherPayment({ events: [alarm(data)] })).toBe('01AB');
  expect(otherPayment({ events: [alarm({ ...data, other: null })] })).toBeNull();
  expect(texts({ why: 'debited', amount: 291_000 })).toEqual([
    'deposit berkurang Rp291.000, dan tidak ada hal lain di sini yang menjelaskannya',
    'the deposit fell by Rp291.000, and nothing else that was done here explains it',
  ]);
});

test('a look at a refusal says what it found', () => {
  const looked = (data: TransactionEvent['data']): TransactionEvent => ({ at, kind: 'looked', data });
  const events = [
    looked({ found: 'refused', code: 'deposit-low', why: null, alarm: false }),
    looked({ found: 'pending', code: null, why: 'in-process', alarm: true }),
  ];
  expect(trailLines(events, id).map(({ what, note, alarm: marked }) => `${marked} ${what}: ${note}`)).toEqual([
    'false ditanyakan apakah tetap gagal: tetap gagal. Deposit di penyedia tidak cukup.',
    'true ditanyakan apakah tetap gagal: masih diproses oleh penyedia',
  ]);
});
