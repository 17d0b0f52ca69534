import { expect, test } from 'vitest';
import { trailLines } from '../../../../renderer/trail/trail.ts';
import { en } from '../../../../renderer/words/en/en.ts';
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

test('a trail over several days showed clock times alone', () => {
  const asked = (at: string): TransactionEvent => ({ at, kind: 'asked', data: {} });
  const events = [
    asked('2026-11-21T23:56:08.000+07:00'),
    asked('2026-11-21T23:58:00.000+07:00'),
    asked('2026-11-22T00:01:00.000+07:00'),
  ];
  const days = (words: typeof id) => trailLines(events, words).map(({ day }) => day);
  expect(days(id)).toEqual(['21 November 2026', null, '22 November 2026']);
  expect(days(en)).toEqual(['21 November 2026', null, '22 November 2026']);
});
