import type { Arming } from './keys/useArming.ts';
import type { Action } from './keys/keys.ts';

/** One key of the action bar. Its button and its key do the same, because both come from here. */
export interface BarAction {
  readonly action: Action;
  readonly run: () => void;
  /** Says more than the action's usual name. */
  readonly label?: string;
  readonly hook?: string;
  /** Looks as if it did nothing, and says why when it is pressed. */
  readonly blocked?: boolean;
}

/** The action on Enter; always in the same corner. */
export interface PrimaryAction {
  readonly run: () => void;
  readonly label: string;
  readonly hook: string;
  /** The screen must have been read first: neither this nor Escape counts before. */
  readonly arming?: Arming;
  /** Looks as if it did nothing, and says why when it is pressed. */
  readonly blocked?: boolean;
}
