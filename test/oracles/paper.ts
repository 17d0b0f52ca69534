/** One slip as a person finds it on the paper, told by the id that every slip carries. */
export interface PaperSlip {
  readonly id: string;
  /** 0 for the original; null where the paper does not say. */
  readonly copy: number | null;
  readonly isReceipt: boolean;
}

/** The slips in what was printed, from top to bottom. */
export function slipsIn(text: string): readonly PaperSlip[] {
  return [...text.matchAll(/No\. ([0-9A-Z]{20})([\s\S]*?)(?=No\. [0-9A-Z]{20}|$)/g)].map(([, id = '', slip = '']) => {
    const again = /CETAK ULANG \(CU\) ke-(\d+)/.exec(slip);
    const copy = slip.includes('CETAK ASLI (CA)') ? 0 : again ? Number(again[1]) : null;
    return { id, copy, isReceipt: slip.includes('TOTAL BAYAR') };
  });
}
