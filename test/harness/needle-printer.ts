/** What a needle printer with forms made of a job: the text of each form, a string a line, and what is bold on it. */
export interface Forms {
  readonly pages: readonly (readonly string[])[];
  readonly bold: readonly string[];
  /** Columns that the pitch puts on eight inches, and lines that a form has by the job's own word. */
  readonly columns: number;
  readonly formLines: number;
}

/**
 * Reads ESC/P as such a printer does, knowing only what the till may send; anything else, text beyond the form's edge, and text on the
 * perforation throw.
 */
export function printForms(job: Buffer): Forms {
  const pages: string[][] = [[]];
  const bold: string[] = [];
  let [line, columns, formLines, isBold, isReset] = ['', 80, 0, false, false];
  const page = (): string[] => pages.at(-1) ?? [];
  const commands: Readonly<Record<number, (argument: number) => number>> = {
    0x40: () => ((isReset = true), 0),
    0x52: (country) => (country === 0 ? 1 : Number.NaN),
    0x50: () => ((columns = 80), 0),
    0x4d: () => ((columns = 96), 0),
    0x30: () => 0,
    0x4f: () => 0,
    0x43: (lines) => ((formLines = lines), 1),
    0x45: () => ((isBold = true), bold.push(''), 0),
    0x46: () => ((isBold = false), 0),
  };
  const bytes = [...job];
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] ?? 0;
    if (byte === 0x1b) {
      const taken = commands[bytes[at + 1] ?? -1]?.(bytes[at + 2] ?? -1) ?? Number.NaN;
      if (Number.isNaN(taken)) throw new Error(`ESC ${bytes[at + 1]} ${bytes[at + 2]} at ${at}`);
      at += 1 + taken;
    } else if (byte === 0x0f) columns = 136;
    else if (byte === 0x12 && columns === 136) throw new Error('no condensed letters to leave');
    else if (byte === 0x0a) {
      page().push(line);
      line = '';
      if (page().length > formLines) throw new Error('a line on the perforation');
    } else if (byte === 0x0c) {
      if (line !== '') throw new Error('a form ends in the middle of a line');
      pages.push([]);
    } else if (byte >= 0x20 && byte <= 0x7e) {
      line += String.fromCharCode(byte);
      if (isBold) bold.push((bold.pop() ?? '') + String.fromCharCode(byte));
      if (line.length > columns) throw new Error('a line beyond the edge');
    } else if (byte !== 0x0d && byte !== 0x12) throw new Error(`byte ${byte} at ${at}`);
  }
  if (!isReset || formLines === 0) throw new Error('a job says how high its form is');
  if (pages.pop()?.length !== 0) throw new Error('a job ends at the top of a form');
  return { pages, bold, columns, formLines };
}
