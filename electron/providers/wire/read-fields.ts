import { z } from 'zod';
import { parseRupiah, type Rupiah } from '../../../shared/money.ts';

// What a field of a reply says, whoever wrote it. Pure.

/** Text as it is written, a number in the digits that it was written with, trimmed; null for nothing and for anything else. */
export function textOf(value: unknown): string | null {
  if (typeof value !== 'string' && typeof value !== 'number') return null;
  return String(value).trim() || null;
}

/** A field that decides something: text, or a number where text is promised; absent, null and empty are the same, as in XML. */
export const text = z.union([z.string(), z.number()]).nullish().transform(textOf);
/** A field that goes to paper and decides nothing: whatever else stands there is the same as nothing. */
export const printed = z.unknown().optional().transform(textOf);

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Words for "nothing", as far as letters and digits go: `N/A` and `n.a.` are `na`. */
const placeholders: ReadonlySet<string> = new Set(
  'na null nil none nan nihil undefined unknown empty false kosong tidakada belumada noref'.split(' '),
);

/** A field that is there and says nothing: empty, `-`, zeros only, `N/A`, `null`. A failure fills its ids with such. */
export function isLeftOut(text: string | null | undefined): boolean {
  const plain = (text ?? '').toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
  return /^0*$/.test(plain) || placeholders.has(plain);
}

/** The field's text, or null where it says nothing. */
export function known(text: string | null | undefined): string | null {
  return isLeftOut(text) ? null : (text ?? null);
}

/** An id that names something else than ours. One that is left out names nothing. */
export function isAnother(id: string | null | undefined, ours: string): boolean {
  return !isLeftOut(id) && id !== ours;
}

/** PLN's own, as all samples show it. */
const plnReference = /^[0-9A-F]{32}$/i;
/** A number that no id is: with a sign, a fraction or an exponent. */
const oddNumber = /^(?!\d+$)[+-]?\d*(?:[.,]\d*)?(?:E[+-]?\d+)?$/i;

/**
 * The first of these texts that is a reference or a registration number, character by character; null if none is. What has
 * no digit is a word for "none", and `12E45`, which JSON may hold as a number, was never one that somebody could look up.
 */
export function referenceIn(...texts: readonly (string | null | undefined)[]): string | null {
  return texts.find((text) => isReference(text ?? '')) ?? null;
}

function isReference(text: string): boolean {
  return !isLeftOut(text) && /\d/.test(text) && (plnReference.test(text) || !oddNumber.test(text));
}

/** The deposit that a failed or unfinished answer tells; null where it doesn't, or where 0 may only fill the field. */
export function depositIn(balance: unknown): Rupiah | null {
  const deposit = parseRupiah(balance);
  return deposit === 0 ? null : deposit;
}

/** A meter's reading: digits, zeros in front and all; else null. */
export function readingIn(text: string | null | undefined): string | null {
  return /^\d{1,12}$/.test(text ?? '') ? (text ?? null) : null;
}
