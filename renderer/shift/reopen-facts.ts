import type { Shift } from '../../shared/shift.ts';
import type { Fact } from '../till/approval.ts';
import { cashierName } from '../ui/text/cashier-name.ts';
import { plainText } from '../ui/text/plain-text.ts';
import { dayText, wibTime } from '../ui/time/when.ts';
import type { Words } from '../words/words.ts';

/** Which shift is opened again, for whoever approves: whose it is, its last Z, and when it was opened. */
export function reopenFacts({ cashier, number, openedAt }: Shift, words: Words): readonly Fact[] {
  const { shift: say, months, timeSeparator } = words;
  const at = Date.parse(openedAt);
  return [
    { label: say.whose, text: plainText(cashierName(cashier, words), 40) },
    { label: say.itsZ, text: `Z ${number ?? '-'}` },
    { label: say.openedAt, text: `${dayText(at, months)} ${wibTime(at, timeSeparator)}` },
  ];
}
