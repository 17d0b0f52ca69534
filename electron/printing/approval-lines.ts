import type { Right } from '../../shared/rights.ts';
import type { ShiftReport } from '../../shared/shift.ts';
import { whenText } from './layout.ts';
import type { ReceiptLine } from './receipt.ts';

// Who approved of what in a shift, on X and Z.

/** What was approved of, short. A cashier's own rights take nobody. */
const names: Readonly<Partial<Record<Right, string>>> = {
  'above-ceiling': 'BAYAR DI ATAS PLAFON',
  'print-again': 'CETAK ULANG',
  decide: 'PUTUSAN PEMBAYARAN',
  reconcile: 'BUKA SETELAH CADANGAN',
  'export-elsewhere': 'EKSPOR KE LUAR',
  'cash-out': 'UANG KELUAR',
  'expected-cash': 'LIHAT ISI LACI',
  'drop-again': 'SETOR KE BRANKAS',
  'close-others': 'SHIFT ORANG LAIN',
  'over-short': 'SELISIH LACI',
  'reopen-shift': 'BUKA SHIFT LAGI',
  drawer: 'BUKA LACI',
  deposit: 'BUKU DEPOSIT',
  diagnostics: 'BERKAS BANTUAN',
  people: 'ATUR ORANG',
  settings: 'PENGATURAN',
  'money-settings': 'PENGATURAN UANG',
  'provider-host': 'ALAMAT PENYEDIA',
};

interface Fields {
  readonly line: readonly ReceiptLine[];
  readonly bold: (text: string) => readonly ReceiptLine[];
  readonly wrapped: (text: string) => readonly ReceiptLine[];
}

/** One after the other: when, what, who for whom, and why. Nothing where nobody approved of anything. */
export function approvalLines(
  { approvals = [] }: Pick<ShiftReport, 'approvals'>,
  { line, bold, wrapped }: Fields,
): readonly ReceiptLine[] {
  if (approvals.length === 0) return [];
  return [
    ...line,
    ...bold('DISETUJUI DENGAN PIN'),
    ...approvals.flatMap(({ at, right, by, forWhom, reason }) => [
      ...wrapped(`${whenText(at).slice(-5)} ${names[right] ?? right.toUpperCase()}`),
      ...wrapped(`  ${by}${by === forWhom ? '' : ` untuk ${forWhom}`}`),
      ...(reason === null ? [] : wrapped(`  ${reason}`)),
    ]),
  ];
}
