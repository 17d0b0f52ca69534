import { defineStore } from 'pinia';
import { ref, shallowRef } from 'vue';

/** What lies over the screen. */
export type Overlay =
  | { readonly at: 'help' }
  | { readonly at: 'slip-check' }
  | { readonly at: 'print-queue' }
  /** `wanted`: what only an owner may, and somebody else pressed the key of. */
  | { readonly at: 'person'; readonly wanted: 'settings' | 'people' | null }
  | { readonly at: 'status'; readonly light: string | null };

/** Which transactions the history shows. `unsettled` is pending or still being sent. */
export type HistoryFilter = 'paid' | 'refused' | 'unsettled';

/** What the history was called up for. */
export interface HistoryCall {
  readonly filter: HistoryFilter | null;
  /** The transaction to open. */
  readonly transactionId: string | null;
}

/** Which page is in front, and what lies over it. The sale keeps its own step while the history is open. */
export const useView = defineStore('view', () => {
  const page = ref<'sale' | 'history' | 'people' | 'shift' | 'settings' | 'debts' | 'deposit'>('sale');
  const overlay = shallowRef<Overlay | null>(null);
  /** A new one each time the history is called up. */
  const called = shallowRef<HistoryCall>({ filter: null, transactionId: null });

  function showHistory(filter: HistoryFilter | null = null, transactionId: string | null = null): void {
    called.value = { filter, transactionId };
    page.value = 'history';
  }

  function showSale(): void {
    page.value = 'sale';
  }

  /** Another page, with nothing over it. */
  function turnTo(next: typeof page.value): void {
    overlay.value = null;
    page.value = next;
  }

  const showPeople = (): void => turnTo('people');
  const showShift = (): void => turnTo('shift');
  const showSettings = (): void => turnTo('settings');
  const showDebts = (): void => turnTo('debts');
  const showDeposit = (): void => turnTo('deposit');

  function showHelp(): void {
    overlay.value = { at: 'help' };
  }

  /** Cause and remedy of the lights, that one first. */
  function showStatus(light: string | null = null): void {
    overlay.value = { at: 'status', light };
  }

  function showSlipCheck(): void {
    overlay.value = { at: 'slip-check' };
  }

  function showPrintQueue(): void {
    overlay.value = { at: 'print-queue' };
  }

  /** Who is signed in, and what they may do about that. */
  function showPerson(wanted: 'settings' | 'people' | null = null): void {
    overlay.value = { at: 'person', wanted };
  }

  function closeOverlay(): void {
    overlay.value = null;
  }

  return {
    page,
    overlay,
    called,
    showHistory,
    showSale,
    showPeople,
    showShift,
    showSettings,
    showDebts,
    showDeposit,
    showHelp,
    showStatus,
    showSlipCheck,
    showPrintQueue,
    showPerson,
    closeOverlay,
  };
});
