/** Three letters are the least that says anything. Digits alone are a scanner's, not a person's. */
const lettersMin = 3;

/** Whether a text says why; the till keeps it with the decision for good. */
export function isReason(text: string): boolean {
  return (text.match(/\p{L}/gu) ?? []).length >= lettersMin;
}
