import type { PrintedReport } from '../../shared/shift-api.ts';
import type { Shift } from '../../shared/shift.ts';
import { call } from '../till/call.ts';
import { useStatus } from '../till/status.ts';
import { hintOf } from '../words/codes/problem.ts';
import { createReportPrint } from './report-print.ts';
import { shiftProblem } from './shift-problem.ts';
import type { ShiftState } from './shift-state.ts';

/** Counting the drawer and closing its shift. */
export function closing(state: ShiftState) {
  const status = useStatus();
  const { drawer, drawerOf, counting, isSending, problem, difference, mayCountAgain, reason, closed } = state;
  /** The Z's way to the first printer. */
  const paper = createReportPrint();

  /** Puts the count of that shift's drawer on the screen, with what was typed for it before. */
  function startCount(shift: Shift): void {
    if (drawerOf.value !== shift.shiftId) drawer.clear();
    drawerOf.value = shift.shiftId;
    counting.value = shift;
    problem.value = null;
  }

  /** Away from the count, which stays typed. */
  function leaveCount(): void {
    if (isSending.value) return;
    counting.value = null;
    difference.value = null;
    problem.value = null;
  }

  /** Sends the count; only after it the till tells what should be there. `why`: what a difference comes from. */
  async function close(why?: string): Promise<void> {
    const shift = counting.value;
    if (!shift || isSending.value) return;
    isSending.value = true;
    problem.value = null;
    await status.refresh();
    const now = status.status?.shift;
    // Another one was opened meanwhile: this count is not of its drawer. Where none is open, the till knows whether this count closed it.
    const isOther = now != null && now.shiftId !== shift.shiftId;
    const more = why === undefined ? {} : { reason: why };
    const reply = isOther ? null : await call('shift:close', { counted: drawer.counted, ...more });
    isSending.value = false;
    void status.refresh();
    // Somebody else has taken the screen over.
    if (counting.value !== shift) return;
    if (reply?.ok) showZ(reply.value);
    else if (!reply || reply.code === 'no-shift') problem.value = hintOf('shift-gone');
    else if (reply.code === 'reason-needed') {
      mayCountAgain.value = reply.mayCountAgain ?? false;
      difference.value = reply.difference ?? 'unsaid';
    } else problem.value = shiftProblem('closeShift', reply);
  }

  /** Back to the count: what was typed stays. */
  function countAgain(): void {
    difference.value = null;
    problem.value = null;
  }

  function showZ(report: PrintedReport): void {
    closed.value = report;
    counting.value = null;
    difference.value = null;
    reason.value = '';
    drawer.clear();
    status.showShift(null);
    void paper.print(report.shiftId);
  }

  return { paper, startCount, leaveCount, close, countAgain };
}
