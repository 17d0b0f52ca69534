import { cashierName } from '../ui/text/cashier-name.ts';
import type { TillStatus } from '../../shared/api.ts';
import { plainText } from '../ui/text/plain-text.ts';
import { sinceText } from '../ui/time/when.ts';
import type { Words } from '../words/words.ts';

/** What the bar at the top says of the shift, and what its button is called. */
interface BarWords {
  readonly title: string;
  readonly text: string;
  readonly button: string;
}

/** Null while all is well: a shift of today is open, or nobody who needs one is signed in. `now` in ms. */
export function shiftBarOf(
  { shift, session, drawers }: Pick<TillStatus, 'shift' | 'session' | 'drawers'>,
  words: Words,
  now: number,
): BarWords | null {
  const { shift: say } = words;
  if (!shift) return session ? { title: say.noneTitle, text: say.noneText, button: say.openNow } : null;
  if (drawers === 'own' && session && session.personId !== shift.personId)
    return {
      title: say.othersTitle(plainText(cashierName(shift.cashier, words), 30)),
      text: say.othersText,
      button: say.close,
    };
  if (!shift.overdue) return null;
  const title = say.overdueTitle(
    plainText(cashierName(shift.cashier, words), 30),
    sinceText(shift.openedAt, now, words),
  );
  return { title, text: say.overdueText, button: say.close };
}
