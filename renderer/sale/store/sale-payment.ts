import type { FoundPayment, Input } from '../../../shared/api.ts';
import type { Quote } from '../../../shared/bill.ts';
import type { Failure } from '../../../shared/errors.ts';
import { add, rupiah, subtract, type Rupiah } from '../../../shared/money.ts';
import type { Tender } from '../../../shared/tender.ts';
import { settleQuote, tenderedOf } from './cash.ts';
import { hintOf, problemOf, type Problem } from '../../words/codes/problem.ts';
import { call } from '../../till/call.ts';
import { forgetPayment, readPayment, rememberPayment, type PaymentPointer } from './payment-pointer.ts';
import { readLock } from './sale-lock.ts';
import {
  clearCash,
  showBill,
  showTransaction,
  type BillStep,
  type HandedOver,
  type Paying,
  type SaleState,
} from './sale-state.ts';
import { useStatus } from '../../till/status.ts';

/** All that was handed over, and who owes what of it is on credit. */
export interface OtherTenders {
  readonly tenders: readonly Tender[];
  readonly customerId: string | undefined;
}

/** Paying the bill on the screen. */
export interface SalePayment {
  /**
   * Pays. Cash that the till finds too much to be meant is not taken at once: it is answered, and taken when it comes back as
   * `confirmed`. With `other` it is paid by that, and not by the cash that was typed.
   */
  pay(confirmed?: Rupiah, other?: OtherTenders): Promise<Rupiah | null>;
  /** Whether the bill can be paid as it stands, whatever is handed over; says why not. */
  mayPay(): boolean;
  /** Looks for the stored outcome of a payment whose reply never reached the screen. */
  lookAgain(): Promise<void>;
  /** After a reload: goes on where the payment stands, and waits with it. */
  resume(): Promise<void>;
}

export function salePayment(state: SaleState): SalePayment {
  function mayPay(): boolean {
    const bill = state.step.value;
    state.problem.value = bill.at === 'bill' ? whyNotPay(bill, bill.quote.due, state) : null;
    return bill.at === 'bill' && state.problem.value === null;
  }

  async function pay(confirmed?: Rupiah, other?: OtherTenders): Promise<Rupiah | null> {
    const bill = state.step.value;
    if (bill.at !== 'bill') return null;
    const tendered = other ? sumOf(other.tenders) : tenderedOf(state.tender.value);
    const obstacle = whyNotPay(bill, other ? bill.quote.due : tendered, state);
    if (obstacle || tendered === null) {
      state.problem.value = obstacle;
      return null;
    }
    const { rounding, due } = settleQuote(bill.quote, other?.tenders ?? []);
    const paid: Paying['bill'] = { ...bill.quote, rounding, due };
    const paying: Paying = { at: 'paying', bill: paid, handed: handedOver(tendered, state, other), since: Date.now() };
    state.step.value = paying;
    state.problem.value = null;
    rememberPayment(bill.quote);
    const input = {
      quoteId: bill.quote.quoteId,
      ...(other ? asSent(other) : { tendered }),
      ...(bill.mustConfirmPaidBefore ? { confirmPaidBefore: true } : {}),
      ...(tendered === confirmed ? { confirmTendered: true } : {}),
    };
    // Whoever approves hears of the payment; the cash handed over may be more.
    const reply = await call('payment:pay', input, { amount: due, payment: bill.quote });
    if (state.step.value !== paying) return null; // An event has already shown the outcome.
    if (reply.ok) showTransaction(state, reply.value);
    else await afterFailure(state, bill, reply);
    return !reply.ok && reply.code === 'tender-too-high' ? tendered : null;
  }

  async function lookAgain(): Promise<void> {
    const { value: step } = state.step;
    if (step.at === 'lost') await findOutcome(state, step, step.bill);
  }

  async function resume(): Promise<void> {
    const pointer = readPayment();
    if (pointer) await findOutcome(state, pointer, null);
  }

  return { pay, mayPay, lookAgain, resume };
}

function sumOf(tenders: readonly Tender[]): Rupiah {
  return add(rupiah(0), ...tenders.map(({ amount }) => amount));
}

function handedOver(tendered: Rupiah, { other }: SaleState, asked?: OtherTenders): HandedOver {
  const tenders = asked?.tenders ?? [{ kind: 'cash', amount: tendered }];
  return { tenders, debtor: asked?.customerId === undefined ? null : other.value.customer };
}

