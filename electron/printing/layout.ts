import { decodeEntities } from '../../shared/entities.ts';

// Laying out text on paper: every function answers lines no longer than the paper is wide. Pure; widths in columns.

/** Short Indonesian month names as PLN slips print them. */
const months = ['JAN', 'FEB', 'MAR', 'APR', 'MEI', 'JUN', 'JUL', 'AGU', 'SEP', 'OKT', 'NOV', 'DES'] as const;

/**
 * Plain ASCII on one line. Accents are dropped and what else paper can't show becomes `?`. Control and format
 * characters go: inside a customer's name they would cut the paper or open the drawer.
 */
export function toPaperText(text: string): string {
  return decodeEntities(text)
    .normalize('NFKD')
    .replace(/[\t\n\r]+/g, ' ')
    .replace(/[\p{Cc}\p{Cf}\p{M}]/gu, '')
    .replace(/[\p{Pd}\u2212]/gu, '-')
    .replace(/[\u2018\u2019]/g, "'")
    .replace(/[\u201c\u201d]/g, '"')
    .replace(/[^\x20-\x7e]/gu, '?')
    .replace(/ +/g, ' ')
    .trim();
}

/** `2024-04` -> `APR24`; anything else as plain text. */
export function monthYear(period: string): string {
  const match = /^\d\d(\d\d)-(\d\d)$/.exec(period);
  const month = months[Number(match?.[2]) - 1];
  return match && month ? `${month}${match[1]}` : toPaperText(period);
}

/** WIB, `2026-11-26T14:32:05.123+07:00` -> `26/11/2026 14:32`. */
export function whenText(at: string): string {
  return `${at.slice(8, 10)}/${at.slice(5, 7)}/${at.slice(0, 4)} ${at.slice(11, 16)}`;
}

export function center(text: string, columns: number): string {
  return ' '.repeat(Math.max(0, Math.floor((columns - text.length) / 2))) + text;
}

export function centered(text: string, columns: number): readonly string[] {
  return wrap(text, columns).map((line) => center(line, columns));
}

export function rule(columns: number): string {
  return '-'.repeat(columns);
}

/** Breaks at spaces; a word longer than a line is broken where the line ends. */
export function wrap(text: string, columns: number): readonly string[] {
  return flow(words(text), columns);
}

/**
 * `LABEL      : value`, for a number or a reference: one that is too long for its place gets lines of its own, so that it is whole
 * wherever it fits one.
 */
export function numberField(label: string, value: string, labelWidth: number, columns: number): readonly string[] {
  const head = `${label.padEnd(labelWidth)} : `;
  if (head.length + value.length <= columns) return [head + value];
  return [head.trimEnd(), ...chunks(value, columns)];
}

/** `LABEL      : value`, a long value broken at its spaces and going on below, in the values' column. */
export function textField(label: string, value: string, labelWidth: number, columns: number): readonly string[] {
  return piecesField(label, words(value), labelWidth, columns);
}

/** As `textField`, broken between the pieces; one that is longer than the column is broken where that ends. */
export function piecesField(
  label: string,
  pieces: readonly string[],
  labelWidth: number,
  columns: number,
): readonly string[] {
  const head = `${label.padEnd(labelWidth)} : `;
  const below = ' '.repeat(head.length);
  return flow(pieces, columns - head.length).map((line, at) => (at === 0 ? head : below) + line);
}

/** As `textField`, with the value cut at the end of the line. Only a name may be cut. */
export function cutField(label: string, value: string, labelWidth: number, columns: number): readonly string[] {
  return [`${label.padEnd(labelWidth)} : ${value}`.slice(0, columns).trimEnd()];
}

/** `LABEL      :   Rp302.500`, the amount at the right edge; on a line of its own where it does not fit, never broken. */
export function moneyField(label: string, amount: string, labelWidth: number, columns: number): readonly string[] {
  const head = `${label.padEnd(labelWidth)} : `;
  if (head.length + amount.length <= columns) return [head + amount.padStart(columns - head.length)];
  return [head.trimEnd(), amount.padStart(columns)];
}

/** Fills lines with pieces; no line ends in a space. */
function flow(pieces: readonly string[], columns: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const piece of pieces.flatMap((whole) => chunks(whole, columns))) {
    if (line !== '' && (line + piece).trimEnd().length > columns) {
      lines.push(line.trimEnd());
      line = '';
    }
    line += piece;
  }
  return line.trim() === '' ? lines : [...lines, line.trimEnd()];
}

/** The words of a text, each with the space behind it. */
function words(text: string): readonly string[] {
  return text.match(/[^ ]+ ?/g) ?? [];
}

/** Pieces of `size`, the last with what is left; a space at the end takes no place of its own. */
function chunks(text: string, size: number): readonly string[] {
  const count = Math.max(1, Math.ceil(text.trimEnd().length / size));
  return Array.from({ length: count }, (_one, at) =>
    text.slice(at * size, at < count - 1 ? (at + 1) * size : undefined),
  );
}
