import { z } from 'zod';
import { formLinesDefault } from './printers/printer.ts';
import { addressForms, parseTransport } from './printers/address.ts';

const columnsError = 'must be 32, 42 or 48';

/** A printer in the config. */
export const printer = z.strictObject({
  id: z.string().min(1).max(50),
  transport: z
    .string()
    .max(4096)
    .refine((text) => parseTransport(text) !== null, `must be ${addressForms}`),
  /** Characters a line: 32 on paper of 58 mm, 42 or 48 on 80 mm; 80, 96 or 136 on a form. */
  columns: z.union(
    [32, 42, 48, 80, 96, 136].map((columns) => z.literal(columns)),
    { error: columnsError },
  ),
  /** The connector's pin that opens the cash drawer with an original; null for no drawer. */
  drawer: z.union([z.literal(2), z.literal(5), z.null()], { error: 'must be 2, 5 or null' }).default(null),
  /** Its language: ESC/POS where nothing is said, ESC/P for a needle printer. */
  profile: z.enum(['escpos', 'escp']).optional(),
  /** Of an ESC/P printer, lines of one form at 1/8 inch: a quarter of eleven inches is 22, half of it 44, the whole 88. */
  formLines: z.int().min(formLinesDefault).max(127).optional(),
  /** Of an ESC/P printer: `two-part` has a stub that stays with the shop. */
  layout: z.enum(['single', 'two-part']).optional(),
  /** Another printer, by its id, to which goes what this one does not take. */
  failOver: z.string().min(1).max(50).optional(),
});

/** What does not go together in the shop's printers, by its path; null if all does. */
export function printersProblem(printers: readonly z.output<typeof printer>[]): string | null {
  const ids = printers.map(({ id }) => id);
  const twice = ids.findIndex((id, at) => ids.indexOf(id) !== at);
  if (twice >= 0) return `printers.${twice}.id is used twice`;
  for (const [at, { id, failOver }] of printers.entries()) {
    if (failOver !== undefined && (failOver === id || !ids.includes(failOver)))
      return `printers.${at}.failOver must be the id of another printer`;
  }
  const problems = printers.map(printerProblem);
  const wrong = problems.findIndex((problem) => problem !== null);
  return wrong >= 0 ? `printers.${wrong}.${problems[wrong]}` : null;
}

function printerProblem({ columns, drawer, profile, formLines, layout }: z.output<typeof printer>): string | null {
  const isEscP = profile === 'escp';
  if (isEscP !== columns > 48) return `columns ${isEscP ? 'must be 80, 96 or 136 of an escp printer' : columnsError}`;
  // The command that opens a drawer means something else in ESC/P.
  if (isEscP && drawer !== null) return 'drawer must be null: no drawer opens by ESC/P';
  if (!isEscP && formLines !== undefined) return 'formLines is for an escp printer';
  if (!isEscP && layout !== undefined) return 'layout is for an escp printer';
  return null;
}