function asSent({ tenders, customerId }: OtherTenders): Pick<Input<'payment:pay'>, 'tenders' | 'customerId'> {
  return { tenders: tenders.map((one) => ({ ...one })), ...(customerId !== undefined && { customerId }) };
}

/** What the customer has still to be asked before the bill can be paid at all; null where that is nothing. */
export function unaskedOf(
  {
    mustConfirmPaidBefore,
    quote,
  }: Pick<BillStep, 'mustConfirmPaidBefore'> & { readonly quote: Pick<Quote, 'periods'> },
  confirmedPaidBefore: boolean,
  confirmedMonths: boolean,
): 'confirm-paid-before' | 'confirm-months' | null {
  if (mustConfirmPaidBefore && !confirmedPaidBefore) return 'confirm-paid-before';
  return quote.periods.length > 1 && !confirmedMonths ? 'confirm-months' : null;
}

/** Why the payment can't be made as it stands; null if it can. */
function whyNotPay(bill: BillStep, tendered: Rupiah | null, state: SaleState): Problem | null {
  if (useStatus().reconciling) return hintOf('reconcile');
  if (bill.lockedBy !== null) return hintOf('bill-locked');
  const unasked = unaskedOf(bill, state.confirmedPaidBefore.value, state.confirmedMonths.value);
  if (unasked) return hintOf(unasked);
  if (tendered === null) return hintOf('tender-empty');
  const { due } = bill.quote;
  return tendered < due ? { kind: 'short', missing: subtract(due, tendered) } : null;
}

/** A failure means that nothing was stored or sent, except when the connection itself broke: then nobody here knows. */
async function afterFailure(state: SaleState, bill: BillStep, failure: Failure & { logId: string }): Promise<void> {
  const { code, quote } = failure;
  if (code === 'internal' || code === 'closing') return findOutcome(state, bill.quote, bill, failure);
  forgetPayment();
  // Cash that is too much to be meant is asked about, by whoever paid.
  state.problem.value = code === 'tender-too-high' ? null : problemOf('pay', failure);
  // Each closes the till for every bill, which the status tells.
  if (code === 'reconcile' || code === 'storage-failed' || code === 'no-shift' || code === 'others-shift')
    void useStatus().refresh();
  if (code === 'quote-changed' && quote) {
    showBill(state, quote, quote.due === bill.quote.due ? null : bill.quote.due);
    state.problem.value = null; // The bill itself says what changed.
    await readLock(state);
  } else if (code === 'quote-unknown' || code === 'quote-expired' || code === 'already-paid' || code === 'no-bill') {
    clearCash(state);
    state.step.value = { at: 'number' };
  } else {
    const mustConfirmPaidBefore = bill.mustConfirmPaidBefore || code === 'paid-before';
    state.step.value = { ...bill, lockedBy: failure.lockedBy ?? bill.lockedBy, mustConfirmPaidBefore };
    await readLock(state);
  }
}

/** How long to wait, in ms, before the till is asked again about a payment that is under way. */
const findAgainMs = 1_000;

/** Finds a payment whose answer went to nobody. While it is under way it is asked about again: nobody else will answer. */
async function findOutcome(
  state: SaleState,
  { quoteId, customerNumber }: PaymentPointer,
  bill: BillStep | null,
  failure?: Failure & { logId: string },
): Promise<void> {
  for (;;) {
    const shown = state.step.value;
    const reply = await call('payment:find', { quoteId });
    if (state.step.value !== shown) return; // An event has already shown the outcome.
    if (!reply.ok) {
      state.step.value = { at: 'lost', quoteId, customerNumber, bill };
      return;
    }
    if (reply.value.state === 'none') break;
    if (!showFound(state, reply.value)) return;
    const waiting = state.step.value;
    await new Promise((resolve) => setTimeout(resolve, findAgainMs));
    if (state.step.value !== waiting) return;
  }
  forgetPayment(); // Nothing was stored, so nothing was sent.
  state.step.value = bill ?? { at: 'number' };
  state.problem.value = failure ? problemOf('pay', failure) : hintOf('nothing-sent');
}

/** Shows what was found. Answers whether it is still under way. */
function showFound(state: SaleState, { transaction, paying }: FoundPayment): boolean {
  if (transaction && transaction.status !== 'sending') {
    showTransaction(state, transaction);
    return false;
  }
  const bill = transaction ?? paying?.quote;
  const handed = transaction ?? (paying && { tenders: paying.tenders, debtor: null });
  if (bill && handed && state.step.value.at !== 'paying')
    state.step.value = { at: 'paying', bill, handed, since: Date.now() };
  return true;
}
