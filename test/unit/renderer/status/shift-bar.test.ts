import { expect, test } from 'vitest';
import { rupiah } from '../../../../shared/money.ts';
import type { Shift } from '../../../../shared/shift.ts';
import { shiftBarOf } from '../../../../renderer/status/shift-bar.ts';
import { id } from '../../../../renderer/words/id/id.ts';

const session = { personId: 'P1', name: 'Sri', role: 'cashier', locked: false } as const;
const shift: Shift = {
  shiftId: 'S1',
  personId: 'P2',
  cashier: 'Ibu\u202e',
  openedAt: '2026-11-20T08:12:00.000+07:00',
  float: rupiah(0),
  closedAt: null,
  number: null,
  overdue: false,
};
const drawers = 'one';
const now = Date.parse('2026-11-21T07:00:00.000+07:00');

test('who signed in is offered a shift where none is open, and nobody else', () => {
  expect(shiftBarOf({ shift: null, session, drawers }, id, now)?.button).toBe('Buka shift');
  expect(shiftBarOf({ shift: null, session: null, drawers }, id, now)).toBeNull();
  expect(shiftBarOf({ shift, session, drawers }, id, now)).toBeNull();
});

test('a shift that is open since an earlier day says whose it is, since when, and what to do', () => {
  const bar = shiftBarOf({ shift: { ...shift, overdue: true }, session, drawers }, id, now);
  expect(bar?.title).toBe('Shift Ibu masih terbuka sejak 20 November 2026 08.12.');
  expect(bar?.text).toContain('tutup shift');
  expect(bar?.button).toBe('Tutup shift');
});

test('where each has a drawer of their own, another’s says whose it is, and to close it; who it belongs to is told nothing', () => {
  const bar = shiftBarOf({ shift, session, drawers: 'own' }, id, now);
  expect(bar?.title).toBe('Laci yang terbuka milik Ibu.');
  expect(bar?.button).toBe('Tutup shift');
  expect(shiftBarOf({ shift: { ...shift, personId: 'P1' }, session, drawers: 'own' }, id, now)).toBeNull();
});
