import type { DebtPayment } from '../../shared/customer.ts';
import { assert, fail, type Result } from '../../shared/errors.ts';
import { shortHead } from '../books/journal/line.ts';
import { findDebtRecord, uncertainOf } from '../db/customers.ts';
import type { Job } from '../db/spool-store.ts';
import type { Spool } from '../spool/spool.ts';
import { debtSlipLines } from './debt-slip.ts';
import { formTitle } from './form.ts';
import { addPaper } from './other-paper.ts';
import { lineWidth, toBytes } from './paper.ts';
import type { PrintingParts } from './parts.ts';

/** The slip of what was paid of a debt, on the first printer. */
export interface DebtPaper {
  debtLines(payment: DebtPayment): readonly string[];
  /** The first time it opens the drawer if cash was handed over, which is recorded before. What is printed again says so, and which copy it is. */
  printDebt(payment: DebtPayment, again: boolean): Promise<Result<{ readonly jobId: string }>>;
}

export function createDebtPaper({ books, config, spoolStore }: PrintingParts, spool: Spool): DebtPaper {
  const linesOf = (payment: DebtPayment, copy: number | null) => {
    const columns = lineWidth(config.printers[0]);
    const record = findDebtRecord(books.db, payment.settlementId);
    assert(record, `${payment.settlementId} must be recorded before it is printed`);
    const uncertain = uncertainOf(books.db, payment.customerId, record.n);
    const about = { journal: shortHead(record), approvedBy: record.approvedBy, uncertain };
    return debtSlipLines(payment, { shop: config.shop, ...about, columns, training: config.training, copy });
  };
  return {
    debtLines: (payment) => linesOf(payment, 0).map(({ text }) => text),
    async printDebt(payment, again) {
      const [printer] = config.printers;
      if (!printer) return fail('printer-missing');
      const { settlementId, by, tenders } = payment;
      const drawer = !again && tenders.some(({ kind }) => kind === 'cash');
      const told = { kind: 'drawer-opened', reason: settlementId, by } as const;
      const copy = again ? nextPrint(spoolStore.printsOf(JSON.stringify(told))) : 0;
      const bytes = toBytes(linesOf(payment, copy), printer, formTitle(settlementId, config.training));
      // Told only where the drawer opens; the queue knows by it whose slip waits.
      return addPaper(spool, printer, { what: 'debt', bytes, drawer, told, copy });
    },
  };
}

/** Which print comes next of paper that was printed so: 0 where none came out; null where that is not known, for print jobs are forgotten in time. */
function nextPrint(before: readonly Pick<Job, 'copy' | 'state'>[]): number | null {
  if (before.length === 0 || before.some(({ copy }) => copy === null)) return null;
  const out = before.filter(({ state }) => state !== 'failed' && state !== 'cancelled');
  return Math.max(-1, ...out.map(({ copy }) => copy ?? 0)) + 1;
}
