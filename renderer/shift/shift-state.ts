import { ref, shallowRef, type Ref, type ShallowRef } from 'vue';
import type { Rupiah } from '../../shared/money.ts';
import type { PrintedReport } from '../../shared/shift-api.ts';
import type { Shift } from '../../shared/shift.ts';
import type { Problem } from '../words/codes/problem.ts';
import { createCounting, type Counting } from './count.ts';

/** How far a shift got at this screen. What was counted stays when the screen is left. */
export interface ShiftState {
  readonly at: Ref<'now' | 'list'>;
  /** What is in the drawer as a shift begins, and as it ends. */
  readonly float: Counting;
  readonly drawer: Counting;
  /** The shift that is being counted, while its count is on the screen. */
  readonly counting: ShallowRef<Shift | null>;
  /** Whose drawer `drawer` was typed for, by shiftId. */
  readonly drawerOf: Ref<string | null>;
  readonly isSending: Ref<boolean>;
  readonly problem: ShallowRef<Problem | null>;
  /** Counted less expected, or that it is not said to who counts blind; null unless the till asks why. */
  readonly difference: ShallowRef<Rupiah | 'unsaid' | null>;
  /** While the till asks why: whether one more count may still close the shift by itself. */
  readonly mayCountAgain: Ref<boolean>;
  /** Why there is a difference. */
  readonly reason: Ref<string>;
  /** The shift that was just opened again; its number is that of the Z which the next one replaces. */
  readonly reopened: ShallowRef<Shift | null>;
  /** The Z that has just been made. */
  readonly closed: ShallowRef<PrintedReport | null>;
}

export function createShiftState(): ShiftState {
  return {
    at: ref<'now' | 'list'>('now'),
    float: createCounting(),
    drawer: createCounting(),
    counting: shallowRef<Shift | null>(null),
    drawerOf: ref<string | null>(null),
    isSending: ref(false),
    problem: shallowRef<Problem | null>(null),
    difference: shallowRef<Rupiah | 'unsaid' | null>(null),
    mayCountAgain: ref(false),
    reason: ref(''),
    reopened: shallowRef<Shift | null>(null),
    closed: shallowRef<PrintedReport | null>(null),
  };
}
