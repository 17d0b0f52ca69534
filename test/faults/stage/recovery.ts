import type { TransactionWithEvents } from '../../../shared/transaction.ts';
import { pause } from '../cell.ts';
import type { Stage } from './stage.ts';

// What happens after a fault by itself and by a person's hand, before anything is judged.

/** Questions that an open payment is asked after a restart before nothing more is expected of asking. */
const questionsEnough = 2;
const settleLimitMs = 15_000;

/** Waits until every payment that the provider has paid is known to be, and every other was asked about. */
export async function settled(stage: Stage): Promise<void> {
  const askedBefore = new Map<string, number>();
  for (const { transactionId } of (await stage.must('payment:unsettled', {})).items) {
    askedBefore.set(transactionId, questions(await stage.get(transactionId)));
  }
  const end = performance.now() + settleLimitMs;
  for (;;) {
    const { items } = await stage.must('payment:unsettled', {});
    const waiting: string[] = [];
    for (const { transactionId, provider, customerNumber, nextAskAt } of items) {
      if (nextAskAt === null) continue;
      const isPaid = stage.ledger().some((one) => one.provider === provider && one.customerNumber === customerNumber);
      const asked = questions(await stage.get(transactionId)) - (askedBefore.get(transactionId) ?? 0);
      if (isPaid || asked < questionsEnough) waiting.push(transactionId);
    }
    // What still waits then, the oracles object to.
    if (waiting.length === 0 || performance.now() > end) return;
    await pause(20);
  }
}

function questions({ events }: TransactionWithEvents): number {
  return events.filter(({ kind }) => kind === 'asked').length;
}

/**
 * A person settles what nobody will ask about, or all that is open: looks at the provider's books, which know a payment by its reference, and
 * says what stands there.
 */
export async function decideByBooks(
  stage: Stage,
  refOf: (transactionId: string) => string | undefined,
  which: 'unasked' | 'all',
): Promise<void> {
  const { items } = await stage.must('payment:unsettled', {});
  for (const { transactionId, provider, nextAskAt } of items) {
    if (nextAskAt !== null && which === 'unasked') continue;
    const ref = refOf(transactionId);
    const isPaid = stage.ledger().some((entry) => entry.provider === provider && entry.ref === ref);
    const reason = 'as the provider said on the telephone';
    await stage.must('payment:resolve', { transactionId, as: isPaid ? 'paid' : 'refused', reason });
  }
}
