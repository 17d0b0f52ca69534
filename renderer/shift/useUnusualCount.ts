import { formatRupiah, type Rupiah } from '../../shared/money.ts';
import { useStatus } from '../till/status.ts';
import { useQuestions } from '../ui/dialog/questions.ts';
import { useWords } from '../words/useWords.ts';

/** So many times what is asked about of one customer's cash. */
const times = 10;

/** Asks about a drawer with far more in it than one has: a slip of the finger more often than money. Answers whether it is meant. */
export function useUnusualCount(): (sum: Rupiah) => Promise<boolean> {
  const store = useStatus();
  const questions = useQuestions();
  const words = useWords();
  return async (counted) => {
    const { status } = store;
    if (!status || counted <= status.tender.askAbove * times) return true;
    const { shift, unusual } = words.value;
    const sum = formatRupiah(counted);
    return questions.ask({
      title: unusual.title(sum),
      text: shift.unusualText,
      yes: shift.unusualYes(sum),
      no: unusual.no,
      careful: true,
    });
  };
}
