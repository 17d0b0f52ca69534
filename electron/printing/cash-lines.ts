import { rupiah, type Rupiah } from '../../shared/money.ts';
import type { CashLine, ShiftReport, TenderLine } from '../../shared/shift.ts';
import type { ReceiptLine } from './receipt.ts';
import type { Fields } from './report-fields.ts';
import { tenderNames } from './tender-names.ts';

// What was taken, and the drawer it went into, on X and Z. Each block can be added up by itself, line by line, to its last sum.

/** Its Z has no layout, and is printed again as it was. */
export function isOfOlderTill({ layout }: ShiftReport): boolean {
  return layout === undefined;
}

/** What was paid by each kind of money: with the rounding it comes to what was sold. Then what customers paid of their debts. */
export function tenderLines(report: ShiftReport, { money, wrapped }: Fields): readonly ReceiptLine[] {
  const { layout, tenders, debts = [], rounding, debtRounding = 0 } = report;
  const by = ({ kind, count, amount }: TenderLine): readonly ReceiptLine[] =>
    money(`${tenderNames[kind]} ${count}x`, amount);
  const taken = tenders.filter(({ count }) => count > 0);
  const given = tenders.filter(({ count }) => count <= 0);
  const isOld = isOfOlderTill(report);
  const sold = soldFor(report);
  const rounded = rounding === 0 ? [] : money('PEMBULATAN', rounding);
  const above = [...money('JUMLAH', sold), ...rounded, ...money('DITERIMA', rupiah(sold + rounding))];
  return [
    ...(isOld || rounding === 0 ? [] : above),
    ...taken.flatMap(by),
    ...(isOld ? rounded : []),
    ...(given.length === 0 ? [] : wrapped(`${layout === 4 ? 'HARUS KEMBALI' : 'DIKEMBALIKAN'}, BUKAN TUNAI`)),
    ...given.flatMap(({ kind, amount }) => money(tenderNames[kind], amount)),
    ...(debts.length === 0 ? [] : [...wrapped('UTANG YANG DIBAYAR'), ...debts.flatMap(by)]),
    ...(debtRounding === 0 ? [] : money('PEMBULATAN UTANG', rupiah(debtRounding))),
    ...(isOld || debtRounding === 0 ? [] : wrapped('Sudah terhitung di uang utang, masuk dan kembali.')),
  ];
}

function soldFor({ sales }: ShiftReport): Rupiah {
  return rupiah(sales.reduce((sum, { bill, admin, fee }) => sum + bill + admin + fee, 0));
}

/** What the drawer began with, all that went in and out, and what must be in it now; then what was counted. */
export function drawerLines(report: ShiftReport, fields: Fields): readonly ReceiptLine[] {
  const { text, money, known, wrapped, bold } = fields;
  const { float, givenBack, floatDifference, cash, expected, counted, difference, reason, recounts = [] } = report;
  const isOld = isOfOlderTill(report);
  const moves = cash.flatMap(({ kind, amount, reason: why, by }) => [
    ...money(moveName(report, kind, amount), isOld ? amount : inDrawer(kind, amount)),
    ...wrapped(`  ${why}${by == null ? '' : ` (${by})`}`),
  ]);
  const startsOther = floatDifference === null || floatDifference === 0 ? [] : money('SELISIH AWAL', floatDifference);
  const sold = cashSold(report);
  return [
    ...(isOld ? [] : bold('LACI')),
    ...money('MODAL AWAL', float),
    // It stands below among what was given back, and is not in what was counted.
    ...(givenBack === undefined ? [] : [...money('SUDAH KELUAR', givenBack), ...wrapped('  sebelum modal dihitung')]),
    ...(isOld ? startsOther : []),
    // Not for whoever counts blind: there is no sum that it would come to.
    ...(isOld || expected === null || sold === 0 ? [] : money('TUNAI JUALAN', sold)),
    ...moves,
    ...(expected === null ? [] : money('SEHARUSNYA', expected)),
    // What was counted first and closed nothing; a Z of an older till has none.
    ...recounts.flatMap((one) => money('DIHITUNG SEBELUMNYA', one)),
    ...(counted === null ? [] : money('DIHITUNG', counted)),
    ...(counted === null ? [] : known('SELISIH', difference)),
    ...(reason === null ? [] : text('ALASAN', reason)),
    ...(isOld || startsOther.length === 0
      ? []
      : [...wrapped('Modal awal dibanding hitungan tutup sebelumnya:'), ...startsOther]),
  ];
}

/** What of the sales is in the drawer. */
function cashSold({ tenders }: ShiftReport): Rupiah {
  return rupiah(tenders.reduce((sum, { kind, amount }) => sum + (kind === 'cash' ? amount : 0), 0));
}

/** What it adds to the drawer: below 0 where it went out. */
function inDrawer(kind: CashLine['kind'], amount: Rupiah): Rupiah {
  return leaves.includes(kind) ? rupiah(0 - amount) : amount;
}

const leaves: readonly CashLine['kind'][] = ['out', 'drop', 'refund', 'debt-back'];

/**
 * Nobody tells the till whether the money of a refused payment was handed out, so since layout 4 it says that it has to be; below 0 it is the shop's
 * again, for the payment was paid after all.
 */
function moveName({ layout }: ShiftReport, kind: CashLine['kind'], amount: Rupiah): string {
  if (kind !== 'refund' || layout !== 4) return moveNames[kind];
  return amount < 0 ? 'TERNYATA LUNAS' : 'HARUS KEMBALI';
}

const moveNames: Readonly<Record<CashLine['kind'], string>> = {
  in: 'UANG MASUK',
  out: 'UANG KELUAR',
  drop: 'KE BRANKAS',
  refund: 'DIKEMBALIKAN',
  debt: 'BAYAR UTANG',
  'debt-back': 'UTANG KEMBALI',
};
