import type { Failure } from '../../shared/errors.ts';
import { problemOf, type Doing, type Problem } from '../words/codes/problem.ts';

/** A failure around the shift. When the connection itself broke, nobody knows yet whether it was stored. */
export function shiftProblem(doing: Doing, failure: Failure & { readonly logId: string }): Problem {
  const isDoubtful = failure.code === 'internal' || failure.code === 'closing';
  return problemOf(isDoubtful ? 'shiftInDoubt' : doing, failure);
}
