import { defineStore } from 'pinia';
import { ref, shallowRef } from 'vue';
import type { ErrorCode, Failure, Reply } from '../../shared/errors.ts';
import type { Decided } from '../../shared/transaction.ts';
import type { Approval } from '../../shared/person.ts';
import type { Right } from '../../shared/rights.ts';
import { sumOfNotes, type CountedNotes } from '../../shared/shift.ts';

type Refusal = Failure & { readonly logId: string };
/** Whoever may do it gave no PIN after all. */
type CalledOff = Refusal & { readonly calledOff: true };

/** A line of what whoever approves must know. `text` may be a stranger's. */
export interface Fact {
  readonly label: string;
  readonly text: string;
}

/** What of a call whoever approves must know: it lies over the dialog that was filled in. */
export interface About {
  /** What is done, where the name of the right says more than that. */
  readonly act?: string;
  /** What the input alone does not say, in the language of the screen; a sum among them stands in place of `amount`. */
  readonly facts?: () => readonly Fact[];
  /** The payment that it is about; `as` is what it becomes. */
  readonly payment?: {
    readonly customerName: string | null;
    readonly customerNumber: string;
    readonly as?: Decided;
  };
  /** Rupiah; null where it is about none. */
  readonly amount: number | null;
  /** Rupiah, of a drawer that was counted; null where none was. */
  readonly counted: number | null;
  readonly reason: string | null;
}

/** What the input of a call says of it. */
export function aboutOf(input: object): About {
  const { amount, counted, tendered, tenders, reason, note } = input as Partial<Record<string, unknown>>;
  const handed = Array.isArray(tenders) ? (tenders as readonly { readonly amount: number }[]) : [];
  const sum = handed.length === 0 ? null : handed.reduce((all, one) => all + one.amount, 0);
  const said = [amount, tendered, sum].find((one) => typeof one === 'number');
  const why = [reason, note].find((one) => typeof one === 'string');
  return { amount: said ?? null, counted: countedOf(counted), reason: why ?? null };
}

/** As one sum, or by its notes. */
function countedOf(counted: unknown): number | null {
  if (Array.isArray(counted)) return sumOfNotes(counted as readonly CountedNotes[]);
  return typeof counted === 'number' ? counted : null;
}

/** A call that waits for a second person. */
export interface Wanted {
  readonly right: Right;
  readonly about: About;
  /** Repeats the call with their PIN. Null if that ended it; otherwise why they may try again. */
  readonly approve: (approval: Approval) => Promise<Refusal | null>;
  /** Nobody approves: the caller gets the refusal. `isOwn`: whoever may called it off themselves. */
  readonly decline: (isOwn: boolean) => void;
}

/** After these nothing was done, and another PIN or person may do. */
const mayTryAgain: readonly ErrorCode[] = ['wrong-pin', 'person-unknown', 'not-allowed', 'others-shift'];

/** What the one who is signed in may not do, and a second person may approve of, for one call. */
export const useApproval = defineStore('approval', () => {
  const wanted = shallowRef<Wanted | null>(null);
  /** When the last call went out with a PIN, in ms; null while one waits for it. */
  const sentAt = ref<number | null>(0);

  /** Answers what the repeated call answers, or the refusal. One at a time: of two the second is refused. */
  function ask<T>(
    { right, about }: Pick<Wanted, 'right' | 'about'>,
    refusal: Refusal,
    repeat: (approval: Approval) => Promise<Reply<T>>,
  ): Promise<Reply<T>> {
    if (wanted.value) return Promise.resolve(refusal);
    sentAt.value = null;
    return new Promise((resolve) => {
      const end = (reply: Reply<T>): void => {
        wanted.value = null;
        sentAt.value ??= 0;
        resolve(reply);
      };
      wanted.value = {
        right,
        about,
        decline(isOwn) {
          const calledOff: CalledOff = { ...refusal, calledOff: true };
          end(isOwn ? calledOff : refusal);
        },
        async approve(approval) {
          sentAt.value = Date.now();
          const reply = await repeat(approval);
          if (!reply.ok && mayTryAgain.includes(reply.code)) {
            sentAt.value = null;
            return reply;
          }
          end(reply);
          return null;
        },
      };
    });
  }

  return { wanted, sentAt, ask };
});
