import { add, parseRupiah } from '../../../shared/money.ts';
import { textOf as textOfOne } from '../wire/read-fields.ts';

// What is to be printed comes as lists of labels and values, for people to read: values are text or numbers, labels vary
// in case and spaces, lists may be null or missing, and several bills share one value, joined by commas.

export interface Label {
  /** As it came. */
  readonly key: string;
  readonly value: string;
}

/** One entry of `billDetails`: a bill, or the admin fee of all of them. */
export interface BillEntry {
  readonly isAdmin: boolean;
  readonly value: unknown;
  readonly info: readonly Label[];
}

/** Text or number as text, a list of them joined by commas; null for nothing, and for what can't be printed. */
export function textOf(value: unknown): string | null {
  return Array.isArray(value) ? value.map(textOf).filter(Boolean).join(',') || null : textOfOne(value);
}

/** The labels of a list that have a value, in its order. */
export function labelsIn(list: unknown): readonly Label[] {
  return objectsIn(list)
    .map((entry) => ({ key: textOf(property(entry, 'key')) ?? '', value: textOf(property(entry, 'value')) ?? '' }))
    .filter(({ value }) => value !== '');
}

/** The value under the first of these labels that is there. */
export function valueOf(labels: readonly Label[], ...names: readonly string[]): string | null {
  const found = names.map((name) => labels.find(({ key }) => letters(key) === letters(name)));
  return found.find((label) => label)?.value ?? null;
}

/** The entries of `billDetails`. The admin fee is told by its label, or by `billId` 0 with nothing to say. */
export function billsIn(list: unknown): readonly BillEntry[] {
  return objectsIn(list).map((entry) => {
    const info = labelsIn(property(entry, 'billInfo'));
    const named = letters(textOf(property(entry, 'key')) ?? '').startsWith('biayaadmin');
    const isAdmin = named || (textOf(property(entry, 'billId')) === '0' && info.length === 0);
    return { isAdmin, value: property(entry, 'value'), info };
  });
}

/** A bill whose own parts don't make its value: it holds `Rp Tag PLN` and, in the document's sample, `Denda`. */
export function isOddEntry({ value, info }: BillEntry): boolean {
  const [total, bill, late] = [value, valueOf(info, 'Rp Tag PLN'), valueOf(info, 'Denda') ?? '0'].map(parseRupiah);
  // What an incentive takes away is not documented.
  const hasIncentive = /[1-9]/.test(valueOf(info, 'Insentif') ?? '');
  if (total == null || bill == null || late == null || hasIncentive) return false;
  return total !== bill && total !== add(bill, late);
}

/** Sentences a list carries, in its order, whatever they are labelled: at least two words, the first not a number. */
export function sentencesIn(list: unknown): readonly string[] {
  const entries = Array.isArray(list) ? (list as readonly unknown[]) : isObject(list) ? Object.values(list) : [list];
  return entries
    .map((entry) => textOf(isObject(entry) ? property(entry, 'value') : entry) ?? '')
    .flatMap((text) => text.split(/\r?\n/))
    .map((line) => line.trim())
    .filter((line) => /^[^\d\s]\S*\s+\S*[A-Za-z]/.test(line));
}

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
  return /[^\s,;&]/.test(rest) ? [] : found.sort();
}

function monthOf(name: string): number {
  return months.findIndex((names) => names.some((full) => full.startsWith(name.toLowerCase()))) + 1;
}

/** `R1/000000450VA` -> `R1` and `450`: the last slash stands before the power. Several bills say the same, or nothing is split. */
export function tariffFrom(text: string | null): { readonly tariff: string | null; readonly power: string | null } {
  const [one, ...others] = new Set(text?.split(',').map((part) => part.trim()));
  const match = others.length === 0 ? /^(.+)\/(\d+)\s*(?:VA)?$/i.exec(one ?? '') : null;
  return match
    ? { tariff: match[1] ?? null, power: match[2]?.replace(/^0+(?=\d)/, '') ?? null }
    : { tariff: text, power: null };
}

/** `470300-475700,475700-480000` -> the first start and the last end; null unless every part is a pair. */
export function standFrom(text: string | null): {
  readonly standStart: string | null;
  readonly standEnd: string | null;
} {
  const pairs = (text ?? '').split(',').map((part) => /^\s*(\d+)\s*-\s*(\d+)\s*$/.exec(part));
  const known = pairs.every((pair) => pair !== null);
  return { standStart: (known && pairs[0]?.[1]) || null, standEnd: (known && pairs.at(-1)?.[2]) || null };
}

function objectsIn(list: unknown): readonly Readonly<Record<string, unknown>>[] {
  return Array.isArray(list) ? list.filter(isObject) : [];
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A field under its name, in whatever case. */
function property(entry: Readonly<Record<string, unknown>>, name: string): unknown {
  const written = Object.keys(entry).find((key) => key.toLowerCase() === name.toLowerCase());
  return written === undefined ? undefined : entry[written];
}

function letters(label: string): string {
  return label.toLowerCase().replace(/[^a-z0-9]/g, '');
}
