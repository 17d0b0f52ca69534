import type { Warning } from '../../../shared/bill.ts';
import type { ErrorCode } from '../../../shared/errors.ts';
import type { Right, Role } from '../../../shared/rights.ts';
import type { EventKind, PendingReason, RefusalCode, Status } from '../../../shared/transaction.ts';
import type { Action, KeyGroup } from '../../ui/keys/keys.ts';
import type { SpanUnits } from '../../ui/time/when.ts';
import type { Doing, Hint } from './problem.ts';

// Every code must be worded in every language, or the program does not compile.

/** What happened, and what to press now. What it means for the money is worded by what was being done: see `money`. */
export interface ProblemWords {
  readonly what: string;
  readonly next: string;
}

export interface ErrorWords {
  readonly errors: Record<ErrorCode, ProblemWords>;
  /** In place of `provider-down`, where the provider gave a reason that has no code. */
  readonly answered: ProblemWords;
  /** In place of `provider-down`, where no provider is set. */
  readonly noProvider: ProblemWords;
  readonly refusals: Record<RefusalCode, ProblemWords>;
  readonly money: Record<Doing, string>;
  readonly hints: Record<Hint, string>;
}

export interface NameWords {
  readonly statuses: Record<Status, string>;
  readonly roles: Record<Role, string>;
  /** What may be done by it. */
  readonly rights: Record<Right, string>;
  readonly pendingReasons: Record<PendingReason, string>;
  readonly warnings: Record<Warning, ProblemWords>;
  readonly events: Record<EventKind, string>;
  readonly actions: Record<Action, string>;
  readonly keyGroups: Record<KeyGroup, string>;
  readonly months: readonly string[];
  /** Between hours and minutes. */
  readonly timeSeparator: string;
  /** Between the whole of a number and its tenths. */
  readonly decimalMark: string;
  /** Units of a span, as they stand behind their number. */
  readonly units: SpanUnits;
}
