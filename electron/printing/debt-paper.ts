import type { DebtPayment } from '../../shared/customer.ts';
import { fail, ok, type Result } from '../../shared/errors.ts';
import { shiftNow } from '../db/ledger.ts';
import { debtSlipLines } from './debt-slip.ts';
import { toEscPos } from './escpos.ts';
import type { SendTo } from './handover.ts';
import { columnsWithoutPrinter, type PrintingParts } from './parts.ts';

/** The slip of what was paid of a debt, on the first printer. */
export interface DebtPaper {
  debtLines(payment: DebtPayment): readonly string[];
  /** The first time it opens the drawer if cash was handed over, which is recorded before. */
  printDebt(payment: DebtPayment, again: boolean): Promise<Result<{ readonly jobId: string }>>;
}

/** `inTurn` runs a job after all others. */
export function createDebtPaper(
  parts: PrintingParts,
  { inTurn, send }: { readonly inTurn: <T>(work: () => Promise<T>) => Promise<T>; readonly send: SendTo },
): DebtPaper {
  const { books, config, clock, newId, log } = parts;
  const linesOf = (payment: DebtPayment, again: boolean) => {
    const columns = config.printers[0]?.columns ?? columnsWithoutPrinter;
    return debtSlipLines(payment, { shop: config.shop.name, columns, training: config.training, again });
  };
  return {
    debtLines: (payment) => linesOf(payment, false).map(({ text }) => text),
    printDebt: (payment, again) =>
      inTurn(async () => {
        const [printer] = config.printers;
        if (!printer) return fail('printer-missing');
        const { settlementId, by } = payment;
        const jobId = newId();
        const isCash = payment.tenders.some(({ kind }) => kind === 'cash');
        const drawer = !again && isCash ? printer.drawer : null;
        const data = { shift: shiftNow(books.db), reason: settlementId, by, jobId, printer: printer.id };
        if (drawer !== null) books.keep([{ at: clock.now(), kind: 'drawer-opened', transactionId: null, data }]);
        const bytes = toEscPos(linesOf(payment, again), printer.columns, drawer);
        const delivery = await send(printer, bytes);
        if (delivery.kind === 'sent') return ok({ jobId });
        log.write('print-failed', { jobId, what: 'debt', settlementId, ...delivery });
        return fail('printer-failed');
      }),
  };
}
