import { mistakenNumber, type Product } from '../../../shared/product.ts';
import { numberFault } from '../../ui/text/customer-number.ts';
import { hintOf, problemOf, type Problem } from '../../words/codes/problem.ts';
import { call } from '../../till/call.ts';
import { readLock } from './sale-lock.ts';
import { showBill, type SaleState, type Step } from './sale-state.ts';
import { useStatus } from '../../till/status.ts';

/** Asking what a number has to pay. */
export interface SaleInquiry {
  inquire(): Promise<void>;
  /** Stops waiting; the answer, should it still come, is ignored. */
  stopAsking(): void;
}

export function saleInquiry(state: SaleState): SaleInquiry {
  async function inquire(): Promise<void> {
    if (state.step.value.at !== 'number') return;
    const product = state.product.value;
    const problem = problemWith(state.number.value, product);
    if (problem) {
      state.problem.value = problem;
      return;
    }
    const asking: Step = { at: 'asking', since: Date.now() };
    state.step.value = asking;
    state.asked.value = true;
    state.problem.value = null;
    const reply = await call('bill:inquire', { product, customerNumber: state.number.value });
    // Whoever was asked has shown whether it works, and often what is left of the deposit.
    void useStatus().refresh();
    if (state.step.value !== asking) return;
    if (reply.ok) {
      showBill(state, reply.value);
      await readLock(state);
    } else {
      // Whatever the provider says of this number, money for it may be on its way.
      state.problem.value = reply.lockedBy ? hintOf('bill-locked') : problemOf('inquire', reply);
      state.step.value = { at: 'number' };
    }
  }

  function stopAsking(): void {
    if (state.step.value.at === 'asking') state.step.value = { at: 'number' };
  }

  return { inquire, stopAsking };
}

/** Why a number can't be asked for; null if it can. */
function problemWith(number: string, product: Product): Problem | null {
  const mistaken = mistakenNumber(number);
  if (mistaken) return { kind: 'mistaken', number: mistaken };
  const fault = numberFault(number, product);
  return fault && hintOf(fault);
}
