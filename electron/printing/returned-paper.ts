import { assert, fail, type Result } from '../../shared/errors.ts';
import { formatRupiah, rupiah, type Rupiah } from '../../shared/money.ts';
import type { Transaction } from '../../shared/transaction.ts';
import { shortHead } from '../books/journal/line.ts';
import { listEvents } from '../db/transactions.ts';
import type { Spool } from '../spool/spool.ts';
import { formTitle } from './form.ts';
import { centered, cutField, moneyField, numberField, rule, textField, toPaperText, whenText, wrap } from './layout.ts';
import { addPaper } from './other-paper.ts';
import { lineWidth, toBytes } from './paper.ts';
import type { PrintingParts } from './parts.ts';
import type { ReceiptLine } from './receipt.ts';

const labelWidth = 12;

/** The slip of cash that goes back because a person said that its payment did not happen. */
export interface ReturnedPaper {
  /** Queues it on the first printer; it opens the drawer, which is recorded before. `printer-missing` where nothing can come out. */
  printReturned(transaction: Transaction, by: string): Promise<Result<{ readonly jobId: string }>>;
}

export function createReturnedPaper({ books, config }: PrintingParts, spool: Spool): ReturnedPaper {
  return {
    async printReturned(transaction, by) {
      const [printer] = config.printers;
      if (!printer) return fail('printer-missing');
      const { transactionId } = transaction;
      const decided = listEvents(books.db, transactionId).findLast(({ kind }) => kind === 'resolved');
      assert(decided, `${transactionId} must be decided before its cash goes back`);
      const lines = returnedSlipLines(transaction, {
        ...{ shop: config.shop, training: config.training, columns: lineWidth(printer) },
        ...{ at: decided.at, by, decidedBy: String(decided.data['by']), journal: shortHead(books.head()) },
      });
      const told = { kind: 'drawer-opened', reason: transactionId, by } as const;
      const bytes = toBytes(lines, printer, formTitle(transactionId, config.training));
      return addPaper(spool, printer, { what: 'returned', bytes, drawer: true, told });
    },
  };
}

/** Cash of a payment that stayed in the drawer, in rupiah: what was handed over in cash, less the change. */
export function keptCash({ tenders, change }: Pick<Transaction, 'tenders' | 'change'>): Rupiah {
  const cash = tenders.reduce((sum, { kind, amount }) => sum + (kind === 'cash' ? amount : 0), 0);
  return rupiah(cash - change);
}

/** No line is longer than `columns`. It says whose word it is that nothing was paid: the provider did not say so. */
export function returnedSlipLines(
  transaction: Pick<
    Transaction,
    'transactionId' | 'customerName' | 'customerNumber' | 'claimCode' | 'tenders' | 'change'
  >,
  paper: {
    readonly shop: { readonly name: string; readonly terminal: string };
    readonly training: boolean;
    readonly columns: number;
    /** When it was decided, and whose word it was. */
    readonly at: string;
    readonly decidedBy: string;
    /** Who gives the cash back. */
    readonly by: string;
    readonly journal: string;
  },
): readonly ReceiptLine[] {
  const { shop, training, columns, at, by, decidedBy, journal } = paper;
  const { transactionId, customerName, customerNumber, claimCode, change } = transaction;
  const plain = (lines: readonly string[]): readonly ReceiptLine[] => lines.map((text) => ({ text, bold: false }));
  const bold = (text: string): readonly ReceiptLine[] =>
    centered(text, columns).map((one) => ({ text: one, bold: true }));
  const money = (label: string, of: Rupiah) => plain(moneyField(label, formatRupiah(of), labelWidth, columns));
  const mark = training ? bold('LATIHAN') : [];
  const kept = keptCash(transaction);
  const word = toPaperText(decidedBy);
  return [
    ...mark,
    ...plain(centered(toPaperText(shop.name).toUpperCase(), columns)),
    ...bold('BUKTI UANG KEMBALI'),
    ...plain([rule(columns)]),
    ...plain(cutField('NAMA', toPaperText(customerName ?? '') || '-', labelWidth, columns)),
    ...plain(numberField('NOMOR', customerNumber, labelWidth, columns)),
    ...plain(textField('WAKTU', whenText(at), labelWidth, columns)),
    ...plain(textField('TERMINAL', toPaperText(shop.terminal), labelWidth, columns)),
    ...plain(textField('KASIR', toPaperText(by), labelWidth, columns)),
    ...plain(numberField('KODE', claimCode ?? transactionId, labelWidth, columns)),
    ...plain([rule(columns)]),
    ...money('TUNAI', rupiah(kept + change)),
    ...(change > 0 ? money('KEMBALIAN', change) : []),
    ...money('UANG KEMBALI', kept),
    ...plain([rule(columns)]),
    ...plain(wrap(`Menurut ${word} pembayaran ini tidak terjadi, jadi uang tunainya dikembalikan.`, columns)),
    ...plain(wrap('Ini bukan bukti lunas.', columns)),
    ...plain(centered(`Jurnal ${journal}`, columns)),
    ...mark,
  ];
}
