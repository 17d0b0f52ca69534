import type { Right } from '../../shared/rights.ts';
import { formatRupiah } from '../../shared/money.ts';
import type { ApprovedAct, ShiftReport } from '../../shared/shift.ts';
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

/** What it did to the deposit, short. */
const deposits: Readonly<Partial<Record<ApprovedAct['kind'], string>>> = {
  'top-up': 'ISI ULANG',
  correction: 'KOREKSI',
  'top-up-asked': 'ISI ULANG DITUNGGU',
  'top-up-cancelled': 'ISI ULANG BATAL',
};

/** What it did to a payment. */
const payments: Readonly<Partial<Record<ApprovedAct['kind'], string>>> = {
  'said-paid': 'LUNAS',
  'said-refused': 'GAGAL',
  'sent-again': 'DIKIRIM LAGI',
  taken: '',
};

interface Fields {
  readonly line: readonly ReceiptLine[];
  readonly bold: (text: string) => readonly ReceiptLine[];
  readonly wrapped: (text: string) => readonly ReceiptLine[];
}

/** One after the other: when, what, who for whom, how much, and why. Nothing where nobody approved of anything. */
export function approvalLines(
  { approvals = [] }: Pick<ShiftReport, 'approvals'>,
  { line, bold, wrapped }: Fields,
): readonly ReceiptLine[] {
  if (approvals.length === 0) return [];
  return [
    ...line,
    ...bold('DISETUJUI DENGAN PIN'),
    ...approvals.flatMap(({ at, right, by, forWhom, about, reason, act = null }) => [
      ...wrapped(`${whenText(at).slice(-5)} ${nameOf(right, about, act)}`),
      ...wrapped(`  ${by}${by === forWhom ? '' : ` untuk ${forWhom}`}`),
      ...(act === null ? [] : wrapped(`  ${didOf(act)}`)),
      ...(act !== null && act.kind in payments && about !== null ? wrapped(`  ${about}`) : []),
      ...(reason === null ? [] : wrapped(`  ${reason}`)),
    ]),
  ];
}

function nameOf(right: Right, about: string | null, act: ApprovedAct | null): string {
  if (act?.kind === 'debt-back') return 'UTANG KEMBALI';
  const name = names[right] ?? right.toUpperCase();
  return right === 'deposit' && about !== null ? `${name} ${about.toUpperCase()}` : name;
}

/** How much, with its sign in a deposit, and whose it is. */
function didOf({ kind, amount, name }: ApprovedAct): string {
  const word = payments[kind];
  if (word !== undefined && amount !== null) return `${word} ${formatRupiah(amount)} ${name ?? ''}`.trim();
  const what = deposits[kind];
  const sum = amount === null ? '' : `${what !== undefined && amount > 0 ? '+' : ''}${formatRupiah(amount)}`;
  return [what ?? '', sum, ...(name === null ? [] : [`kepada ${name}`])].filter((one) => one !== '').join(' ');
}
