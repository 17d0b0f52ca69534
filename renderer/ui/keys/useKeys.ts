import { getCurrentInstance, inject, onBeforeUnmount, onMounted, provide, shallowReactive } from 'vue';
import { actionsOfKey, keyOf, keyTable, type Action } from './keys.ts';

/** `pressedAt`: when the key went down, on the clock of events. */
export type KeyHandler = (pressedAt: number) => void;

/** What one part of the screen does on which action. Answers undefined for actions that mean nothing to it now. */
export interface KeyLayer {
  readonly find: (action: Action) => KeyHandler | undefined;
  /** Keys don't reach the layers below, as under an open dialog. */
  readonly modal?: boolean;
  /** Works even under an open dialog. */
  readonly underDialogs?: boolean;
}

/** An Enter this soon after one that was pressed while waiting is still the same impatience. */
const impatienceMs = 200;
/** No finger is this fast twice: the key bounced. */
const bounceMs = 25;

type Component = ReturnType<typeof getCurrentInstance>;

/** A layer where it is: `inCover` is part of what covers the whole screen; `component` is whose it is. */
interface PlacedLayer extends KeyLayer {
  readonly inCover: boolean;
  readonly component: Component;
}

const layers = shallowReactive<PlacedLayer[]>([]);
const coverKey = Symbol('cover');

/**
 * The component covers the whole screen, which goes on beneath it unseen: neither its keys nor its dialogs reach through. What is inside the
 * component belongs to it.
 */
export function useCover(): void {
  provide(coverKey, true);
  place({ inCover: true, find: () => undefined });
}

/** Whether the calling component is inside a cover. */
export function isInCover(): boolean {
  return inject(coverKey, false);
}

/** Whether something covers the whole screen. Reactive. */
export function isCovered(): boolean {
  return layers.some((layer) => layer.inCover);
}

/** Puts a layer on top of the others for as long as the component is mounted. */
export function useKeyLayer(layer: KeyLayer): void {
  place({ ...layer, inCover: isInCover() });
}

function place(placed: Omit<PlacedLayer, 'component'>): void {
  const layer = { ...placed, component: getCurrentInstance() };
  onMounted(() => layers.push(layer));
  onBeforeUnmount(() => layers.splice(layers.indexOf(layer), 1));
}

/** A layer from a plain table of actions. */
export function useKeys(
  handlers: Partial<Record<Action, KeyHandler>>,
  options: Pick<KeyLayer, 'underDialogs'> = {},
): void {
  useKeyLayer({ ...options, find: (action) => handlers[action] });
}

/** Whether a dialog lies over the screen, or a cover. Reactive. */
export function isUnderDialog(): boolean {
  return layers.some((layer) => layer.modal === true || layer.inCover);
}

/** Whether a layer is part of a dialog, or the dialog of it. A screen that came up under an open dialog is neither, though it came later. */
function belongsTo({ component: one }: PlacedLayer, { component: dialog }: PlacedLayer): boolean {
  return isWithin(one, dialog) || isWithin(dialog, one);
}

function isWithin(inner: Component, outer: Component): boolean {
  for (let at = inner; at; at = at.parent) if (at === outer) return true;
  return false;
}

/** What the topmost layer that can be reached has for one of these. */
function handlerOf(actions: readonly Action[]): KeyHandler | undefined {
  let covered = false;
  const cover = isCovered();
  const isReached = ({ inCover }: PlacedLayer): boolean => !cover || inCover;
  const dialog = layers.findLast((layer) => layer.modal === true && isReached(layer));
  for (const layer of layers.toReversed()) {
    const isBehind = covered || !isReached(layer) || (dialog !== undefined && !belongsTo(layer, dialog));
    if (isBehind && !layer.underDialogs) continue;
    const handler = actions.map((action) => layer.find(action)).find((found) => found !== undefined);
    if (handler) return handler;
    if (layer.modal) covered = true;
  }
  return undefined;
}

/** Runs what there is for a key. Answers whether anything ran. */
function dispatch(key: string, pressedAt: number): boolean {
  const handler = handlerOf(actionsOfKey(key));
  handler?.(pressedAt);
  return handler !== undefined;
}

/** The actions that do something now, as they stand in the table. */
export function actionsNow(): readonly Action[] {
  return keyTable.map(({ action }) => action).filter((action) => handlerOf([action]) !== undefined);
}

/**
 * The only key listener of the page. While `isWaiting`, Enter does nothing; and a burst of Enters, or one held down, must
 * not run over into an outcome the cashier has not seen yet.
 */
export function useKeyDispatcher(isWaiting: () => boolean): void {
  let enterAt = Number.NEGATIVE_INFINITY;
  let swallowedAt = Number.NEGATIVE_INFINITY;

  function isStrayEnter(event: KeyboardEvent): boolean {
    const { timeStamp } = event;
    const tooSoon = timeStamp - swallowedAt < impatienceMs || timeStamp - enterAt < bounceMs;
    const stray = event.repeat || isWaiting() || tooSoon;
    enterAt = timeStamp;
    if (stray) swallowedAt = timeStamp;
    return stray;
  }

  function onKeydown(event: KeyboardEvent): void {
    if (event.isComposing) return;
    const key = keyOf(event);
    if (key === 'Enter' && isStrayEnter(event)) return event.preventDefault();
    if (key !== 'Enter') enterAt = Number.NEGATIVE_INFINITY; // What bounces has no other key in between.
    if (key === 'Enter' && isPressedByEnter(event.target)) return; // The focused button takes it.
    if (event.repeat && isFunctionKey(key)) return event.preventDefault(); // One that is held is one press.
    if (dispatch(key, event.timeStamp)) event.preventDefault();
    else if (isBrowserKey(key)) event.preventDefault();
  }

  onMounted(() => window.addEventListener('keydown', onKeydown));
  onBeforeUnmount(() => window.removeEventListener('keydown', onKeydown));
}

/** One of several values is chosen by Space and by arrows, as everywhere; Enter is for the screen. */
function isPressedByEnter(target: EventTarget | null): boolean {
  return target instanceof HTMLButtonElement && target.getAttribute('role') !== 'radio';
}

function isFunctionKey(key: string): boolean {
  return /^F([1-9]|10)$/.test(key);
}

/** Keys with which a browser would leave or reload the page; a till has no use for them. */
function isBrowserKey(key: string): boolean {
  return isFunctionKey(key) || /^Alt\+Arrow/.test(key);
}
