import { Literal } from './kit.ts';

/** XML of nested values; a list repeats its element, `undefined` and null leave theirs out. */
export function xmlText(root: string, value: unknown): string {
  return `<?xml version="1.0"?>${element(root, value)}`;
}

function element(name: string, value: unknown): string {
  if (value === undefined || value === null) return '';
  if (Array.isArray(value)) return value.map((one) => element(name, one)).join('');
  if (value instanceof Literal) return `<${name}>${value.text}</${name}>`;
  const inside =
    typeof value === 'object'
      ? Object.entries(value)
          .map(([inner, its]) => element(inner, its))
          .join('')
      : escaped(`${value as string | number | boolean}`);
  return `<${name}>${inside}</${name}>`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
