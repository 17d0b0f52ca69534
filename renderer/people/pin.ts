import type { Hint } from '../words/codes/problem.ts';

/** As the till takes them: 4 to 8 digits. */
const pinDigitsMin = 4;
export const pinDigitsMax = 8;

/** Whether that many digits can be a PIN. */
export function isWholePin(pin: string): boolean {
  return pin.length >= pinDigitsMin && pin.length <= pinDigitsMax;
}

/** What of a typed text belongs to a PIN. */
export function pinDigits(text: string): string {
  return text.replace(/\D/g, '').slice(0, pinDigitsMax);
}

/** The PINs that people try first: one digit over and over, or digits in a row, up or down. */
function isEasyPin(pin: string): boolean {
  const steps = [...pin].slice(1).map((digit, at) => Number(digit) - Number(pin[at]));
  return steps.every((step) => step === steps[0]) && Math.abs(steps[0] ?? 0) <= 1;
}

/** Why a new PIN, typed twice, can't be taken; null if it can. An owner's opens everything, so it may not be easy to guess. */
export function newPinFault(pin: string, again: string, isOwner: boolean): Hint | null {
  if (!isWholePin(pin)) return 'pin-short';
  if (isOwner && isEasyPin(pin)) return 'pin-easy';
  return pin === again ? null : 'pins-differ';
}
