import { shallowRef, type ShallowRef } from 'vue';
import { call } from '../till/call.ts';
import { useStatus } from '../till/status.ts';
import { useQuestions } from '../ui/dialog/questions.ts';
import { problemOf, type Problem } from '../words/codes/problem.ts';
import { useWords } from '../words/useWords.ts';

/** A new recovery phrase, once the owner is sure. */
export function useNewPhrase(): {
  /** The phrase, while it is shown; it is kept nowhere else. */
  readonly phrase: ShallowRef<string | null>;
  readonly problem: ShallowRef<Problem | null>;
  readonly make: () => Promise<void>;
} {
  const store = useStatus();
  const questions = useQuestions();
  const words = useWords();
  const phrase = shallowRef<string | null>(null);
  const problem = shallowRef<Problem | null>(null);

  async function make(): Promise<void> {
    const { people: say, common } = words.value;
    problem.value = null;
    const isSure = await questions.ask({
      title: say.phraseTitle,
      text: store.status?.recoveryPhrase === 'kept' ? `${say.phraseText} ${say.phraseEnds}` : say.phraseText,
      yes: say.phraseYes,
      no: common.no,
    });
    if (!isSure) return;
    const reply = await call('people:phrase', {});
    if (reply.ok) phrase.value = reply.value.phrase;
    else problem.value = problemOf('people', reply);
    await store.refresh();
  }

  return { phrase, problem, make };
}
