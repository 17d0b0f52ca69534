/** One slip as a person finds it on the paper, told by the id that every slip carries. */
export interface Slip {
  readonly transactionId: string;
  /** 0 for the original; null where the paper does not say. */
  readonly copy: number | null;
  /** Not a slip that claims nothing. */
  readonly isReceipt: boolean;
  /** Null where the paper has none. */
  readonly slipNumber: string | null;
}

/** The slips in what was printed, from top to bottom. */
export function slipsIn(text: string): readonly Slip[] {
  return [...text.matchAll(/No\. ([0-9A-Z]{20})([\s\S]*?)(?=No\. [0-9A-Z]{20}|$)/g)].map(
    ([, transactionId = '', slip = '']) => {
      const again = /CETAK ULANG \(CU\) ke-(\d+)/.exec(slip);
      const copy = slip.includes('CETAK ASLI (CA)') ? 0 : again ? Number(again[1]) : null;
      const slipNumber = /Struk ([A-Z0-9]{2,8}-\d{4}-\d{6})\b/.exec(slip)?.[1] ?? null;
      return { transactionId, copy, isReceipt: slip.includes('TOTAL BAYAR'), slipNumber };
    },
  );
}
