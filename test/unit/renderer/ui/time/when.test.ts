import { expect, test } from 'vitest';
import {
  dateText,
  dayText,
  exportName,
  isSameDay,
  monthText,
  rangeOf,
  spanText,
  wibTime,
} from '../../../../../renderer/ui/time/when.ts';
import { id } from '../../../../../renderer/words/id/id.ts';

const evening = Date.parse('2026-12-31T23:59:59.000+07:00');

test('times and days are those of WIB, whatever the zone of the computer', () => {
  expect(wibTime(evening, '.')).toBe('23.59');
  expect(wibTime(evening, ':', true)).toBe('23:59:59');
  expect(dayText(evening, id.months)).toBe('31 Desember 2026');
  expect(isSameDay(evening, evening + 1000)).toBe(false);
});

test('months have names; what is no month stays as it was received', () => {
  expect(monthText('2026-08', id.months)).toBe('Agustus 2026');
  expect(monthText('2026-13', id.months)).toBe('2026-13');
  expect(monthText('AUG26', id.months)).toBe('AUG26');
});

test('a registration date reads as a day; what is no date stays as it was received', () => {
  expect(dateText('20120524', id.months)).toBe('24 Mei 2012');
  expect(dateText('2012-05-24', id.months)).toBe('24 Mei 2012');
  expect(dateText('20121324', id.months)).toBe('20121324');
  expect(dateText('24MAY12', id.months)).toBe('24MAY12');
});

test.each([
  [-5, '0 detik'],
  [999, '0 detik'],
  [42_000, '42 detik'],
  [60_000, '1 menit'],
  [200_000, '3 menit 20 detik'],
  [3_600_000, '1 jam'],
  [10_920_000, '3 jam 2 menit'],
  [97_200_000, '1 hari 3 jam'],
  [86_461_000, '1 hari'],
])('a span of %i ms is told as %s', (ms, text) => {
  expect(spanText(ms, id.units)).toBe(text);
});

test('a range begins with its first instant and ends before the next one', () => {
  expect(rangeOf('today', evening)).toEqual({
    from: '2026-12-31T00:00:00.000+07:00',
    to: '2027-01-01T00:00:00.000+07:00',
  });
  expect(rangeOf('month', evening)).toEqual({
    from: '2026-12-01T00:00:00.000+07:00',
    to: '2027-01-01T00:00:00.000+07:00',
  });
  expect(rangeOf('all', evening)).toEqual({});
});

test.each([
  ['today', 'loket-2026-12-31.csv'],
  ['month', 'loket-2026-12.csv'],
  ['all', 'loket-semua.csv'],
] as const)('the export of this month does not replace that of today: %s is called %s', (range, name) => {
  expect(exportName(range, evening)).toBe(name);
});
