import type { ErrorCode, Failure } from '../../../shared/errors.ts';
import type { Rupiah } from '../../../shared/money.ts';
import type { MistakenNumber } from '../../../shared/product-spec.ts';

/** What the cashier was doing when a call failed; it decides what the failure means for the money. */
export const doings = [
  'inquire',
  'pay',
  'print',
  'check',
  'list',
  'export',
  'resend',
  'resolve',
  'reconcile',
  'verify',
  'backup',
  'signIn',
  'people',
  'debt',
  'customer',
  'settings',
  'testPage',
  'testProvider',
  'shift',
  'closeShift',
  'shiftInDoubt',
  'printReport',
  'printDebt',
  'drawer',
] as const;
export type Doing = (typeof doings)[number];

/** Why the screen itself refuses a key, before anything is asked of the till. */
export const hints = [
  'number-empty',
  'slip-empty',
  'slip-unread',
  'number-short',
  'number-long',
  'letters',
  'scan-unknown',
  'tender-empty',
  'bill-locked',
  'confirm-paid-before',
  'confirm-months',
  'cannot-cancel',
  'slip-not-printed',
  'choice-missing',
  'reason-missing',
  'resend-unread',
  'nothing-sent',
  'reconcile',
  'pin-short',
  'pin-easy',
  'new-pin-needed',
  'pin-wrong',
  'pins-differ',
  'phrase-short',
  'phrase-wrong',
  'name-empty',
  'name-digits',
  'count-empty',
  'count-letters',
  'count-long',
  'amount-empty',
  'amount-negative',
  'amount-letters',
  'amount-long',
  'sign-missing',
  'only-cash-changes',
  'kind-missing',
  'customer-missing',
  'owner-first',
  'shift-gone',
  'report-no-printer',
  'no-drawer',
  'drawer-stays-shut',
  'drawer-may-be-open',
  'called-off',
] as const;
export type Hint = (typeof hints)[number];

/** Anything the cashier has to be told in a banner. */
export type Problem =
  | { readonly kind: 'hint'; readonly hint: Hint }
  /** These digits are another number than the customer's. */
  | { readonly kind: 'mistaken'; readonly number: MistakenNumber }
  | { readonly kind: 'short'; readonly missing: Rupiah }
  /** A part in cash that nobody can hand over, for cash goes by `to`; these can be. */
  | { readonly kind: 'odd-cash'; readonly to: Rupiah; readonly below: Rupiah | null; readonly above: Rupiah }
  /** Somebody else has said what became of the payment. */
  | { readonly kind: 'decided'; readonly decided: NonNullable<Failure['decided']> }
  | {
      readonly kind: 'failure';
      readonly doing: Doing;
      readonly code: ErrorCode;
      readonly logId: string;
      readonly providerMessage: string | null;
      /** The same in English, from a provider that says both. */
      readonly providerMessageEn: string | null;
    };

/** A failed call as a problem to be shown; `calledOff` where whoever may do it gave no PIN after all. */
export function problemOf(
  doing: Doing,
  failure: Failure & { readonly logId: string; readonly calledOff?: boolean },
): Problem {
  if (failure.calledOff) return hintOf('called-off');
  const { code, logId, providerMessage = null, providerMessageEn = null } = failure;
  return { kind: 'failure', doing, code, logId, providerMessage, providerMessageEn };
}

export function hintOf(hint: Hint): Problem {
  return { kind: 'hint', hint };
}
