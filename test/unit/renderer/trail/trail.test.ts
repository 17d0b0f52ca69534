import { expect, test } from 'vitest';
import { trailLines } from '../../../../renderer/trail/trail.ts';
import { id } from '../../../../renderer/words/id/id.ts';
import type { TransactionEvent } from '../../../../shared/transaction.ts';

const at = '2026-11-21T14:32:05.123+07:00';
const events: readonly TransactionEvent[] = [
  { at, kind: 'pending', data: { why: 'no-reply' } },
  { at, kind: 'resent', data: { reason: 'Dasbor: belum diterima', by: 'owner' } },
  { at, kind: 'asked', data: { why: 'not-received' } },
  { at, kind: 'resolved', data: { as: 'refused', reason: 'CS\u202e Dewi', by: 'owner' } },
];

test('a decision stands in the trail with its outcome, who made it, and why', () => {
  expect(trailLines(events, id).map(({ at: time, what, note }) => `${time} ${what}: ${note}`)).toEqual([
    '14.32.05 belum pasti: tidak ada jawaban',
    '14.32.05 dikirim sekali lagi: owner · Dasbor: belum diterima',
    '14.32.05 ditanyakan: menurut penyedia permintaannya belum diterima',
    '14.32.05 diputuskan: GAGAL · owner · CS Dewi',
  ]);
});
