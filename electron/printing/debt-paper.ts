import type { DebtPayment } from '../../shared/customer.ts';
import { assert, fail, type Result } from '../../shared/errors.ts';
import { shortHead } from '../books/journal/line.ts';
import { findDebtRecord, uncertainOf } from '../db/customers.ts';
import type { Spool } from '../spool/spool.ts';
import { debtSlipLines } from './debt-slip.ts';
import { formTitle } from './form.ts';
import { addPaper } from './other-paper.ts';
import { lineWidth, toBytes } from './paper.ts';
import type { PrintingParts } from './parts.ts';

/** The slip of what was paid of a debt, on the first printer. */
export interface DebtPaper {
  debtLines(payment: DebtPayment): readonly string[];
  /** The first time it opens the drawer if cash was handed over, which is recorded before. */
  printDebt(payment: DebtPayment, again: boolean): Promise<Result<{ readonly jobId: string }>>;
}

export function createDebtPaper({ books, config }: PrintingParts, spool: Spool): DebtPaper {
  const linesOf = (payment: DebtPayment, again: boolean) => {
    const columns = lineWidth(config.printers[0]);
    const record = findDebtRecord(books.db, payment.settlementId);
    assert(record, `${payment.settlementId} must be recorded before it is printed`);
    const uncertain = uncertainOf(books.db, payment.customerId, record.n);
    const about = { journal: shortHead(record), approvedBy: record.approvedBy, uncertain };
    return debtSlipLines(payment, { shop: config.shop, ...about, columns, training: config.training, again });
  };
  return {
    debtLines: (payment) => linesOf(payment, false).map(({ text }) => text),
    async printDebt(payment, again) {
      const [printer] = config.printers;
      if (!printer) return fail('printer-missing');
      const { settlementId, by, tenders } = payment;
      const drawer = !again && tenders.some(({ kind }) => kind === 'cash');
      const told = { kind: 'drawer-opened', reason: settlementId, by } as const;
      const bytes = toBytes(linesOf(payment, again), printer, formTitle(settlementId, config.training));
      // Told only where the drawer opens; the queue knows by it whose slip waits.
      return addPaper(spool, printer, { what: 'debt', bytes, drawer, told });
    },
  };
}
