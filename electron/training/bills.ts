/** A made-up customer's debt. Amounts in rupiah. */
export interface TrainingBill {
  readonly name: string;
  readonly tariff: string;
  readonly power: number;
  /** `2026-10`, oldest first. */
  readonly periods: readonly string[];
  readonly bill: number;
  readonly adminPerBill: number;
}

const names = [
  'SITI RAHAYU',
  'BUDI SANTOSO',
  'DEWI LESTARI',
  'AGUS PRASETYO',
  'NUR AINI',
  'JOKO WIDAGDO',
  'SRI WAHYUNI',
  'H. ABDULLAH',
  'TOKO MAJU JAYA',
  'INDAH PERMATASARI',
] as const;
const powers = [450, 900, 1300, 2200, 3500] as const;

/** The same number owes the same in the same month, so that a trainee can look twice. `now` in ms. */
export function trainingBill(customerNumber: string, months: number, now: number): TrainingBill {
  const seed = [...customerNumber].reduce((sum, digit) => (sum * 31 + Number(digit) + 7) % 1_000_003, 7);
  const power = powers[seed % powers.length] ?? 900;
  return {
    name: names[seed % names.length] ?? 'PELANGGAN LATIHAN',
    tariff: power <= 2200 ? 'R1' : 'R2',
    power,
    periods: lastMonths(months, now),
    bill: months * (40_000 + (seed % 900) * 350),
    adminPerBill: 2_500,
  };
}

/** The months before the one that holds `now`, oldest first. */
function lastMonths(count: number, now: number): readonly string[] {
  const today = new Date(now);
  return Array.from({ length: count }, (_unused, at) =>
    new Date(Date.UTC(today.getUTCFullYear(), today.getUTCMonth() - (count - at), 1)).toISOString().slice(0, 7),
  );
}
