/** A quarter of a form of eleven inches, at 1/8 inch. */
export const formLinesDefault = 22;

/** A printer as the shop set it up. */
export interface Printer {
  readonly id: string;
  readonly transport: string;
  /** Characters a line. */
  readonly columns: number;
  /** The drawer's pin at this printer; null if none hangs on it. */
  readonly drawer: 2 | 5 | null;
  /** Its language: thermal paper speaks ESC/POS, which is meant where nothing is said; a needle printer with forms ESC/P. */
  readonly profile?: 'escpos' | 'escp' | undefined;
  /** Of an ESC/P printer: lines of one form at 1/8 inch, `formLinesDefault` where nothing is said. */
  readonly formLines?: number | undefined;
  /** Of an ESC/P printer: whether each form of a payment has a stub for the shop. */
  readonly layout?: 'single' | 'two-part' | undefined;
  /** Another printer's id: what this one does not take goes there. */
  readonly failOver?: string | undefined;
}
