import { formLinesDefault, type Printer } from '../printers/printer.ts';
import type { Ready } from '../spool/attempt.ts';
import { isEscP } from './decode.ts';
import { endsBrokenForm, toEscP } from './escp.ts';
import { endsBroken, toEscPos } from './escpos.ts';
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

/** The same job where the one before it may have ended in the middle: no line of that one is left on this one's slip. */
export function behindBroken(ready: Ready, paper: Paper): Ready {
  const { toSend, probeAt } = ready;
  const end = paper.profile === 'escp' ? endsBrokenForm : endsBroken;
  return {
    ...ready,
    toSend: Buffer.concat([end, toSend]),
    ...(probeAt !== undefined && { probeAt: end.length + probeAt }),
  };
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
