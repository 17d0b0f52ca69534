import { isPinTooEasy } from '../../shared/person.ts';
import type { Role } from '../../shared/rights.ts';
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

/** Whether a fault has both fields typed anew: another PIN, or the same one twice. */
export function isTypedAnew(fault: Hint): boolean {
  return fault === 'pin-easy' || fault === 'pins-differ';
}

/** Why a new PIN, typed twice, can't be taken; null if it can. Beside a cashier's none may be easy to guess. */
export function newPinFault(pin: string, again: string, role: Role): Hint | null {
  if (!isWholePin(pin)) return 'pin-short';
  if (isPinTooEasy(pin, role)) return 'pin-easy';
  return pin === again ? null : 'pins-differ';
}
