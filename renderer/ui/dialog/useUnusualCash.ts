import { formatRupiah, subtract, type Rupiah } from '../../../shared/money.ts';
import { useWords } from '../../words/useWords.ts';
import { useQuestions } from './questions.ts';

/** Asks about cash that is far above what is `due`: a slip of the finger more often than a customer's. Answers whether it is meant. */
export function useUnusualCash(): (cash: Rupiah, due: Rupiah) => Promise<boolean> {
  const questions = useQuestions();
  const words = useWords();
  return (cash, due) => {
    const { unusual } = words.value;
    const sum = formatRupiah(cash);
    return questions.ask({
      title: unusual.title(sum),
      text: unusual.text(formatRupiah(due), formatRupiah(subtract(cash, due))),
      yes: unusual.yes(sum),
      no: unusual.no,
      careful: true,
    });
  };
}
