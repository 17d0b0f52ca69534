/** What came of taking money for a debt. Rupiah. */
export interface Taken {
  /** What was kept, or below 0 given back. */
  readonly paid: number;
  readonly change: number;
  readonly settlementId: string;
}
