import { z } from 'zod';
import { id } from './id.ts';
import type { Person, Session } from './person.ts';
import { roles } from './rights.ts';

// The part of the till's interface that is about people and who is signed in. The rest is in api.ts.

const pin = z.string().regex(/^\d{4,8}$/);
/** What can be read on a screen and on paper. */
const personName = z
  .string()
  .trim()
  .min(1)
  .max(40)
  .regex(/^\P{C}+$/u);

/** Beside a call's input; see `Approval`. */
export const approvalInput = z.strictObject({ personId: id, pin }).optional();

export const peopleInputs = {
  'people:list': z.strictObject({}),
  /** Without `personId` somebody new, who needs a PIN. Without `pin` the PIN stays as it is. */
  'people:save': z.strictObject({
    personId: id.optional(),
    name: personName,
    role: z.enum(roles),
    pin: pin.optional(),
    active: z.boolean(),
  }),
  /** A new recovery phrase in place of the one before. It is answered this once, to be put on paper. */
  'people:phrase': z.strictObject({}),
  'session:sign-in': z.strictObject({ personId: id, pin }),
  'session:lock': z.strictObject({}),
  'session:sign-out': z.strictObject({}),
  /** An owner who forgot the PIN, with the recovery phrase and a new one. Without a phrase only where `people:list` says `afterRestore`. */
  'session:recover': z.strictObject({ personId: id, phrase: z.string().max(100).optional(), pin }),
} as const;

interface SignedIn {
  readonly session: Session | null;
}

export interface PeopleOutputs {
  /** Owners first, then by name; those who were closed at the end, and only for who may change people. */
  'people:list': {
    readonly items: readonly Person[];
    /** Whether there is a recovery phrase. */
    readonly hasPhrase: boolean;
    /** Neither a PIN nor a phrase counts since the books came out of a backup: an owner gets a new PIN without, once. */
    readonly afterRestore: boolean;
    /** No PIN counts: the secret that they were stored by is not here. The recovery phrase does, where there is one. */
    readonly pinsLost: boolean;
  };
  'people:save': Person;
  'people:phrase': { readonly phrase: string };
  'session:sign-in': SignedIn;
  'session:lock': SignedIn;
  'session:sign-out': SignedIn;
  'session:recover': SignedIn;
}
