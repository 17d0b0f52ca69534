import { assert } from '../../shared/errors.ts';
import type { ReceiptLine } from './receipt.ts';

// Slips on the forms of a needle printer, which are wide and low: their lines flow down one column of the form and on into the next, and
// into the next form where one is full. Pure; widths in characters, heights in lines.

export interface Form {
  readonly columns: number;
  readonly lines: number;
  /** Whether a part at the left stays with the shop. */
  readonly hasStub: boolean;
}

/** A row of a form: what stands in it, from left to right, each `at` its place. */
export type FormRow = readonly (ReceiptLine & { readonly at: number })[];
export type FormPage = readonly FormRow[];

/** A line number or a reference of 32 characters takes so much with its margin. */
export const narrowest = 38;
const gap = 2;
/** Wide enough for a transaction's id and a slip number with their names. */
export const stubWidth = 28;
/** Between the stub and the slip: where a person tears. */
const tear = ' | ';

/** How long a line of a slip may be on that form, so that its columns stand beside each other. */
export function slipWidth(form: Form): number {
  return columnsOf(form).width;
}

function columnsOf({ columns, hasStub }: Form): {
  readonly left: number;
  readonly count: number;
  readonly width: number;
} {
  const left = hasStub ? stubWidth + tear.length : 0;
  const room = columns - left;
  const count = Math.max(1, Math.floor((room + gap) / (narrowest + gap)));
  return { left, count, width: Math.floor((room - gap * (count - 1)) / count) };
}

/** What each of several forms says of the slip that it is a part of: once torn, nothing else holds them together. */
export function formTitle(what: string, training: boolean): string {
  return training ? `LATIHAN  ${what}` : what;
}

/**
 * The pages of a slip. Lines keep their order, down and then to the right; what stands behind a label that ends in `:` is not parted from
 * it. The stub stands on the first page. Where there are several, each begins with its number and the title. No line may be longer than
 * `slipWidth`, and none of the stub than `stubWidth`.
 */
export function layOnForms(
  lines: readonly ReceiptLine[],
  stub: readonly ReceiptLine[],
  form: Form,
  title: string,
): readonly FormPage[] {
  const { left, count, width } = columnsOf(form);
  assert(
    lines.every(({ text }) => text.length <= width) && stub.every(({ text }) => text.length <= stubWidth),
    'too wide',
  );
  assert(stub.length <= form.lines, 'a stub is one form high');
  const onOne = balanced(lines, count, form.lines);
  const columns = onOne.length <= count ? onOne : fill(lines, form.lines - 1);
  const pages = Math.max(1, Math.ceil(columns.length / count));
  return Array.from({ length: pages }, (_one, page): FormPage => {
    const here = columns.slice(page * count, (page + 1) * count);
    const besides = page === 0 && form.hasStub ? stub : [];
    const head = pages === 1 ? [] : [{ text: `HALAMAN ${page + 1}/${pages}  ${title}`, bold: false }];
    assert(
      head.every(({ text }) => text.length <= form.columns - left),
      'too wide',
    );
    const height = form.hasStub ? form.lines : head.length + Math.max(0, ...here.map((column) => column.length));
    return Array.from({ length: height }, (_row, y): FormRow => [
      ...placed(besides[y], 0),
      ...(form.hasStub ? [{ text: tear.trimEnd(), bold: false, at: stubWidth }] : []),
      ...placed(head[y], left),
      ...here.flatMap((column, x) => placed(column[y - head.length], left + x * (width + gap))),
    ]);
  });
}

function placed(line: ReceiptLine | undefined, at: number): FormRow {
  return line === undefined || line.text === '' ? [] : [{ ...line, at }];
}

/** Columns as even as they go on one form; as high as a form where one is not enough. */
function balanced(lines: readonly ReceiptLine[], count: number, highest: number): readonly (readonly ReceiptLine[])[] {
  for (let height = Math.ceil(lines.length / count); height < highest; height++) {
    const columns = fill(lines, height);
    if (columns.length <= count) return columns;
  }
  return fill(lines, highest);
}

function fill(lines: readonly ReceiptLine[], height: number): readonly (readonly ReceiptLine[])[] {
  const columns: ReceiptLine[][] = [[]];
  lines.forEach((line, at) => {
    const column = columns.at(-1) ?? [];
    const isHeld = line.text.endsWith(':') && at + 1 < lines.length;
    const isFull = column.length + (isHeld ? 2 : 1) > height;
    if (isFull && column.length > 0) columns.push(line.text === '' ? [] : [line]);
    else if (line.text !== '' || column.length > 0) column.push(line);
  });
  return columns;
}
