import { defineStore } from 'pinia';
import { shallowRef } from 'vue';

export interface Question {
  readonly title: string;
  readonly text: string;
  readonly yes: string;
  readonly no: string;
  /** Yes loses what somebody typed: Enter is no, and yes has a key of its own. */
  readonly loses?: boolean;
  /** It comes up under a key that is being pressed: yes counts only once the question could be read. */
  readonly careful?: boolean;
}

/** The question that lies over the screen; one at a time. */
export const useQuestions = defineStore('questions', () => {
  const question = shallowRef<
    (Question & { readonly asked: Question; readonly answer: (yes: boolean) => void }) | null
  >(null);

  /** Asks the cashier; answers what they chose. Closing the question is a no. */
  function ask(asked: Question): Promise<boolean> {
    return new Promise((resolve) => {
      question.value = {
        ...asked,
        asked,
        answer: (yes) => {
          question.value = null;
          resolve(yes);
        },
      };
    });
  }

  /** Takes a question back whose reason is gone: that is a no. Another one that is open meanwhile stays. */
  function withdraw(asked: Question | null): void {
    if (asked !== null && question.value?.asked === asked) question.value.answer(false);
  }

  return { question, ask, withdraw };
});
