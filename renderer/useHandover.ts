import { computed, ref, watch, type ComputedRef, type Ref } from 'vue';
import { useHistory } from './history/history.ts';
import { useSale } from './sale/store/sale.ts';
import { scanKind } from './scanner/scan.ts';
import { useScans } from './scanner/scans.ts';
import { useSession } from './till/session.ts';
import { useShift } from './shift/shift.ts';
import { useStatus } from './till/status.ts';
import { useQuestions } from './ui/dialog/questions.ts';
import { useView } from './view/view.ts';

/** One person's screen, and what the next one finds there. */
export interface Handover {
  /** Whose screen is there, seen or behind the lock; null while there is none. */
  readonly screenOf: Ref<string | null>;
  /** The sale is at a payment that is under way, or whose outcome nobody has put away. */
  readonly holdsPayment: ComputedRef<boolean>;
}

/** Whoever works while people do not sign in. */
const anybody = 'anybody';

/**
 * Keeps the screen of whoever locked it. Another person finds it empty, but for a payment that is under way or whose outcome was not put
 * away: nobody loses that. The number of an unpaid sale waits for whom it was taken from.
 */
export function useHandover(): Handover {
  const session = useSession();
  const status = useStatus();
  const sale = useSale();
  const view = useView();
  const history = useHistory();
  const questions = useQuestions();
  const scans = useScans();
  const shift = useShift();
  const screenOf = ref<string | null>(null);
  const waiting = new Map<string, string>();
  const holdsPayment = computed(() => !['number', 'asking', 'bill'].includes(sale.step.at));
  /** Null while nobody is signed in, or the till has not said yet. */
  function id(): string | null {
    if (session.person) return session.person.personId;
    return status.status && !session.signsIn ? anybody : null;
  }

  /** Somebody else's PIN took the screen over: the number goes on with its own person. */
  function leave(personId: string): void {
    if (!holdsPayment.value && scanKind(sale.number) === 'number') waiting.set(personId, sale.number);
  }

  function comeBack(personId: string): void {
    const number = waiting.get(personId);
    waiting.delete(personId);
    if (number !== undefined) scans.keep(number);
  }

  function clear(): void {
    view.showSale();
    view.closeOverlay();
    questions.question?.answer(false);
    scans.drop();
    history.search = '';
    history.filter = null;
    shift.clear();
    if (!holdsPayment.value) sale.next();
  }

  // At once: nothing of one person may be drawn for the next.
  watch(
    id,
    (now, before) => {
      if (before !== null && now !== null) leave(before);
      if (before !== null && now !== before) clear();
      if (now !== null) comeBack(now);
      if (screenOf.value !== now) screenOf.value = null;
    },
    { flush: 'sync' },
  );
  watch(
    () => session.isOpen,
    (isOpen) => isOpen && (screenOf.value = id()),
    { immediate: true, flush: 'sync' },
  );
  return { screenOf, holdsPayment };
}
