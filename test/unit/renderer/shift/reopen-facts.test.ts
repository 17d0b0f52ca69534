import { expect, test } from 'vitest';
import { reopenFacts } from '../../../../renderer/shift/reopen-facts.ts';
import { en } from '../../../../renderer/words/en/en.ts';
import { id } from '../../../../renderer/words/id/id.ts';
import { rupiah } from '../../../../shared/money.ts';
import type { Shift } from '../../../../shared/shift.ts';

const shift: Shift = {
  shiftId: 'S1',
  personId: 'P1',
  cashier: 'Sri',
  openedAt: '2026-11-28T08:05:00.000+07:00',
  float: rupiah(100_000),
  closedAt: '2026-11-28T15:00:00.000+07:00',
  number: 12,
  overdue: false,
};

test('whoever approved that a shift is opened again saw neither the shift nor its Z', () => {
  const said = (words: typeof id) => reopenFacts(shift, words).map(({ label, text }) => `${label}: ${text}`);
  expect(said(id)).toEqual(['Shift: Sri', 'Z terakhir: Z 12', 'Dibuka: 28 November 2026 08.05']);
  expect(said(en)).toEqual(['Shift of: Sri', 'Last Z: Z 12', 'Opened: 28 November 2026 08:05']);
});
