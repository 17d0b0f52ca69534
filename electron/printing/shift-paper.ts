import { fail, type Result } from '../../shared/errors.ts';
import type { ShiftReport } from '../../shared/shift.ts';
import { toWib } from '../../shared/time.ts';
import { replacementOf } from '../db/shifts.ts';
import type { Job } from '../db/spool-store.ts';
import type { Spool } from '../spool/spool.ts';
import { nothing } from './escpos.ts';
import { formTitle } from './form.ts';
import { addPaper } from './other-paper.ts';
import { lineWidth, toBytes, toTestBytes, testWidth } from './paper.ts';
import type { PrintingParts } from './parts.ts';
import { reportLines, reportName } from './report-lines.ts';
import { testPageLines } from './test-page.ts';

// What comes out of a printer and is no slip of a payment: X, Z, a test page, and the pulse that opens the drawer.

type Printed = Promise<Result<{ readonly jobId: string }>>;

export interface ShiftPaper {
  /** An X or a Z as it would come out now, the first time it is printed. */
  reportLines(report: ShiftReport): readonly string[];
  /** Prints it; a Z says from the second time on that it was printed before. */
  printReport(report: ShiftReport, by: string): Printed;
  /** Prints a slip that says that it is a test, on that printer. It opens no drawer. */
  printTest(printerId: string): Printed;
  /** Whether a printer has one. */
  hasDrawer(): boolean;
  /** Opens the drawer without a sale, now or never. It is recorded before the pulse leaves. */
  openDrawer(reason: string, by: string): Printed;
}

export function createShiftPaper(parts: PrintingParts, spool: Spool): ShiftPaper {
  const { books, config, clock } = parts;
  const linesOf = (report: ShiftReport) => {
    const columns = lineWidth(config.printers[0]);
    const replacedBy = report.number === null ? null : replacementOf(books.db, report.number);
    const { shop, training } = config;
    return reportLines(report, { shop: shop.name, columns, training, copy: 0, replacedBy, at: toWib(clock.now()) });
  };

  const withDrawer = () => config.printers.find(({ drawer }) => drawer !== null);

  return {
    hasDrawer: () => withDrawer() !== undefined,
    reportLines: (report) => linesOf(report).map(({ text }) => text),
    async printReport(report, by) {
      const [printer] = config.printers;
      if (!printer) return fail('printer-missing');
      const { number } = report;
      if (number !== null)
        return addPaper(spool, printer, { what: 'z', bytes: null, told: { kind: 'z-printing', number, by } });
      const title = formTitle(reportName(report), config.training);
      return addPaper(spool, printer, { what: 'x', bytes: toBytes(linesOf(report), printer, title) });
    },
    async printTest(printerId) {
      const printer = config.printers.find(({ id }) => id === printerId);
      if (!printer) return fail('printer-missing');
      const { training, shop } = config;
      // What became of the page before is answered by this one.
      const isBefore = ({ what, printerId: at }: Job): boolean => what === 'test' && at === printerId;
      for (const { jobId } of spool.open().filter(isBefore)) spool.see(jobId);
      const page = { shop, printer, columns: testWidth(printer), at: clock.now(), training };
      return addPaper(spool, printer, { what: 'test', bytes: toTestBytes(testPageLines(page), printer) });
    },
    async openDrawer(reason, by) {
      const printer = withDrawer();
      if (!printer) return fail('printer-missing');
      const told = { kind: 'drawer-opened', reason, by } as const;
      return addPaper(spool, printer, { what: 'drawer', bytes: nothing, told, drawer: true });
    },
  };
}
