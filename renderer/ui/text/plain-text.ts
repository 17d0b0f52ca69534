import { decodeEntities } from '../../../shared/entities.ts';

// Names and messages come from outside and may hold anything. What is invisible or turns the line round is taken out before
// a person reads it; the stored text stays as it was received.

const controls = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/gu;
const invisible = /[\p{Default_Ignorable_Code_Point}\ufff9-\ufffb]/gu;
/** More marks on one letter than any language needs; they would paint over the lines around. */
const stackedMarks = /(\p{M}{3})\p{M}+/gu;

/** A foreign text as one harmless line, its HTML entities read, cut at `max` characters. */
export function plainText(text: string, max = 300): string {
  const line = decodeEntities(text.slice(0, max * 8))
    .replace(controls, ' ')
    .replace(invisible, '')
    .replace(stackedMarks, '$1')
    .replace(/\s+/g, ' ')
    .trim();
  const characters = [...line];
  return characters.length <= max ? line : `${characters.slice(0, max - 1).join('')}…`;
}

/** A line of a slip: harmless, but with its spaces, because they are the layout. */
export function slipLine(line: string): string {
  return line.replace(controls, ' ').replace(invisible, '');
}

/** The start and end of a long reference: `004212C9245F…DA39`. */
export function shortReference(reference: string): string {
  const text = plainText(reference);
  return text.length <= 20 ? text : `${text.slice(0, 12)}…${text.slice(-4)}`;
}
