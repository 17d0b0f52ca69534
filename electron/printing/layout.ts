// Laying out text on paper: every function answers lines no longer than the paper is wide. Pure; widths in columns.

/** Short Indonesian month names as PLN slips print them. */
const months = ['JAN', 'FEB', 'MAR', 'APR', 'MEI', 'JUN', 'JUL', 'AGU', 'SEP', 'OKT', 'NOV', 'DES'] as const;

/**
 * Plain ASCII on one line. Accents are dropped and what else paper can't show becomes `?`. Control and format
 * characters go: inside a customer's name they would cut the paper or open the drawer.
 */
export function toPaperText(text: string): string {
  return text
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
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ').flatMap((whole) => chunks(whole, columns))) {
    if (line !== '' && line.length + 1 + word.length > columns) {
      lines.push(line);
      line = '';
    }
    line = line === '' ? word : `${line} ${word}`;
  }
  return line === '' ? lines : [...lines, line];
}

/** `LABEL      : value`. A value too long for its place gets lines of its own, whole where it fits one. */
export function field(label: string, value: string, labelWidth: number, columns: number): readonly string[] {
  const head = `${label.padEnd(labelWidth)} : `;
  if (head.length + value.length <= columns) return [head + value];
  return [head.trimEnd(), ...chunks(value, columns)];
}

/** As `field`, with the value cut at the end of the line. */
export function cutField(label: string, value: string, labelWidth: number, columns: number): readonly string[] {
  return [`${label.padEnd(labelWidth)} : ${value}`.slice(0, columns).trimEnd()];
}

/** As `field`, broken after commas, the further lines under the first. */
export function listField(
  label: string,
  values: readonly string[],
  labelWidth: number,
  columns: number,
): readonly string[] {
  const head = `${label.padEnd(labelWidth)} : `;
  const texts = values.map((value, at) => (at < values.length - 1 ? `${value},` : value));
  const lines: string[] = [];
  for (const text of texts) {
    const last = lines.at(-1);
    if (last === undefined) lines.push(head + text);
    else if (last.length + text.length <= columns) lines[lines.length - 1] = last + text;
    else lines.push(' '.repeat(head.length) + text);
  }
  return lines.flatMap((line) => chunks(line, columns));
}

/** `LABEL      :   Rp302.500`, the amount at the right edge; on a line of its own where it does not fit, never broken. */
export function moneyField(label: string, amount: string, labelWidth: number, columns: number): readonly string[] {
  const head = `${label.padEnd(labelWidth)} : `;
  if (head.length + amount.length <= columns) return [head + amount.padStart(columns - head.length)];
  return [head.trimEnd(), amount.padStart(columns)];
}

function chunks(text: string, size: number): readonly string[] {
  if (text.length <= size) return [text];
  return [text.slice(0, size), ...chunks(text.slice(size), size)];
}
