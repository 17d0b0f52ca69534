import { onBeforeUnmount, onMounted, watch } from 'vue';
import { isCovered } from './useKeys.ts';

/** Sends digits typed or scanned while no field has the focus into the step's main field, so that no digit is lost. */
export function useTypeAnywhere(field: () => HTMLInputElement | null): void {
  function onKeydown(event: KeyboardEvent): void {
    const isDigit = /^\d$/.test(event.key) && !event.ctrlKey && !event.altKey && !event.metaKey;
    const inField = event.target instanceof HTMLInputElement;
    if (isDigit && !inField && !document.querySelector('dialog[open]')) field()?.focus();
  }

  // On a small screen what is to be read stands above the field.
  const focus = (): void => field()?.focus({ preventScroll: true });

  onMounted(() => {
    window.addEventListener('keydown', onKeydown, { capture: true });
    focus();
  });
  watch(isCovered, (covered) => covered || focus(), { flush: 'post' });
  onBeforeUnmount(() => window.removeEventListener('keydown', onKeydown, { capture: true }));
}
