import type { Role } from './rights.ts';

/** Somebody who works at the till. Never deleted, only closed: what they did stays theirs. */
export interface Person {
  readonly personId: string;
  /** Nobody else's, whatever the case of its letters, nor anybody's who was closed. */
  readonly name: string;
  readonly role: Role;
  /** False once they are closed: they can't sign in any more. */
  readonly active: boolean;
}

/** Whether the till has a recovery phrase; `used`: an owner came in by it, or after a restore for want of one, and there is no new one yet. */
export type RecoveryPhrase = 'none' | 'kept' | 'used';

/** Who works here until there are people. No person is called so. */
export const nobodysName = 'owner';

/** Who is signed in. */
export interface Session extends Pick<Person, 'personId' | 'name' | 'role'> {
  /** The screen is locked: nothing goes on before the PIN was typed again. */
  readonly locked: boolean;
}

/** A second person's PIN, which lifts what the first one may not, for one call. */
export interface Approval {
  readonly personId: string;
  readonly pin: string;
}

/** Whether a change takes a new PIN: the one of a cashier may be easy, and so may that of somebody who was closed. */
export function takesNewPin(before: Pick<Person, 'role' | 'active'> | null, role: Role, active: boolean): boolean {
  if (!before || role === 'cashier' || !active) return false;
  return before.role === 'cashier' || !before.active;
}

/**
 * Whether a PIN is too easy for that role: one digit over and over, or digits in a row, up or down, as people try first. A cashier may
 * have any; what the others' opens is worth a guess.
 */
export function isPinTooEasy(pin: string, role: Role): boolean {
  if (role === 'cashier') return false;
  const steps = [...pin].slice(1).map((digit, at) => Number(digit) - Number(pin[at]));
  return steps.every((step) => step === steps[0]) && Math.abs(steps[0] ?? 0) <= 1;
}
