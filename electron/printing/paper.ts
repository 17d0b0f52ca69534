import { formLinesDefault, type Printer } from '../printers/printer.ts';
import { isEscP } from './decode.ts';
import { toEscP } from './escp.ts';
import { toEscPos } from './escpos.ts';
import { layOnForms, narrowest, slipWidth, type Form } from './form.ts';
import type { ReceiptLine } from './receipt.ts';
import { calibrationPages } from './test-page.ts';

// A printer's paper: how wide a slip is composed for it, and its lines in the language that it speaks.

export type Paper = Pick<Printer, 'columns' | 'profile' | 'formLines' | 'layout'>;

const withoutPrinter: Paper = { columns: 32 };

function formOf({ columns, formLines, layout }: Paper): Form {
  return { columns, lines: formLines ?? formLinesDefault, hasStub: layout === 'two-part' };
}

/** How long a line of a slip may be there; for no printer what is shown on the screen. */
export function lineWidth(paper: Paper = withoutPrinter): number {
  return paper.profile === 'escp' ? slipWidth(formOf(paper)) : paper.columns;
}

/** A job's bytes. `title` is what each of several forms says of the slip. `stub` composes what stays with the shop: it is asked only where the form has such a part. */
export function toBytes(
  lines: readonly ReceiptLine[],
  paper: Paper,
  title: string,
  stub: () => readonly ReceiptLine[] = () => [],
): Buffer {
  if (paper.profile !== 'escp') return toEscPos(lines, paper.columns);
  const form = formOf(paper);
  const pages = layOnForms(lines, form.hasStub ? stub() : [], form, title);
  return toEscP(pages, { columns: form.columns, formLines: form.lines });
}

/** Whether a job that was composed `columns` wide can come out there as it is. */
export function fits({ bytes, columns }: { readonly bytes: Buffer; readonly columns: number }, paper: Paper): boolean {
  return isEscP(bytes) === (paper.profile === 'escp') && columns <= lineWidth(paper);
}

/** How long a line of a test page may be: what stands on a form's leaves room for the numbers of its lines. */
export function testWidth(paper: Paper): number {
  return paper.profile === 'escp' ? narrowest : paper.columns;
}

/** A test page's bytes; on forms one that shows how they lie. */
export function toTestBytes(lines: readonly ReceiptLine[], paper: Paper): Buffer {
  if (paper.profile !== 'escp') return toEscPos(lines, paper.columns);
  const size = { columns: paper.columns, formLines: formOf(paper).lines };
  return toEscP(calibrationPages(lines, size), size);
}
