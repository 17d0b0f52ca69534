/** Indonesian and English names, which start alike for all but a few months. */
const months: readonly (readonly string[])[] = [
  ['januari', 'january'],
  ['februari', 'february', 'pebruari'],
  ['maret', 'march'],
  ['april'],
  ['mei', 'may'],
  ['juni', 'june'],
  ['juli', 'july'],
  ['agustus', 'august', 'ags', 'agt'],
  ['september'],
  ['oktober', 'october'],
  ['november', 'nopember'],
  ['desember', 'december'],
];

/**
 * `Feb16`, `Jan 2016`, `Jan24,Feb24`, `201602` -> `["2016-02"]`, oldest first, a month as often as it is said. Empty if
 * anything in the text is left over, a range too: its months in between are not said.
 */
export function monthsIn(text: string): readonly string[] {
  const found: string[] = [];
  const pattern = /([A-Za-z]{3,9})[ '-]?(\d{4}|\d{2})(?!\d)|(?<!\d)(\d{4})-?(\d{2})(?!\d)/g;
  const rest = text.replace(
    pattern,
    (all: string, name?: string, year?: string, plainYear?: string, month?: string) => {
      const number = name === undefined ? Number(month) : monthOf(name);
      if (number < 1 || number > 12) return all;
      found.push(`${(year ?? plainYear ?? '').padStart(4, '20')}-${String(number).padStart(2, '0')}`);
      return '';
    },
  );
  return /[^\s,;&/+]/.test(rest) ? [] : found.sort();
}

function monthOf(name: string): number {
  return months.findIndex((names) => names.some((full) => full.startsWith(name.toLowerCase()))) + 1;
}

/**
 * `20032016`, `20-Feb-2016`, `20 Februari 2016`, `20/03/2016`, `20160320`, `2016-03-20` -> `2016-03-20`; null for anything else, and
 * for a day that no calendar has. Only years from 2000 to 2099, so that eight digits read one way.
 */
export function dayIn(text: string): string | null {
  const [, ...parts] =
    /^(\d{2})[-/.]?(\d{2})[-/.]?(20\d{2})$|^(20\d{2})[-/]?(\d{2})[-/]?(\d{2})$|^(\d{1,2})[ -]([A-Za-z]{3,9})[ -](20\d{2})$/.exec(
      text.trim(),
    ) ?? [];
  const [day = '', month = '', year = '', isoYear, isoMonth = '', isoDay = '', namedDay = '', name, namedYear = ''] =
    parts;
  if (isoYear !== undefined) return dateOf(isoYear, Number(isoMonth), Number(isoDay));
  if (name !== undefined) return dateOf(namedYear, monthOf(name), Number(namedDay));
  return dateOf(year, Number(month), Number(day));
}

function dateOf(year: string, month: number, day: number): string | null {
  const date = new Date(Date.UTC(Number(year), month - 1, day));
  const isReal = year !== '' && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return isReal ? date.toISOString().slice(0, 10) : null;
}
