import { computed, ref, shallowRef, watch, type Ref, type ShallowRef, type WritableComputedRef } from 'vue';
import type { Failure, Reply } from '../../shared/errors.ts';
import type { Decided, Transaction } from '../../shared/transaction.ts';
import { hintOf, problemOf, type Problem } from '../words/codes/problem.ts';
import type { About } from '../till/approval.ts';
import { call } from '../till/call.ts';
import { overtaken, type Overtaken } from './overtaken.ts';

type Kind = 'resend' | 'resolve';

/** What a person decides about a payment that is not certain. */
export interface Decision {
  /** Which decision is being thought about. */
  readonly asked: Ref<Kind | null>;
  /** Of the decision that is asked. Kept when it is closed: opening it again goes on where one was. */
  readonly reason: WritableComputedRef<string>;
  readonly as: Ref<'paid' | 'refused' | null>;
  /** Since when the till is at it, by this computer's clock. */
  readonly since: Ref<number | null>;
  readonly problem: ShallowRef<Problem | null>;
  /** When a second sending was answered and left the payment uncertain. */
  readonly resentAt: Ref<number | null>;
  ask(which: Kind): void;
  /** Backs out; not while something is being sent, which nobody can call back. */
  close(): void;
  resend(): Promise<void>;
  resolve(): Promise<void>;
}

/** `done` gets the payment as it stands after a decision. */
export function useDecision(transaction: () => Transaction, done: (found: Transaction) => void): Decision {
  const transactionId = (): string => transaction().transactionId;
  const asked = ref<Kind | null>(null);
  const reasons = ref<Partial<Record<Kind, string>>>({});
  const reason = computed({
    get: () => (asked.value && reasons.value[asked.value]) ?? '',
    set: (text) => {
      if (asked.value) reasons.value[asked.value] = text;
    },
  });
  const as = ref<'paid' | 'refused' | null>(null);
  const since = ref<number | null>(null);
  const problem = shallowRef<Problem | null>(null);
  const resentAt = ref<number | null>(null);
  const seen = shallowRef<Partial<ReturnType<typeof seenOf>>>({});
  watch(transactionId, forget);

  /** A reason belongs to one payment. */
  function forget(): void {
    asked.value = null;
    reasons.value = {};
    as.value = null;
    problem.value = null;
    resentAt.value = null;
  }

  function ask(which: Kind): void {
    seen.value = seenOf(transaction());
    asked.value = which;
    problem.value = null;
  }

  function close(): void {
    if (since.value === null) asked.value = null;
    else problem.value = hintOf('cannot-cancel');
  }

  /** Runs one decision and shows how the payment stands now, whether it worked or not. */
  async function run(send: (id: string) => Promise<Reply<Transaction>>): Promise<Reply<Transaction> | null> {
    if (since.value !== null) return null;
    const id = transactionId();
    since.value = Date.now();
    problem.value = null;
    const reply = await send(id);
    const now = reply.ok ? reply : await call('transaction:get', { transactionId: id });
    since.value = null;
    if (reply.ok && transactionId() === id) forget();
    if (now.ok) done(now.value);
    return reply;
  }

  async function resend(): Promise<void> {
    const why = { reason: reason.value.trim() };
    const reply = await run((id) => call('payment:resend', { transactionId: id, ...why }, about(transaction())));
    if (reply?.ok) resentAt.value = reply.value.status === 'pending' ? Date.now() : null;
    // After these nobody here knows whether it went out.
    else if (reply?.code === 'internal' || reply?.code === 'storage-failed') problem.value = hintOf('resend-unread');
    else if (reply) problem.value = problemOf('resend', reply);
  }

  async function resolve(): Promise<void> {
    const { value: outcome } = as;
    if (!outcome) return;
    const word = { transactionId: transactionId(), as: outcome, reason: reason.value.trim() };
    const reply = await run(() => call('payment:resolve', { ...word, ...seen.value }, about(transaction(), outcome)));
    if (reply && !reply.ok) problem.value = notRecorded(word, reply);
  }

  return { asked, reason, as, since, problem, resentAt, ask, close, resend, resolve };
}

/** What a word is about: nobody's since then is changed by it. */
function seenOf({ status, settledAt }: Transaction): { readonly seen: Pick<Transaction, 'status' | 'settledAt'> } {
  return { seen: { status, settledAt } };
}

/** Why a word was not recorded. Where somebody has said otherwise meanwhile, it waits until it is said again on purpose. */
function notRecorded(
  word: Omit<Overtaken, 'decided' | 'since'>,
  failure: Failure & { readonly logId: string },
): Problem {
  const { decided } = failure;
  if (!decided) return problemOf('resolve', failure);
  if (decided.as !== word.as) overtaken.value = { ...word, decided, since: Date.now() };
  return { kind: 'decided', decided };
}

/** What a second person approves of: the payment, and what it becomes. */
function about({ total, customerName, customerNumber }: Transaction, as?: Decided): Partial<About> {
  return { amount: total, payment: { customerName, customerNumber, ...(as && { as }) } };
}
