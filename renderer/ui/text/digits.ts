/** `350000` -> `350.000`, and `350000,0` -> `350.000,0`. */
export function groupAmount(amount: string): string {
  return amount.replace(/\B(?<!,\d*)(?=(\d{3})+(?:,|$))/g, '.');
}
