/** A printer as the shop set it up. */
export interface Printer {
  readonly id: string;
  readonly transport: string;
  /** Characters a line. */
  readonly columns: number;
  /** The drawer's pin at this printer; null if none hangs on it. */
  readonly drawer: 2 | 5 | null;
}
