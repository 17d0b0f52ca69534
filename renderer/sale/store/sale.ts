import { defineStore } from 'pinia';
import type { Product } from '../../../shared/product.ts';
import type { Transaction } from '../../../shared/transaction.ts';
import { hasOdd, readAmount } from './cash.ts';
import { digitsMax, productAfter, readNumber } from '../../ui/text/customer-number.ts';
import { hintOf, type Problem } from '../../words/codes/problem.ts';
import { forgetPayment } from './payment-pointer.ts';
import { saleInquiry } from './sale-inquiry.ts';
import { salePayment } from './sale-payment.ts';
import {
  afterLock,
  clearCash,
  createSaleState,
  showTransaction,
  type OtherMoney,
  type SaleState,
} from './sale-state.ts';

/** One customer's sale, from the number to the receipt. */
export const useSale = defineStore('sale', () => {
  const state = createSaleState();
  return { ...state, ...typing(state), ...moving(state), ...saleInquiry(state), ...salePayment(state) };
});

/** What the cashier types. Any typing answers, and so removes, the last problem. */
function typing(state: SaleState) {
  function writeNumber(text: string): void {
    if (state.step.value.at !== 'number') return;
    const read = readNumber(text);
    state.number.value = read.digits;
    state.asked.value = false;
    state.problem.value = read.letters ? hintOf('letters') : null;
  }

  /** Fills in a whole number from elsewhere; its length tells the product. */
  function takeNumber(digits: string): void {
    if (state.step.value.at !== 'number') return;
    state.chosen.value = null;
    writeNumber(digits);
  }

  function pressNumber(digit: string): void {
    const before = state.asked.value ? '' : state.number.value;
    writeNumber((before + digit).slice(0, digitsMax));
  }

  function eraseNumber(all: boolean): void {
    writeNumber(all ? '' : state.number.value.slice(0, -1));
  }

  function choose(product: Product): void {
    if (state.step.value.at !== 'number') return;
    state.chosen.value = product;
    state.problem.value = null;
  }

  function switchProduct(): void {
    choose(productAfter(state.product.value));
  }

  function writeTender(text: string): void {
    state.tender.value = readAmount(text);
    state.problem.value = hasOdd(text) ? hintOf('amount-letters') : null;
  }

  function keepOther(change: Partial<OtherMoney>): void {
    state.other.value = { ...state.other.value, ...change };
  }

  return { writeNumber, takeNumber, pressNumber, eraseNumber, choose, switchProduct, writeTender, keepOther };
}

/** Going from step to step. */
function moving(state: SaleState) {
  /** The next customer: everything of this one leaves the screen. */
  function next(): void {
    clearCash(state);
    forgetPayment();
    state.number.value = '';
    state.asked.value = false;
    state.chosen.value = null;
    state.problem.value = null;
    state.step.value = { at: 'number' };
  }

  /** Back to the number, which stays typed. */
  function backToNumber(): void {
    const { at } = state.step.value;
    if (at !== 'bill' && at !== 'refused') return;
    clearCash(state);
    forgetPayment();
    state.problem.value = null;
    state.step.value = { at: 'number' };
  }

  function tell(problem: Problem | null): void {
    state.problem.value = problem;
  }

  /** Takes over a change of a payment, if it is the one on the screen. */
  function follow(transaction: Transaction): void {
    const { value: step } = state.step;
    const shown = 'transaction' in step ? step.transaction : null;
    if (shown?.transactionId === transaction.transactionId) {
      if (shown.status !== transaction.status) showTransaction(state, transaction);
      else state.step.value = { ...step, transaction } as typeof step;
    } else if (step.at === 'paying' && step.bill.quoteId === transaction.quoteId && transaction.status !== 'sending') {
      showTransaction(state, transaction);
    } else if (step.at === 'bill' && step.lockedBy === transaction.transactionId) {
      state.step.value = afterLock(step, transaction);
    }
  }

  return { next, backToNumber, tell, follow };
}
