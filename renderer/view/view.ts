import { defineStore } from 'pinia';
import { ref, shallowRef } from 'vue';
import { useHistory, type HistoryFilter } from '../history/history.ts';

/** What lies over the screen. */
export type Overlay = { readonly at: 'help' } | { readonly at: 'status'; readonly light: string | null };

export interface Question {
  readonly title: string;
  readonly text: string;
  readonly yes: string;
  readonly no: string;
  /** It comes up under a key that is being pressed: yes counts only once the question could be read. */
  readonly careful?: boolean;
}

/** Which page is in front, and what lies over it. The sale keeps its own step while the history is open. */
export const useView = defineStore('view', () => {
  const page = ref<'sale' | 'history'>('sale');
  const overlay = shallowRef<Overlay | null>(null);
  const question = shallowRef<(Question & { readonly answer: (yes: boolean) => void }) | null>(null);
  /** The transaction the history opens with. */
  const opened = ref<string | null>(null);

  function showHistory(filter: HistoryFilter | null = null, transactionId: string | null = null): void {
    const history = useHistory();
    history.search = '';
    history.filter = filter;
    opened.value = transactionId;
    page.value = 'history';
  }

  function showSale(): void {
    page.value = 'sale';
  }

  /** Asks the cashier; answers what they chose. Closing the question is a no. */
  function ask(asked: Question): Promise<boolean> {
    return new Promise((resolve) => {
      question.value = {
        ...asked,
        answer: (yes) => {
          question.value = null;
          resolve(yes);
        },
      };
    });
  }

  return { page, overlay, question, opened, showHistory, showSale, ask };
});
