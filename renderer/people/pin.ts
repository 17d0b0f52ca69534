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

/** Why a new PIN, typed twice, can't be taken; null if it can. */
export function newPinFault(pin: string, again: string): Hint | null {
  if (!isWholePin(pin)) return 'pin-short';
  return pin === again ? null : 'pins-differ';
}
