import { createPaper, type Paper } from '../receipt/usePaper.ts';
import { call } from '../till/call.ts';
import { hintOf, problemOf } from '../words/codes/problem.ts';

/** Sending an X or a Z to the printer. */
export interface ReportPrint {
  readonly paper: Paper;
  /** `number`: of a Z; without one the shift's last, or its X. */
  print(shiftId: string, number?: number): Promise<void>;
  forget(): void;
}

export function createReportPrint(): ReportPrint {
  const paper = createPaper('printReport', (as, reply) =>
    reply.code === 'printer-missing' ? hintOf('report-no-printer') : problemOf(as, reply),
  );

  async function print(shiftId: string, number?: number): Promise<void> {
    await paper.print(() => call('shift:print', number === undefined ? { shiftId } : { shiftId, number }));
  }

  return { paper, print, forget: paper.forget };
}
