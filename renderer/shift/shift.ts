import { defineStore } from 'pinia';
import type { Rupiah } from '../../shared/money.ts';
import type { Shift } from '../../shared/shift.ts';
import { call } from '../till/call.ts';
import { useStatus } from '../till/status.ts';
import { closing } from './closing.ts';
import { shiftProblem } from './shift-problem.ts';
import { createShiftState } from './shift-state.ts';

/** The shift at this screen: opened with a float, closed with a count. */
export const useShift = defineStore('shift', () => {
  const status = useStatus();
  const state = createShiftState();
  const { at, float, drawer, counting, isSending, problem, difference, reason, closed, reopened } = state;

  /** Answers the shift that is open now; null if there is none. `givenBack` had left the drawer before it was counted; 0 if nothing had. */
  async function open(givenBack: Rupiah): Promise<Shift | null> {
    if (isSending.value) return null;
    isSending.value = true;
    problem.value = null;
    const { counted } = float;
    const opened = typeof counted === 'number' ? { float: counted } : { counted };
    const reply = await call('shift:open', { ...opened, ...(givenBack > 0 && { givenBack }) });
    isSending.value = false;
    if (reply.ok) {
      float.clear();
      status.showShift(reply.value);
    } else problem.value = shiftProblem('shift', reply);
    void status.refresh();
    return reply.ok ? reply.value : null;
  }

  /** The next person finds nothing of this one. */
  function clear(): void {
    float.clear();
    drawer.clear();
    at.value = 'now';
    counting.value = closed.value = reopened.value = difference.value = problem.value = null;
    reason.value = '';
  }

  return { ...state, ...closing(state), open, clear };
});
