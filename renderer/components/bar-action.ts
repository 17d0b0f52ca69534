import type { Action } from '../keys.ts';

/** One key of the action bar. Its button and its key do the same, because both come from here. */
export interface BarAction {
  readonly action: Action;
  readonly run: () => void;
  /** Says more than the action's usual name. */
  readonly label?: string;
  readonly hook?: string;
}

/** The action on Enter; always in the same corner. */
export interface PrimaryAction {
  readonly run: () => void;
  readonly label: string;
  readonly hook: string;
  /** Looks as if it did nothing, and says why when it is pressed. */
  readonly blocked?: boolean;
}
