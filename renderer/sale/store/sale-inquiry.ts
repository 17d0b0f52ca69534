import type { Quote } from '../../../shared/bill.ts';
import type { Transaction } from '../../../shared/transaction.ts';
import { numberFault } from '../../ui/text/customer-number.ts';
import { hintOf, problemOf } from '../../words/codes/problem.ts';
import { call } from '../../till/call.ts';
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
    const fault = numberFault(state.number.value, product);
    if (fault) {
      state.problem.value = hintOf(fault);
      return;
    }
    const asking: Step = { at: 'asking', since: Date.now() };
    state.step.value = asking;
    state.asked.value = true;
    state.problem.value = null;
    const reply = await call('bill:inquire', { product, customerNumber: state.number.value });
    // Whoever was asked has shown whether it works, and often what is left of the deposit.
    void useStatus().refresh();
    const unsettled = reply.ok ? await findUnsettled(reply.value) : null;
    if (state.step.value !== asking) return;
    if (reply.ok) {
      showBill(state, {
        at: 'bill',
        quote: reply.value,
        unsettled,
        changedFrom: null,
        mustConfirmPaidBefore: reply.value.paidBefore !== null,
      });
    } else {
      state.problem.value = problemOf('inquire', reply);
      state.step.value = { at: 'number' };
    }
  }

  function stopAsking(): void {
    if (state.step.value.at === 'asking') state.step.value = { at: 'number' };
  }

  return { inquire, stopAsking };
}

/** The payment that blocks this bill, if one is not settled yet. The till refuses such a bill too; this says so earlier. */
export async function findUnsettled(bill: Pick<Quote, 'customerNumber' | 'product'>): Promise<Transaction | null> {
  const reply = await call('payment:unsettled', {});
  if (!reply.ok) return null;
  const same = (found: Transaction) => found.customerNumber === bill.customerNumber && found.product === bill.product;
  return reply.value.items.find(same) ?? null;
}
