import { assert } from '../../shared/errors.ts';
import type { FormPage, FormRow } from './form.ts';

// ESC/P, the language of needle printers. Only commands that the 9-pin printers of the eighties had already: what is sold today under other
// names knows these, and little more for certain.

const esc = 0x1b;
const condensed = 0x0f;
const uncondensed = 0x12;
const formFeed = 0x0c;

/** Reset, and the American letters: under another country's some signs of ASCII are others. */
const start = Buffer.from([esc, 0x40, esc, 0x52, 0x00]);
const boldOn = Buffer.from([esc, 0x45]);
const boldOff = Buffer.from([esc, 0x46]);
const lineEnd = Buffer.from('\r\n', 'latin1');

/** What ends a job that broke off: what lacks of a command, then the rest of its form, so that the next one begins at the top of another. */
export const endsBrokenForm = Buffer.from([0x0d, 0x0d, formFeed]);

/** Letters an inch that put so many columns on eight inches: `ESC P` is 10, `ESC M` 12, and 10 condensed are 17. */
function pitch(columns: number): Buffer {
  if (columns === 96) return Buffer.from([esc, 0x4d, uncondensed]);
  return Buffer.from([esc, 0x50, columns === 136 ? condensed : uncondensed]);
}

/**
 * The bytes of one job, a form a page. It begins where the paper stands, which is taken as the top of a form of `formLines` lines at 1/8
 * inch, and ends at the top of the next one.
 */
export function toEscP(
  pages: readonly FormPage[],
  { columns, formLines }: { columns: number; formLines: number },
): Buffer {
  assert(Number.isInteger(formLines) && formLines >= 1 && formLines <= 127, 'ESC C takes 1 to 127 lines');
  const eighth = [esc, 0x30];
  const noSkip = [esc, 0x4f];
  const pageLength = [esc, 0x43, formLines];
  return Buffer.concat([
    start,
    pitch(columns),
    Buffer.from([...eighth, ...noSkip, ...pageLength]),
    ...pages.flatMap((page) => {
      assert(page.length <= formLines, 'a page is one form high');
      return [...page.flatMap((row) => rowBytes(row, columns)), Buffer.from([formFeed])];
    }),
  ]);
}

function rowBytes(row: FormRow, columns: number): readonly Buffer[] {
  let at = 0;
  const parts: Buffer[] = [];
  for (const cell of row) {
    assert(/^[\x20-\x7e]*$/.test(cell.text), 'a slip holds printable ASCII only');
    assert(cell.at >= at && cell.at + cell.text.length <= columns, 'what stands beside each other does not overlap');
    parts.push(Buffer.from(' '.repeat(cell.at - at)));
    const text = Buffer.from(cell.text, 'latin1');
    parts.push(...(cell.bold ? [boldOn, text, boldOff] : [text]));
    at = cell.at + cell.text.length;
  }
  return [...parts, lineEnd];
}
