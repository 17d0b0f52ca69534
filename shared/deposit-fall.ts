// What a deposit fell by: one reckoning for the light, the status page, the book and the reports.

/** In rupiah, never below 0. */
export interface Fall {
  /** What payments that are not settled may have taken of it. */
  readonly open: number;
  /** What nobody here spent, at least. */
  readonly rest: number;
}

/** `fell`: by how much more than the books say, below 0 where by less. `reserved`: the most that payments may take that are not settled. In rupiah. */
export function splitFall(fell: number, reserved: number): Fall {
  const open = Math.min(Math.max(fell, 0), reserved);
  return { open, rest: Math.max(fell, 0) - open };
}
