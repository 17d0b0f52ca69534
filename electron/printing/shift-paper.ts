import { fail, ok, type Result } from '../../shared/errors.ts';
import type { ShiftReport } from '../../shared/shift.ts';
import { shiftNow } from '../db/ledger.ts';
import { printsOfZ } from '../db/shifts.ts';
import { drawerOnly, toEscPos } from './escpos.ts';
import type { SendTo } from './handover.ts';
import { columnsWithoutPrinter, type Printer, type PrintingParts } from './parts.ts';
import { reportLines } from './report-lines.ts';
import { testPageLines } from './test-page.ts';

// What comes out of a printer and is no slip of a payment: X, Z, a test page, and the pulse that opens the drawer.

export interface ShiftPaper {
  /** An X or a Z as it stands on paper, the first time it is printed. */
  reportLines(report: ShiftReport): readonly string[];
  /** Prints it; a Z says from the second time on that it was printed before. */
  printReport(report: ShiftReport, by: string): Promise<Result<{ readonly jobId: string }>>;
  /** Prints a slip that says that it is a test, on that printer. It opens no drawer. */
  printTest(printerId: string): Promise<Result<{ readonly jobId: string }>>;
  /** Opens the drawer without a sale. It is recorded before the pulse leaves. */
  openDrawer(reason: string, by: string): Promise<Result<{ readonly jobId: string }>>;
}

/** `inTurn` runs a job after all others. */
export function createShiftPaper(
  parts: PrintingParts,
  { inTurn, send }: { readonly inTurn: <T>(work: () => Promise<T>) => Promise<T>; readonly send: SendTo },
): ShiftPaper {
  const { books, config, clock, newId } = parts;
  const linesOf = (report: ShiftReport, copy: number) => {
    const columns = config.printers[0]?.columns ?? columnsWithoutPrinter;
    return reportLines(report, { shop: config.shop.name, columns, training: config.training, copy });
  };

  async function handOver(
    jobId: string,
    printer: Printer,
    bytes: Buffer,
    what: object,
  ): Promise<Result<{ readonly jobId: string }>> {
    const delivery = await send(printer, bytes);
    if (delivery.kind !== 'sent') parts.log.write('print-failed', { jobId, ...what, ...delivery });
    return delivery.kind === 'sent' ? ok({ jobId }) : fail('printer-failed');
  }

  return {
    reportLines: (report) => linesOf(report, 0).map(({ text }) => text),
    printReport: (report, by) =>
      inTurn(async () => {
        const [printer] = config.printers;
        if (!printer) return fail('printer-missing');
        const { number } = report;
        const copy = number === null ? 0 : printsOfZ(books.db, number);
        const jobId = newId();
        const data = { number: number ?? 0, copy, jobId, printer: printer.id, by };
        if (number !== null) books.keep([{ at: clock.now(), kind: 'z-printing', transactionId: null, data }]);
        return handOver(jobId, printer, toEscPos(linesOf(report, copy), printer.columns, null), {
          what: 'report',
          number,
        });
      }),
    printTest: (printerId) =>
      inTurn(async () => {
        const printer = config.printers.find(({ id }) => id === printerId);
        if (!printer) return fail('printer-missing');
        const lines = testPageLines({ shop: config.shop, printer, at: clock.now(), training: config.training });
        return handOver(newId(), printer, toEscPos(lines, printer.columns, null), { what: 'test page' });
      }),
    openDrawer: (reason, by) =>
      inTurn(async () => {
        const printer = config.printers.find(({ drawer }) => drawer !== null);
        if (!printer || printer.drawer === null) return fail('printer-missing');
        const jobId = newId();
        const data = { shift: shiftNow(books.db), reason, by, jobId, printer: printer.id };
        books.write([{ at: clock.now(), kind: 'drawer-opened', transactionId: null, data }]);
        return handOver(jobId, printer, drawerOnly(printer.drawer), { what: 'drawer' });
      }),
  };
}
