import { onMounted, useTemplateRef, watch, type ShallowRef } from 'vue';

/** A text field that holds digits and shows them grouped. */
export interface DigitField {
  /** The digits as they are kept. */
  readonly digits: () => string;
  readonly format: (digits: string) => string;
  /** Takes the field's raw text; afterwards `digits()` answers what is left of it. */
  readonly write: (text: string) => void;
}

/**
 * Keeps the caret at the same digit while separators come and go.
 * Bind the answered handlers and the template ref `field`.
 */
export function useDigitField(options: DigitField): {
  readonly field: Readonly<ShallowRef<HTMLInputElement | null>>;
  readonly onInput: (event: Event) => void;
  readonly onBeforeInput: (event: InputEvent) => void;
} {
  const field = useTemplateRef<HTMLInputElement>('field');

  function onInput(event: Event): void {
    const input = field.value;
    if (!input) return;
    const caretAt = input.selectionStart ?? input.value.length;
    const after = countDigits(input.value.slice(caretAt));
    // The dots in the field are its own; one that is typed means what a comma means.
    const isDot = event instanceof InputEvent && event.data === '.';
    options.write(isDot ? `${input.value.slice(0, caretAt - 1)},${input.value.slice(caretAt)}` : input.value);
    input.value = options.format(options.digits());
    const caret = caretBefore(input.value, after);
    input.setSelectionRange(caret, caret);
  }

  /** Backspace over a separator means the digit before it; else the separator would come back for ever. */
  function onBeforeInput(event: InputEvent): void {
    const input = field.value;
    if (!input || event.inputType !== 'deleteContentBackward') return;
    const caret = input.selectionStart ?? 0;
    if (caret !== input.selectionEnd || caret === 0 || /[\d,]/.test(input.value[caret - 1] ?? '')) return;
    input.setSelectionRange(caret - 1, caret - 1);
  }

  /** Digits that came from elsewhere, the numpad or a quick button, leave the caret at the end. */
  function show(): void {
    const input = field.value;
    const text = options.format(options.digits());
    if (!input || input.value === text) return;
    input.value = text;
    input.setSelectionRange(text.length, text.length);
  }

  onMounted(show);
  // At once: digits that are taken back and put there again by a scan are no change afterwards.
  watch(options.digits, show, { flush: 'sync' });
  return { field, onInput, onBeforeInput };
}

function countDigits(text: string): number {
  return text.replace(/\D/g, '').length;
}

/** The place in `text` that has `after` digits behind it. */
function caretBefore(text: string, after: number): number {
  let caret = text.length;
  for (let left = after; left > 0 && caret > 0; caret -= 1) {
    if (/\d/.test(text[caret - 1] ?? '')) left -= 1;
  }
  return caret;
}
