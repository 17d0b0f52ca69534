import { toWib, wibDay, wibDayStart } from '../../../shared/time.ts';

const minuteMs = 60_000;

export interface SpanUnits {
  readonly day: string;
  readonly hour: string;
  readonly minute: string;
  readonly second: string;
}

/** `14.32` (or `14.32.05`) WIB; the separator is the language's. */
export function wibTime(ms: number, separator: string, seconds = false): string {
  return toWib(ms)
    .slice(11, seconds ? 19 : 16)
    .replaceAll(':', separator);
}

/** `2026-11` -> `November 2026`; anything else stays as received. */
export function monthText(period: string, months: readonly string[]): string {
  const match = /^(\d{4})-(\d{2})$/.exec(period);
  const month = match ? months[Number(match[2]) - 1] : undefined;
  return match && month ? `${month} ${match[1]}` : period;
}

/** `21 November 2026` in WIB. */
export function dayText(ms: number, months: readonly string[]): string {
  const [year, month, day] = wibDay(ms).split('-');
  return `${Number(day)} ${months[Number(month) - 1] ?? month} ${year}`;
}

/** A provider's `20120524` or `2012-05-24` as `24 Mei 2012`; anything else stays as received. */
export function dateText(text: string, months: readonly string[]): string {
  const match = /^(\d{4})-?(\d{2})-?(\d{2})$/.exec(text);
  const month = match ? months[Number(match[2]) - 1] : undefined;
  return match && month ? `${Number(match[3])} ${month} ${match[1]}` : text;
}

/** `3 jam 2 menit`: the largest unit that fits and what is left of it in the next one, if anything. */
export function spanText(ms: number, { day, hour, minute, second }: SpanUnits): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const parts: [number, string][] = [
    [Math.floor(seconds / 86_400), day],
    [Math.floor(seconds / 3600) % 24, hour],
    [Math.floor(seconds / 60) % 60, minute],
    [seconds % 60, second],
  ];
  const first = parts.findIndex(([count]) => count > 0);
  if (first === -1) return `0 ${second}`;
  const shown = parts.slice(first, first + 2).filter(([count]) => count > 0);
  return shown.map(([count, unit]) => `${count} ${unit}`).join(' ');
}

export function isSameDay(a: number, b: number): boolean {
  return wibDay(a) === wibDay(b);
}

/** `08.12` of today, `25 November 2026 08.12` of another day; of an ISO time in WIB. */
export function sinceText(
  at: string,
  nowMs: number,
  words: { readonly months: readonly string[]; readonly timeSeparator: string },
): string {
  const ms = Date.parse(at);
  const time = wibTime(ms, words.timeSeparator);
  return isSameDay(ms, nowMs) ? time : `${dayText(ms, words.months)} ${time}`;
}

export const exportRanges = ['today', 'month', 'all'] as const;
export type ExportRange = (typeof exportRanges)[number];

/** The instants of a range: `from` belongs to it, `to` no longer. */
export function rangeOf(range: ExportRange, nowMs: number): { from?: string; to?: string } {
  if (range === 'all') return {};
  const today = wibDayStart(nowMs);
  if (range === 'today') return { from: toWib(today), to: toWib(wibDayStart(today + 26 * 60 * minuteMs)) };
  const [year, month] = wibDay(nowMs).split('-').map(Number) as [number, number];
  return { from: monthStart(year, month), to: month === 12 ? monthStart(year + 1, 1) : monthStart(year, month + 1) };
}

function monthStart(year: number, month: number): string {
  return toWib(Date.parse(`${year}-${String(month).padStart(2, '0')}-01T00:00:00+07:00`));
}

/** What the export of a range is called: `loket-2026-11-26.csv`, `loket-2026-11.csv`, `loket-semua.csv`. */
export function exportName(range: ExportRange, nowMs: number): string {
  const day = wibDay(nowMs);
  return `loket-${{ today: day, month: day.slice(0, 7), all: 'semua' }[range]}.csv`;
}
