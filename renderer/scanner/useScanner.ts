import { onBeforeUnmount, onMounted, type Ref } from 'vue';
import { isCovered, isInCover } from '../ui/keys/useKeys.ts';
import { isModifier, noRun, readPress, scanKind, scanPauseMs } from './scan.ts';
import { useScans } from './scans.ts';

/** What a scanner typed. */
export interface Scan {
  readonly text: string;
  /** It ended with Enter or Tab, as scanners are set up to do: go on with it. Without one the cashier presses Enter. */
  readonly entered: boolean;
}

/** What a screen does with a scan. */
export interface ScanTaker {
  readonly take: (scan: Scan) => void;
  /** It has a field for just this: the keys may show in it while they come. Without one they are held back. */
  readonly inField?: boolean;
}

/** Then a scan without an Enter is over, in ms. A little longer, since a key may be late on its way. */
const overAfterMs = scanPauseMs + 50;
/** A second Enter this soon, with no other key between, is the scanner's line feed. */
const feedMs = 60;

const takers: { readonly inCover: boolean; readonly find: () => ScanTaker | null }[] = [];
/** Each answers how to put back what it watches. */
const watched: (() => () => void)[] = [];

/**
 * Says what a scan means while the component is mounted; null for "nothing now". Where nobody takes it, and under every dialog,
 * a scan is kept for later (`useScans`). `find` must answer the same object as long as it means the same.
 */
export function useScanTaker(find: () => ScanTaker | null): void {
  const taker = { inCover: isInCover(), find };
  onMounted(() => takers.push(taker));
  onBeforeUnmount(() => takers.splice(takers.indexOf(taker), 1));
}

/** For a choice that single keys make outside a field: by the first keys of a scan it stays what it was. */
export function useUnmovedByScans<T>(choice: Ref<T>): void {
  function remember(): () => void {
    const before = choice.value;
    return () => (choice.value = before);
  }
  onMounted(() => watched.push(remember));
  onBeforeUnmount(() => watched.splice(watched.indexOf(remember), 1));
}

/** What was typed where PINs are asked for is never kept or shown. */
function mayBePin(): boolean {
  const { activeElement } = document;
  return isCovered() || (activeElement instanceof HTMLInputElement && activeElement.type === 'password');
}

function takerNow(): ScanTaker | null {
  if (document.querySelector('dialog[open]')) return null;
  return takers.findLast(({ inCover }) => inCover === isCovered())?.find() ?? null;
}

/**
 * Hears every key of the page before anybody else does. A scan reaches no field and no button, and its Enter means nothing but
 * its end. The seven keys that go by before one is sure of it are taken out of the field again.
 */
export function useScanner(): void {
  const scans = useScans();
  let run = noRun;
  /** 0 when no scan is going on. */
  let timer = 0;
  let enteredAt = Number.NEGATIVE_INFINITY;
  /** What would have taken the scan when it began: a screen that came up under it takes nothing. */
  let taker: ScanTaker | null = null;
  /** It is text, for a field that takes any: there it stays, and only its Enter is kept away. */
  let asWords = false;
  const screen = rememberScreen();

  function finish(text: string, entered: boolean): void {
    window.clearTimeout(timer);
    timer = 0;
    screen.restoreFields();
    const now = takerNow();
    if (now && now === taker) now.take({ text, entered });
    else if (!mayBePin()) scans.keep(text);
  }

  function onKeydown(event: KeyboardEvent): void {
    if (event.isComposing || isModifier(event.key)) return;
    const { key, repeat, timeStamp: at } = event;
    const modified = event.ctrlKey || event.altKey || event.metaKey;
    const before = run;
    const { run: now, heard } = readPress(before, { key, at, repeat, modified });
    run = now;
    if (heard === 'scan' && !before.isScan) recognise(event.target);
    if (heard === 'end') {
      enteredAt = at;
      swallow(event);
      if (!asWords) finish(before.text, true);
    } else if (heard === 'scan') {
      if (asWords) return;
      if (!taker?.inField) swallow(event);
      window.clearTimeout(timer);
      timer = window.setTimeout(() => finish(now.text, false), overAfterMs);
    } else if (key === 'Enter' && at - enteredAt < feedMs) {
      swallow(event);
    } else {
      if (timer) finish(before.text, false);
      enteredAt = Number.NEGATIVE_INFINITY;
      scans.forgetStranger();
      if (now.text.length === 1) begin();
      // A person never presses a button with Space within a scanner's pace of another key.
      else if (now !== noRun && key === ' ' && event.target instanceof HTMLButtonElement) event.preventDefault();
    }
  }

  function recognise(target: EventTarget | null): void {
    asWords = takesWords(target) && scanKind(run.text) === 'other';
    if (!asWords && !taker?.inField) screen.restoreFields();
    screen.restoreChoices();
  }

  function begin(): void {
    screen.begin();
    taker = takerNow();
  }

  function onBeforeInput({ target }: Event): void {
    if (run !== noRun && target instanceof HTMLInputElement) screen.remember(target);
  }

  hearFirst('keydown', onKeydown);
  hearFirst('beforeinput', onBeforeInput);
  hearFirst('pointerdown', () => (enteredAt = Number.NEGATIVE_INFINITY));
  onBeforeUnmount(() => window.clearTimeout(timer));
}

/** Hears an event before anybody else: at once, since what lies in the app is mounted earlier than the app. */
function hearFirst<E extends 'keydown' | 'beforeinput' | 'pointerdown'>(
  name: E,
  listener: (event: WindowEventMap[E]) => void,
): void {
  window.addEventListener(name, listener, { capture: true });
  onBeforeUnmount(() => window.removeEventListener(name, listener, { capture: true }));
}

function swallow(event: KeyboardEvent): void {
  event.preventDefault();
  event.stopImmediatePropagation();
}

/** A reason or a file's name, asked for by a dialog. The fields of digits bring keys of their own. */
function takesWords(target: EventTarget | null): boolean {
  return target instanceof HTMLInputElement && target.inputMode === '' && target.closest('dialog') !== null;
}

/** Text fields and choices as they were before the first keys of what may be a scan. */
function rememberScreen() {
  const before = new Map<HTMLInputElement, { readonly value: string; readonly caret: number | null }>();
  let choices: readonly (() => void)[] = [];
  return {
    begin(): void {
      before.clear();
      choices = watched.map((remember) => remember());
    },
    remember(field: HTMLInputElement): void {
      if (!before.has(field)) before.set(field, { value: field.value, caret: field.selectionStart });
    },
    restoreFields(): void {
      for (const [field, { value, caret }] of before) {
        if (!field.isConnected) continue;
        field.value = value;
        field.setSelectionRange(caret, caret);
        field.dispatchEvent(new InputEvent('input', { bubbles: true }));
      }
    },
    restoreChoices(): void {
      for (const putBack of choices) putBack();
    },
  };
}
