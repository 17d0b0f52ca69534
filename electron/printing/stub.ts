import { groupClaimCode } from '../../shared/claim-code.ts';
import { formatRupiah } from '../../shared/money.ts';
import type { Transaction } from '../../shared/transaction.ts';
import { stubWidth as width } from './form.ts';
import { centered, cutField, moneyField, numberField, rule, textField, toPaperText, whenText } from './layout.ts';
import type { ReceiptLine } from './receipt.ts';
import { rowLines } from './row-lines.ts';

const labelWidth = 6;

/**
 * What stays with the shop of a slip in two parts: enough to find the payment again and to know what was taken for it. It claims as little
 * of an unsettled payment as the slip does. No line longer than `stubWidth`.
 */
export function stubLines(slip: {
  readonly transaction: Transaction;
  readonly cashier: string;
  /** As of `Slip`. */
  readonly copy: number | null;
  readonly training: boolean;
  readonly head: string;
}): readonly ReceiptLine[] {
  const { transaction, cashier, copy, head } = slip;
  const { slipNumber, claimCode, transactionId, customerNumber, customerName, periods, due, settledAt, createdAt } =
    transaction;
  const plain = (texts: readonly string[]): readonly ReceiptLine[] => texts.map((text) => ({ text, bold: false }));
  return [
    ...(slip.training ? plain(centered('LATIHAN', width)) : []),
    ...plain(centered('UNTUK LOKET', width)),
    ...centered(stateOf(copy), width).map((text) => ({ text, bold: true })),
    ...plain([
      rule(width),
      ...textField('WAKTU', whenText(settledAt ?? createdAt), labelWidth, width),
      ...textField('KASIR', toPaperText(cashier), labelWidth, width),
      `No. ${transactionId}`,
      ...(slipNumber === null ? [] : [`Struk ${slipNumber}`]),
      ...(claimCode === null ? [] : [`Klaim ${groupClaimCode(claimCode)}`]),
      rule(width),
      ...numberField('NOMOR', customerNumber, labelWidth, width),
      ...cutField('NAMA', toPaperText(customerName ?? '') || '-', labelWidth, width),
      ...monthLines(periods),
      ...moneyField('JUMLAH', formatRupiah(due), labelWidth, width),
      ...(head ? [`Jurnal ${head}`] : []),
    ]),
    ...(slip.training ? plain(centered('LATIHAN', width)) : []),
  ];
}

function stateOf(copy: number | null): string {
  if (copy === null) return 'BELUM PASTI';
  return copy === 0 ? 'LUNAS (CA)' : `SALINAN (CU) ke-${copy}`;
}

/** So few that a form has room for them, or how many. */
function monthLines(periods: readonly string[]): readonly string[] {
  if (periods.length > 6) return textField('BL/TH', `${periods.length} bulan`, labelWidth, width);
  return rowLines({ slip: 'BL/TH', kind: 'months', periods }, labelWidth, width);
}
