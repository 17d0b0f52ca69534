import { productOfLength } from '../../shared/product.ts';

// Tells a scanner from a person. A scanner types as a keyboard does; only its pace gives it away.

/** Fewer keys than this are no scan, however fast they came: two bounce, six may be a roll over the number pad. */
export const scanLengthMin = 8;
/** A scanner's keys come 0 to 35 ms apart; nobody types eight keys in a row at 50 on the average. */
const paceMsMax = 50;
/** A longer pause than this, in ms, and the key before belongs to somebody else. One key may be late: the computer was busy. */
const gapMsMax = 100;
/** A scan that is known as one is over after this pause: no hand is back at the keyboard sooner. */
export const scanPauseMs = 300;
/** More of a code than this is not kept. */
const textMax = 4096;

/** A key as it went down; `at` in ms, by whatever clock as long as it is one. */
export interface KeyPress {
  /** As `KeyboardEvent.key`: `5`, `Enter`, `Shift`. */
  readonly key: string;
  readonly at: number;
  /** Sent again because it is held down. */
  readonly repeat?: boolean;
  /** Ctrl, Alt or Meta is held with it. */
  readonly modified?: boolean;
}

/** Printable keys that followed each other without a pause. */
export interface KeyRun {
  readonly text: string;
  /** When the newest of them came, as many as the pace is taken of. */
  readonly times: readonly number[];
  /** They came at a scanner's pace. Once that is so, whatever follows without a pause belongs to the scan. */
  readonly isScan: boolean;
}

export const noRun: KeyRun = { text: '', times: [], isScan: false };

/**
 * What a key is: an ordinary key; part of a scan; or the Enter or Tab (Ctrl+J too, a scanner's line feed) that ends one. The keys
 * before the eighth of a scan were taken for ordinary ones.
 */
export type Heard = 'key' | 'scan' | 'end';

/** Goes on from the keys before. Modifier keys by themselves change nothing: a scanner needs Shift for capitals. */
export function readPress(run: KeyRun, press: KeyPress): { readonly run: KeyRun; readonly heard: Heard } {
  if (isModifier(press.key)) return { run, heard: 'key' };
  const last = run.times.at(-1);
  const goesOn = last !== undefined && press.at - last <= (run.isScan ? scanPauseMs : gapMsMax);
  if (goesOn && run.isScan && endsScan(press)) return { run: noRun, heard: 'end' };
  if (press.repeat || press.modified || press.key.length !== 1) return { run: noRun, heard: 'key' };
  const before = goesOn ? run : noRun;
  const text = (before.text + press.key).slice(0, textMax);
  const times = [...before.times, press.at].slice(-scanLengthMin);
  const isScan = before.isScan || (times.length === scanLengthMin && pace(times) <= paceMsMax);
  return { run: { text, times, isScan }, heard: isScan ? 'scan' : 'key' };
}

/** The average pause. */
function pace(times: readonly number[]): number {
  return ((times.at(-1) ?? 0) - (times[0] ?? 0)) / (times.length - 1);
}

function endsScan({ key, modified = false }: KeyPress): boolean {
  return key === 'Enter' || key === 'Tab' || (modified && key === 'j');
}

/** A key that does nothing by itself. */
export function isModifier(key: string): boolean {
  return ['Shift', 'CapsLock', 'NumLock', 'Control', 'Alt', 'AltGraph', 'Meta'].includes(key);
}

/** What was scanned: a number that can be asked about, digits that can't, or something that is no number of PLN's at all. */
export type ScanKind = 'number' | 'digits' | 'other';

export function scanKind(text: string): ScanKind {
  if (!/^\d+$/.test(text) || isGoods(text)) return 'other';
  return productOfLength(text.length) ? 'number' : 'digits';
}

/** The number that was scanned. Digits that stood there before belong to it if only together they are one: it stalled early. */
export function wholeNumber(before: string, scanned: string): string {
  const together = before + scanned;
  return scanKind(scanned) === 'digits' && scanKind(together) === 'number' ? together : scanned;
}

/** A bar code of Indonesian goods (EAN-13, from 899) may be as long as a customer's number, but ends in a check digit. */
function isGoods(digits: string): boolean {
  if (digits.length !== 13 || !digits.startsWith('899')) return false;
  const sum = [...digits].reduce((total, digit, at) => total + Number(digit) * (at % 2 === 0 ? 1 : 3), 0);
  return sum % 10 === 0;
}
