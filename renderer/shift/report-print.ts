import { reactive, ref, shallowRef } from 'vue';
import { call } from '../till/call.ts';
import { hintOf, problemOf, type Problem } from '../words/codes/problem.ts';

/** Sending an X or a Z to the printer. */
export interface ReportPrint {
  readonly isPrinting: boolean;
  /** The job that went out, as far as anybody can tell; null where none did. */
  readonly sentAs: string | null;
  readonly problem: Problem | null;
  /** `number`: of a Z; without one the shift's last, or its X. */
  print(shiftId: string, number?: number): Promise<void>;
  forget(): void;
}

export function createReportPrint(): ReportPrint {
  const isPrinting = ref(false);
  const sentAs = ref<string | null>(null);
  const problem = shallowRef<Problem | null>(null);

  async function print(shiftId: string, number?: number): Promise<void> {
    if (isPrinting.value) return;
    isPrinting.value = true;
    forget();
    const reply = await call('shift:print', number === undefined ? { shiftId } : { shiftId, number });
    isPrinting.value = false;
    sentAs.value = reply.ok ? reply.value.jobId : null;
    if (reply.ok) return;
    problem.value = reply.code === 'printer-missing' ? hintOf('report-no-printer') : problemOf('printReport', reply);
  }

  function forget(): void {
    sentAs.value = null;
    problem.value = null;
  }

  return reactive({ isPrinting, sentAs, problem, print, forget });
}
